import { describe, expect, it } from 'vitest';
import { parseHex, toLinear } from '../light/colour.ts';
import { expose, levelGroundLight } from '../light/exposure.ts';
import { LIGHT_STATES } from '../light/light-state.ts';
import { groundLighting } from './light-ground.ts';
import { materialColour } from './ground-palette.ts';

const bytes = (hex: string): number[] =>
  parseHex(hex)
    .slice(0, 3)
    .map((value) => Math.round(value * 255));

function lit(hex: string, lamps: number): number[] {
  const pixels = Uint8ClampedArray.from([...bytes(hex), 255]);
  const one = (value: number): Uint8ClampedArray => Uint8ClampedArray.of(value);
  groundLighting(LIGHT_STATES.night)(pixels, { sunlit: one(0), sky: one(255), lamps: one(lamps) });
  return [...pixels.subarray(0, 3)];
}

describe('the ground by night', () => {
  const asphalt = materialColour({ light: '#B4BABE', dark: '#1A2024' }, 'night');

  it('wears the tone that the design gives asphalt by night', () => {
    expect(asphalt).toBe('#22282C');
  });

  it('is lit as the formula says down to the darkest tone, within three steps of a byte', () => {
    const { sky } = levelGroundLight(LIGHT_STATES.night);
    const [r = 0, g = 0, b = 0] = bytes('#161C1F').map(
      (byte, i) => toLinear(byte / 255) * (sky[i as 0 | 1 | 2] ?? 0),
    );
    const exact = expose([r, g, b], LIGHT_STATES.night);
    // Saturation is applied to display values here and to light there: a byte or two apart on dark tones.
    lit('#161C1F', 0).forEach((byte, i) => expect(Math.abs(byte - (exact[i] ?? 0) * 255)).toBeLessThan(3));
  });

  it('is warm below a lamp', () => {
    const [r = 0, , b = 0] = lit(asphalt, 200);
    expect(r).toBeGreaterThan(b);
  });
});
