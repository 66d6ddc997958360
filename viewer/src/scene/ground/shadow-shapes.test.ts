import { describe, expect, it } from 'vitest';
import { LIGHT_STATES } from '../light/light-state.ts';
import { shadowPerMetre, sweep, treeShadow } from './shadow-shapes.ts';

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

  it('of a tree reaches from its foot to a crown as long as a ball throws it', () => {
    const perMetre = shadowPerMetre(LIGHT_STATES.day) ?? [0, 0];
    const [stem = [], crown = []] = treeShadow('crown', perMetre, 6, 3, 5);
    const middleOf = (ring: readonly number[]): [number, number] => [
      ring.filter((_, i) => i % 2 === 0).reduce((sum, x) => sum + x, 0) / (ring.length / 2),
      ring.filter((_, i) => i % 2 === 1).reduce((sum, y) => sum + y, 0) / (ring.length / 2),
    ];
    const [x, y] = [perMetre[0] * 6, -perMetre[1] * 6];
    expect(middleOf(crown)[0]).toBeCloseTo(x, 1);
    expect(middleOf(crown)[1]).toBeCloseTo(y, 1);
    expect(middleOf(stem)[0]).toBeCloseTo(x / 2, 6);
    // An ellipse of 3 m by 3 m over the sine of 38°, less what lies between the bulges.
    const whole = (Math.PI * 3 * 3) / Math.sin((38 * Math.PI) / 180);
    expect(areaOf(crown) / whole).toBeGreaterThan(0.72);
    expect(areaOf(crown) / whole).toBeLessThan(0.8);
  });

  it('of a palm is its fronds, each turned the same way, covering a part of a disc', () => {
    const pieces = treeShadow('palm', shadowPerMetre(LIGHT_STATES.day) ?? [0, 0], 6, 3, 5);
    expect(pieces).toHaveLength(12);
    expect(pieces.every((piece) => areaOf(piece) > 0)).toBe(true);
    const fronds = pieces.slice(1).reduce((sum, piece) => sum + areaOf(piece), 0);
    expect(fronds / (Math.PI * 9)).toBeLessThan(0.5);
    expect(treeShadow('palm', [1, 0], 6, 3, 5)).not.toEqual(treeShadow('palm', [1, 0], 6, 3, 6));
  });
});
