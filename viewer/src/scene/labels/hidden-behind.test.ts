import { describe, expect, it } from 'vitest';
import { isHiddenBehind, type Body } from './hidden-behind.ts';

/** 20 m by 20 m and 30 m high, 100 m north of the origin. */
const HOUSE: Body = { ring: [-10, 100, 10, 100, 10, 120, -10, 120], box: [-10, 100, 10, 120], topMetres: 30 };
const BODIES = [HOUSE];

describe('a name', () => {
  it('is hidden by a house before it, and not by one beside the line or behind it', () => {
    expect(isHiddenBehind([0, 0, 5], [0, 300, 0], 10, BODIES)).toBe(true);
    expect(isHiddenBehind([0, 0, 5], [80, 300, 0], 10, BODIES)).toBe(false);
    expect(isHiddenBehind([0, 0, 5], [0, 80, 0], 10, BODIES)).toBe(false);
  });

  it('is seen over the roof from high enough', () => {
    // Over the far wall at 120 m the line to 300 m must still be 30 m high: 50 m at the eye.
    expect(isHiddenBehind([0, 0, 49], [0, 300, 0], 10, BODIES)).toBe(true);
    expect(isHiddenBehind([0, 0, 51], [0, 300, 0], 10, BODIES)).toBe(false);
  });

  it('is not hidden by what it is the name of', () => {
    expect(isHiddenBehind([0, 0, 5], [0, 110, 30], 40, BODIES)).toBe(false);
    expect(isHiddenBehind([0, 0, 5], [0, 110, 30], 0, BODIES)).toBe(true);
  });

  it('right below the eye is never hidden', () => {
    expect(isHiddenBehind([0, 110, 500], [0, 110, 0], 0, BODIES)).toBe(false);
  });
});
