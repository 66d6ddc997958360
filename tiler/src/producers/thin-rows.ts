/**
 * What a low zoom leaves of many things: points that would lie on each other become one with their count, and lines that
 * go on in each other with the same attributes become one. Pure, and the same for a tile on demand and in an archive.
 * Polygons that are too small are dropped where they are written.
 */
import type { Collection, GeometryKind } from '@twin/gis-data/theme.ts';
import type { TileAddress } from '../tile-row.ts';
import { valueAt, type Spans, type TileRows } from '../tile-rows.ts';
import { forEachPath, type Path } from '../wkb.ts';
import { TileProjection } from './tile-projection.ts';

export const POINT_COUNT = 'point_count';

export type Thinned = {
  readonly rows: TileRows;
  readonly chosen: Uint32Array;
  readonly fields: readonly string[];
};

/** From these zooms on everything is there. */
const ALL_FROM_ZOOM: Readonly<Record<GeometryKind, number>> = { Point: 14, LineString: 12, Polygon: 0 };
/** Cells of four pixels of a 512 px tile: 128 on a side. */
const CELLS = 128;
/** Byte order, type and number of positions, before those of a line in WKB. */
const LINE_HEAD_BYTES = 9;
const POSITION_BYTES = 16;
const LINE_STRING = 2;

/** Whether a tile of this collection may leave out rows, or change them. */
export function isThinned({
  collection,
  address,
}: {
  readonly collection: Collection;
  readonly address: TileAddress;
}): boolean {
  return address.z < ALL_FROM_ZOOM[collection.geometry];
}

/**
 * @param chosen rows in the order in which they are written; of what becomes one, the first gives id and attributes
 * @param fields that become properties
 */
export function thinRows(
  rows: TileRows,
  chosen: Uint32Array,
  address: TileAddress,
  fields: readonly string[],
): Thinned {
  const kind = kindOf(rows, chosen);
  if (kind === 'point' && address.z < ALL_FROM_ZOOM.Point) return thinPoints(rows, chosen, address, fields);
  if (kind === 'line' && address.z < ALL_FROM_ZOOM.LineString) return mergeLines(rows, chosen, fields);
  return { rows, chosen, fields };
}

function kindOf(rows: TileRows, chosen: Uint32Array): Path['kind'] | undefined {
  for (const row of chosen) {
    const kind = forEachPath(valueAt(rows, rows.wkb, row), () => {});
    if (kind) return kind;
  }
  return undefined;
}

function thinPoints(
  rows: TileRows,
  chosen: Uint32Array,
  address: TileAddress,
  fields: readonly string[],
): Thinned {
  const projection = new TileProjection(address, CELLS);
  /** Row that stands for each cell that is occupied. */
  const standing = new Map<number, number>();
  const counts = Array.from<number | null>({ length: rows.gids.length }).fill(null);
  const kept = chosen.filter((row) => {
    const path = onlyPath(valueAt(rows, rows.wkb, row));
    if (path?.kind !== 'point') return true;
    const column = Math.floor(projection.x(path.view.getFloat64(path.at, path.little)));
    const line = Math.floor(projection.y(path.view.getFloat64(path.at + 8, path.little)));
    // What lies in the buffer is a neighbour's.
    if (!(column >= 0 && column < CELLS && line >= 0 && line < CELLS)) return false;
    const first = standing.get(line * CELLS + column);
    if (first === undefined) {
      standing.set(line * CELLS + column, row);
      return true;
    }
    counts[first] = (counts[first] ?? 1) + 1;
    return false;
  });
  return {
    rows: { ...rows, columns: { ...rows.columns, [POINT_COUNT]: counts } },
    chosen: kept,
    fields: [...fields, POINT_COUNT],
  };
}

type Line = { readonly row: number; readonly path: Path; readonly ends: readonly [string, string] };

