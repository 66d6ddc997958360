/** A picture and everything below it down to a zoom. */
import { producePicture, type PictureJob } from '../producers/raster.ts';
import type { TileAddress } from '../tile-row.ts';
import { frameOf } from './produce-pyramid.ts';
import { childrenInOrder } from './tile-id.ts';

export type PicturePyramidJob = PictureJob & { readonly deepest: number };

/** @returns frames, read by `eachTile`: on each zoom in the order of the archive */
export async function producePicturePyramid({ deepest, ...job }: PicturePyramidJob): Promise<Uint8Array> {
  const frames: Uint8Array[] = [];
  const descend = async (tile: TileAddress): Promise<void> => {
    const bytes = await producePicture({ ...job, address: tile });
    if (bytes.length > 0) frames.push(frameOf(tile, bytes));
    // An image may be too small to be seen yet.
    if (tile.z < deepest) for (const child of childrenInOrder(tile)) await descend(child);
  };
  await descend(job.address);
  return new Uint8Array(Buffer.concat(frames));
}
