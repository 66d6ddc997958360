/**
 * Quantized-mesh 1.0 terrain: a regular grid over a cell of the geographic tiling scheme, heights above the ellipsoid.
 */
import { geoidMetres, toEcef } from '../heights.ts';
import type { TileAddress } from '../tile-row.ts';

/** Orthometric metres of the ground where a survey knows it. */
export type GroundModel = {
  elevationAt(longitude: number, latitude: number): number | undefined;
  /** Where it knows anything: west, south, east, north in degrees. */
  readonly extent?: readonly [number, number, number, number];
};

const GRID = 33;
const SHORT_MAX = 32_767;
/** The whole world is to be had to here: its triangles then sag 0.1 m below the curve of the earth. */
export const WORLD_LEVEL = 8;
export const SURVEYED_LEVEL = 15;
const RADII_METRES = [6_378_137, 6_378_137, 6_356_752.314] as const;

export function produceTerrain({ z, x, y }: TileAddress, ground: GroundModel): Uint8Array {
  const size = 180 / 2 ** z;
  const [west, south] = [-180 + x * size, -90 + y * size];
  const heights = new Float64Array(GRID * GRID);
  const ecef: [number, number, number][] = [];
  for (let row = 0; row < GRID; row++) {
    for (let column = 0; column < GRID; column++) {
      const longitude = west + (size * column) / (GRID - 1);
      const latitude = south + (size * row) / (GRID - 1);
      const height = (ground.elevationAt(longitude, latitude) ?? 0) + geoidMetres(longitude, latitude);
      heights[row * GRID + column] = height;
      ecef.push(toEcef(longitude, latitude, height));
    }
  }
  const low = Math.min(...heights);
  const span = Math.max(Math.max(...heights) - low, 0.01);
  const centre = toEcef(west + size / 2, south + size / 2, low + span / 2);
  const radius = Math.max(
    ...ecef.map((at) => Math.hypot(at[0] - centre[0], at[1] - centre[1], at[2] - centre[2])),
  );

  const vertices = GRID * GRID;
  const triangles = (GRID - 1) ** 2 * 2;
  const buffer = new ArrayBuffer(88 + 4 + vertices * 6 + 4 + triangles * 6 + 4 * (4 + GRID * 2));
  const view = new DataView(buffer);
  let at = 0;
  const put = (kind: 'Float64' | 'Float32' | 'Uint32' | 'Uint16', bytes: number, value: number): void => {
    view[`set${kind}`](at, value, true);
    at += bytes;
  };
  for (const value of centre) put('Float64', 8, value);
  put('Float32', 4, low);
  put('Float32', 4, low + span);
  for (const value of [...centre, radius, ...horizonOcclusion(centre, ecef)]) put('Float64', 8, value);
  put('Uint32', 4, vertices);
  // High-water-mark coding of the indices asks that vertices appear for the first time in the order of their numbers.
  const grid = gridTriangles();
  const order = [...new Set(grid)];
  const numberOf = new Map(order.map((vertex, number) => [vertex, number]));
  const quantised = (of: (vertex: number) => number): void => {
    let previous = 0;
    for (const vertex of order) {
      const value = Math.round(of(vertex) * SHORT_MAX);
      const delta = value - previous;
      put('Uint16', 2, ((delta << 1) ^ (delta >> 31)) & 0xffff);
      previous = value;
    }
  };
  quantised((vertex) => (vertex % GRID) / (GRID - 1));
  quantised((vertex) => Math.floor(vertex / GRID) / (GRID - 1));
  quantised((vertex) => ((heights[vertex] ?? low) - low) / span);
  put('Uint32', 4, triangles);
  let highest = 0;
  for (const vertex of grid) {
    const number = numberOf.get(vertex) ?? 0;
    put('Uint16', 2, highest - number);
    if (number === highest) highest++;
  }
  for (const edge of EDGES) {
    put('Uint32', 4, GRID);
    for (let step = 0; step < GRID; step++) put('Uint16', 2, numberOf.get(edge(step)) ?? 0);
  }
  return new Uint8Array(buffer);
}

/** Vertices of the western, southern, eastern and northern edge. */
const EDGES: readonly ((step: number) => number)[] = [
  (step) => step * GRID,
  (step) => step,
  (step) => step * GRID + GRID - 1,
  (step) => (GRID - 1) * GRID + step,
];

function gridTriangles(): number[] {
  const out: number[] = [];
  for (let row = 0; row + 1 < GRID; row++) {
    for (let column = 0; column + 1 < GRID; column++) {
      const a = row * GRID + column;
      out.push(a, a + 1, a + GRID + 1, a, a + GRID + 1, a + GRID);
    }
  }
  return out;
}

/** The point, in units of the ellipsoid's radii, that is hidden whenever the whole tile is. */
function horizonOcclusion(centre: readonly number[], points: readonly (readonly number[])[]): number[] {
  const scaled = (point: readonly number[]): number[] =>
    point.map((value, axis) => value / (RADII_METRES[axis] ?? 1));
  const towards = scaled(centre);
  const length = Math.hypot(...towards);
  const unit = towards.map((value) => value / length);
  let farthest = 1;
  for (const point of points) {
    const at = scaled(point);
    const magnitude2 = Math.max(
      1,
      at.reduce((sum, value) => sum + value * value, 0),
    );
    const magnitude = Math.sqrt(magnitude2);
    const cosAlpha = at.reduce((sum, value, axis) => sum + value * (unit[axis] ?? 0), 0) / magnitude;
    const sinAlpha = Math.sqrt(Math.max(0, 1 - cosAlpha * cosAlpha));
    const [cosBeta, sinBeta] = [1 / magnitude, Math.sqrt(magnitude2 - 1) / magnitude];
    const reach = cosAlpha * cosBeta - sinAlpha * sinBeta;
    if (reach > 0) farthest = Math.max(farthest, 1 / reach);
  }
  return unit.map((value) => value * farthest);
}
