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
import { RowsReader } from './rows-reader.ts';

/** What is to be made, before its rows are there. */
export type TileOrder = { readonly properties: readonly CopiedProperty[] } & (
  | { readonly kind: 'tile'; readonly job: Omit<ProduceJob, 'rows' | 'ahead'> }
  | { readonly kind: 'pyramid'; readonly job: Omit<PyramidJob, 'rows'> }
);
/** An order, the pieces of its rows, and that they are all there or that nobody wants them any more. */
export type ToWorker =
  | { readonly say: 'begin'; readonly order: TileOrder }
  | { readonly say: 'rows'; readonly piece: Uint8Array }
  | { readonly say: 'end' }
  | { readonly say: 'drop' };
/** That it is free, and what has become of an order: nothing of one that was dropped. */
export type FromWorker = { readonly isFree: true; readonly bytes?: Uint8Array; readonly failure?: string };

/** The work on one order; once it has failed, it takes no more rows. */
class Making {
  readonly #order: TileOrder;
  readonly #reader: RowsReader;
  readonly #ahead: TileGeometries | undefined;
  #failure: unknown;

  constructor(order: TileOrder) {
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
      making = new Making(message.order);
      break;
    case 'rows':
      making?.take(message.piece);
      break;
    case 'end':
      answer(() => making?.end());
      break;
    case 'drop':
      answer(() => undefined);
      break;
  }
});

function answer(make: () => Uint8Array | undefined): void {
  try {
    const bytes = make();
    const isOwn = bytes && bytes.buffer instanceof ArrayBuffer && bytes.byteLength > 0;
    say(bytes ? { isFree: true, bytes } : { isFree: true }, isOwn ? [bytes.buffer] : []);
  } catch (error) {
    say({ isFree: true, failure: error instanceof Error ? error.message : String(error) });
  }
  making = undefined;
}

function say(message: FromWorker, handedOver: readonly ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, handedOver);
}

// Everything is loaded: the time of the first order does not count that.
say({ isFree: true });
