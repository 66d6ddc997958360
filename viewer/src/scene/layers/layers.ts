/** All tilesets of the city: loaded when first shown, lit and filtered together. */
import type { Collection } from '@twin/gis-data/theme.ts';
import type { Cartesian3, Scene } from '../../cesium.ts';
import type { LayerState } from '../../state/city-state.ts';
import type { ItemSet } from '../../state/item-set.ts';
import { drawnStateOf, isSeenThrough, type LayerStates } from '../../state/layer-state.ts';
import type { SceneColours } from '../../state/scene-colours.ts';
import type { FogDistance } from '../light/light-uniforms.ts';
import type { LightState } from '../light/light-state.ts';
import { reportFault } from '../scene-faults.ts';
import { drawingOf } from './renderers.ts';
import { tilesetLayer, type TilesetLayer } from './tileset-layer.ts';

export type LayersView = {
  /** Whether anything below the ground can be seen. */
  readonly isOpen: boolean;
  /** Whether what stands low on the street, or below it, can be seen. */
  readonly isLow: boolean;
  /** Distance from the eye within which the ground is thin: what stands on it there makes way. */
  readonly openMetres: number;
};

export type Layers = {
  show(states: LayerStates, xray: boolean): void;
  /** What a tool says of the items of one collection; null: all are painted by their own fields. */
  colour(colours: SceneColours | null): void;
  /** Shows only these of a collection; a collection without a set is shown whole. */
  only(items: ReadonlyMap<string, ItemSet>): void;
  /** Takes away what stands on the ground within these corners; null: nothing. */
  cut(corners: readonly Cartesian3[] | null): void;
  light(light: LightState, fog: FogDistance): void;
  fog(fog: FogDistance): void;
  update(view: LayersView): void;
  /** Tilesets that are loading, and tilesets that are shown; `standing` once the buildings in view have come. */
  progress(): { readonly ready: number; readonly wanted: number; readonly standing: boolean };
  refresh(collection: string): void;
  /** Does something as if there were none of what is seen through. */
  through<T>(act: () => T): T;
  /** The collection that a tileset draws. */
  collectionOf(primitive: unknown): Collection | undefined;
  dispose(): void;
};

