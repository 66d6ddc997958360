/** The ground: terrain, what is painted on it, fog over it, and the window through it to what lies below. */
import type { Collection } from '@twin/gis-data/theme.ts';
import {
  CesiumTerrainProvider,
  Color,
  EllipsoidTerrainProvider,
  ImageryLayer,
  NearFarScalar,
  SingleTileImageryProvider,
  TextureMagnificationFilter,
} from '../../cesium.ts';
import type { Scene } from '../../cesium.ts';
import type { FeatureRef, LayerState } from '../../state/city-state.ts';
import type { ItemSet } from '../../state/item-set.ts';
import type { NamesAnswer, NamesQuestion } from '../labels/named-things.ts';
import type { PaintedQuestion } from '../picking/painted-at.ts';
import type { LightState } from '../light/light-state.ts';
import type { FogDistance } from '../light/light-uniforms.ts';
import { reportFault } from '../scene-faults.ts';
import { groundImagery } from './ground-imagery.ts';
import { groundMaterial } from './ground-material.ts';
import { createImageLayers } from './image-layers.ts';
import { removeWhenLoaded } from './remove-when-loaded.ts';
import { GROUND_PALETTES } from './ground-palette.ts';
import { paintPlan, type PaintPlan } from './paint-plan.ts';
import { createPainters } from './painters.ts';
import { underground } from './underground.ts';

export type Ground = {
  /** Paints after light and layers; what is there stays until the new picture has come. */
  paint(light: LightState, layers: Readonly<Record<string, LayerState>>, isOpen: boolean): void;
  /** Paints only these of a collection; a collection without a set is painted whole. */
  only(items: ReadonlyMap<string, ItemSet>): void;
  light(light: LightState, fog: FogDistance): void;
  /** 1 opaque, 0 gone. Called each frame, since being below ground changes it. */
  opacity(value: number): void;
  /** Distance from the eye within which the ground is thin, metres; 0 where it is closed. */
  openMetres(): number;
  refresh(collection: string): void;
  /** Painted features at a point of the ground, then the images there. */
  at(question: PaintedQuestion): Promise<readonly FeatureRef[]>;
  /** Names in the tiles around a place, and what can hide them. */
  names(question: NamesQuestion): Promise<NamesAnswer>;
  /** Tiles wanted and not yet there. */
  waiting(): number;
  /** Whether enough has been painted to know the streets by. */
  recognisable(): boolean;
  dispose(): void;
};

/** Tiles come from the coarse to the fine, four times as many each time. */
const RECOGNISABLE_TILES = 12;
/**
 * From below the streets show through the earth overhead, so that one knows where one is: share of earth near by and
 * from where there is nothing but earth; metres, share, metres, share.
 */
const CEILING = [4, 0.64, 160, 1] as const;
/** Layer changes within this time are painted once. */
const GATHER_MILLISECONDS = 60;