function mergeLines(rows: TileRows, chosen: Uint32Array, fields: readonly string[]): Thinned {
  const columns = fields.map((field) => rows.columns[field] ?? []);
  const groups = new Map<string, Line[]>();
  for (const row of chosen) {
    const path = onlyPath(valueAt(rows, rows.wkb, row));
    if (path?.kind !== 'line' || path.count < 2) continue;
    const key = JSON.stringify(columns.map((values) => values[row] ?? null));
    const line = { row, path, ends: [endOf(path, 0), endOf(path, path.count - 1)] as const };
    const group = groups.get(key);
    if (group) group.push(line);
    else groups.set(key, [line]);
  }
  /** Geometry by the row that stands for a chain, and the rows that have gone into one. */
  const merged = new Map<number, Uint8Array>();
  const gone = new Set<number>();
  for (const group of groups.values()) {
    for (const chain of chainsOf(group)) {
      if (chain.length < 2) continue;
      const first = Math.min(...chain.map(({ line }) => line.row));
      merged.set(first, wkbOf(chain));
      for (const { line } of chain) if (line.row !== first) gone.add(line.row);
    }
  }
  if (merged.size === 0) return { rows, chosen, fields };
  return { rows: withGeometries(rows, merged), chosen: chosen.filter((row) => !gone.has(row)), fields };
}

type Link = { readonly line: Line; readonly forwards: boolean };

/** Lines that go on in each other, where exactly two meet; each line is in one chain. */
function chainsOf(lines: readonly Line[]): Link[][] {
  const at = new Map<string, Line[]>();
  for (const line of lines)
    for (const end of line.ends) {
      const meeting = at.get(end);
      if (meeting) meeting.push(line);
      else at.set(end, [line]);
    }
  const taken = new Set<Line>();
  const follow = (from: string, first: Line): Link[] => {
    const chain: Link[] = [];
    let [line, end] = [first as Line | undefined, from];
    while (line && !taken.has(line)) {
      taken.add(line);
      const forwards = line.ends[0] === end;
      chain.push({ line, forwards });
      end = line.ends[forwards ? 1 : 0];
      const meeting: readonly Line[] = at.get(end) ?? [];
      line = meeting.length === 2 ? meeting.find((other) => !taken.has(other)) : undefined;
    }
    return chain;
  };
  // From where a chain has its end; what is left after that goes round.
  const chains = lines.flatMap((line) =>
    line.ends.flatMap((end) => (at.get(end)?.length === 2 || taken.has(line) ? [] : [follow(end, line)])),
  );
  return [...chains, ...lines.flatMap((line) => (taken.has(line) ? [] : [follow(line.ends[0], line)]))];
}

function wkbOf(chain: readonly Link[]): Uint8Array {
  const count = chain.reduce((sum, { line }) => sum + line.path.count - 1, 1);
  const out = new DataView(new ArrayBuffer(LINE_HEAD_BYTES + count * POSITION_BYTES));
  out.setUint8(0, 1);
  out.setUint32(1, LINE_STRING, true);
  out.setUint32(5, count, true);
  let to = LINE_HEAD_BYTES;
  chain.forEach(({ line: { path }, forwards }, link) => {
    // The position at which two meet is written once.
    for (let step = link === 0 ? 0 : 1; step < path.count; step++) {
      const from = path.at + (forwards ? step : path.count - 1 - step) * path.stride;
      out.setFloat64(to, path.view.getFloat64(from, path.little), true);
      out.setFloat64(to + 8, path.view.getFloat64(from + 8, path.little), true);
      to += POSITION_BYTES;
    }
  });
  return new Uint8Array(out.buffer);
}

/** The rows, some of them with another geometry, which lies behind the bytes that were there. */
function withGeometries(rows: TileRows, geometries: ReadonlyMap<number, Uint8Array>): TileRows {
  const added = [...geometries.values()].reduce((sum, { length }) => sum + length, 0);
  const bytes = new Uint8Array(rows.bytes.length + added);
  bytes.set(rows.bytes);
  const wkb: Spans = { starts: rows.wkb.starts.slice(), ends: rows.wkb.ends.slice() };
  let at = rows.bytes.length;
  for (const [row, geometry] of geometries) {
    bytes.set(geometry, at);
    wkb.starts[row] = at;
    at += geometry.length;
    wkb.ends[row] = at;
  }
  return { ...rows, bytes, wkb };
}

/** Of a geometry that has one path and no more. */
function onlyPath(wkb: Uint8Array): Path | undefined {
  let [only, count] = [undefined as Path | undefined, 0];
  forEachPath(wkb, (path) => {
    only = path;
    count += 1;
  });
  return count === 1 ? only : undefined;
}

function endOf({ view, at, stride, little }: Path, position: number): string {
  const place = at + position * stride;
  return `${view.getFloat64(place, little)} ${view.getFloat64(place + 8, little)}`;
}
