/**
 * A few threads that make tiles, each one job at a time. A job that takes longer than its time, or more memory than a
 * thread has, ends its thread: another takes its place, and the process goes on.
 */
import { Worker } from 'node:worker_threads';
import type { Feed } from './read-tile.ts';
import { TileError } from './tile-error.ts';
import type { FromWorker, TileOrder, ToWorker } from './worker.ts';

type Waiting = {
  readonly order: TileOrder;
  readonly feed: Feed;
  readonly done: (bytes: Uint8Array) => void;
  readonly fail: (error: unknown) => void;
};

/** Objects of one thread; typed arrays come on top of it. */
const THREAD_HEAP_MEGABYTES = 1024;
/**
 * What a thread may still do when the pool closes. V8 ends the whole process ("Check failed: (location_) != nullptr")
 * where a thread is ended while it loads modules; one that takes longer than this is not loading.
 */
const GRACE_SECONDS = 10;
/** Rows go to a thread in pieces of this size: large enough that sending them costs nothing, small against a large tile. */
const PIECE_BYTES = 256 * 1024;

export class WorkerPool {
  readonly #mostSeconds: number;
  readonly #workers = new Set<Worker>();
  readonly #idle: Worker[] = [];
  readonly #queue: Waiting[] = [];
  readonly #busy = new Map<Worker, Waiting>();
  /** Of the threads that have all their rows. */
  readonly #clocks = new Map<Worker, ReturnType<typeof setTimeout>>();
  #closed = false;

  /** @param mostSeconds that one job may take once its rows are there */
  constructor(threads: number, mostSeconds: number) {
    this.#mostSeconds = mostSeconds;
    for (let index = 0; index < threads; index++) this.#start();
  }

  /**
   * @param feed begins when a thread is free, which works on the rows while they come; without it there are none
   * @throws TileError `tile-too-slow` or `tile-too-large`; what `feed` throws; Error for what failed inside
   */
  run(order: TileOrder, feed: Feed = noRows): Promise<Uint8Array> {
    return new Promise((done, fail) => {
      this.#queue.push({ order, feed, done, fail });
      this.#next();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    const closing = new Error('the tile service is closing');
    for (const clock of this.#clocks.values()) clearTimeout(clock);
    for (const { fail } of [...this.#queue.splice(0), ...this.#busy.values()]) fail(closing);
    await Promise.all(Array.from(this.#workers, (worker) => this.#end(worker)));
  }

  /** Ends a thread when it is free, or does not become so in time. */
  async #end(worker: Worker): Promise<void> {
    if (!this.#idle.includes(worker))
      await new Promise<void>((resolve) => {
        const clock = setTimeout(resolve, GRACE_SECONDS * 1000);
        const freed = (): void => {
          clearTimeout(clock);
          resolve();
        };
        worker.once('message', freed).once('exit', freed);
      });
    await worker.terminate();
  }

  #start(): void {
    const worker = new Worker(new URL('worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: THREAD_HEAP_MEGABYTES },
      // A library of the reader of TIFF takes every thread for one of its own unless there is this.
      workerData: {},
    });
    worker.on('message', ({ bytes, failure = '', code }: FromWorker) => {
      const running = this.#release(worker);
      this.#idle.push(worker);
      if (bytes) running?.done(bytes);
      else running?.fail(code ? new TileError(code, failure) : new Error(failure));
      this.#next();
    });
    worker.on('error', (error: Error & { code?: string }) => {
      this.#release(worker)?.fail(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooLarge(error) : error);
      this.#replace(worker);
    });
    worker.unref();
    this.#workers.add(worker);
  }

  #replace(worker: Worker): void {
    // What it may still say is about a tile that nobody waits for.
    worker.removeAllListeners('message');
    this.#workers.delete(worker);
    void worker.terminate();
    if (!this.#closed) this.#start();
  }

  #next(): void {
    const worker = this.#queue.length > 0 ? this.#idle.pop() : undefined;
    const waiting = worker && this.#queue.shift();
    if (!worker || !waiting) return;
    this.#busy.set(worker, waiting);
    void this.#work(worker, waiting);
  }

  async #work(worker: Worker, { order, feed, fail }: Waiting): Promise<void> {
    const say = (message: ToWorker, handedOver: readonly ArrayBuffer[] = []): void =>
      worker.postMessage(message, handedOver);
    say({ say: 'begin', order });
    const pieces = new Pieces((piece) => say({ say: 'rows', piece }, [piece.buffer]));
    try {
      await feed((piece) => pieces.add(piece));
      pieces.send();
      say({ say: 'end' });
    } catch (error) {
      fail(error);
      say({ say: 'drop' });
    }
    if (this.#busy.has(worker)) this.#clocks.set(worker, this.#clockOf(worker));
  }

  #clockOf(worker: Worker): ReturnType<typeof setTimeout> {
    return setTimeout(() => {
      this.#release(worker)?.fail(tooSlow(this.#mostSeconds));
      this.#replace(worker);
    }, this.#mostSeconds * 1000);
  }

  #release(worker: Worker): Waiting | undefined {
    const running = this.#busy.get(worker);
    clearTimeout(this.#clocks.get(worker));
    this.#clocks.delete(worker);
    this.#busy.delete(worker);
    return running;
  }
}

async function noRows(): Promise<void> {}

/** Gathers what comes in small pieces into large ones of memory of their own, which can be handed to another thread. */
class Pieces {
  readonly #send: (piece: Uint8Array<ArrayBuffer>) => void;
  #gathered: Uint8Array[] = [];
  #bytes = 0;

  constructor(send: (piece: Uint8Array<ArrayBuffer>) => void) {
    this.#send = send;
  }

  add(piece: Uint8Array): void {
    this.#gathered.push(piece);
    this.#bytes += piece.length;
    if (this.#bytes >= PIECE_BYTES) this.send();
  }

  send(): void {
    const whole = new Uint8Array(this.#bytes);
    let at = 0;
    for (const piece of this.#gathered) {
      whole.set(piece, at);
      at += piece.length;
    }
    this.#gathered = [];
    this.#bytes = 0;
    this.#send(whole);
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