export async function createGround(scene: Scene, collections: readonly Collection[]): Promise<Ground> {
  const { globe } = scene;
  const painters = createPainters();
  const look = groundMaterial();
  globe.material = look.material;
  globe.showGroundAtmosphere = false;
  globe.showWaterEffect = false;
  globe.enableLighting = false;
  globe.depthTestAgainstTerrain = true;
  globe.undergroundColorAlphaByDistance = new NearFarScalar(...CEILING);
  globe.tileCacheSize = 160;

  let waiting = 0;
  const stopCounting = globe.tileLoadProgressEvent.addEventListener((count: number) => {
    waiting = count;
  });
  const below = underground(scene);

  // Imagery layer 0 is stretched over the whole globe whatever its extent: one pixel of colour.
  // Clear, so that until a tile comes the globe shows its own colour, which follows the light.
  const foundation = new ImageryLayer(await SingleTileImageryProvider.fromUrl(onePixel()), { alpha: 0 });
  scene.imageryLayers.add(foundation);
  await takeTerrain(scene, (relief) => look.relief(relief));

  const images = createImageLayers(scene, collections);
  let painted: ImageryLayer | undefined;
  let plan: PaintPlan | undefined;
  let only: ReadonlyMap<string, ItemSet> = new Map();
  let later: ReturnType<typeof setTimeout> | undefined;

  const repaint = (next: PaintPlan): void => {
    plan = next;
    globe.baseColor = Color.fromCssColorString(GROUND_PALETTES[next.light].land);
    const old = painted;
    const provider = groundImagery(painters, next, () => scene.requestRender());
    provider.errorEvent.addEventListener((failure: { message?: string }) =>
      reportFault('ground', failure.message ?? failure),
    );
    // Below the images.
    painted = scene.imageryLayers.addImageryProvider(
      provider,
      scene.imageryLayers.indexOf(old ?? foundation) + 1,
    );
    painted.magnificationFilter = TextureMagnificationFilter.LINEAR;
    if (old) removeWhenLoaded(scene, old, painted);
    scene.requestRender();
  };

  return {
    paint(light, layers, isOpen) {
      images.show(light.name, layers);
      const next = paintPlan(light.name, collections, layers, isOpen);
      if (plan && JSON.stringify(next) === JSON.stringify(plan)) return;
      clearTimeout(later);
      if (!plan) repaint(next);
      else later = setTimeout(() => repaint(next), GATHER_MILLISECONDS);
    },
    only(next) {
      const changed = new Set(
        [...only.keys(), ...next.keys()].filter(
          (collection) => only.get(collection) !== next.get(collection),
        ),
      );
      only = next;
      for (const collection of changed) painters.only(collection, next.get(collection) ?? null);
      if (plan && [...plan.layers, ...plan.casters].some(({ collection }) => changed.has(collection)))
        repaint(plan);
    },
    light(light, fog) {
      look.light(light, fog);
      below.colour(light);
    },
    opacity: (share) => below.opacity(share),
    openMetres: () => below.openMetres(),
    refresh(collection) {
      painters.refresh(collection);
      images.refresh(collection);
      if (makesTerrain(collections.find(({ id }) => id === collection)))
        void takeTerrain(scene, (relief) => look.relief(relief));
      if (plan) repaint(plan);
    },
    async at(question) {
      const [painted, seen] = await Promise.all([
        plan ? painters.at(question, plan) : [],
        images.at(question),
      ]);
      return [...painted, ...seen];
    },
    names: (question) => painters.names(question),
    waiting: () => waiting + painters.busy(),
    recognisable: () => painters.painted() >= RECOGNISABLE_TILES || (waiting === 0 && painters.painted() > 0),
    dispose() {
      clearTimeout(later);
      stopCounting();
      painters.dispose();
      if (!globe.isDestroyed()) images.dispose();
      if (globe.isDestroyed()) return;
      // Left on the globe they would wait for pictures from painters that are gone, and the next scene with them.
      for (const layer of [foundation, painted]) if (layer) scene.imageryLayers.remove(layer);
    },
  };
}

/** Whether the terrain is made of the collection's items. */
export function makesTerrain(collection: Collection | undefined): boolean {
  return collection?.symbol.kind === 'raster' && collection.symbol.terrain !== undefined;
}

async function takeTerrain(scene: Scene, relief: (hasNormals: boolean) => void): Promise<void> {
  try {
    const terrain = await CesiumTerrainProvider.fromUrl('/terrain', { requestVertexNormals: true });
    scene.terrainProvider = terrain;
    relief(terrain.hasVertexNormals);
    terrain.errorEvent.addEventListener((failure: { message?: string }) =>
      reportFault('terrain', failure.message ?? failure),
    );
  } catch (error) {
    // The city still stands, on a smooth ellipsoid.
    reportFault('terrain', error);
    scene.terrainProvider = new EllipsoidTerrainProvider();
  }
}

function onePixel(): string {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  return canvas.toDataURL();
}
