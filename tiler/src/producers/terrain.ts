/** Terrain of a cell of the geographic tiling scheme: elevation models, above the ellipsoid, as few triangles as show them. */
import { geoidMetres, toEcef } from '../heights.ts';
import { groundHeights, type ElevationModel } from '../raster/ground-heights.ts';
import type { TileAddress } from '../tile-row.ts';
import { adaptiveMesh } from './adaptive-mesh.ts';
import { writeQuantizedMesh } from './quantized-mesh.ts';

export type TerrainJob = {
  readonly address: TileAddress;
  /** That the cell and its surroundings meet, the one that counts first. */
  readonly models: readonly ElevationModel[];
};

/** The whole world is to be had to here. */
export const WORLD_LEVEL = 8;
/** Cells on a side of a tile's grid. */
export const GRID = 64;
const FINEST_TOLERANCE_METRES = 0.1;
/** Where nothing is known the ground is flat, and this is the sag of its triangles below the earth's curve. */
const WORLD_TOLERANCE_METRES = 0.25;
/** What a client takes a mesh of the level 0 to be off by, halved with each level; so much finer is ours. */
const LEVEL_0_ERROR_METRES = 77_067;
const FINER = 16;
const EARTH_RADIUS_METRES = 6_371_000;
const METRES_PER_DEGREE = (EARTH_RADIUS_METRES * Math.PI) / 180;

export async function produceTerrain({ address: { z, x, y }, models }: TerrainJob): Promise<Uint8Array> {
  const size = 180 / 2 ** z;
  // Counted over the whole world, so that neighbours have the very same points; one more around for the slopes.
  const longitudeOf = (column: number): number => -180 + ((x * GRID + column) * size) / GRID;
  const latitudeOf = (row: number): number => -90 + ((y * GRID + row) * size) / GRID;
  const padded = GRID + 3;
  const apart = (size / GRID) * METRES_PER_DEGREE;
  const around = await groundHeights(
    models,
    {
      width: padded,
      height: padded,
      lonLatAt: (column, row) => [longitudeOf(column - 1), Math.max(-90, Math.min(90, latitudeOf(row - 1)))],
    },
    apart,
  );
  const ground = (column: number, row: number): number => around[(row + 1) * padded + column + 1] ?? 0;

  const points = (GRID + 1) ** 2;
  const [u, v, heightMetres] = [new Float64Array(points), new Float64Array(points), new Float64Array(points)];
  const positions: [number, number, number][] = [];
  for (let row = 0; row <= GRID; row++) {
    for (let column = 0; column <= GRID; column++) {
      const point = row * (GRID + 1) + column;
      const [longitude, latitude] = [longitudeOf(column), latitudeOf(row)];
      u[point] = column / GRID;
      v[point] = row / GRID;
      const height = ground(column, row) + geoidMetres(longitude, latitude);
      heightMetres[point] = height;
      positions.push(toEcef(longitude, latitude, height));
    }
  }
  /** How far a point lies from the straight line between two others: by the ground's shape, and by the earth's curve. */
  const errorAt = (point: number, from: number, to: number): number => {
    const [a = [0, 0, 0], b = [0, 0, 0], at = [0, 0, 0]] = [positions[from], positions[to], positions[point]];
    return Math.hypot(...at.map((value, axis) => value - ((a[axis] ?? 0) + (b[axis] ?? 0)) / 2));
  };
  const tolerance =
    z === WORLD_LEVEL
      ? WORLD_TOLERANCE_METRES
      : Math.max(FINEST_TOLERANCE_METRES, LEVEL_0_ERROR_METRES / 2 ** z / FINER);
  const low = heightMetres.reduce((a, b) => Math.min(a, b));
  const high = heightMetres.reduce((a, b) => Math.max(a, b));
  return writeQuantizedMesh({
    u,
    v,
    heightMetres,
    positions,
    normals: positions.map((_, point) => {
      const [column, row] = [point % (GRID + 1), Math.floor(point / (GRID + 1))];
      return normalAt(longitudeOf(column), latitudeOf(row), apart, [
        ground(column + 1, row) - ground(column - 1, row),
        ground(column, row + 1) - ground(column, row - 1),
      ]);
    }),
    triangles: adaptiveMesh(GRID, errorAt, tolerance),
    centre: toEcef(longitudeOf(GRID / 2), latitudeOf(GRID / 2), (low + high) / 2),
  });
}

/** @param rises of the ground over two cells, to the east and to the north */
function normalAt(
  longitude: number,
  latitude: number,
  apart: number,
  [east, north]: readonly [number, number],
): [number, number, number] {
  const [lambda, phi] = [(longitude * Math.PI) / 180, (latitude * Math.PI) / 180];
  const slopeEast = -east / (2 * apart * Math.max(1e-6, Math.cos(phi)));
  const slopeNorth = -north / (2 * apart);
  const length = Math.hypot(slopeEast, slopeNorth, 1);
  const [e, n, up] = [slopeEast / length, slopeNorth / length, 1 / length];
  const [sinL, cosL, sinP, cosP] = [Math.sin(lambda), Math.cos(lambda), Math.sin(phi), Math.cos(phi)];
  return [
    -sinL * e - sinP * cosL * n + cosP * cosL * up,
    cosL * e - sinP * sinL * n + cosP * sinL * up,
    cosP * n + sinP * up,
  ];
}
