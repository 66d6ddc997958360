/** Walls along an outline, bay by bay: where each panel stands, how wide it is, which way it looks. */
import type { Point } from './solid.ts';

export type Bay = {
  /** Middle of the panel on the outline. */
  readonly at: Point;
  readonly widthMetres: number;
  /** Of the wall's direction, anticlockwise; outside is on its right. */
  readonly turnDegrees: number;
  readonly wall: number;
  readonly index: number;
};

/** @param outline anticlockwise */
export function baysAlong(outline: readonly Point[], bayMetres: number): Bay[] {
  return outline.flatMap((from, wall) => {
    const to = outline[(wall + 1) % outline.length] ?? from;
    const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
    const length = Math.hypot(dx, dy);
    const count = Math.max(1, Math.round(length / bayMetres));
    return Array.from({ length: count }, (_, index): Bay => {
      const share = (index + 0.5) / count;
      return {
        at: [from[0] + dx * share, from[1] + dy * share],
        // To the centimetre, so that walls of one length share their panels.
        widthMetres: Math.round((length / count) * 100) / 100,
        turnDegrees: Math.round((Math.atan2(dy, dx) * 180) / Math.PI),
        wall,
        index,
      };
    });
  });
}

/** The outline moved inwards (or, negative, outwards) by a distance; its corners are right angles. */
export function inset(outline: readonly Point[], metres: number): Point[] {
  return outline.map((corner, index) => {
    const before = outline.at(index - 1) ?? corner;
    const after = outline[(index + 1) % outline.length] ?? corner;
    const [into, out] = [inwardNormal(before, corner), inwardNormal(corner, after)];
    return [corner[0] + (into[0] + out[0]) * metres, corner[1] + (into[1] + out[1]) * metres];
  });
}

function inwardNormal(from: Point, to: Point): Point {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  return [-(to[1] - from[1]) / length, (to[0] - from[0]) / length];
}
