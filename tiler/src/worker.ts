/** The body of a worker thread: makes one tile, or a tile with all below it, after the other. */
import { parentPort } from 'node:worker_threads';
import { producePyramid, type PyramidJob } from './archive/produce-pyramid.ts';
import { produce, type ProduceJob } from './produce-job.ts';
import { openRows, type CopiedRows } from './read-rows.ts';

type Ordered<Job> = Omit<Job, 'rows'> & { readonly rows: CopiedRows };
export type TileOrder =
  | { readonly kind: 'tile'; readonly job: Ordered<ProduceJob> }
  | { readonly kind: 'pyramid'; readonly job: Ordered<PyramidJob> };

parentPort?.on('message', (order: TileOrder) => {
  try {
    const bytes = make(order);
    parentPort?.postMessage(
      { bytes },
      bytes.buffer instanceof ArrayBuffer && bytes.byteLength > 0 ? [bytes.buffer] : [],
    );
  } catch (error) {
    parentPort?.postMessage({ failure: error instanceof Error ? error.message : String(error) });
  }
});

function make(order: TileOrder): Uint8Array {
  if (order.kind === 'pyramid') return producePyramid({ ...order.job, rows: openRows(order.job.rows) });
  return produce({ ...order.job, rows: openRows(order.job.rows) });
}
