/**
 * Turns a file of Parquet into text, group by group: GeoJSON where it has a geometry (GeoParquet 1.0 and 1.1 with WKB or
 * in GeoArrow's way, Parquet's own type GEOMETRY), else CSV.
 */
import { isUtf8 } from 'node:buffer';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import {
  asyncBufferFromFile,
  parquetMetadataAsync,
  parquetReadObjects,
  parquetSchema,
  type AsyncBuffer,
  type Compressors,
  type FileMetaData,
  type SchemaTree,
} from 'hyparquet';
import { StoreError } from '../store/store-error.ts';
import type { ConvertedLayer } from './convert-layers.ts';
import { isRecord } from './is-record.ts';
import { readWkb } from './wkb.ts';

/** Rows that are held at a time: groups of GDAL and DuckDB are as large or half of it, those of pyarrow 16 times larger. */
const ROWS_AT_A_TIME = 65_536;
/** Hyparquet brings Snappy itself. */
const COMPRESSORS: Compressors = {
  GZIP: (bytes) => gunzipSync(bytes),
  BROTLI: (bytes) => brotliDecompressSync(bytes),
  ZSTD: (bytes) => zstdDecompressSync(bytes),
};
const CODECS: ReadonlySet<string> = new Set(['UNCOMPRESSED', 'SNAPPY', ...Object.keys(COMPRESSORS)]);
/** What GeoArrow's names of encodings are in GeoJSON. */
const NATIVE: { readonly [encoding: string]: string } = {
  point: 'Point',
  linestring: 'LineString',
  polygon: 'Polygon',
  multipoint: 'MultiPoint',
  multilinestring: 'MultiLineString',
  multipolygon: 'MultiPolygon',
};

type Columns = {
  readonly geometry?: { readonly name: string; readonly read: (value: unknown) => unknown };
  readonly crs?: string;
  /** As the file has them, without those of geometry, bytes and boxes. */
  readonly properties: readonly string[];
  readonly notes: readonly string[];
};

/**
 * @param file unpacked
 * @param folder receives the text
 * @throws StoreError `file-broken`, `format-not-read`, `no-features`
 */
