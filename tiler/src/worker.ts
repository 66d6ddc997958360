/** The body of a worker thread: makes one tile after the other. */
import { parentPort } from 'node:worker_threads';
import { produce, type ProduceJob } from './produce-job.ts';

parentPort?.on('message', ({ id, job }: { id: number; job: ProduceJob }) => {
  try {
    const bytes = produce(job);
    parentPort?.postMessage(
      { id, bytes },
      bytes.buffer instanceof ArrayBuffer && bytes.byteLength > 0 ? [bytes.buffer] : [],
    );
  } catch (error) {
    parentPort?.postMessage({ id, failure: error instanceof Error ? error.message : String(error) });
  }
});
