/** The middles of a tile's pixels, in WebMercatorQuad. */
import type { TileAddress } from '../tile-row.ts';
import type { Grid } from './sample-image.ts';

export function tileGrid({ z, x, y }: TileAddress, side: number): Grid {
  const tiles = 2 ** z;
  return {
    width: side,
    height: side,
    lonLatAt: (column, row) => [
      ((x + (column + 0.5) / side) / tiles) * 360 - 180,
      (Math.atan(Math.sinh(Math.PI * (1 - (2 * (y + (row + 0.5) / side)) / tiles))) * 180) / Math.PI,
    ],
  };
}
