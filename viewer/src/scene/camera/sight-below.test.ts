import { describe, expect, it } from 'vitest';
import { sightBelow } from './sight-below.ts';

describe('the sight from below the ground', () => {
  it('ends at the surface overhead', () => {
    expect(sightBelow(8, 90)).toBeCloseTo(8, 9);
    expect(sightBelow(8, 30)).toBeCloseTo(16, 9);
  });

  it('goes some tens of metres along a street of pipes, and no farther', () => {
    expect(sightBelow(8, 0)).toBeCloseTo(57.48, 2);
    expect(sightBelow(8, -2)).toBe(sightBelow(8, 5));
  });

  it('has a length right below the surface too', () => {
    expect(sightBelow(0, 90)).toBe(1);
  });
});
