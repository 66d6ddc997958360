/** The level of the ground where something is planned, from what was surveyed near by. */
import Flatbush from 'flatbush';
import { localFrame } from '../local-frame.ts';

export type GroundPoint = {
  readonly longitude: number;
  readonly latitude: number;
  readonly groundMetres: number;
};
export type Ground = (
  longitude: number,
  latitude: number,
) => {
  readonly metres: number;
  /** To the nearest surveyed point. */
  readonly farMetres: number;
} | null;

/** A point of the survey says nothing of the ground farther away. A choice of this project. */
export const GROUND_REACH_METRES = 100;
const NEIGHBOURS = 6;
/** Nearer than this the point itself is meant. */
const SAME_METRES = 0.001;

/** The nearest points, weighted by the square of their nearness; null where none is in reach. */
export function surveyedGround(points: readonly GroundPoint[]): Ground {
  if (points.length === 0) return () => null;
  const index = new Flatbush(points.length);
  for (const { longitude, latitude } of points) index.add(longitude, latitude);
  index.finish();
  return (longitude, latitude) => {
    const { perLongitude, perLatitude } = localFrame(latitude);
    const [east, north] = [GROUND_REACH_METRES / perLongitude, GROUND_REACH_METRES / perLatitude];
    const near = index
      .search(longitude - east, latitude - north, longitude + east, latitude + north)
      .flatMap((at) => {
        const point = points[at];
        if (!point) return [];
        const metres = Math.hypot(
          (point.longitude - longitude) * perLongitude,
          (point.latitude - latitude) * perLatitude,
        );
        return metres <= GROUND_REACH_METRES ? [{ ground: point.groundMetres, metres }] : [];
      })
      .toSorted((a, b) => a.metres - b.metres)
      .slice(0, NEIGHBOURS);
    const [nearest] = near;
    if (!nearest) return null;
    if (nearest.metres < SAME_METRES) return { metres: nearest.ground, farMetres: nearest.metres };
    const weights = near.map(({ metres }) => 1 / metres ** 2);
    const sum = weights.reduce((total, weight) => total + weight, 0);
    const metres = near.reduce((total, { ground }, at) => total + ground * ((weights[at] ?? 0) / sum), 0);
    return { metres, farMetres: nearest.metres };
  };
}
