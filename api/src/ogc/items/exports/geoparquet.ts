/** GeoParquet 1.1: WKB, with the box of each feature in columns of its own, so that readers skip what they do not want. */
import type { Geometry, Position } from 'geojson';
import type { SchemaElement } from 'hyparquet';
import { ByteWriter, geojsonToWkb, ParquetWriter } from 'hyparquet-writer';
import { GEOMETRY_TYPE } from '@twin/gis-data/store/geometry-type.ts';
import type { Field } from '@twin/gis-data/theme.ts';
import type { ItemFeature } from '../feature-of.ts';
import type { Exported, ExportFormat, ExportWriter } from './export-format.ts';
import { PROJJSON } from './projjson.ts';

/** A group is what a reader takes at once, and what is held here until it is full. */
const FEATURES_OF_A_GROUP = 20_000;
const SIDES = ['xmin', 'ymin', 'xmax', 'ymax'] as const;
const CRS84_CODE = 4326;
const TEXT = { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } } as const;

type Box = Record<(typeof SIDES)[number], number>;
type Column = {
  readonly schema: readonly SchemaElement[];
  readonly valueOf: (feature: ItemFeature) => unknown;
};

export const geoParquet: ExportFormat = {
  mediaType: 'application/vnd.apache.parquet',
  extension: 'parquet',
  eastFirst: true,
  writer: (about) => new GroupWriter(about),
};

class GroupWriter implements ExportWriter {
  readonly head = '';
  readonly #about: Exported;
  readonly #columns: readonly Column[];
  readonly #bytes = new ByteWriter();
  readonly #parquet: ParquetWriter;
  #waiting: ItemFeature[] = [];
  #box: Box | undefined;

  constructor(about: Exported) {
    this.#about = about;
    this.#columns = columnsOf(about);
    this.#parquet = new ParquetWriter({
      writer: this.#bytes,
      schema: [
        { name: 'schema', num_children: this.#columns.length },
        ...this.#columns.flatMap(({ schema }) => schema),
      ],
      createdBy: 'hainan-city-twin',
    });
  }

  async batch(features: readonly ItemFeature[]): Promise<Uint8Array> {
    this.#waiting.push(...features);
    if (this.#waiting.length >= FEATURES_OF_A_GROUP) await this.#writeGroup();
    return this.#drained();
  }

  async end(): Promise<Uint8Array> {
    if (this.#waiting.length > 0) await this.#writeGroup();
    this.#parquet.kvMetadata = [{ key: 'geo', value: JSON.stringify(geoMetadata(this.#about, this.#box)) }];
    await this.#parquet.finish();
    return this.#drained();
  }

  async #writeGroup(): Promise<void> {
    const group = this.#waiting;
    this.#waiting = [];
    for (const { geometry } of group) this.#box = around(this.#box, boxOf(geometry));
    await this.#parquet.write({
      columnData: this.#columns.map(({ schema: [{ name } = { name: '' }], valueOf }) => ({
        name,
        data: group.map(valueOf),
      })),
      rowGroupSize: group.length,
    });
  }

  /** What is in the buffer, which is emptied: `offset` goes on counting for the places that the footer names. */
  #drained(): Uint8Array {
    const bytes = Uint8Array.from(this.#bytes.getBytes());
    this.#bytes.index = 0;
    return bytes;
  }
}

function columnsOf({ fields }: Exported): Column[] {
  return [
    { schema: [{ name: 'id', ...TEXT, repetition_type: 'REQUIRED' }], valueOf: ({ id }) => id },
    ...fields.map(([name, field]) => ({
      schema: [{ name, ...typeOf(field), repetition_type: 'OPTIONAL' } as const],
      valueOf: ({ properties }: ItemFeature) => parquetValue(properties[name], field),
    })),
    {
      schema: [
        { name: 'bbox', repetition_type: 'REQUIRED', num_children: SIDES.length },
        ...SIDES.map((name) => ({ name, type: 'DOUBLE', repetition_type: 'REQUIRED' }) as const),
      ],
      valueOf: ({ geometry }) => boxOf(geometry),
    },
    {
      schema: [{ name: 'geometry', type: 'BYTE_ARRAY', repetition_type: 'REQUIRED' }],
      valueOf: ({ geometry }) => geojsonToWkb(geometry),
    },
  ];
}

function typeOf({ type }: Field): Omit<SchemaElement, 'name'> {
  switch (type) {
    case 'integer':
      return { type: 'INT64' };
    case 'number':
      return { type: 'DOUBLE' };
    case 'boolean':
      return { type: 'BOOLEAN' };
    case 'date':
      return { type: 'INT32', converted_type: 'DATE', logical_type: { type: 'DATE' } };
    case 'datetime':
      return {
        type: 'INT64',
        converted_type: 'TIMESTAMP_MILLIS',
        logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' },
      };
    case 'text':
    case 'code':
    case 'reference':
      return TEXT;
  }
}

function parquetValue(value: unknown, { type }: Field): unknown {
  if (value === null || value === undefined) return undefined;
  switch (type) {
    case 'integer':
      return BigInt(Number(value));
    case 'number':
    case 'boolean':
      return value;
    case 'date':
    case 'datetime':
      return typeof value === 'string' ? new Date(value) : undefined;
    case 'text':
    case 'code':
    case 'reference':
      return typeof value === 'string' ? value : JSON.stringify(value);
  }
}

function geoMetadata({ system, geometries, hasHeights }: Exported, box: Box | undefined): object {
  const crs = PROJJSON[system.fileSrid];
  if (!crs && system.fileSrid !== CRS84_CODE) throw new Error(`no PROJJSON of EPSG:${system.fileSrid}`);
  return {
    version: '1.1.0',
    primary_column: 'geometry',
    columns: {
      geometry: {
        encoding: 'WKB',
        geometry_types: geometries.map((name) => `${kindOf(name)}${hasHeights ? ' Z' : ''}`),
        ...(crs && { crs }),
        ...(box && { bbox: SIDES.map((side) => box[side]) }),
        covering: { bbox: Object.fromEntries(SIDES.map((side) => [side, ['bbox', side]])) },
      },
    },
  };
}

function kindOf(name: string): string {
  const kind = Object.keys(GEOMETRY_TYPE).find((known) => known.toUpperCase() === name);
  if (kind === undefined) throw new Error(`no kind of geometry is called ${name}`);
  return kind;
}

function boxOf(geometry: Geometry): Box {
  if (geometry.type === 'GeometryCollection') return geometry.geometries.map(boxOf).reduce(around, EMPTY);
  return boxOfPositions(geometry.coordinates);
}

const EMPTY: Box = { xmin: Infinity, ymin: Infinity, xmax: -Infinity, ymax: -Infinity };

type Nested = Position | readonly Nested[];

function boxOfPositions(nested: Nested): Box {
  const [x, y] = nested;
  if (typeof x === 'number' && typeof y === 'number') return { xmin: x, ymin: y, xmax: x, ymax: y };
  return (nested as readonly Nested[]).map(boxOfPositions).reduce(around, EMPTY);
}

function around(one: Box | undefined, other: Box): Box {
  if (!one) return other;
  return {
    xmin: Math.min(one.xmin, other.xmin),
    ymin: Math.min(one.ymin, other.ymin),
    xmax: Math.max(one.xmax, other.xmax),
    ymax: Math.max(one.ymax, other.ymax),
  };
}
