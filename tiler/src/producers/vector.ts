/**
 * Mapbox Vector Tile 2.1 from WKB: projected to web mercator, clipped, simplified to the tile's own resolution.
 * Pure: the same rows give the same bytes.
 */
import { PbfWriter as Pbf } from 'pbf';
import { readWkb } from '../wkb.ts';
import type { TileAddress, TileRow } from '../tile-row.ts';

const EXTENT = 4096;
/** Kept around a tile so that strokes and outlines have no seams, in tile units. */
const BUFFER = 96;
/** Deviation that is allowed, in tile units: below half a pixel of a 512 px tile. */
const TOLERANCE = 3;
/** Polygons smaller than this are dropped, in square tile units: under a quarter of a pixel. */
const SMALLEST_AREA = 16;
const GEOMETRY_TYPE = { point: 1, line: 2, polygon: 3 } as const;

type Value = string | number | boolean;

/** @returns an empty array when nothing of the rows lies in the tile */
export function produceVector(layer: string, { z, x, y }: TileAddress, rows: readonly TileRow[]): Uint8Array {
  const keys = new Map<string, number>();
  const values = new Map<Value, number>();
  const features: { id: number; type: number; tags: number[]; commands: number[] }[] = [];
  for (const row of rows) {
    const { kind, parts } = readWkb(row.wkb);
    const commands = encodeParts(kind, parts, z, x, y);
    if (commands.length === 0) continue;
    const tags: number[] = [];
    for (const [key, value] of [['id', row.id], ...Object.entries(row.properties)] as [string, unknown][]) {
      if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') continue;
      tags.push(indexIn(keys, key), indexIn(values, value));
    }
    features.push({ id: row.gid, type: GEOMETRY_TYPE[kind], tags, commands });
  }
  if (features.length === 0) return new Uint8Array();

  const pbf = new Pbf();
  pbf.writeMessage(3, (_, tile) => {
    tile.writeVarintField(15, 2);
    tile.writeStringField(1, layer);
    for (const feature of features) {
      tile.writeMessage(2, (one, out) => {
        out.writeVarintField(1, one.id);
        out.writePackedVarint(2, one.tags);
        out.writeVarintField(3, one.type);
        out.writePackedVarint(4, one.commands);
      }, feature);
    }
    for (const key of keys.keys()) tile.writeStringField(3, key);
    for (const value of values.keys()) tile.writeMessage(4, writeValue, value);
    tile.writeVarintField(5, EXTENT);
  }, undefined);
  return pbf.finish();
}

function writeValue(value: Value, out: Pbf): void {
  if (typeof value === 'string') out.writeStringField(1, value);
  else if (typeof value === 'boolean') out.writeBooleanField(7, value);
  else if (Number.isSafeInteger(value)) out.writeSVarintField(6, value);
  else out.writeDoubleField(3, value);
}

function indexIn<K>(map: Map<K, number>, key: K): number {
  const found = map.get(key);
  if (found !== undefined) return found;
  map.set(key, map.size);
  return map.size - 1;
}

function encodeParts(kind: 'point' | 'line' | 'polygon', parts: readonly (readonly Float64Array[])[], z: number, x: number, y: number): number[] {
  const scale = EXTENT * 2 ** z;
  const cursor = { x: 0, y: 0 };
  const commands: number[] = [];
  for (const part of parts) {
    const projected = part.map((flat) => project(flat, scale, x * EXTENT, y * EXTENT));
    switch (kind) {
      case 'point':
        for (const [px = 0, py = 0] of projected) if (px >= 0 && px < EXTENT && py >= 0 && py < EXTENT) write(commands, cursor, [Math.round(px), Math.round(py)], false);
        break;
      case 'line':
        for (const line of projected) for (const run of clipLine(line)) {
          const rounded = round(simplify(run), false);
          if (rounded.length >= 4) write(commands, cursor, rounded, false);
        }
        break;
      case 'polygon':
        projected.forEach((ring, index) => {
          const rounded = round(simplify(clipRing(ring)), true);
          const area = signedArea(rounded);
          if (rounded.length < 6 || Math.abs(area) < SMALLEST_AREA) return;
          // Screen coordinates, y down: an outer ring has positive area, a hole negative.
          const wanted = index === 0 ? 1 : -1;
          write(commands, cursor, Math.sign(area) === wanted ? rounded : reversed(rounded), true);
        });
        break;
    }
  }
  // A multipoint is one MoveTo with a count; ours come as single ones, which readers accept only one at a time.
  return kind === 'point' ? joinMoves(commands) : commands;
}

/** Longitude and latitude triples to tile units, x, y pairs. */
function project(flat: Float64Array, scale: number, left: number, top: number): number[] {
  const out: number[] = [];
  for (let index = 0; index < flat.length; index += 3) {
    const sine = Math.sin(((flat[index + 1] ?? 0) * Math.PI) / 180);
    out.push(((flat[index] ?? 0) / 360 + 0.5) * scale - left, (0.5 - (0.25 * Math.log((1 + sine) / (1 - sine))) / Math.PI) * scale - top);
  }
  return out;
}

