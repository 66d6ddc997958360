import { describe, expect, it } from 'vitest';
import { boxBlur } from './box-blur.ts';

describe('box blur', () => {
  it('leaves an even field even, also at its edges', () => {
    const field = new Uint8ClampedArray(40 * 30).fill(90);
    boxBlur(field, 40, 30, 8);
    expect(new Set(field)).toEqual(new Set([90]));
  });

  it('makes a slope of a step, symmetric about it', () => {
    const width = 60;
    const step = new Uint8ClampedArray(width).map((_, x) => (x < 30 ? 0 : 255));
    boxBlur(step, width, 1, 6);
    expect(step[10]).toBe(0);
    expect(step[50]).toBe(255);
    expect((step[29] as number) + (step[30] as number)).toBeGreaterThan(250);
    expect((step[29] as number) + (step[30] as number)).toBeLessThan(260);
    for (let x = 1; x < width; x++) expect(step[x]).toBeGreaterThanOrEqual(step[x - 1] as number);
  });

  it('does nothing below a pixel', () => {
    const dot = new Uint8ClampedArray([0, 255, 0]);
    boxBlur(dot, 3, 1, 0.9);
    expect([...dot]).toEqual([0, 255, 0]);
  });
});
