/** The pool of painting workers. */
import type { FeatureRef } from '../../state/city-state.ts';
import type { ItemSet } from '../../state/item-set.ts';
import type { NamesAnswer, NamesQuestion } from '../labels/named-things.ts';
import type { PaintedQuestion } from '../picking/painted-at.ts';
import type { PainterAnswer, PainterRequest } from './painter.worker.ts';
import type { PaintPlan } from './paint-plan.ts';
import type { TileAddress } from './tile-grid.ts';

export type Painters = {
  /** Undefined when every worker has enough to do: ask again later. */
  paint(tile: TileAddress, plan: PaintPlan): Promise<ImageBitmap> | undefined;
  /** What is painted at a point. */
  at(question: PaintedQuestion, plan: PaintPlan): Promise<readonly FeatureRef[]>;
  /** Names in the tiles around a place, and what can hide them. */
  names(question: NamesQuestion): Promise<NamesAnswer>;
  /** Tiles being painted or waiting. */
  busy(): number;
  /** Tiles painted so far. */
  painted(): number;
  refresh(collection: string): void;
  /** From now on only these of a collection are painted and named; null: all. */
  only(collection: string, items: ItemSet | null): void;
  dispose(): void;
};

/** A second worker only where a core is left beside page, browser and GPU. */
const WORKERS = (navigator.hardwareConcurrency ?? 2) >= 6 ? 2 : 1;
/** Waiting tiles for each worker: enough to keep it busy over a frame, few enough to follow the camera. */
const QUEUE = 6;
const NOTHING: NamesAnswer = { things: [], walls: [] };

type Waiting = {
  readonly worker: number;
  readonly resolve: (answer: PainterAnswer) => void;
  readonly reject: (error: Error) => void;
};

export function createPainters(): Painters {
  const workers = Array.from(
    { length: WORKERS },
    () => new Worker(new URL('./painter.worker.ts', import.meta.url), { type: 'module' }),
  );
  const waiting = new Map<number, Waiting>();
  const load = workers.map(() => 0);
  let next = 0;
  let painted = 0;
  /** Questions about what is painted are no part of the picture, and not counted here. */
  let painting = 0;

  const settle = (answer: PainterAnswer): void => {
    const one = waiting.get(answer.id);
    if (!one) return;
    waiting.delete(answer.id);
    load[one.worker] = (load[one.worker] ?? 1) - 1;
    if (answer.failure === undefined) one.resolve(answer);
    else one.reject(new Error(answer.failure));
  };
  workers.forEach((worker) =>
    worker.addEventListener('message', ({ data }: MessageEvent<PainterAnswer>) => settle(data)),
  );
  const send = (worker: number, message: PainterRequest): void => workers[worker]?.postMessage(message);

  const ask = (worker: number, request: (id: number) => PainterRequest): Promise<PainterAnswer> => {
    load[worker] = (load[worker] ?? 0) + 1;
    const id = next++;
    return new Promise((resolve, reject) => {
      waiting.set(id, { worker, resolve, reject });
      send(worker, request(id));
    });
  };

  return {
    paint(tile, plan) {
      const worker = load.indexOf(Math.min(...load));
      if ((load[worker] ?? 0) >= QUEUE) return undefined;
      painting += 1;
      return ask(worker, (id) => ({ kind: 'paint', id, tile, plan }))
        .finally(() => {
          painting -= 1;
        })
        .then(({ bitmap }) => {
          if (!bitmap) throw new Error('the painter gave no picture');
          painted += 1;
          return bitmap;
        });
    },
    at: (question, plan) =>
      ask(0, (id) => ({ kind: 'at', id, question, plan })).then(({ found }) => found ?? []),
    names: (question) =>
      ask(0, (id) => ({ kind: 'names', id, question })).then(({ names }) => names ?? NOTHING),
    busy: () => painting,
    painted: () => painted,
    refresh(collection) {
      workers.forEach((_, worker) => send(worker, { kind: 'refresh', collection }));
    },
    only(collection, items) {
      workers.forEach((_, worker) => send(worker, { kind: 'only', collection, items }));
    },
    dispose() {
      workers.forEach((worker) => worker.terminate());
      waiting.clear();
    },
  };
}
