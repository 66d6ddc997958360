/** The body of a worker thread: makes one tile after the other. */
import { parentPort } from 'node:worker_threads';
import { produce, type ProduceJob } from './produce-job.ts';
import { openRows, type RowsAsText } from './read-rows.ts';

export type TileOrder = Omit<ProduceJob, 'rows'> & { readonly rows: RowsAsText };

parentPort?.on('message', (order: TileOrder) => {
  try {
    const bytes = produce({ ...order, rows: openRows(order.rows) });
    parentPort?.postMessage(
      { bytes },
      bytes.buffer instanceof ArrayBuffer && bytes.byteLength > 0 ? [bytes.buffer] : [],
    );
  } catch (error) {
    parentPort?.postMessage({ failure: error instanceof Error ? error.message : String(error) });
  }
});