export function createLayers(
  scene: Scene,
  collections: readonly Collection[],
  first: { light: LightState; fog: FogDistance },
): Layers {
  const drawn = collections.flatMap((collection) => {
    const drawing = drawingOf(collection);
    return drawing.by === 'tileset' ? [{ collection, drawing }] : [];
  });
  const ready = new Map<string, TilesetLayer>();
  const coming = new Set<string>();
  const failed = new Set<string>();
  let states: LayerStates = {};
  let xray = false;
  let { light, fog } = first;
  let view: LayersView = { isOpen: false, isLow: false, openMetres: 0 };
  /** Buildings make the city: they come first, and then everything else. */
  let standing = false;
  let colours: SceneColours | null = null;
  let only: ReadonlyMap<string, ItemSet> = new Map();
  let corners: readonly Cartesian3[] | null = null;
  let wasAlone = false;
  let gone = false;

  const stateOf = ({ collection, drawing }: (typeof drawn)[number]): LayerState => {
    const chosen = drawnStateOf(states, collection, xray);
    const canBeSeen = drawing.seen === 'always' || (drawing.seen === 'below' ? view.isOpen : view.isLow);
    return canBeSeen ? chosen : { ...chosen, shown: false };
  };

  /** Blocks in whose place models stand, by the collection of the blocks. */
  const leftOut = new Map<string, ReadonlySet<string>>();
  /** After each frame: where a model was drawn its block goes, where it was not the block comes back. */
  const swapBlocks = (): void => {
    for (const { collection, drawing } of drawn) {
      if (!drawing.replaces) continue;
      const replaced = ready.get(collection.id)?.replaced();
      const blocks = ready.get(drawing.replaces.collection);
      if (!replaced || !blocks || isSame(replaced, leftOut.get(drawing.replaces.collection))) continue;
      leftOut.set(drawing.replaces.collection, replaced);
      blocks.leaveOut(replaced);
      scene.requestRender();
    }
  };
  const stopSwapping = scene.postRender.addEventListener(swapBlocks);

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
      layer.show(stateOf({ collection, drawing }));
      if (colours?.collection === collection.id) layer.colour(colours);
      layer.only(only.get(collection.id) ?? null);
      if (corners && drawing.seen === 'always') layer.cut(corners);
    } catch (error) {
      failed.add(collection.id);
      reportFault('tile', error);
    } finally {
      coming.delete(collection.id);
      scene.requestRender();
    }
  };

  const isBuilding = ({ collection }: (typeof drawn)[number]): boolean =>
    collection.symbol.kind === 'extrusion';
  const stand = (): boolean =>
    drawn
      .filter((one) => isBuilding(one) && stateOf(one).shown)
      .every(({ collection: { id } }) => failed.has(id) || ready.get(id)?.loaded() === true);

  const apply = (): void => {
    for (const one of drawn) {
      const { id } = one.collection;
      const state = stateOf(one);
      const layer = ready.get(id);
      if (layer) layer.show(state);
      else if (state.shown && (standing || isBuilding(one)) && !coming.has(id) && !failed.has(id))
        void load(one);
    }
    scene.requestRender();
  };

  return {
    show(next, isXray) {
      [states, xray] = [next, isXray];
      apply();
    },
    colour(next) {
      colours = next;
      for (const [id, layer] of ready) layer.colour(next?.collection === id ? next : null);
      scene.requestRender();
    },
    only(next) {
      only = next;
      for (const [id, layer] of ready) layer.only(next.get(id) ?? null);
      scene.requestRender();
    },
    cut(next) {
      corners = next;
      for (const { collection, drawing } of drawn)
        if (drawing.seen === 'always') ready.get(collection.id)?.cut(next);
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
    update(next) {
      const isOther = next.isOpen !== view.isOpen || next.isLow !== view.isLow;
      const hasStood = !standing && stand();
      view = next;
      standing ||= hasStood;
      if (isOther || hasStood) apply();
      // Where no building is in view, small things are what is looked at, and are drawn to be seen.
      const isAlone =
        standing && !drawn.some((one) => isBuilding(one) && ready.get(one.collection.id)?.inView() === true);
      for (const layer of ready.values()) layer.update(view.openMetres, isAlone);
      if (isAlone !== wasAlone) scene.requestRender();
      wasAlone = isAlone;
    },
    progress() {
      const loading =
        coming.size + [...ready.values()].filter((layer) => !layer.loaded()).length + (standing ? 0 : 1);
      const wanted = coming.size + ready.size + (standing ? 0 : 1);
      return { ready: wanted - loading, wanted, standing };
    },
    refresh(collection) {
      failed.delete(collection);
      ready
        .get(collection)
        ?.refresh()
        .catch((error: unknown) => reportFault('tile', error));
    },
    through(act) {
      const hidden = drawn.flatMap((one) => {
        const tileset = ready.get(one.collection.id)?.tileset();
        return tileset?.show === true && isSeenThrough(stateOf(one)) ? [tileset] : [];
      });
      for (const tileset of hidden) tileset.show = false;
      try {
        return act();
      } finally {
        for (const tileset of hidden) tileset.show = true;
      }
    },
    collectionOf(primitive) {
      return drawn.find(({ collection: { id } }) => ready.get(id)?.tileset() === primitive)?.collection;
    },
    dispose() {
      gone = true;
      stopSwapping();
      for (const layer of ready.values()) layer.dispose();
      ready.clear();
    },
  };
}

function isSame(a: ReadonlySet<string>, b: ReadonlySet<string> = new Set()): boolean {
  return a.size === b.size && [...a].every((one) => b.has(one));
}
