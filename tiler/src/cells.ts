/** Cells of 3D content: the geographic quadtree whose side at level z is 180° ÷ 2^z; y counts from the south. */
import type { TileAddress } from './tile-row.ts';

/** Middle of a cell: longitude and latitude in degrees. */
export function cellCentre({ z, x, y }: TileAddress): [number, number] {
  const size = 180 / 2 ** z;
  return [-180 + (x + 0.5) * size, -90 + (y + 0.5) * size];
}

/** West, south, east, north in degrees. A point on the eastern or northern edge belongs to the next cell, where there is one. */
export function cellBox({ z, x, y }: TileAddress): [number, number, number, number] {
  const size = 180 / 2 ** z;
  const end = (side: number, cells: number, from: number): number =>
    side + 1 === cells ? from + cells * size + size : from + (side + 1) * size;
  return [-180 + x * size, -90 + y * size, end(x, 2 ** (z + 1), -180), end(y, 2 ** z, -90)];
}
