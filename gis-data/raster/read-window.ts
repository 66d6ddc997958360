/** A rectangle of cells of one level, put together from its blocks. */
import type { RasterLevel } from './raster-file.ts';

export type Window = {
  readonly west: number;
  readonly north: number;
  readonly width: number;
  readonly height: number;
};

/**
 * @param bands places of the bands that are wanted, counted from 0
 * @returns a column of cells for each of them, row by row; NaN outside of the level and where there is nothing
 */
export async function readWindow(
  level: RasterLevel,
  { west, north, width, height }: Window,
  bands: readonly number[],
): Promise<Float32Array[]> {
  const out = bands.map(() => new Float32Array(width * height).fill(Number.NaN));
  const [east, south] = [Math.min(west + width, level.width), Math.min(north + height, level.height)];
  const [left, top] = [Math.max(0, west), Math.max(0, north)];
  const { blockWidth, blockHeight } = level;
  for (let row = Math.floor(top / blockHeight); row * blockHeight < south; row++) {
    for (let column = Math.floor(left / blockWidth); column * blockWidth < east; column++) {
      const block = await level.read(column, row);
      const [blockWest, blockNorth] = [column * blockWidth, row * blockHeight];
      const [from, to] = [Math.max(left, blockWest), Math.min(east, blockWest + blockWidth)];
      const last = Math.min(south, blockNorth + blockHeight);
      for (let y = Math.max(top, blockNorth); y < last; y++) {
        const start = (y - blockNorth) * blockWidth - blockWest;
        const place = (y - north) * width - west + from;
        bands.forEach((band, index) => {
          const cells = block[band]?.subarray(start + from, start + to);
          if (cells) out[index]?.set(cells, place);
        });
      }
    }
  }
  return out;
}
