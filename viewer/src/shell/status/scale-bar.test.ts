import { describe, expect, it } from 'vitest';
import { scaleBar } from './scale-bar.ts';

describe('the scale bar', () => {
  it.each([
    [0.1, 10, 100],
    [0.5, 50, 100],
    [1, 100, 100],
    [3, 200, 66.7],
    [47, 5000, 106.4],
  ])('spans a round length that fits: %d m a pixel', (metresPerPixel, metres, pixels) => {
    const bar = scaleBar(metresPerPixel, 110);
    expect(bar?.metres).toBe(metres);
    expect(bar?.pixels).toBeCloseTo(pixels, 1);
  });

  it.each([0, -1, Number.NaN, Infinity])('is not there at %d m a pixel', (metresPerPixel) => {
    expect(scaleBar(metresPerPixel, 110)).toBeUndefined();
  });
});
