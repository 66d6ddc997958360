/** Plane geometry of rings without their repeated last point, in metres. */
import type { Point } from './frame.ts';
import { must, segmentsCross } from './line.ts';

export type Ring = readonly Point[];

export function polygonArea(ring: Ring): number {
  return Math.abs(signedArea(ring));
}

export function signedArea(ring: Ring): number {
  return ring.reduce((sum, [x, y], index) => {
    const [nextX, nextY] = must(ring[(index + 1) % ring.length]);
    return sum + x * nextY - nextX * y;
  }, 0) / 2;
}

export function contains(ring: Ring, [x, y]: Point): boolean {
  let inside = false;
  let from = must(ring.at(-1));
  for (const to of ring) {
    if (to[1] > y !== from[1] > y && x < ((from[0] - to[0]) * (y - to[1])) / (from[1] - to[1]) + to[0]) inside = !inside;
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

/** Whether two rings share any area. */
export function overlap(one: Ring, two: Ring): boolean {
  const [a, b] = [boundsOf(one), boundsOf(two)];
  if (a.maxX < b.minX || b.maxX < a.minX || a.maxY < b.minY || b.maxY < a.minY) return false;
  for (let i = 0; i < one.length; i++) {
    for (let j = 0; j < two.length; j++) {
      if (segmentsCross(must(one[i]), must(one[(i + 1) % one.length]), must(two[j]), must(two[(j + 1) % two.length]))) return true;
    }
  }
  return contains(one, must(two[0])) || contains(two, must(one[0]));
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
