/**
 * Mapbox Vector Tile 2.1 from WKB: projected to web mercator, clipped, simplified to the tile's own resolution.
 * Pure: the same rows give the same bytes. A tile of a city has hundreds of thousands of vertices, so they pass from
 * the bytes of the database to those of the tile through arrays that are made once.
 */
import { ProtobufWriter } from '../protobuf-writer.ts';
import type { TileAddress } from '../tile-row.ts';
import { valueAt, type TileRows } from '../tile-rows.ts';
import { forEachPath, type GeometryKind } from '../wkb.ts';
import { TilePath } from './tile-path.ts';
import { TileProjection } from './tile-projection.ts';

const EXTENT = 4096;
/** Kept around a tile so that strokes and outlines have no seams, in tile units. */
const BUFFER = 96;
/** Deviation that is allowed, in tile units: below half a pixel of a 512 px tile. */
const TOLERANCE = 3;
/** Polygons smaller than this are dropped, in square tile units: under a quarter of a pixel. */
const SMALLEST_AREA = 16;

/** Field numbers of the specification's protocol buffer, chapter 4 and its schema. */
const TILE = { layer: 3 } as const;
const LAYER = { name: 1, feature: 2, key: 3, value: 4, extent: 5, version: 15 } as const;
const FEATURE = { id: 1, tags: 2, type: 3, geometry: 4 } as const;
const VALUE = { text: 1, double: 3, signed: 6, boolean: 7 } as const;
const GEOMETRY_TYPE = { point: 1, line: 2, polygon: 3 } as const;
const MOVE_TO = 1;
const LINE_TO = 2;
const CLOSE_PATH = 7;

/** A text may come as the bytes of the database, which are those of the tile. */
type Value = string | number | boolean | Uint8Array;

/**
 * @param fields of the rows that become properties, beside `id`
 * @param chosen rows that may lie in the tile, in the order in which they are written
 * @returns an empty array when nothing of the rows lies in the tile
 * @throws RangeError for WKB that ends early
 */
export function produceVector(
  layer: string,
  address: TileAddress,
  rows: TileRows,
  fields: readonly string[],
  chosen: Uint32Array = rowsInOrder(rows.gids),
): Uint8Array {
  const out = new ProtobufWriter();
  const geometry = new GeometryWriter(address);
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
    const type = geometry.write(valueAt(rows, rows.wkb, row));
    if (type === undefined) continue;
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
    feature.varintField(FEATURE.type, GEOMETRY_TYPE[type]);
    feature.writerField(FEATURE.geometry, geometry.commands());
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

/** The commands of one feature's geometry, from its WKB. */
class GeometryWriter {
  readonly #path = new TilePath(EXTENT, BUFFER);
  readonly #commands = new ProtobufWriter();
  readonly #projection: TileProjection;
  #cursorX = 0;
  #cursorY = 0;
  #points: number[] = [];

  constructor(address: TileAddress) {
    this.#projection = new TileProjection(address, EXTENT);
  }

  commands(): ProtobufWriter {
    return this.#commands;
  }

  /** @returns what it is, or undefined when nothing of it lies in the tile */
  write(wkb: Uint8Array): GeometryKind | undefined {
    this.#commands.clear();
    this.#points = [];
    this.#cursorX = 0;
    this.#cursorY = 0;
    /** A polygon whose outer ring is too small takes its holes with it. */
    let hasOuter = false;
    const kind = forEachPath(wkb, (path) => {
      this.#path.project(path, this.#projection);
      switch (path.kind) {
        case 'point':
          this.#point();
          break;
        case 'line':
          this.#path.clipLine(() => this.#line());
          break;
        case 'polygon':
          if (path.ring === 0) hasOuter = this.#ring(true);
          else if (hasOuter) this.#ring(false);
          break;
      }
    });
    if (this.#points.length > 0) this.#writePoints();
    return this.#commands.length > 0 ? kind : undefined;
  }

  #point(): void {
    const [x, y] = this.#path.first();
    if (x >= 0 && x < EXTENT && y >= 0 && y < EXTENT) this.#points.push(Math.round(x), Math.round(y));
  }

  /** All points of a feature are one command. */
  #writePoints(): void {
    this.#commands.varint(((this.#points.length / 2) << 3) | MOVE_TO);
    for (let index = 0; index < this.#points.length; index += 2)
      this.#step(this.#points[index] ?? 0, this.#points[index + 1] ?? 0);
  }

  #line(): void {
    this.#path.simplify(TOLERANCE);
    const count = this.#path.round(false);
    if (count >= 2) this.#writePath(count, false);
  }

  /** @returns whether anything of it is there */
  #ring(isOuter: boolean): boolean {
    this.#path.clipRing();
    this.#path.simplify(TOLERANCE);
    const count = this.#path.round(true);
    const area = count < 3 ? 0 : this.#path.roundedArea();
    if (Math.abs(area) < SMALLEST_AREA) return false;
    // With y downwards an outer ring has positive area, a hole negative.
    this.#writePath(count, true, isOuter !== area > 0);
    return true;
  }

  #writePath(count: number, close: boolean, backwards = false): void {
    const { x, y } = this.#path;
    for (let index = 0; index < count; index++) {
      if (index === 0) this.#commands.varint((1 << 3) | MOVE_TO);
      if (index === 1) this.#commands.varint(((count - 1) << 3) | LINE_TO);
      const at = backwards ? count - 1 - index : index;
      this.#step(x[at] ?? 0, y[at] ?? 0);
    }
    if (close) this.#commands.varint((1 << 3) | CLOSE_PATH);
  }

  #step(x: number, y: number): void {
    this.#commands.varint(zigzag(x - this.#cursorX));
    this.#commands.varint(zigzag(y - this.#cursorY));
    this.#cursorX = x;
    this.#cursorY = y;
  }
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

function zigzag(value: number): number {
  return ((value << 1) ^ (value >> 31)) >>> 0;
}
