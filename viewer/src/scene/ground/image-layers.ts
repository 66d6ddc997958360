/** Images that lie on the painted ground: a layer of imagery for each raster collection that is shown. */
import type { Collection } from '@twin/gis-data/theme.ts';
import { readLayers, readPointValues } from '../../city-data/server-answers.ts';
import {
  Credit,
  Event,
  ImageryProvider,
  Rectangle,
  WebMercatorTilingScheme,
  type ImageryLayer,
  type Scene,
} from '../../cesium.ts';
import { getBytes, getJson } from '../../http.ts';
import type { FeatureRef, LayerState } from '../../state/city-state.ts';
import { layerStateOf } from '../../state/layer-state.ts';
import type { LightName } from '../light/light-state.ts';
import { drawingOf } from '../layers/renderers.ts';
import { reportFault } from '../scene-faults.ts';
import { removeWhenLoaded } from './remove-when-loaded.ts';

export type ImageLayers = {
  show(light: LightName, states: Readonly<Record<string, LayerState>>): void;
  /** The images that are seen at a point, the one on top first. */
  at(place: { readonly longitude: number; readonly latitude: number }): Promise<readonly FeatureRef[]>;
  refresh(collection: string): void;
  dispose(): void;
};

const TILE_PIXELS = 256;
/** 30 cm a pixel; what is finer is drawn larger. */
const FINEST_LEVEL = 19;
/** An image was taken by day: in other lights it is dimmed as the ground around it is. */
const BRIGHTNESS = { day: 1, dusk: 0.62, night: 0.3 } as const satisfies {
  readonly [light in LightName]: number;
};

export function createImageLayers(scene: Scene, collections: readonly Collection[]): ImageLayers {
  const drawn = collections.filter((collection) => drawingOf(collection).by === 'images');
  const laid = new Map<string, ImageryLayer>();
  const coming = new Map<string, number>();
  let turn = 0;
  let light: LightName = 'day';
  let states: Readonly<Record<string, LayerState>> = {};
  let gone = false;

  const apply = (): void => {
    for (const collection of drawn) {
      const { shown, opacity } = layerStateOf(states, collection);
      const layer = laid.get(collection.id);
      if (layer) {
        layer.show = shown;
        layer.alpha = opacity;
        layer.brightness = BRIGHTNESS[light];
      } else if (shown && !coming.has(collection.id)) void lay(collection);
    }
    scene.requestRender();
  };

  /** Asks for what there is and lays it on the ground, in the place of what lay there. */
  const lay = async ({ id }: Collection): Promise<void> => {
    const own = ++turn;
    coming.set(id, own);
    try {
      const info = (await getJson('/api/layers', readLayers)).find((layer) => layer.id === id);
      if (gone || coming.get(id) !== own) return;
      const before = laid.get(id);
      laid.delete(id);
      if (info?.extent) {
        const provider = imagesOf(id, info.revision, info.extent);
        const layer = scene.imageryLayers.addImageryProvider(provider, placeAmong(before));
        laid.set(id, layer);
        if (before) removeWhenLoaded(scene, before, layer);
      } else if (before) scene.imageryLayers.remove(before);
    } catch (error) {
      reportFault('ground', error);
    } finally {
      if (coming.get(id) === own) coming.delete(id);
      if (!gone && laid.has(id)) apply();
    }
  };
  /** On top, or where the layer lies that it replaces. */
  const placeAmong = (before: ImageryLayer | undefined): number | undefined =>
    before && scene.imageryLayers.contains(before) ? scene.imageryLayers.indexOf(before) + 1 : undefined;

  return {
    show(nextLight, next) {
      [light, states] = [nextLight, next];
      apply();
    },
    async at({ longitude, latitude }) {
      const seen = drawn.filter((collection) => {
        const { shown, opacity } = layerStateOf(states, collection);
        return shown && opacity > 0 && laid.has(collection.id);
      });
      const found = await Promise.all(
        seen.map(async ({ id }): Promise<FeatureRef[]> => {
          const { images } = await getJson(
            `/api/raster/${id}/value?lon=${longitude}&lat=${latitude}`,
            readPointValues,
          );
          const top = images.find(({ bands }) => Object.values(bands).some((value) => value !== null));
          return top ? [{ collection: id, id: top.id }] : [];
        }),
      );
      return found.toReversed().flat();
    },
    refresh(id) {
      const collection = drawn.find((one) => one.id === id);
      if (collection && (laid.has(id) || coming.has(id))) void lay(collection);
    },
    dispose() {
      gone = true;
      for (const layer of laid.values()) scene.imageryLayers.remove(layer);
      laid.clear();
    },
  };
}

function imagesOf(
  id: string,
  revision: number,
  extent: readonly [number, number, number, number],
): ImageryProvider {
  const tilingScheme = new WebMercatorTilingScheme();
  const provider = {
    rectangle: Rectangle.fromDegrees(...extent),
    tileWidth: TILE_PIXELS,
    tileHeight: TILE_PIXELS,
    minimumLevel: 0,
    maximumLevel: FINEST_LEVEL,
    tilingScheme,
    tileDiscardPolicy: undefined,
    errorEvent: new Event(),
    credit: undefined,
    proxy: undefined,
    hasAlphaChannel: true,
    getTileCredits: (): Credit[] => [],
    requestImage: async (x: number, y: number, level: number): Promise<ImageBitmap> => {
      const bytes = await getBytes(`/tiles/${id}/${level}/${x}/${y}.webp?r=${revision}`);
      return createImageBitmap(bytes ? new Blob([bytes], { type: 'image/webp' }) : new ImageData(1, 1), {
        // Textures start at the bottom row.
        imageOrientation: 'flipY',
        premultiplyAlpha: 'none',
      });
    },
    pickFeatures: () => undefined,
  };
  provider.errorEvent.addEventListener((failure: { message?: string }) =>
    reportFault('ground', failure.message ?? failure),
  );
  // Cesium asks for the members, not for the class; its declaration names a class whose constructor refuses to run.
  return provider as unknown as ImageryProvider;
}
