/** From the district's frame to geometry in longitude and latitude: polygons closed, outer rings anticlockwise. */
import type { LineString, MultiPolygon, Point as PointGeometry, Polygon, Position } from 'geojson';
import { lonLat, type Point } from './frame.ts';
import { elevationAt } from './ground.ts';
import { signedArea, type Ring } from './polygon.ts';

export function polygon(ring: Ring, ...holes: readonly Ring[]): Polygon {
  return { type: 'Polygon', coordinates: part(ring, holes) };
}

export function multiPolygon(ring: Ring, ...holes: readonly Ring[]): MultiPolygon {
  return { type: 'MultiPolygon', coordinates: [part(ring, holes)] };
}

/** Of parts that do not touch. */
export function multiPolygonOf(rings: readonly Ring[]): MultiPolygon {
  return { type: 'MultiPolygon', coordinates: rings.map((ring) => part(ring, [])) };
}

export function pointOnGround(at: Point): PointGeometry {
  return { type: 'Point', coordinates: [...lonLat(at), centimetres(elevationAt(at[0], at[1]))] };
}

export function lineString(points: readonly Point[]): LineString {
  return { type: 'LineString', coordinates: points.map((point) => lonLat(point)) };
}

export function centimetres(metres: number): number {
  return Math.round(metres * 100) / 100;
}

function part(ring: Ring, holes: readonly Ring[]): Position[][] {
  return [closed(turned(ring, 1)), ...holes.map((hole) => closed(turned(hole, -1)))];
}

function turned(ring: Ring, sign: 1 | -1): Ring {
  return Math.sign(signedArea(ring)) === sign ? ring : ring.toReversed();
}

function closed(ring: Ring): Position[] {
  const positions: Position[] = ring.map((point) => lonLat(point));
  const [first] = positions;
  return first ? [...positions, first] : positions;
}
