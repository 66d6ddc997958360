/**
 * FlatGeobuf 3, written as a stream: without a spatial index and without a count, both of which the format allows.
 * The numbers of fields and types are those of its schemas (header.fbs, feature.fbs).
 */
import { Builder } from 'flatbuffers';
import type { Geometry, Position } from 'geojson';
import { GEOMETRY_TYPE } from '@twin/gis-data/store/geometry-type.ts';
import type { Field } from '@twin/gis-data/theme.ts';
import type { ItemFeature } from '../feature-of.ts';
import type { Exported, ExportFormat } from './export-format.ts';

const MAGIC = Buffer.from([0x66, 0x67, 0x62, 3, 0x66, 0x67, 0x62, 0]);
const COLUMN = { bool: 2, long: 7, double: 10, string: 11, dateTime: 13 } as const;
const HEADER = {
  fields: 14,
  name: 0,
  geometryType: 2,
  hasZ: 3,
  columns: 7,
  indexNodeSize: 9,
  crs: 10,
  title: 11,
} as const;
const DEFAULT_NODE_SIZE = 16;

export const flatGeobuf: ExportFormat = {
  mediaType: 'application/flatgeobuf',
  extension: 'fgb',
  eastFirst: true,
  writer: (about) => {
    const columns = columnsOf(about);
    return {
      head: Buffer.concat([MAGIC, header(about, columns)]),
      batch: (features) => Buffer.concat(features.map((feature) => featureBytes(feature, columns))),
    };
  },
};

type Column = { readonly name: string; readonly title: string; readonly type: number };

/** The id comes first, as a column of its own: the format has none for it. */
function columnsOf({ fields }: Exported): readonly Column[] {
  return [
    { name: 'id', title: '标识 Identifier', type: COLUMN.string },
    ...fields.map(([name, field]) => ({
      name,
      title: `${field.title.zh} ${field.title.en}`,
      type: columnType(field),
    })),
  ];
}

function columnType({ type }: Field): number {
  switch (type) {
    case 'integer':
      return COLUMN.long;
    case 'number':
      return COLUMN.double;
    case 'boolean':
      return COLUMN.bool;
    case 'date':
    case 'datetime':
      return COLUMN.dateTime;
    case 'text':
    case 'code':
    case 'reference':
      return COLUMN.string;
  }
}

function header(about: Exported, declared: readonly Column[]): Uint8Array {
  const builder = new Builder();
  const columns = declared.map(({ name, title, type }) => {
    const [nameAt, titleAt] = [builder.createString(name), builder.createString(title)];
    builder.startObject(11);
    builder.addFieldOffset(0, nameAt, 0);
    builder.addFieldInt8(1, type, 0);
    builder.addFieldOffset(2, titleAt, 0);
    return builder.endObject();
  });
  const columnsAt = offsets(builder, columns);
  const organisation = builder.createString('EPSG');
  builder.startObject(6);
  builder.addFieldOffset(0, organisation, 0);
  builder.addFieldInt32(1, about.system.fileSrid, 0);
  const crs = builder.endObject();
  const { collection } = about.entry;
  const [name, title] = [builder.createString(collection.id), builder.createString(collection.title.zh)];
  builder.startObject(HEADER.fields);
  builder.addFieldOffset(HEADER.name, name, 0);
  builder.addFieldInt8(HEADER.geometryType, layerType(about), 0);
  builder.addFieldInt8(HEADER.hasZ, about.hasHeights ? 1 : 0, 0);
  builder.addFieldOffset(HEADER.columns, columnsAt, 0);
  builder.addFieldInt16(HEADER.indexNodeSize, 0, DEFAULT_NODE_SIZE);
  builder.addFieldOffset(HEADER.crs, crs, 0);
  builder.addFieldOffset(HEADER.title, title, 0);
  builder.finishSizePrefixed(builder.endObject());
  return builder.asUint8Array();
}

/** The one type of all features; 0 where they differ. */
function layerType({ geometries }: Exported): number {
  const [only] = geometries;
  const known = Object.entries(GEOMETRY_TYPE).find(([name]) => name.toUpperCase() === only);
  return geometries.length === 1 ? (known?.[1] ?? 0) : 0;
}

