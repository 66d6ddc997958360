/**
 * The body of a worker thread: makes one tile, or a tile with all below it, after the other. What a tile needs of a row
 * alone is made while the rows still come.
 */
import { parentPort } from 'node:worker_threads';
import { producePyramid, type PyramidJob } from './archive/produce-pyramid.ts';
import { TileGeometries } from './producers/tile-geometries.ts';
import { isThinned } from './producers/thin-rows.ts';
import { produce, type ProduceJob } from './produce-job.ts';
import type { CopiedProperty } from './read-rows.ts';
import type { ImageOrder } from './raster/image-order.ts';
import { RowsReader } from './rows-reader.ts';
import { TileError } from './tile-error.ts';

type RowsOrder = { readonly properties: readonly CopiedProperty[] } & (
  | { readonly kind: 'tile'; readonly job: Omit<ProduceJob, 'rows' | 'ahead'> }
  | { readonly kind: 'pyramid'; readonly job: Omit<PyramidJob, 'rows'> }
);
/** What is to be made, of rows that come after it or of images. */
export type TileOrder = RowsOrder | ImageOrder;
/** An order, the pieces of its rows, and that they are all there or that nobody wants them any more. */
export type ToWorker =
  | { readonly say: 'begin'; readonly order: TileOrder }
  | { readonly say: 'rows'; readonly piece: Uint8Array }
  | { readonly say: 'end' }
  | { readonly say: 'drop' };
/** That it is free, and what has become of an order: nothing of one that was dropped. */
export type FromWorker = {
  readonly isFree: true;
  readonly bytes?: Uint8Array;
  readonly failure?: string;
  /** Of a failure that the one who asks has to know of. */
  readonly code?: TileError['code'] | undefined;
};

interface Making {
  take(piece: Uint8Array): void;
  end(): Uint8Array | Promise<Uint8Array>;
}

/** Once it has failed, it takes no more rows. */
class MakingOfRows implements Making {
  readonly #order: RowsOrder;
  readonly #reader: RowsReader;
  readonly #ahead: TileGeometries | undefined;
  #failure: unknown;

  constructor(order: RowsOrder) {
    this.#order = order;
    this.#reader = new RowsReader(order.properties);
    if (order.kind === 'tile' && order.job.format === 'mvt' && !isThinned(order.job))
      this.#ahead = new TileGeometries(order.job.address);
  }

  take(piece: Uint8Array): void {
    if (this.#failure !== undefined) return;
    try {
      this.#reader.take(piece);
      if (this.#ahead) this.#reader.addTo(this.#ahead);
    } catch (error) {
      this.#failure = error;
    }
  }

  end(): Uint8Array {
    if (this.#failure !== undefined) throw this.#failure;
    const rows = this.#reader.rows();
    return this.#order.kind === 'pyramid'
      ? producePyramid({ ...this.#order.job, rows })
      : produce({ ...this.#order.job, rows, ahead: this.#ahead });
  }
}

let making: Making | undefined;

parentPort?.on('message', (message: ToWorker) => {
  switch (message.say) {
    case 'begin':
      making = makingOf(message.order);
      break;
    case 'rows':
      making?.take(message.piece);
      break;
    case 'end':
      void answer(() => making?.end());
      break;
    case 'drop':
      void answer(() => undefined);
      break;
  }
});

function makingOf(order: TileOrder): Making {
  if ('properties' in order) return new MakingOfRows(order);
  return {
    take() {},
    // Loaded by the threads that meet an image: what reads and writes them is large.
    end: async () => (await import('./raster/image-order.ts')).makeOfImages(order),
  };
}

async function answer(make: () => Uint8Array | Promise<Uint8Array> | undefined): Promise<void> {
  try {
    const bytes = await make();
    making = undefined;
    const isOwn = bytes && bytes.buffer instanceof ArrayBuffer && bytes.byteLength > 0;
    say(bytes ? { isFree: true, bytes } : { isFree: true }, isOwn ? [bytes.buffer] : []);
  } catch (error) {
    making = undefined;
    say({
      isFree: true,
      failure: error instanceof Error ? error.message : String(error),
      code: error instanceof TileError ? error.code : undefined,
    });
  }
}

function say(message: FromWorker, handedOver: readonly ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, handedOver);
}

// Everything is loaded: the time of the first order does not count that.
say({ isFree: true });