export async function convertParquet(file: string, folder: string): Promise<ConvertedLayer> {
  try {
    const buffer = await asyncBufferFromFile(file);
    const metadata = await parquetMetadataAsync(buffer, { geoparquet: false });
    if (metadata.num_rows === 0n)
      throw new StoreError('no-features', 'The file holds no features.', 'Check that it is the right one.');
    refuseCodecs(metadata);
    const columns = columnsOf(metadata);
    const format = columns.geometry ? 'geojson' : 'csv';
    const path = join(folder, `layer-0.${format}`);
    await pipeline(Readable.from(textOf(buffer, metadata, columns)), createWriteStream(path));
    return {
      name: 'parquet',
      only: true,
      features: Number(metadata.num_rows),
      geometry: columns.geometry ? 'Geometry' : 'no geometry',
      path,
      format,
      notes: columns.notes,
      ...(columns.crs !== undefined && { crs: columns.crs }),
    };
  } catch (error) {
    if (error instanceof StoreError) throw error;
    throw new StoreError(
      'file-broken',
      `The file looks like Parquet, but it cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
      'Copy or download it again, or export it as GeoPackage.',
      error,
    );
  }
}

function refuseCodecs({ row_groups: groups }: FileMetaData): void {
  const codecs = groups.flatMap(({ columns }) => columns.map((column) => column.meta_data?.codec ?? ''));
  const other = codecs.find((codec) => codec !== '' && !CODECS.has(codec));
  if (other !== undefined)
    throw new StoreError(
      'format-not-read',
      `The file is Parquet compressed by ${other}, which the import does not read.`,
      'Write it with Zstandard, Snappy or GZIP.',
    );
}

async function* textOf(
  file: AsyncBuffer,
  metadata: FileMetaData,
  { geometry, properties }: Columns,
): AsyncGenerator<string> {
  const columns = [...(geometry ? [geometry.name] : []), ...properties];
  if (!geometry) yield csvLine(properties);
  let first = 0;
  for (const group of metadata.row_groups) {
    const end = first + Number(group.num_rows);
    for (let rowStart = first; rowStart < end; rowStart += ROWS_AT_A_TIME) {
      const rows = await parquetReadObjects({
        file,
        metadata,
        columns,
        rowStart,
        rowEnd: Math.min(end, rowStart + ROWS_AT_A_TIME),
        compressors: COMPRESSORS,
        utf8: false,
        geoparquet: false,
        useOffsetIndex: true,
        parsers: PARSERS,
      });
      for (const row of rows) {
        const values = properties.map((name) => plain(row[name]));
        yield geometry
          ? `${JSON.stringify({
              type: 'Feature',
              geometry: geometry.read(row[geometry.name]),
              properties: Object.fromEntries(properties.map((name, index) => [name, values[index]])),
            })}\n`
          : csvLine(values);
      }
    }
    first = end;
  }
}

const PARSERS = {
  dateFromDays: (days: number) => instant(days * 86_400_000)?.slice(0, 10),
  timestampFromMilliseconds: (value: bigint) => instant(Number(value)),
  timestampFromMicroseconds: (value: bigint) => instant(Number(value / 1000n)),
  timestampFromNanoseconds: (value: bigint) => instant(Number(value / 1_000_000n)),
  geometryFromBytes: (bytes: Uint8Array) => bytes,
  geographyFromBytes: (bytes: Uint8Array) => bytes,
};

/** Undefined for a number that is no time that a calendar has. */
function instant(milliseconds: number): string | undefined {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

/** A value as JSON has it; bytes that are no text are nothing, nor is what is no number. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (typeof value === 'number' && !Number.isFinite(value)) return null;
  if (value instanceof Uint8Array) return textOfBytes(value);
  if (Array.isArray(value)) return value.map(plain);
  if (isRecord(value))
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plain(one)]));
  return value;
}

/** Older writers do not say of their text that it is text. */
function textOfBytes(bytes: Uint8Array): string | undefined {
  return isUtf8(bytes) && !bytes.includes(0) ? new TextDecoder().decode(bytes) : undefined;
}

function csvLine(values: readonly unknown[]): string {
  const cells = values.map((value) => {
    const text = typeof value === 'string' ? value : (JSON.stringify(value ?? undefined) ?? '');
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  });
  return `${cells.join(',')}\n`;
}

function columnsOf(metadata: FileMetaData): Columns {
  const { children } = parquetSchema(metadata);
  const declared = declaredColumns(metadata);
  const main = declared.get(primaryOf(metadata, declared)) ?? ownGeometry(children);
  const boxes = new Set([...declared.values()].flatMap(({ box }) => (box === undefined ? [] : [box])));
  const others = [...declared.keys()].filter((name) => name !== main?.name);
  const properties = children
    .map(({ element }) => element.name)
    .filter((name) => name !== main?.name && !others.includes(name) && !boxes.has(name));
  return {
    properties,
    notes: others.length > 0 ? [`other columns of geometry are left out: ${others.join(', ')}`] : [],
    ...(main && { geometry: { name: main.name, read: readerOf(main) } }),
    ...(main?.crs !== undefined && { crs: main.crs }),
  };
}

type GeometryColumn = {
  readonly name: string;
  /** Of GeoParquet. */
  readonly encoding: string;
  /** As the import takes it; undefined: the file says that it is not known. */
  readonly crs: string | undefined;
  /** Column of the boxes of the features, which say nothing that the geometries do not. */
  readonly box?: string;
};

function geoOf({ key_value_metadata: entries }: FileMetaData): Readonly<Record<string, unknown>> | undefined {
  const text = entries?.find(({ key }) => key === 'geo')?.value;
  if (text === undefined) return undefined;
  const geo: unknown = JSON.parse(text);
  return isRecord(geo) ? geo : undefined;
}

function primaryOf(metadata: FileMetaData, declared: ReadonlyMap<string, GeometryColumn>): string {
  const primary = geoOf(metadata)?.['primary_column'];
  const [first = ''] = declared.keys();
  return typeof primary === 'string' ? primary : first;
}

/** What the metadata of GeoParquet say. */
function declaredColumns(metadata: FileMetaData): ReadonlyMap<string, GeometryColumn> {
  const columns = geoOf(metadata)?.['columns'];
  if (!isRecord(columns)) return new Map();
  return new Map(
    Object.entries(columns).flatMap(([name, column]) => {
      if (!isRecord(column)) return [];
      const { encoding, covering } = column;
      const box = isRecord(covering) && isRecord(covering['bbox']) ? covering['bbox']['xmin'] : undefined;
      return [
        [
          name,
          {
            name,
            encoding: typeof encoding === 'string' ? encoding : '',
            crs: 'crs' in column ? crsOf(column['crs']) : 'CRS84',
            ...(Array.isArray(box) && { box: String(box[0]) }),
          },
        ] as const,
      ];
    }),
  );
}

/** Without them: a column of Parquet's own type for geometries. */
function ownGeometry(children: readonly SchemaTree[]): GeometryColumn | undefined {
  for (const { element } of children) {
    const { name, logical_type: type } = element;
    if (type?.type !== 'GEOMETRY' && type?.type !== 'GEOGRAPHY') continue;
    const { crs } = type;
    return { name, encoding: 'WKB', crs: crs === undefined ? 'CRS84' : crs.replace(/^(?:OGC:|srid:)/, '') };
  }
  return undefined;
}

/** `EPSG:4546`, `CRS84`, or PROJJSON as text where it has no number. */
function crsOf(crs: unknown): string | undefined {
  if (!isRecord(crs)) return undefined;
  const { id } = crs;
  if (!isRecord(id)) return JSON.stringify(crs);
  const { authority, code } = id;
  return authority === 'OGC' ? String(code) : `${String(authority)}:${String(code)}`;
}

/** @throws StoreError `format-not-read` */
function readerOf({ name, encoding }: GeometryColumn): (value: unknown) => unknown {
  if (encoding === 'WKB') return (value) => (value instanceof Uint8Array ? geometryOf(value) : null);
  const type = NATIVE[encoding];
  if (type !== undefined)
    return (value) =>
      value === null || value === undefined ? null : { type, coordinates: positionsOf(value) };
  throw new StoreError(
    'format-not-read',
    `The geometry ${name} is encoded as ${encoding || 'nothing that is named'}, which the import does not read.`,
    'Write it as WKB.',
  );
}

/** What cannot be read is a geometry of no kind, which is rejected with its place. */
function geometryOf(bytes: Uint8Array): unknown {
  try {
    return readWkb(bytes);
  } catch (error) {
    if (error instanceof RangeError) return { type: 'broken WKB' };
    throw error;
  }
}

/** Lists of `{x, y, z}`, however deep, as GeoJSON's lists of lists. */
function positionsOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(positionsOf);
  if (!isRecord(value)) return null;
  const { x, y, z } = value;
  return z === undefined || z === null ? [x, y] : [x, y, z];
}
