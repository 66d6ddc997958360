/** Lengths and areas on the ellipsoid, for the measuring tools. */
import type { GroundPoint } from '../../state/city-state.ts';

const EQUATORIAL_RADIUS_METRES = 6_378_137;
const ECCENTRICITY_2 = 0.00669438002290;

/** Metres along the ground, with the height between: exact to 1e-6 over the few kilometres that are measured on a screen. */
export function distanceMetres(a: GroundPoint, b: GroundPoint): number {
  const [dx, dy] = offsetMetres(a, b);
  return Math.hypot(dx, dy, b.heightMetres - a.heightMetres);
}

export function pathMetres(points: readonly GroundPoint[]): number {
  return points.slice(1).reduce((sum, point, index) => sum + distanceMetres(points[index] ?? point, point), 0);
}

/** Square metres of the horizontal polygon. */
export function areaSquareMetres(points: readonly GroundPoint[]): number {
  const [origin] = points;
  if (!origin || points.length < 3) return 0;
  const flat = points.map((point) => offsetMetres(origin, point));
  const twice = flat.reduce((sum, [x, y], index) => {
    const [nextX, nextY] = flat[(index + 1) % flat.length] ?? [0, 0];
    return sum + x * nextY - nextX * y;
  }, 0);
  return Math.abs(twice) / 2;
}

/** East and north of one point from another by the radii of curvature at the latitude between them. */
function offsetMetres(a: GroundPoint, b: GroundPoint): [number, number] {
  const middle = (((a.latitude + b.latitude) / 2) * Math.PI) / 180;
  const w2 = 1 - ECCENTRICITY_2 * Math.sin(middle) ** 2;
  const meridian = (EQUATORIAL_RADIUS_METRES * (1 - ECCENTRICITY_2)) / w2 ** 1.5;
  const parallel = (EQUATORIAL_RADIUS_METRES / Math.sqrt(w2)) * Math.cos(middle);
  return [((b.longitude - a.longitude) * Math.PI * parallel) / 180, ((b.latitude - a.latitude) * Math.PI * meridian) / 180];
}
