/** The ground of the district: metres of the 1985 national height datum at a point of its frame. Smooth everywhere. */
import { bend, RIVER_HALF_WIDTH, RIVER_U, SHORE_V } from './plan.ts';

/** Falls to the sea: enough for gravity sewers to follow the streets northwards. */
const SLOPE = 0.0026;
const SHORE_ELEVATION_METRES = 3.2;
const RIVER_DEPTH_METRES = 4.5;
const BEACH_SLOPE = 0.045;
const SEA_BED_METRES = -8;

/** Elevation in metres of the grid point (u, v), before bending. */
export function elevationOfGrid(u: number, v: number): number {
  if (v > SHORE_V) return Math.max(SEA_BED_METRES, SHORE_ELEVATION_METRES - (v - SHORE_V) * BEACH_SLOPE);
  const land = SHORE_ELEVATION_METRES + (SHORE_V - v) * SLOPE + 0.25 * Math.sin(u / 520) * Math.min(1, (SHORE_V - v) / 400);
  const bank = Math.abs(u - RIVER_U) - RIVER_HALF_WIDTH;
  if (bank >= 12) return land;
  const down = Math.min(1, (12 - bank) / 20);
  return land - (RIVER_DEPTH_METRES + (SHORE_V - v) * SLOPE) * down * down * (3 - 2 * down);
}

/** Elevation in metres at a point of the district's frame. */
export function elevationAt(x: number, y: number): number {
  const [u, v] = unbend(x, y);
  return elevationOfGrid(u, v);
}

/** Inverse of `bend` by fixed-point steps: the map is a contraction of the identity, so eight reach a micrometre. */
export function unbend(x: number, y: number): [number, number] {
  let [u, v] = [x, y];
  for (let step = 0; step < 8; step++) {
    const [bx, by] = bend([u, v]);
    u += x - bx;
    v += y - by;
  }
  return [u, v];
}
