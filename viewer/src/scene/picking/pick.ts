/** What lies under a pixel: by feature, through a thin ground, and where on the surface. */
import { Cartesian2, Cartographic, Cesium3DTileFeature, Math as CesiumMath } from '../../cesium.ts';
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

/** Nearest first: bodies, then what is painted on the ground. */
export async function pickAt(
  scene: Scene,
  layers: Layers,
  ground: Ground,
  at: ScenePoint,
  metresPerPixel: number,
): Promise<FeatureRef[]> {
  const bodies = scene
    .drillPick(new Cartesian2(at.x, at.y), DEPTH)
    .flatMap((picked) => refOf(picked, layers) ?? []);
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
  return refOf(await scene.pickAsync(new Cartesian2(at.x, at.y)), layers);
}

/** The surface of the ground under a pixel, also where it is transparent; undefined over the sky. */
export function groundAt(scene: Scene, at: ScenePoint, whenGeoidKnown?: () => void): GroundPoint | undefined {
  const ray = scene.camera.getPickRay(new Cartesian2(at.x, at.y));
  const hit = ray ? scene.globe.pick(ray, scene) : undefined;
  if (!hit) return undefined;
  const { longitude, latitude, height } = Cartographic.fromCartesian(hit);
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
