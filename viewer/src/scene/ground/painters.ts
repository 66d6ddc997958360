/** The pool of painting workers. */
import type { PainterAnswer, PainterRequest } from './painter.worker.ts';
import type { PaintPlan } from './paint-plan.ts';
import type { TileAddress } from './tile-grid.ts';

export type Painters = {
  /** Undefined when every worker has enough to do: ask again later. */
  paint(tile: TileAddress, plan: PaintPlan): Promise<ImageBitmap> | undefined;
  /** Tiles being painted or waiting. */
  busy(): number;
  refresh(collection: string, revision: number): void;
  dispose(): void;
};

/** A second worker only where a core is left beside page, browser and GPU. */
const WORKERS = (navigator.hardwareConcurrency ?? 2) >= 6 ? 2 : 1;
/** Waiting tiles for each worker: enough to keep it busy over a frame, few enough to follow the camera. */
const QUEUE = 6;

type Waiting = { readonly resolve: (bitmap: ImageBitmap) => void; readonly reject: (error: Error) => void; readonly worker: number };

export function createPainters(): Painters {
  const workers = Array.from({ length: WORKERS }, () => new Worker(new URL('./painter.worker.ts', import.meta.url), { type: 'module' }));
  const waiting = new Map<number, Waiting>();
  const load = workers.map(() => 0);
  let next = 0;

  const settle = ({ id, bitmap, failure }: PainterAnswer): void => {
    const one = waiting.get(id);
    if (!one) return;
    waiting.delete(id);
    load[one.worker] = (load[one.worker] ?? 1) - 1;
    if (bitmap) one.resolve(bitmap);
    else one.reject(new Error(failure ?? 'the painter gave nothing'));
  };
  workers.forEach((worker) => worker.addEventListener('message', ({ data }: MessageEvent<PainterAnswer>) => settle(data)));
  const send = (worker: number, message: PainterRequest): void => workers[worker]?.postMessage(message);

  return {
    paint(tile, plan) {
      const worker = load.indexOf(Math.min(...load));
      if ((load[worker] ?? 0) >= QUEUE) return undefined;
      load[worker] = (load[worker] ?? 0) + 1;
      const id = next++;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject, worker });
        send(worker, { kind: 'paint', id, tile, plan });
      });
    },
    busy: () => waiting.size,
    refresh(collection, revision) {
      workers.forEach((_, worker) => send(worker, { kind: 'refresh', collection, revision }));
    },
    dispose() {
      workers.forEach((worker) => worker.terminate());
      waiting.clear();
    },
  };
}