function featureBytes({ id, geometry, properties }: ItemFeature, columns: readonly Column[]): Uint8Array {
  const builder = new Builder();
  const propertiesAt = builder.createByteVector(propertyBytes({ id, ...properties }, columns));
  const geometryAt = geometryTable(builder, geometry);
  builder.startObject(3);
  builder.addFieldOffset(0, geometryAt, 0);
  builder.addFieldOffset(1, propertiesAt, 0);
  builder.finishSizePrefixed(builder.endObject());
  return builder.asUint8Array();
}

/** Number of the column, then its value; columns without a value are left out. */
function propertyBytes(values: Readonly<Record<string, unknown>>, columns: readonly Column[]): Buffer {
  return Buffer.concat(
    columns.flatMap(({ name, type }, index) => {
      const value = values[name];
      return value === null || value === undefined ? [] : [uint16(index), columnValue(value, type)];
    }),
  );
}

function columnValue(value: unknown, type: number): Buffer {
  switch (type) {
    case COLUMN.bool:
      return Buffer.from([value === true ? 1 : 0]);
    case COLUMN.long: {
      const number = Buffer.alloc(8);
      number.writeBigInt64LE(BigInt(Number(value)));
      return number;
    }
    case COLUMN.double: {
      const number = Buffer.alloc(8);
      number.writeDoubleLE(Number(value));
      return number;
    }
    default: {
      const text = Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
      const length = Buffer.alloc(4);
      length.writeUInt32LE(text.length);
      return Buffer.concat([length, text]);
    }
  }
}

function uint16(value: number): Buffer {
  const number = Buffer.alloc(2);
  number.writeUInt16LE(value);
  return number;
}

function geometryTable(builder: Builder, geometry: Geometry): number {
  const parts = partsOf(geometry).map((part) => geometryTable(builder, part));
  const partsAt = parts.length > 0 ? offsets(builder, parts) : 0;
  const lines = linesOf(geometry);
  const positions = lines.flat();
  const xy = positions.flatMap(([x = 0, y = 0]) => [x, y]);
  const z = positions.some((position) => position.length > 2)
    ? positions.map(([, , height = 0]) => height)
    : [];
  let end = 0;
  const ends = lines.length > 1 ? lines.map((line) => (end += line.length)) : [];
  const endsAt = ends.length > 0 ? vector(builder, ends, 4, (end) => builder.addInt32(end)) : 0;
  const xyAt = xy.length > 0 ? vector(builder, xy, 8, (value) => builder.addFloat64(value)) : 0;
  const zAt = z.length > 0 ? vector(builder, z, 8, (value) => builder.addFloat64(value)) : 0;
  builder.startObject(8);
  if (endsAt) builder.addFieldOffset(0, endsAt, 0);
  if (xyAt) builder.addFieldOffset(1, xyAt, 0);
  if (zAt) builder.addFieldOffset(2, zAt, 0);
  builder.addFieldInt8(6, GEOMETRY_TYPE[geometry.type], 0);
  if (partsAt) builder.addFieldOffset(7, partsAt, 0);
  return builder.endObject();
}

/** The geometries within one that is told by its parts. */
function partsOf(geometry: Geometry): Geometry[] {
  switch (geometry.type) {
    case 'GeometryCollection':
      return geometry.geometries;
    case 'MultiPolygon':
      return geometry.coordinates.map((coordinates) => ({ type: 'Polygon', coordinates }));
    default:
      return [];
  }
}

/** The lines or rings of one that is told by its positions. */
function linesOf(geometry: Geometry): Position[][] {
  switch (geometry.type) {
    case 'Point':
      return [[geometry.coordinates]];
    case 'MultiPoint':
    case 'LineString':
      return [geometry.coordinates];
    case 'MultiLineString':
    case 'Polygon':
      return geometry.coordinates;
    case 'MultiPolygon':
    case 'GeometryCollection':
      return [];
  }
}

/** Flat buffers are written from their end. */
function vector(
  builder: Builder,
  values: readonly number[],
  size: number,
  add: (value: number) => void,
): number {
  builder.startVector(size, values.length, size);
  for (const value of values.toReversed()) add(value);
  return builder.endVector();
}

function offsets(builder: Builder, tables: readonly number[]): number {
  return vector(builder, tables, 4, (table) => builder.addOffset(table));
}
