/** The painted ground as Cesium imagery. */
import { Credit, Event, ImageryProvider, Rectangle, WebMercatorTilingScheme } from '../../cesium.ts';
import type { PaintPlan } from './paint-plan.ts';
import type { Painters } from './painters.ts';
import { TILE_PIXELS } from './tile-grid.ts';

/** Finest level: 7 cm a pixel. */
export const FINEST_LEVEL = 20;

/**
 * An imagery provider whose tiles are painted by `painters` after `plan`; a new plan needs a new provider.
 * `painted` is called whenever a tile has come or failed.
 */
export function groundImagery(painters: Painters, plan: PaintPlan, painted: () => void): ImageryProvider {
  const tilingScheme = new WebMercatorTilingScheme();
  const provider = {
    rectangle: Rectangle.clone(tilingScheme.rectangle),
    tileWidth: TILE_PIXELS,
    tileHeight: TILE_PIXELS,
    minimumLevel: 0,
    maximumLevel: FINEST_LEVEL,
    tilingScheme,
    tileDiscardPolicy: undefined,
    errorEvent: new Event(),
    credit: undefined,
    proxy: undefined,
    hasAlphaChannel: false,
    getTileCredits: (): Credit[] => [],
    // Without a promise Cesium asks again in a later frame, when the queue may have moved on.
    requestImage: (x: number, y: number, level: number) =>
      painters.paint({ z: level, x, y }, plan)?.finally(painted),
    pickFeatures: () => undefined,
  };
  // Cesium asks for the members, not for the class; its declaration names a class whose constructor refuses to run.
  return provider as unknown as ImageryProvider;
}
