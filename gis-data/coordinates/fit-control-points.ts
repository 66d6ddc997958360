/**
 * A local engineering grid by points that are known in it and on earth: two give a similarity (turn, scale, shift), four
 * and more an affine transformation, by least squares in the plane around them.
 */
import proj4 from 'proj4';
import { planeAt, type Affine, type Crs, type LonLat } from './crs.ts';

export type ControlPoint = { readonly from: readonly [x: number, y: number]; readonly to: LonLat };

export type ControlFit = {
  readonly crs: Crs;
  /** Metres by which each point misses, in the order given. */
  readonly residualsMetres: readonly number[];
  readonly kind: 'similarity' | 'affine';
  /** Metres to one unit of the grid. */
  readonly scale: number;
  /** Of the grid's y axis, clockwise from north. */
  readonly headingDegrees: number;
};

const AFFINE_FROM = 4;
/** Of the spread of the points: flatter, they lie in a line, which fixes nothing across it. */
const FLAT = 1e-6;

/** @returns undefined where the points do not fix the grid: fewer than two, or at one place */
export function fitControlPoints(points: readonly ControlPoint[]): ControlFit | undefined {
  const longitude = mean(points.map(({ to }) => to[0]));
  const latitude = mean(points.map(({ to }) => to[1]));
  if (points.length < 2) return undefined;
  const proj = planeAt(longitude, latitude);
  const plane = proj4(proj);
  const pairs = points.map(({ from, to }) => {
    const [u = Number.NaN, v = Number.NaN] = plane.forward([...to]);
    return { x: from[0], y: from[1], u, v };
  });
  const affine = (points.length >= AFFINE_FROM ? affineOf(pairs) : undefined) ?? similarityOf(pairs);
  if (!affine) return undefined;
  const [a, b, c, d, e, f] = affine;
  return {
    crs: { name: `local grid by ${points.length} control points`, proj, affine },
    residualsMetres: pairs.map(({ x, y, u, v }) => Math.hypot(a * x + b * y + c - u, d * x + e * y + f - v)),
    kind: points.length >= AFFINE_FROM && affineOf(pairs) ? 'affine' : 'similarity',
    scale: Math.sqrt(Math.abs(a * e - b * d)),
    headingDegrees: (Math.atan2(b, e) * 180) / Math.PI,
  };
}

type Pair = { readonly x: number; readonly y: number; readonly u: number; readonly v: number };

function similarityOf(pairs: readonly Pair[]): Affine | undefined {
  const { x0, y0, u0, v0, centred } = centre(pairs);
  const spread = sum(centred, ({ x, y }) => x * x + y * y);
  const target = sum(centred, ({ u, v }) => u * u + v * v);
  if (!(spread > 0) || !(target > 0)) return undefined;
  const p = sum(centred, ({ x, y, u, v }) => x * u + y * v) / spread;
  const q = sum(centred, ({ x, y, u, v }) => x * v - y * u) / spread;
  return [p, -q, u0 - p * x0 + q * y0, q, p, v0 - q * x0 - p * y0];
}

function affineOf(pairs: readonly Pair[]): Affine | undefined {
  const { x0, y0, u0, v0, centred } = centre(pairs);
  const [xx, xy, yy] = [
    sum(centred, ({ x }) => x * x),
    sum(centred, ({ x, y }) => x * y),
    sum(centred, ({ y }) => y * y),
  ];
  const determinant = xx * yy - xy * xy;
  if (!(determinant > FLAT * (xx + yy) ** 2)) return undefined;
  const solve = (of: (pair: Pair) => number): readonly [number, number] => {
    const [xt, yt] = [sum(centred, (pair) => pair.x * of(pair)), sum(centred, (pair) => pair.y * of(pair))];
    return [(xt * yy - yt * xy) / determinant, (yt * xx - xt * xy) / determinant];
  };
  const [a, b] = solve(({ u }) => u);
  const [d, e] = solve(({ v }) => v);
  return [a, b, u0 - a * x0 - b * y0, d, e, v0 - d * x0 - e * y0];
}

/** Large coordinates would cost the digits that count. */
function centre(pairs: readonly Pair[]) {
  const [x0, y0, u0, v0] = [
    mean(pairs.map(({ x }) => x)),
    mean(pairs.map(({ y }) => y)),
    mean(pairs.map(({ u }) => u)),
    mean(pairs.map(({ v }) => v)),
  ];
  return {
    x0,
    y0,
    u0,
    v0,
    centred: pairs.map(({ x, y, u, v }) => ({ x: x - x0, y: y - y0, u: u - u0, v: v - v0 })),
  };
}

function sum(pairs: readonly Pair[], of: (pair: Pair) => number): number {
  return pairs.reduce((total, pair) => total + of(pair), 0);
}

function mean(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0) / values.length;
}
