/**
 * Mapbox Vector Tile 2.1 from WKB: projected to web mercator, clipped, simplified to the tile's own resolution.
 * Pure: the same rows give the same bytes. A tile of a city has hundreds of thousands of vertices, so they pass from
 * the bytes of the database to those of the tile through arrays that are made once.
 */
import { ProtobufWriter } from '../protobuf-writer.ts';
import type { TileAddress } from '../tile-row.ts';
import { valueAt, type TileRows } from '../tile-rows.ts';
import { EXTENT } from './geometry-writer.ts';
import { TileGeometries } from './tile-geometries.ts';

/** Field numbers of the specification's protocol buffer, chapter 4 and its schema. */
const TILE = { layer: 3 } as const;
const LAYER = { name: 1, feature: 2, key: 3, value: 4, extent: 5, version: 15 } as const;
const FEATURE = { id: 1, tags: 2, type: 3, geometry: 4 } as const;
const VALUE = { text: 1, double: 3, signed: 6, boolean: 7 } as const;

/** A text may come as the bytes of the database, which are those of the tile. */
type Value = string | number | boolean | Uint8Array;

/**
 * @param fields of the rows that become properties, beside `id`
 * @param chosen rows that may lie in the tile, in the order in which they are written
 * @param ahead the geometries of all rows, where they have been made before
 * @returns an empty array when nothing of the rows lies in the tile
 * @throws RangeError for WKB that ends early
 */
export function produceVector(
  layer: string,
  address: TileAddress,
  rows: TileRows,
  fields: readonly string[],
  chosen: Uint32Array = rowsInOrder(rows.gids),
  ahead?: TileGeometries,
): Uint8Array {
  const out = new ProtobufWriter();
  const geometries = ahead ?? new TileGeometries(address);
  const view = new DataView(rows.bytes.buffer, rows.bytes.byteOffset, rows.bytes.byteLength);
  const tags = new ProtobufWriter();
  const feature = new ProtobufWriter();
  const values = new ValueTable();
  const columns = fields.map((field) => rows.columns[field] ?? []);
  /** Index of a column's key in the tile, after that of `id`; keys that no feature has are left out. */
  const keys = new Map<number, number>();

  out.varintField(LAYER.version, 2);
  out.textField(LAYER.name, layer);
  const empty = out.length;
  for (const row of chosen) {
    if (!ahead) geometries.add(view, rows.wkb.starts[row] ?? 0, rows.wkb.ends[row] ?? 0);
    const index = ahead ? row : geometries.count - 1;
    const kind = geometries.kindOf(index);
    if (kind === 0) continue;
    tags.clear();
    tags.varint(0);
    tags.varint(values.add(valueAt(rows, rows.ids, row)));
    for (let column = 0; column < columns.length; column++) {
      const value = columns[column]?.[row];
      if (!isValue(value)) continue;
      tags.varint(1 + indexIn(keys, column));
      tags.varint(values.indexOf(value));
    }
    feature.clear();
    feature.varintField(FEATURE.id, rows.gids[row] ?? 0);
    feature.writerField(FEATURE.tags, tags);
    feature.varintField(FEATURE.type, kind);
    geometries.writeTo(feature, FEATURE.geometry, index);
    out.writerField(LAYER.feature, feature);
  }
  if (out.length === empty) return new Uint8Array();

  out.textField(LAYER.key, 'id');
  for (const column of keys.keys()) out.textField(LAYER.key, fields[column] ?? '');
  for (const value of values.all) {
    feature.clear();
    writeValue(feature, value);
    out.writerField(LAYER.value, feature);
  }
  out.varintField(LAYER.extent, EXTENT);
  const tile = new ProtobufWriter();
  tile.writerField(TILE.layer, out);
  return tile.written().slice();
}

/** Rows by their gid, so that the same rows give the same bytes in whatever order the database found them. */
export function rowsInOrder(gids: Uint32Array): Uint32Array {
  const order = gids.map((_, row) => row);
  const isSorted = gids.every((gid, row) => row === 0 || gid >= (gids[row - 1] ?? 0));
  return isSorted ? order : order.toSorted((a, b) => (gids[a] ?? 0) - (gids[b] ?? 0));
}

/** Values of a tile, each once. */
class ValueTable {
  readonly all: Value[] = [];
  readonly #index = new Map<Value, number>();

  /** Of a value that no other feature has, and that need not be looked for. */
  add(value: Value): number {
    return this.all.push(value) - 1;
  }

  indexOf(value: Value): number {
    const found = this.#index.get(value);
    if (found !== undefined) return found;
    const index = this.add(value);
    this.#index.set(value, index);
    return index;
  }
}

function writeValue(out: ProtobufWriter, value: Value): void {
  if (typeof value === 'string') out.textField(VALUE.text, value);
  else if (value instanceof Uint8Array) out.bytesField(VALUE.text, value);
  else if (typeof value === 'boolean') out.varintField(VALUE.boolean, value ? 1 : 0);
  else if (Number.isSafeInteger(value) && !Object.is(value, -0)) out.signedField(VALUE.signed, value);
  else out.doubleField(VALUE.double, value);
}

function isValue(value: unknown): value is string | number | boolean {
  return (
    typeof value === 'string' ||
    typeof value === 'boolean' ||
    (typeof value === 'number' && Number.isFinite(value))
  );
}

function indexIn<K>(map: Map<K, number>, key: K): number {
  const found = map.get(key);
  if (found !== undefined) return found;
  map.set(key, map.size);
  return map.size - 1;
}
