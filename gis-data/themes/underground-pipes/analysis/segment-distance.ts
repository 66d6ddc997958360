/** Distances between straight pieces in a frame of metres: x east, y north, z up. */

export type Vector = readonly [x: number, y: number, z: number];
/** Shares along the two pieces where they are nearest, and how far apart they are there, metres. */
export type Nearest = { readonly s: number; readonly t: number; readonly metres: number };

const PARALLEL = 1e-12;

/** Nearest points of two segments in space. With z of 0 throughout it is the distance in plan. */
export function nearestOfSegments(a: Vector, b: Vector, c: Vector, d: Vector): Nearest {
  const u = minus(b, a);
  const v = minus(d, c);
  const w = minus(a, c);
  const [uu, vv, uv, uw, vw] = [dot(u, u), dot(v, v), dot(u, v), dot(u, w), dot(v, w)];
  const determinant = uu * vv - uv * uv;
  // Where neither end limits it, else at the end that does: every candidate is tried, the nearest is taken.
  const candidates: (readonly [number, number])[] = [];
  if (determinant > PARALLEL * uu * vv) {
    const s = (uv * vw - vv * uw) / determinant;
    const t = (uu * vw - uv * uw) / determinant;
    if (s >= 0 && s <= 1 && t >= 0 && t <= 1) candidates.push([s, t]);
  }
  for (const s of [0, 1]) candidates.push([s, vv > 0 ? clamp((vw + s * uv) / vv) : 0]);
  for (const t of [0, 1]) candidates.push([uu > 0 ? clamp((t * uv - uw) / uu) : 0, t]);
  let best: Nearest = { s: 0, t: 0, metres: Infinity };
  for (const [s, t] of candidates) {
    const metres = Math.hypot(
      w[0] + s * u[0] - t * v[0],
      w[1] + s * u[1] - t * v[1],
      w[2] + s * u[2] - t * v[2],
    );
    if (metres < best.metres) best = { s, t, metres };
  }
  return best;
}

/** Where two segments cross in plan; undefined where they do not. */
export function crossingInPlan(
  a: Vector,
  b: Vector,
  c: Vector,
  d: Vector,
): { readonly s: number; readonly t: number } | undefined {
  const determinant = (b[0] - a[0]) * (d[1] - c[1]) - (b[1] - a[1]) * (d[0] - c[0]);
  if (Math.abs(determinant) < PARALLEL) return undefined;
  const s = ((c[0] - a[0]) * (d[1] - c[1]) - (c[1] - a[1]) * (d[0] - c[0])) / determinant;
  const t = ((c[0] - a[0]) * (b[1] - a[1]) - (c[1] - a[1]) * (b[0] - a[0])) / determinant;
  return s >= 0 && s <= 1 && t >= 0 && t <= 1 ? { s, t } : undefined;
}

/** The angle between two directions in plan, radians from 0 to a right one. */
export function angleInPlan(a: Vector, b: Vector, c: Vector, d: Vector): number {
  const [ux, uy, vx, vy] = [b[0] - a[0], b[1] - a[1], d[0] - c[0], d[1] - c[1]];
  return Math.atan2(Math.abs(ux * vy - uy * vx), Math.abs(ux * vx + uy * vy));
}

export function between(a: Vector, b: Vector, share: number): Vector {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share];
}

export function inPlan([x, y]: Vector): Vector {
  return [x, y, 0];
}

function minus(a: Vector, b: Vector): Vector {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}
