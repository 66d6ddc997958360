/** Plane geometry of rings without their repeated last point, in metres. */
import type { Geometry } from 'geojson';
import { localMetres, type Point } from './frame.ts';
import { must } from './line.ts';

export type Ring = readonly Point[];

export function polygonArea(ring: Ring): number {
  return Math.abs(signedArea(ring));
}

export function signedArea(ring: Ring): number {
  return (
    ring.reduce((sum, [x, y], index) => {
      const [nextX, nextY] = must(ring[(index + 1) % ring.length]);
      return sum + x * nextY - nextX * y;
    }, 0) / 2
  );
}

export function contains(ring: Ring, [x, y]: Point): boolean {
  let inside = false;
  let from = must(ring.at(-1));
  for (const to of ring) {
    if (to[1] > y !== from[1] > y && x < ((from[0] - to[0]) * (y - to[1])) / (from[1] - to[1]) + to[0])
      inside = !inside;
    from = to;
  }
  return inside;
}

/** Distance of a point from the ring's line, inside or outside. */
export function distanceToRing(ring: Ring, [x, y]: Point): number {
  let best = Infinity;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [ax, ay] = must(ring[j]);
    const [bx, by] = must(ring[i]);
    const [dx, dy] = [bx - ax, by - ay];
    const share = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
    best = Math.min(best, Math.hypot(x - ax - share * dx, y - ay - share * dy));
  }
  return best;
}

/** All rings of a polygon geometry in longitude and latitude, outer ones and holes, in the district's frame. */
export function ringsOf(geometry: Geometry): Ring[] {
  const polygons =
    geometry.type === 'MultiPolygon'
      ? geometry.coordinates
      : geometry.type === 'Polygon'
        ? [geometry.coordinates]
        : [];
  return polygons
    .flat()
    .map((ring) =>
      ring.slice(0, -1).map(([longitude = 0, latitude = 0]) => localMetres(longitude, latitude)),
    );
}

/** The outer ring of the first polygon. */
export function ringOf(geometry: Geometry): Ring {
  return must(ringsOf(geometry)[0]);
}

/** Points behind the middle of the longest side of an anticlockwise ring, `metres` within it, by their place along it. */
export function insideWall(ring: Ring, metres: number): (along: number) => Point {
  let best: { from: Point; to: Point; length: number } | undefined;
  ring.forEach((from, index) => {
    const to = must(ring[(index + 1) % ring.length]);
    const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
    if (!best || length > best.length) best = { from, to, length };
  });
  const { from, to, length } = must(best);
  const [dx, dy] = [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
  return (along) => [
    (from[0] + to[0]) / 2 + dx * along - dy * metres,
    (from[1] + to[1]) / 2 + dy * along + dx * metres,
  ];
}

export function boundsOf(ring: Ring): { minX: number; minY: number; maxX: number; maxY: number } {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of ring) {
    minX = Math.min(minX, x);
    minY = Math.min(minY, y);
    maxX = Math.max(maxX, x);
    maxY = Math.max(maxY, y);
  }
  return { minX, minY, maxX, maxY };
}

export function centroid(ring: Ring): Point {
  let [x, y, twice] = [0, 0, 0];
  ring.forEach(([x0, y0], index) => {
    const [x1, y1] = must(ring[(index + 1) % ring.length]);
    const cross = x0 * y1 - x1 * y0;
    x += (x0 + x1) * cross;
    y += (y0 + y1) * cross;
    twice += cross;
  });
  return [x / (3 * twice), y / (3 * twice)];
}
