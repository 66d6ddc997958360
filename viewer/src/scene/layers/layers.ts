/** All tilesets of the city: loaded when first shown, lit and filtered together. */
import type { Collection } from '@twin/gis-data/theme.ts';
import type { Scene } from '../../cesium.ts';
import type { LayerState } from '../../state/city-state.ts';
import type { FogDistance } from '../light/light-uniforms.ts';
import type { LightState } from '../light/light-state.ts';
import { reportFault } from '../scene-faults.ts';
import { drawingOf } from './renderers.ts';
import { tilesetLayer, type TilesetLayer } from './tileset-layer.ts';

export type Layers = {
  show(states: Readonly<Record<string, LayerState>>): void;
  light(light: LightState, fog: FogDistance): void;
  fog(fog: FogDistance): void;
  update(): void;
  /** Tilesets that are loading, and tilesets that are shown. */
  progress(): { readonly ready: number; readonly wanted: number };
  refresh(collection: string): void;
  /** Id of the collection that a tileset draws. */
  collectionOf(primitive: unknown): string | undefined;
  dispose(): void;
};

export function createLayers(scene: Scene, collections: readonly Collection[], first: { light: LightState; fog: FogDistance }): Layers {
  const drawn = collections.flatMap((collection) => {
    const drawing = drawingOf(collection);
    return drawing.by === 'tileset' ? [{ collection, drawing }] : [];
  });
  const ready = new Map<string, TilesetLayer>();
  const coming = new Set<string>();
  const failed = new Set<string>();
  let states: Readonly<Record<string, LayerState>> = {};
  let { light, fog } = first;
  let gone = false;

  const stateOf = (collection: Collection): LayerState =>
    states[collection.id] ?? { shown: collection.shown === true, opacity: 1, hiddenCodes: [] };

  const load = async ({ collection, drawing }: (typeof drawn)[number]): Promise<void> => {
    coming.add(collection.id);
    try {
      const layer = await tilesetLayer(scene, collection, drawing, { light, fog });
      if (gone) {
        layer.dispose();
        return;
      }
      ready.set(collection.id, layer);
      // Light and state may have changed while it came.
      layer.light(light, fog);
      layer.show(stateOf(collection));
    } catch (error) {
      failed.add(collection.id);
      reportFault('tile', error);
    } finally {
      coming.delete(collection.id);
      scene.requestRender();
    }
  };

  return {
    show(next) {
      states = next;
      for (const one of drawn) {
        const state = stateOf(one.collection);
        const layer = ready.get(one.collection.id);
        if (layer) layer.show(state);
        else if (state.shown && !coming.has(one.collection.id) && !failed.has(one.collection.id)) void load(one);
      }
      scene.requestRender();
    },
    light(next, nextFog) {
      [light, fog] = [next, nextFog];
      for (const layer of ready.values()) layer.light(light, fog);
    },
    fog(next) {
      fog = next;
      for (const layer of ready.values()) layer.fog(light, fog);
    },
    update() {
      for (const layer of ready.values()) layer.update();
    },
    progress() {
      const loading = coming.size + [...ready.values()].filter((layer) => !layer.loaded()).length;
      const wanted = coming.size + ready.size;
      return { ready: wanted - loading, wanted };
    },
    refresh(collection) {
      failed.delete(collection);
      ready.get(collection)?.refresh().catch((error: unknown) => reportFault('tile', error));
    },
    collectionOf(primitive) {
      for (const [id, layer] of ready) if (layer.tileset() === primitive) return id;
      return undefined;
    },
    dispose() {
      gone = true;
      for (const layer of ready.values()) layer.dispose();
      ready.clear();
    },
  };
}
