import type { TileAddress } from '../tile-row.ts';

/**
 * Number of a tile in the order of PMTiles 3: zoom after zoom, each along a Hilbert curve, so that neighbours lie near
 * each other in the file.
 * @param address z to 26
 */
export function tileId({ z, x, y }: TileAddress): number {
  const before = (4 ** z - 1) / 3;
  let along = 0;
  let [column, row] = [x, y];
  for (let side = 2 ** (z - 1); side >= 1; side /= 2) {
    const right = (column & side) > 0 ? 1 : 0;
    const low = (row & side) > 0 ? 1 : 0;
    along += side * side * ((3 * right) ^ low);
    if (low === 1) continue;
    if (right === 1) [column, row] = [side - 1 - column, side - 1 - row];
    [column, row] = [row, column];
  }
  return before + along;
}

/** The four parts of a tile, as they follow each other on the curve. */
export function childrenInOrder({ z, x, y }: TileAddress): TileAddress[] {
  return [0, 1, 2, 3]
    .map((part) => ({ z: z + 1, x: 2 * x + (part & 1), y: 2 * y + (part >> 1) }))
    .toSorted((a, b) => tileId(a) - tileId(b));
}
