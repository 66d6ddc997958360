/** From the surfaces of a building to what the city stores of it: the footprint, its lower edge and its height. */
import { union, type Geom } from 'polyclip-ts';

export type Vertex = readonly [x: number, y: number, z: number];
/** Outer ring first, then holes. */
export type Surface = { readonly rings: readonly (readonly Vertex[])[]; readonly ground: boolean };

export type Footprint = {
  readonly geometry: { readonly type: 'MultiPolygon'; readonly coordinates: number[][][][] };
  readonly baseMetres: number;
  readonly heightMetres: number;
};

/** A surface steeper than this is a wall: the share of its area that is seen from above. */
const LEVEL_SHARE = 0.1;
/** Surfaces so near to the lowest one belong to the ground, where no surface is named so. */
const GROUND_TOLERANCE = 0.5;

/**
 * @param surfaces heights in metres
 * @param metresPerUnit of the plan: about 111,000 where it is in degrees
 * @returns undefined where no surface covers ground
 */
export function solidToFootprint(surfaces: readonly Surface[], metresPerUnit: number): Footprint | undefined {
  const heights = surfaces.flatMap(({ rings }) => rings.flatMap((ring) => ring.map(([, , z]) => z)));
  const [base, top] = heights.reduce(
    ([low, high], z) => [Math.min(low, z), Math.max(high, z)],
    [Infinity, -Infinity],
  );
  if (!Number.isFinite(base) || !Number.isFinite(top)) return undefined;
  const level = surfaces.filter((surface) => coversGround(surface, metresPerUnit));
  const named = level.filter(({ ground }) => ground);
  const lowest = level.filter(({ rings }) =>
    (rings[0] ?? []).every(([, , z]) => z - base < GROUND_TOLERANCE),
  );
  const chosen = [named, lowest, level].find(({ length }) => length > 0);
  if (!chosen) return undefined;
  const [first, ...others] = chosen.map(({ rings }): Geom => [
    rings.map((ring) => ring.map(([x, y]) => [x, y])),
  ]);
  if (!first) return undefined;
  const coordinates = union(first, ...others);
  return coordinates.length === 0
    ? undefined
    : { geometry: { type: 'MultiPolygon', coordinates }, baseMetres: base, heightMetres: top - base };
}

function coversGround({ rings }: Surface, metresPerUnit: number): boolean {
  const [outer = []] = rings;
  const [x, y, z] = normalOf(outer);
  const seen = Math.abs(z) * metresPerUnit;
  return seen > Math.hypot(x, y, seen) * LEVEL_SHARE;
}

/** By Newell: right for rings that are not quite plane. */
function normalOf(ring: readonly Vertex[]): Vertex {
  let [nx, ny, nz] = [0, 0, 0];
  const [origin = [0, 0, 0]] = ring;
  for (const [index, from] of ring.entries()) {
    const to = ring[(index + 1) % ring.length] ?? from;
    const [x1, y1, z1] = [from[0] - origin[0], from[1] - origin[1], from[2] - origin[2]];
    const [x2, y2, z2] = [to[0] - origin[0], to[1] - origin[1], to[2] - origin[2]];
    nx += (y1 - y2) * (z1 + z2);
    ny += (z1 - z2) * (x1 + x2);
    nz += (x1 - x2) * (y1 + y2);
  }
  return [nx, ny, nz];
}
