/** The smooth map from the planner's grid (u east, v north) to the district's frame, and back. */
import type { Point } from './frame.ts';

/** Leans the grid along the coast: a shallow bay, and avenues that follow it. Slopes stay below 14 %. */
export function bend([u, v]: Point): Point {
  return [
    u + 58 * Math.sin(v / 860 + 0.3) + 9 * Math.sin(u / 410 + v / 700),
    v + 104 * Math.sin(u / 930 + 0.5) + 13 * Math.sin(v / 390 + u / 800) - 10,
  ];
}

/** Inverse of `bend` by fixed-point steps, each of which leaves a seventh of the error. */
export function unbend([x, y]: Point, guess: Point = [x, y], steps = 8): [number, number] {
  let [u, v] = guess;
  for (let step = 0; step < steps; step++) {
    const [bx, by] = bend([u, v]);
    u += x - bx;
    v += y - by;
  }
  return [u, v];
}
