/** A polyline with the distance of each point from its start, and what can be asked of it. */
import type { Point } from './frame.ts';

export type Line = {
  readonly points: readonly Point[];
  /** Metres from the start to each point. */
  readonly stations: readonly number[];
  /** Unit tangents at the points; between them they turn evenly, so that parallels of the line stay smooth. */
  readonly tangents: readonly Point[];
};

export function line(points: readonly Point[]): Line {
  const stations = [0];
  for (let index = 1; index < points.length; index++) {
    stations.push(must(stations[index - 1]) + distance(must(points[index - 1]), must(points[index])));
  }
  const tangents = points.map((_, index) => {
    const before = points[index - 1];
    const here = must(points[index]);
    const after = points[index + 1];
    const into = before ? direction(before, here) : direction(here, must(after));
    const out = after ? direction(here, after) : into;
    return unit([into[0] + out[0], into[1] + out[1]]);
  });
  return { points, stations, tangents };
}

export function lengthOf(one: Line): number {
  return must(one.stations.at(-1));
}

/** Axis point at a station in metres; before the start and after the end the line goes on straight. */
export function pointAt(one: Line, station: number): Point {
  const index = segmentAt(one, station);
  const [x0, y0] = must(one.points[index]);
  const [x1, y1] = must(one.points[index + 1]);
  const from = must(one.stations[index]);
  const share = (station - from) / (must(one.stations[index + 1]) - from);
  return [x0 + (x1 - x0) * share, y0 + (y1 - y0) * share];
}

/** Unit tangent at a station. */
export function tangentAt(one: Line, station: number): Point {
  const index = segmentAt(one, station);
  const from = must(one.stations[index]);
  const share = Math.min(1, Math.max(0, (station - from) / (must(one.stations[index + 1]) - from)));
  const [ax, ay] = must(one.tangents[index]);
  const [bx, by] = must(one.tangents[index + 1]);
  return unit([ax + (bx - ax) * share, ay + (by - ay) * share]);
}

/** The point beside the line, `offset` metres to its left; the same for all parallels, so that they share their ends. */
export function beside(one: Line, station: number, offset: number): Point {
  const [x, y] = pointAt(one, station);
  const [tx, ty] = tangentAt(one, station);
  return [x - ty * offset, y + tx * offset];
}

/** The parallel at `offset` between two stations (backwards where `to` < `from`), with every bend of the line. */
export function parallel(one: Line, from: number, to: number, offset: number): Point[] {
  const [low, high] = [Math.min(from, to), Math.max(from, to)];
  const bends = one.stations.filter((station) => station > low + 0.01 && station < high - 0.01);
  const stations = [low, ...bends, high];
  if (to < from) stations.reverse();
  return stations.map((station) => beside(one, station, offset));
}

export type Crossing = { readonly at: Point; readonly on: number; readonly other: number };

/** Every point where two lines cross, with the station on each. */
export function crossings(one: Line, two: Line): Crossing[] {
  const found: Crossing[] = [];
  for (let i = 0; i + 1 < one.points.length; i++) {
    const [a, b] = [must(one.points[i]), must(one.points[i + 1])];
    for (let j = 0; j + 1 < two.points.length; j++) {
      const [c, d] = [must(two.points[j]), must(two.points[j + 1])];
      // Most pairs are far apart: two comparisons are cheaper than a division.
      if (Math.max(a[0], b[0]) < Math.min(c[0], d[0]) || Math.max(c[0], d[0]) < Math.min(a[0], b[0]))
        continue;
      const hit = segmentsCross(a, b, c, d);
      if (!hit) continue;
      found.push({
        at: hit.at,
        on: must(one.stations[i]) + hit.s * (must(one.stations[i + 1]) - must(one.stations[i])),
        other: must(two.stations[j]) + hit.t * (must(two.stations[j + 1]) - must(two.stations[j])),
      });
    }
  }
  return found;
}

/** Where the segments a–b and c–d cross: the point and its share of each. */
export function segmentsCross(
  a: Point,
  b: Point,
  c: Point,
  d: Point,
): { at: Point; s: number; t: number } | undefined {
  const abx = b[0] - a[0];
  const aby = b[1] - a[1];
  const cdx = d[0] - c[0];
  const cdy = d[1] - c[1];
  const denominator = abx * cdy - aby * cdx;
  if (Math.abs(denominator) < 1e-9) return undefined;
  const s = ((c[0] - a[0]) * cdy - (c[1] - a[1]) * cdx) / denominator;
  const t = ((c[0] - a[0]) * aby - (c[1] - a[1]) * abx) / denominator;
  if (s < 0 || s >= 1 || t < 0 || t >= 1) return undefined;
  return { at: [a[0] + abx * s, a[1] + aby * s], s, t };
}

/** A smooth curve through the given points (Catmull-Rom), a point about every `step` metres. */
export function smoothThrough(knots: readonly Point[], step: number): Point[] {
  const points: Point[] = [];
  for (let index = 0; index + 1 < knots.length; index++) {
    const b = must(knots[index]);
    const c = must(knots[index + 1]);
    const a = knots[index - 1] ?? [2 * b[0] - c[0], 2 * b[1] - c[1]];
    const d = knots[index + 2] ?? [2 * c[0] - b[0], 2 * c[1] - b[1]];
    const steps = Math.max(1, Math.round(distance(b, c) / step));
    for (let count = 0; count < steps; count++) {
      const t = count / steps;
      points.push(
        [0, 1].map((k) => spline(a[k] ?? 0, b[k] ?? 0, c[k] ?? 0, d[k] ?? 0, t)) as [number, number],
      );
    }
  }
  points.push(must(knots.at(-1)));
  return points;
}

export function distance(a: Point, b: Point): number {
  return Math.hypot(b[0] - a[0], b[1] - a[1]);
}

/** Of an index that the code around it keeps within bounds. */
export function must<T>(value: T | undefined): T {
  if (value === undefined) throw new RangeError('index out of bounds');
  return value;
}

function spline(a: number, b: number, c: number, d: number, t: number): number {
  return (
    0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t * t * t)
  );
}

function segmentAt(one: Line, station: number): number {
  let low = 0;
  let high = one.stations.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (must(one.stations[middle]) <= station) low = middle;
    else high = middle - 1;
  }
  return low;
}

function direction(a: Point, b: Point): Point {
  return unit([b[0] - a[0], b[1] - a[1]]);
}

function unit([x, y]: Point): Point {
  const length = Math.hypot(x, y);
  return [x / length, y / length];
}
