import { describe, expect, it } from 'vitest';
import { LIGHT_STATES } from '../light/light-state.ts';
import { shadowPerMetre, sweep } from './shadow-shapes.ts';

const SQUARE = [0, 0, 10, 0, 10, 10, 0, 10];
const areaOf = (ring: readonly number[]): number => {
  let twice = 0;
  for (let i = 0; i < ring.length; i += 2) {
    const j = (i + 2) % ring.length;
    twice += (ring[i] ?? 0) * (ring[j + 1] ?? 0) - (ring[j] ?? 0) * (ring[i + 1] ?? 0);
  }
  return twice / 2;
};

describe('shadows on level ground', () => {
  it('fall away from the sun, as long as height over tangent', () => {
    const [east, north] = shadowPerMetre(LIGHT_STATES.day) ?? [0, 0];
    expect(Math.hypot(east, north)).toBeCloseTo(1 / Math.tan((38 * Math.PI) / 180), 6);
    // The afternoon sun stands in the south-west.
    expect(east).toBeGreaterThan(0);
    expect(north).toBeGreaterThan(0);
  });

  it('are not drawn by night', () => {
    expect(shadowPerMetre(LIGHT_STATES.night)).toBeUndefined();
  });

  it('cover the moved footprint and the way to it, all turning alike', () => {
    const pieces = sweep(SQUARE, 20, 0);
    expect(pieces.every((piece) => areaOf(piece) >= 0)).toBe(true);
    expect(areaOf(pieces[0] as number[])).toBe(100);
    // The two edges across the shadow sweep 200 m² each; the two along it sweep nothing.
    expect(
      pieces
        .slice(1)
        .map(areaOf)
        .toSorted((a, b) => a - b),
    ).toEqual([0, 0, 200, 200]);
  });
});
