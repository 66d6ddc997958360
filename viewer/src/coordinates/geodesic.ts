/** Lengths and areas on the CGCS2000 ellipsoid, by Karney's algorithms (errors of nanometres). */
import geographiclib from 'geographiclib-geodesic';
import type { Degrees } from './transverse-mercator.ts';

const ELLIPSOID = new geographiclib.Geodesic.Geodesic(6_378_137, 1 / 298.257222101);

export function distanceMetres(from: Degrees, to: Degrees): number {
  const { s12 } = ELLIPSOID.Inverse(from.latitude, from.longitude, to.latitude, to.longitude);
  if (s12 === undefined) throw new Error('the geodesic has no length: its distance was not asked for');
  return s12;
}

/** Along all points in their order. */
export function pathMetres(points: readonly Degrees[]): number {
  return points
    .slice(1)
    .reduce((sum, point, index) => sum + distanceMetres(points[index] ?? point, point), 0);
}

/** Of the closed polygon, whichever way round its corners go; the last need not repeat the first. */
export function polygonMeasures(corners: readonly Degrees[]): {
  readonly squareMetres: number;
  readonly perimeterMetres: number;
} {
  const polygon = ELLIPSOID.Polygon(false);
  for (const { latitude, longitude } of corners) polygon.AddPoint(latitude, longitude);
  const { area = 0, perimeter } = polygon.Compute(false, true);
  return { squareMetres: Math.abs(area), perimeterMetres: perimeter };
}