/** Liang–Barsky, segment by segment; a line that leaves and returns gives several runs. */
function clipLine(line: readonly number[]): number[][] {
  const [low, high] = [-BUFFER, EXTENT + BUFFER];
  const runs: number[][] = [];
  let run: number[] = [];
  for (let index = 0; index + 3 < line.length; index += 2) {
    const [ax = 0, ay = 0, bx = 0, by = 0] = line.slice(index, index + 4);
    let [t0, t1] = [0, 1];
    let out = false;
    for (const [delta, from, to] of [[bx - ax, low - ax, high - ax], [by - ay, low - ay, high - ay]] as const) {
      if (delta === 0) {
        if (from > 0 || to < 0) out = true;
        continue;
      }
      const [near, far] = delta > 0 ? [from / delta, to / delta] : [to / delta, from / delta];
      t0 = Math.max(t0, near);
      t1 = Math.min(t1, far);
    }
    if (out || t0 > t1) {
      if (run.length > 0) runs.push(run);
      run = [];
      continue;
    }
    if (run.length === 0) run.push(ax + (bx - ax) * t0, ay + (by - ay) * t0);
    run.push(ax + (bx - ax) * t1, ay + (by - ay) * t1);
    if (t1 < 1) {
      runs.push(run);
      run = [];
    }
  }
  if (run.length > 0) runs.push(run);
  return runs;
}

/** Sutherland–Hodgman against the four sides; the ring comes closed and goes open. */
function clipRing(ring: readonly number[]): number[] {
  let points = ring.slice(0, -2);
  for (const [axis, limit, keepAbove] of [[0, -BUFFER, true], [0, EXTENT + BUFFER, false], [1, -BUFFER, true], [1, EXTENT + BUFFER, false]] as const) {
    const kept: number[] = [];
    for (let index = 0; index < points.length; index += 2) {
      const previous = (index + points.length - 2) % points.length;
      const [ax = 0, ay = 0, bx = 0, by = 0] = [points[previous], points[previous + 1], points[index], points[index + 1]];
      const [a, b] = axis === 0 ? [ax, bx] : [ay, by];
      const [insideA, insideB] = keepAbove ? [a >= limit, b >= limit] : [a <= limit, b <= limit];
      if (insideA !== insideB) {
        const t = (limit - a) / (b - a);
        kept.push(ax + (bx - ax) * t, ay + (by - ay) * t);
      }
      if (insideB) kept.push(bx, by);
    }
    points = kept;
    if (points.length === 0) break;
  }
  return points;
}

/** Douglas–Peucker without recursion: hostile lines are deep. */
function simplify(points: readonly number[]): number[] {
  const count = points.length / 2;
  if (count <= 2) return [...points];
  const keep = new Uint8Array(count);
  keep[0] = keep[count - 1] = 1;
  const stack: [number, number][] = [[0, count - 1]];
  for (let span = stack.pop(); span; span = stack.pop()) {
    const [first, last] = span;
    const [ax = 0, ay = 0, bx = 0, by = 0] = [points[first * 2], points[first * 2 + 1], points[last * 2], points[last * 2 + 1]];
    const length2 = (bx - ax) ** 2 + (by - ay) ** 2;
    let [farthest, distance2] = [-1, TOLERANCE * TOLERANCE];
    for (let index = first + 1; index < last; index++) {
      const [px = 0, py = 0] = [points[index * 2], points[index * 2 + 1]];
      const t = length2 === 0 ? 0 : Math.max(0, Math.min(1, ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / length2));
      const d2 = (px - ax - t * (bx - ax)) ** 2 + (py - ay - t * (by - ay)) ** 2;
      if (d2 > distance2) [farthest, distance2] = [index, d2];
    }
    if (farthest < 0) continue;
    keep[farthest] = 1;
    stack.push([first, farthest], [farthest, last]);
  }
  return points.filter((_, index) => keep[index >> 1] === 1);
}

/** To whole units, without repeated points. */
function round(points: readonly number[], ring: boolean): number[] {
  const out: number[] = [];
  for (let index = 0; index < points.length; index += 2) {
    const [px, py] = [Math.round(points[index] ?? 0), Math.round(points[index + 1] ?? 0)];
    if (out.at(-2) !== px || out.at(-1) !== py) out.push(px, py);
  }
  if (ring && out.length > 2 && out[0] === out.at(-2) && out[1] === out.at(-1)) out.length -= 2;
  return out;
}

function signedArea(ring: readonly number[]): number {
  let twice = 0;
  for (let index = 0; index < ring.length; index += 2) {
    const next = (index + 2) % ring.length;
    twice += (ring[index] ?? 0) * (ring[next + 1] ?? 0) - (ring[next] ?? 0) * (ring[index + 1] ?? 0);
  }
  return twice / 2;
}

function reversed(ring: readonly number[]): number[] {
  const out: number[] = [];
  for (let index = ring.length - 2; index >= 0; index -= 2) out.push(ring[index] ?? 0, ring[index + 1] ?? 0);
  return out;
}

function write(commands: number[], cursor: { x: number; y: number }, points: readonly number[], close: boolean): void {
  const lines = points.length / 2 - 1;
  for (let index = 0; index < points.length; index += 2) {
    if (index === 0) commands.push((1 << 3) | 1);
    if (index === 2) commands.push((lines << 3) | 2);
    const [px = 0, py = 0] = [points[index], points[index + 1]];
    commands.push(zigzag(px - cursor.x), zigzag(py - cursor.y));
    cursor.x = px;
    cursor.y = py;
  }
  if (close) commands.push((1 << 3) | 7);
}

function joinMoves(commands: readonly number[]): number[] {
  if (commands.length === 0) return [];
  const deltas = commands.filter((_, index) => index % 3 !== 0);
  return [((deltas.length / 2) << 3) | 1, ...deltas];
}

function zigzag(value: number): number {
  return ((value << 1) ^ (value >> 31)) >>> 0;
}
