/** From grid and frame to geometry: every polygon closed, counter-clockwise, in longitude and latitude. */
import type { LineString, MultiPolygon, Point as PointGeometry, Polygon, Position } from 'geojson';
import { lonLat, type Point } from './frame.ts';
import { elevationAt } from './ground.ts';
import { bend } from './plan.ts';

/** A straight grid edge is bent, so long ones get points in between. */
const EDGE_STEP_METRES = 30;

/** A rectangle of the grid, bent. */
export function gridRectangle(u0: number, v0: number, u1: number, v1: number): Point[] {
  return bentRing([[u0, v0], [u1, v0], [u1, v1], [u0, v1]]);
}

export function bentRing(corners: readonly Point[]): Point[] {
  const ring: Point[] = [];
  corners.forEach((corner, index) => {
    const next = corners[(index + 1) % corners.length] ?? corner;
    const steps = Math.max(1, Math.ceil(Math.hypot(next[0] - corner[0], next[1] - corner[1]) / EDGE_STEP_METRES));
    for (let step = 0; step < steps; step++) {
      const t = step / steps;
      ring.push(bend([corner[0] + (next[0] - corner[0]) * t, corner[1] + (next[1] - corner[1]) * t]));
    }
  });
  return ring;
}

export function polygon(ring: readonly Point[]): Polygon {
  return { type: 'Polygon', coordinates: [closed(ring)] };
}

export function multiPolygon(ring: readonly Point[], ...holes: readonly (readonly Point[])[]): MultiPolygon {
  return { type: 'MultiPolygon', coordinates: [[closed(ring), ...holes.map((hole) => closed([...hole].reverse()))]] };
}

export function pointOnGround(at: Point): PointGeometry {
  return { type: 'Point', coordinates: [...lonLat(at), elevationAt(at[0], at[1])] };
}

export function lineString(points: readonly Point[]): LineString {
  return { type: 'LineString', coordinates: points.map((point) => lonLat(point)) };
}

export function areaOf(ring: readonly Point[]): number {
  let twice = 0;
  ring.forEach(([x, y], index) => {
    const [nextX, nextY] = ring[(index + 1) % ring.length] ?? [x, y];
    twice += x * nextY - nextX * y;
  });
  return Math.abs(twice) / 2;
}

function closed(ring: readonly Point[]): Position[] {
  const positions: Position[] = ring.map((point) => lonLat(point));
  const [first] = positions;
  return first ? [...positions, first] : positions;
}
