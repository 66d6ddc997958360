/**
 * Makes what an image lacks for being read at any scale, beside it: a copy in tiles where it lies in strips, and the
 * coarser levels. Each cell of a level is the mean of the valid ones of four; of codes it is one of them.
 */
import { join } from 'node:path';
import { BLOCK, LevelWriter } from './level-writer.ts';
import type { RasterFile, RasterLevel } from './raster-file.ts';
import type { SampleType } from './raster-profile.ts';
import { readWindow } from './read-window.ts';

/** An image of fewer cells is read whole in no time. */
const SMALL_CELLS = 1024 * 1024;

type Making = {
  readonly folder: string;
  /** Codes are not averaged. */
  readonly isCodes: boolean;
  /** Value that stands for nothing, which the image's samples can hold; undefined: it has none, nor a band that says so. */
  readonly nodata: number | undefined;
};

/** @returns file within the folder; undefined where the image lies in tiles or is small */
export async function copyToTiles(file: RasterFile, making: Making): Promise<string | undefined> {
  const [base] = file.levels;
  if (!base || file.isTiled || cellsOf(base) <= SMALL_CELLS) return undefined;
  return written(file, making, 'tiles.tif', async (writer) => {
    writer.addLevel(0, base.width, base.height);
    const across = Math.ceil(base.width / BLOCK);
    for (let row = 0; row * BLOCK < base.height; row++) {
      // All blocks of the row at once: strips are as wide as the image, and each is to be read once.
      const blocks = Array.from({ length: across }, () => emptyBlock(file.bandCount));
      const last = Math.min(base.height, (row + 1) * BLOCK);
      for (let y = row * BLOCK; y < last; y++) {
        const strip = Math.floor(y / base.blockHeight);
        const cells = await base.read(0, strip);
        const start = (y - strip * base.blockHeight) * base.blockWidth;
        blocks.forEach((block, column) =>
          block.forEach((band, index) => {
            const from = start + column * BLOCK;
            const to = Math.min(from + BLOCK, start + base.width);
            const source = cells[index]?.subarray(from, to);
            if (source) band.set(source, (y - row * BLOCK) * BLOCK);
          }),
        );
      }
      for (const [column, block] of blocks.entries()) await writer.write(0, column, row, block);
    }
  });
}

/** @returns file within the folder; undefined where the image has coarse levels or needs none */
export async function makeCoarserLevels(file: RasterFile, making: Making): Promise<string | undefined> {
  const from = file.levels.at(-1);
  if (!from || cellsOf(from) <= SMALL_CELLS) return undefined;
  const sizes = [{ width: from.width, height: from.height }];
  for (let last = sizes[0]; last && Math.max(last.width, last.height) > BLOCK; last = sizes.at(-1))
    sizes.push({ width: Math.ceil(last.width / 2), height: Math.ceil(last.height / 2) });
  const bands = Array.from({ length: file.bandCount }, (_, band) => band);
  return written(file, making, 'coarser.tif', async (writer) => {
    sizes.forEach(({ width, height }, number) => {
      if (number > 0) writer.addLevel(number, width, height);
    });
    // Depth first: a block is made of its four finer ones as soon as they are there, and nothing is read twice.
    const make = async (number: number, column: number, row: number): Promise<Float32Array[] | undefined> => {
      const size = sizes[number];
      if (!size || column * BLOCK >= size.width || row * BLOCK >= size.height) return undefined;
      if (number === 0)
        return readWindow(
          from,
          { west: column * BLOCK, north: row * BLOCK, width: BLOCK, height: BLOCK },
          bands,
        );
      const block = emptyBlock(bands.length);
      for (const [x, y] of QUARTERS) {
        const finer = await make(number - 1, 2 * column + x, 2 * row + y);
        if (!finer) continue;
        block.forEach((band, index) => {
          const cells = finer[index];
          if (cells) halve(cells, band, (x * BLOCK) / 2, (y * BLOCK) / 2, making.isCodes);
        });
      }
      await writer.write(number, column, row, block);
      return block;
    };
    const top = sizes.length - 1;
    await make(top, 0, 0);
  });
}

const QUARTERS = [
  [0, 0],
  [1, 0],
  [0, 1],
  [1, 1],
] as const;

async function written(
  file: RasterFile,
  { folder, nodata }: Making,
  name: string,
  work: (writer: LevelWriter) => Promise<void>,
): Promise<string> {
  const type: SampleType = nodata === undefined ? 'float32' : file.sampleType;
  const writer = await LevelWriter.create(join(folder, name), {
    type,
    bands: file.bandCount,
    nodata: nodata ?? Number.NaN,
  });
  try {
    await work(writer);
  } catch (error) {
    await writer.abandon();
    throw error;
  }
  await writer.finish();
  return name;
}

function halve(from: Float32Array, to: Float32Array, left: number, top: number, isCodes: boolean): void {
  for (let y = 0; y < BLOCK / 2; y++) {
    for (let x = 0; x < BLOCK / 2; x++) {
      let [sum, count] = [0, 0];
      for (const [dx, dy] of QUARTERS) {
        const value = from[(2 * y + dy) * BLOCK + 2 * x + dx] ?? Number.NaN;
        if (Number.isNaN(value) || (isCodes && count > 0)) continue;
        sum += value;
        count++;
      }
      to[(top + y) * BLOCK + left + x] = sum / count;
    }
  }
}

function emptyBlock(bands: number): Float32Array[] {
  return Array.from({ length: bands }, () => new Float32Array(BLOCK * BLOCK).fill(Number.NaN));
}

function cellsOf({ width, height }: RasterLevel): number {
  return width * height;
}
