/** The painting worker: addresses and plans in, bitmaps out. */
import { paintedAt, type PaintedQuestion } from '../picking/painted-at.ts';
import type { FeatureRef } from '../../state/city-state.ts';
import type { ItemSet } from '../../state/item-set.ts';
import { readNames, type NamesAnswer, type NamesQuestion } from '../labels/named-things.ts';
import { paintGround } from './paint-ground.ts';
import type { Context2d } from './trace.ts';
import type { PaintPlan } from './paint-plan.ts';
import { TILE_PIXELS, type TileAddress } from './tile-grid.ts';
import { VectorTileStore } from './vector-tile-store.ts';

export type PainterRequest =
  | { readonly kind: 'paint'; readonly id: number; readonly tile: TileAddress; readonly plan: PaintPlan }
  | { readonly kind: 'at'; readonly id: number; readonly question: PaintedQuestion; readonly plan: PaintPlan }
  | { readonly kind: 'names'; readonly id: number; readonly question: NamesQuestion }
  | Command;
/** Nothing is answered to these. */
type Command =
  | { readonly kind: 'refresh'; readonly collection: string }
  | { readonly kind: 'only'; readonly collection: string; readonly items: ItemSet | null };
export type PainterAnswer = {
  readonly id: number;
  readonly bitmap?: ImageBitmap;
  readonly found?: readonly FeatureRef[];
  readonly names?: NamesAnswer;
  readonly failure?: string;
};

const store = new VectorTileStore();

self.addEventListener('message', ({ data }: MessageEvent<PainterRequest>) => {
  if (data.kind === 'refresh') store.refresh(data.collection);
  else if (data.kind === 'only') store.only(data.collection, data.items);
  else void answer(data);
});

async function answer(asked: Exclude<PainterRequest, Command>): Promise<void> {
  const { id } = asked;
  try {
    if (asked.kind === 'names') {
      reply({ id, names: await readNames(asked.question, store) }, []);
      return;
    }
    if (asked.kind === 'at') {
      reply({ id, found: await paintedAt(asked.question, asked.plan, store) }, []);
      return;
    }
    const { tile, plan } = asked;
    const pixels = await paintGround(tile, plan, store, canvasOf);
    // Textures start at the bottom row; a bitmap, unlike a canvas, is not turned over on its way to the GPU.
    const bitmap = await createImageBitmap(
      new ImageData(pixels as Uint8ClampedArray<ArrayBuffer>, TILE_PIXELS),
      { imageOrientation: 'flipY' },
    );
    reply({ id, bitmap }, [bitmap]);
  } catch (error) {
    reply({ id, failure: error instanceof Error ? error.message : String(error) }, []);
  }
}

function reply(message: PainterAnswer, transfer: Transferable[]): void {
  (
    self as unknown as { postMessage: (message: PainterAnswer, transfer: Transferable[]) => void }
  ).postMessage(message, transfer);
}

function canvasOf(size: number): Context2d {
  const context = new OffscreenCanvas(size, size).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('this browser gives no 2D canvas in a worker');
  return context;
}
