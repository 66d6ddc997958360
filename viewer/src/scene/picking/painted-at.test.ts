import { describe, expect, it } from 'vitest';
import { isHit } from './painted-at.ts';

const ring = (...values: number[]): Float32Array => Float32Array.from(values);

describe('what lies at a point of the painted ground', () => {
  it('is a polygon around it, but not one around whose hole it is', () => {
    const lake = {
      type: 'polygon',
      parts: [ring(0, 0, 10, 0, 10, 10, 0, 10), ring(4, 4, 6, 4, 6, 6, 4, 6)],
    } as const;
    expect(isHit(lake, 2, 2, 0)).toBe(true);
    expect(isHit(lake, 5, 5, 0)).toBe(false);
    expect(isHit(lake, 12, 5, 3)).toBe(false);
  });

  it('is a line within reach, measured to its pieces and not to its corners', () => {
    const line = { type: 'line', parts: [ring(0, 0, 100, 0)] } as const;
    expect(isHit(line, 50, 3, 4)).toBe(true);
    expect(isHit(line, 50, 5, 4)).toBe(false);
    expect(isHit(line, 105, 0, 4)).toBe(false);
  });

  it('is a point within reach', () => {
    const points = { type: 'point', parts: [ring(10, 10, 90, 90)] } as const;
    expect(isHit(points, 88, 90, 3)).toBe(true);
    // Points of one feature are not joined.
    expect(isHit(points, 50, 50, 3)).toBe(false);
  });
});
