/** A few threads that make tiles, each one job at a time. */
import { Worker } from 'node:worker_threads';
import type { TileOrder } from './worker.ts';

type Waiting = {
  readonly order: TileOrder;
  readonly done: (bytes: Uint8Array) => void;
  readonly fail: (error: Error) => void;
};
type Answer = { readonly bytes?: Uint8Array; readonly failure?: string };

export class WorkerPool {
  readonly #idle: Worker[] = [];
  readonly #queue: Waiting[] = [];
  readonly #busy = new Map<Worker, Waiting>();
  #closed = false;

  constructor(threads: number) {
    for (let index = 0; index < threads; index++) this.#start();
  }

  run(order: TileOrder): Promise<Uint8Array> {
    return new Promise((done, fail) => {
      this.#queue.push({ order, done, fail });
      this.#next();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#idle, ...this.#busy.keys()].map((worker) => worker.terminate()));
  }

  #start(): void {
    const worker = new Worker(new URL('worker.ts', import.meta.url));
    worker.on('message', ({ bytes, failure }: Answer) => {
      const waiting = this.#busy.get(worker);
      this.#busy.delete(worker);
      this.#idle.push(worker);
      if (bytes) waiting?.done(bytes);
      else waiting?.fail(new Error(failure));
      this.#next();
    });
    worker.on('error', (error) => {
      this.#busy.get(worker)?.fail(error instanceof Error ? error : new Error(String(error)));
      this.#busy.delete(worker);
      if (!this.#closed) this.#start();
    });
    worker.unref();
    this.#idle.push(worker);
    this.#next();
  }

  #next(): void {
    const worker = this.#queue.length > 0 ? this.#idle.pop() : undefined;
    const waiting = worker && this.#queue.shift();
    if (!worker || !waiting) return;
    this.#busy.set(worker, waiting);
    worker.postMessage(waiting.order);
  }
}
