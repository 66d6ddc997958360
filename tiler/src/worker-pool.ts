/**
 * A few threads that make tiles, each one job at a time. A job that takes longer than its time, or more memory than a
 * thread has, ends its thread: another takes its place, and the process goes on.
 */
import { Worker } from 'node:worker_threads';
import { TileError } from './tile-error.ts';
import type { TileOrder } from './worker.ts';

type Waiting = {
  readonly order: TileOrder;
  readonly done: (bytes: Uint8Array) => void;
  readonly fail: (error: Error) => void;
};
type Running = Waiting & { readonly clock: ReturnType<typeof setTimeout> };
type Answer = {
  readonly bytes?: Uint8Array;
  readonly failure?: string;
  /** Of a failure that the one who asks has to know of. */
  readonly code?: TileError['code'];
};

/** Objects of one thread; typed arrays come on top of it. */
const THREAD_HEAP_MEGABYTES = 1024;

export class WorkerPool {
  readonly #mostSeconds: number;
  readonly #idle: Worker[] = [];
  readonly #queue: Waiting[] = [];
  readonly #busy = new Map<Worker, Running>();
  #closed = false;

  /** @param mostSeconds that one job may take */
  constructor(threads: number, mostSeconds: number) {
    this.#mostSeconds = mostSeconds;
    for (let index = 0; index < threads; index++) this.#start();
  }

  /** @throws TileError `tile-too-slow` or `tile-too-large`; Error for what failed inside */
  run(order: TileOrder): Promise<Uint8Array> {
    return new Promise((done, fail) => {
      this.#queue.push({ order, done, fail });
      this.#next();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    const closing = new Error('the tile service is closing');
    for (const { clock } of this.#busy.values()) clearTimeout(clock);
    for (const { fail } of [...this.#queue.splice(0), ...this.#busy.values()]) fail(closing);
    await Promise.all([...this.#idle, ...this.#busy.keys()].map((worker) => worker.terminate()));
  }

  #start(): void {
    const worker = new Worker(new URL('worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: THREAD_HEAP_MEGABYTES },
      // A library of the reader of TIFF takes every thread for one of its own unless there is this.
      workerData: {},
    });
    worker.on('message', ({ bytes, failure = '', code }: Answer) => {
      const running = this.#release(worker);
      if (!running) return; // its time was over in the same moment
      this.#idle.push(worker);
      if (bytes) running.done(bytes);
      else running.fail(code ? new TileError(code, failure) : new Error(failure));
      this.#next();
    });
    worker.on('error', (error: Error & { code?: string }) => {
      this.#release(worker)?.fail(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooLarge(error) : error);
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
    const clock = setTimeout(() => {
      this.#release(worker)?.fail(tooSlow(this.#mostSeconds));
      void worker.terminate();
      if (!this.#closed) this.#start();
    }, this.#mostSeconds * 1000);
    this.#busy.set(worker, { ...waiting, clock });
    worker.postMessage(waiting.order);
  }

  #release(worker: Worker): Running | undefined {
    const running = this.#busy.get(worker);
    clearTimeout(running?.clock);
    this.#busy.delete(worker);
    return running;
  }
}

function tooSlow(seconds: number): TileError {
  return new TileError(
    'tile-too-slow',
    `This tile took longer than ${seconds} s and was given up. Ask for the tiles below it, which hold less.`,
  );
}

function tooLarge(cause: Error): TileError {
  return new TileError(
    'tile-too-large',
    'This tile holds more than a thread has memory for. Ask for the tiles below it, which hold less.',
    { cause },
  );
}
