/** Level lines with their heights at the left, in steps that can be read at the scale. */
import { LETTER_MM } from './lettering.ts';
import type { Pen } from './pen.ts';

export function elevationGrid(
  pen: Pen,
  {
    low,
    high,
    left,
    right,
    y,
    verticalScale,
  }: {
    /** Metres. */
    readonly low: number;
    readonly high: number;
    /** Millimetres. */
    readonly left: number;
    readonly right: number;
    /** Metres to millimetres. */
    readonly y: (metres: number) => number;
    readonly verticalScale: number;
  },
): void {
  const step = verticalScale <= 50 ? 0.5 : verticalScale <= 200 ? 1 : 5;
  for (let height = Math.ceil(low / step) * step; height <= high + 1e-9; height += step) {
    pen.line('grid', [left, y(height)], [right, y(height)]);
    pen.text([left - 2, y(height) + LETTER_MM / 2], height.toFixed(step < 1 ? 1 : 0), { align: 'end' });
  }
}
