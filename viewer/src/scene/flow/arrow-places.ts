/** Where arrows stand along a line on the screen: as far apart wherever the line begins, and only where they are seen. */
import type { Point2 } from '../contour/project.ts';
import { inView, type ScreenBox } from '../labels/place-labels.ts';

/** `radians`: the way of the line there, clockwise from the right. */
export type ArrowPlace = { readonly x: number; readonly y: number; readonly radians: number };

/**
 * @param spacing between two arrows, in the line's own units
 * @param walked how far they have gone since they stood at the line's beginning
 */
export function arrowPlaces(
  line: readonly Point2[],
  box: ScreenBox,
  spacing: number,
  walked: number,
): ArrowPlace[] {
  const places: ArrowPlace[] = [];
  let before = 0;
  line.slice(1).forEach((to, at) => {
    const from = line[at] ?? to;
    const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
    const length = Math.hypot(dx, dy);
    const seen = inView(from, to, box);
    if (seen && length > 0) {
      const along = ([x, y]: Point2): number => before + Math.hypot(x - from[0], y - from[1]);
      const [first, last] = [along(seen[0]), Math.min(along(seen[1]), before + length)];
      const start = Math.ceil((first - walked) / spacing) * spacing + walked;
      // At a bend the arrow belongs to one of the two stretches.
      for (let place = start; place < last; place += spacing) {
        const share = (place - before) / length;
        places.push({
          x: from[0] + dx * share,
          y: from[1] + dy * share,
          radians: Math.atan2(dy, dx),
        });
      }
    }
    before += length;
  });
  return places;
}
