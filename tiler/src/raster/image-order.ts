/** What a thread makes of images: pictures, terrain, answers. */
import { producePicturePyramid, type PicturePyramidJob } from '../archive/produce-picture-pyramid.ts';
import { producePicture, type PictureJob } from '../producers/raster.ts';
import { produceTerrain, type TerrainJob } from '../producers/terrain.ts';
import { closeLeftImages } from './open-images.ts';
import { pointValues, type PointJob } from './point-values.ts';
import { zonalStatistics, type ZoneJob } from './zonal-statistics.ts';

export type ImageOrder =
  | { readonly kind: 'picture'; readonly job: PictureJob }
  | { readonly kind: 'pictures'; readonly job: PicturePyramidJob }
  | { readonly kind: 'terrain'; readonly job: TerrainJob }
  | { readonly kind: 'value'; readonly job: PointJob }
  | { readonly kind: 'zone'; readonly job: ZoneJob };

export async function makeOfImages(order: ImageOrder): Promise<Uint8Array> {
  try {
    return await make(order);
  } finally {
    await closeLeftImages();
  }
}

async function make(order: ImageOrder): Promise<Uint8Array> {
  switch (order.kind) {
    case 'picture':
      return producePicture(order.job);
    case 'pictures':
      return producePicturePyramid(order.job);
    case 'terrain':
      return produceTerrain(order.job);
    case 'value':
      return written(await pointValues(order.job));
    case 'zone':
      return written((await zonalStatistics(order.job)) ?? null);
  }
}

function written(answer: unknown): Uint8Array {
  return new Uint8Array(Buffer.from(JSON.stringify(answer)));
}
