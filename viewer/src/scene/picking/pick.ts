/** What lies under a pixel: by feature, through a thin ground, and where on the surface. */
import {
  Cartesian2,
  Cartesian3,
  Cartographic,
  Cesium3DTileFeature,
  Math as CesiumMath,
  Ray,
} from '../../cesium.ts';
import type { Collection } from '@twin/gis-data/theme.ts';
import type { Scene } from '../../cesium.ts';
import type { FeatureRef, GroundPoint } from '../../state/city-state.ts';
import type { ScenePoint } from '../city-scene.ts';
import { geoidAt } from '../contour/geoid.ts';
import type { Ground } from '../ground/ground.ts';
import type { Layers } from '../layers/layers.ts';
import { reportFault } from '../scene-faults.ts';

/** Things behind each other that one click can reach. */
const DEPTH = 8;
/** From below the surface is met nearer than this, or so flatly that it means nothing. */
const CEILING_REACH_METRES = 2000;

/** Nearest first: bodies, then those that are seen through, then what is painted on the ground. */
export async function pickAt(
  scene: Scene,
  layers: Layers,
  ground: Ground,
  at: ScenePoint,
  metresPerPixel: number,
): Promise<FeatureRef[]> {
  const drill = (): FeatureRef[] =>
    scene.drillPick(new Cartesian2(at.x, at.y), DEPTH).flatMap((picked) => refOf(picked, layers) ?? []);
  const bodies = [...layers.through(drill), ...drill()];
  const point = groundAt(scene, at);
  const painted = point
    ? await ground.at({ ...point, metresPerPixel }).catch((error: unknown) => {
        reportFault('pick', error);
        return [];
      })
    : [];
  const seen = new Set<string>();
  return [...bodies, ...painted].filter(
    ({ collection, id }) => !seen.has(`${collection}/${id}`) && seen.add(`${collection}/${id}`),
  );
}

/** The nearest body alone, without waiting for the frame: for hovering. */
export async function bodyAt(scene: Scene, layers: Layers, at: ScenePoint): Promise<FeatureRef | undefined> {
  const pick = (): Promise<unknown> => scene.pickAsync(new Cartesian2(at.x, at.y));
  return refOf(await layers.through(pick), layers) ?? refOf(await pick(), layers);
}

/**
 * What is seen under a pixel, for measuring: a roof or a wall, else the ground. Through a thinned ground and from below
 * depth says nothing true (CesiumGS/cesium#12268): there it is the ground, whatever else the pixel shows.
 */
export function surfaceAt(
  scene: Scene,
  at: ScenePoint,
  whenGeoidKnown?: () => void,
): GroundPoint | undefined {
  const isClosed = !scene.globe.translucency.enabled && !scene.cameraUnderground;
  const pixel = new Cartesian2(at.x, at.y);
  const body = isClosed && scene.pick(pixel) instanceof Cesium3DTileFeature && scene.pickPosition(pixel);
  return body ? pointOf(body, whenGeoidKnown) : groundAt(scene, at, whenGeoidKnown);
}

/** The surface of the ground under a pixel, also where it is transparent, and overhead from below; undefined over the sky. */
export function groundAt(scene: Scene, at: ScenePoint, whenGeoidKnown?: () => void): GroundPoint | undefined {
  const ray = scene.camera.getPickRay(new Cartesian2(at.x, at.y));
  const hit = ray && scene.globe.pick(scene.cameraUnderground ? fromOutside(ray) : ray, scene);
  return hit && pointOf(hit, whenGeoidKnown);
}

/** The globe has no inside to hit: the same line, looked along from the far side of the ceiling. */
function fromOutside({ origin, direction }: Ray): Ray {
  const far = Cartesian3.multiplyByScalar(direction, CEILING_REACH_METRES, new Cartesian3());
  return new Ray(Cartesian3.add(origin, far, far), Cartesian3.negate(direction, new Cartesian3()));
}

function pointOf(position: Cartesian3, whenGeoidKnown?: () => void): GroundPoint {
  const { longitude, latitude, height } = Cartographic.fromCartesian(position);
  const [lon, lat] = [CesiumMath.toDegrees(longitude), CesiumMath.toDegrees(latitude)];
  const geoid = geoidAt(lon, lat, whenGeoidKnown);
  return {
    longitude: lon,
    latitude: lat,
    heightMetres: height,
    ...(geoid === undefined ? {} : { elevationMetres: height - geoid }),
  };
}

function refOf(picked: unknown, layers: Layers): FeatureRef | undefined {
  if (!(picked instanceof Cesium3DTileFeature)) return undefined;
  const collection = layers.collectionOf(picked.tileset);
  const id: unknown = picked.getProperty('id');
  if (!collection || typeof id !== 'string') return undefined;
  return recordOf(picked, collection) ?? { collection: collection.id, id };
}

/** An element of a model whose life is written elsewhere means that record: the bearing, the precast part. */
function recordOf(picked: Cesium3DTileFeature, { symbol }: Collection): FeatureRef | undefined {
  if (symbol.kind !== 'bim') return undefined;
  const collection: unknown = picked.getProperty(symbol.record.collection);
  const id: unknown = picked.getProperty(symbol.record.id);
  return typeof collection === 'string' && collection !== '' && typeof id === 'string' && id !== ''
    ? { collection, id }
    : undefined;
}
