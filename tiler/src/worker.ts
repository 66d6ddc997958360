/** The body of a worker thread: makes one tile, or a tile with all below it, after the other. */
import { parentPort } from 'node:worker_threads';
import {
  producePicturePyramid,
  producePyramid,
  type PicturePyramidJob,
  type PyramidJob,
} from './archive/produce-pyramid.ts';
import { producePicture, type PictureJob } from './producers/raster.ts';
import { produceTerrain, type TerrainJob } from './producers/terrain.ts';
import { closeLeftImages } from './raster/open-images.ts';
import { pointValues, type PointJob } from './raster/point-values.ts';
import { zonalStatistics, type ZoneJob } from './raster/zonal-statistics.ts';
import { produce, type ProduceJob } from './produce-job.ts';
import { openRows, type CopiedRows } from './read-rows.ts';
import { TileError } from './tile-error.ts';

type Ordered<Job> = Omit<Job, 'rows'> & { readonly rows: CopiedRows };
export type TileOrder =
  | { readonly kind: 'tile'; readonly job: Ordered<ProduceJob> }
  | { readonly kind: 'pyramid'; readonly job: Ordered<PyramidJob> }
  | { readonly kind: 'picture'; readonly job: PictureJob }
  | { readonly kind: 'pictures'; readonly job: PicturePyramidJob }
  | { readonly kind: 'terrain'; readonly job: TerrainJob }
  | { readonly kind: 'value'; readonly job: PointJob }
  | { readonly kind: 'zone'; readonly job: ZoneJob };

parentPort?.on('message', (order: TileOrder) => {
  make(order)
    .finally(closeLeftImages)
    .then(
      (bytes) =>
        parentPort?.postMessage(
          { bytes },
          bytes.buffer instanceof ArrayBuffer && bytes.byteLength > 0 ? [bytes.buffer] : [],
        ),
      (error: unknown) =>
        parentPort?.postMessage({
          failure: error instanceof Error ? error.message : String(error),
          code: error instanceof TileError ? error.code : undefined,
        }),
    );
});

async function make(order: TileOrder): Promise<Uint8Array> {
  switch (order.kind) {
    case 'tile':
      return produce({ ...order.job, rows: openRows(order.job.rows) });
    case 'pyramid':
      return producePyramid({ ...order.job, rows: openRows(order.job.rows) });
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
