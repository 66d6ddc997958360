import { describe, expect, it } from 'vitest';
import { parseHex, toLinear } from '../light/colour.ts';
import { expose, levelGroundLight } from '../light/exposure.ts';
import { LIGHT_STATES } from '../light/light-state.ts';
import { groundLighting } from './light-ground.ts';
import { collections } from '@twin/gis-data/index.ts';
import { pairOf } from '../layers/paint-style.ts';
import { materialColour, NIGHT_TONES } from './ground-palette.ts';

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

  it.each([90, 160, 255])(
    'is orange below a lamp, as its light of 3,000 K, and not olive: strength %i',
    (lamps) => {
      const [r = 0, g = 0, b = 0] = lit(asphalt, lamps);
      const hueDegrees = (60 * (g - b)) / (r - b);
      // The design's point of light, #FFCF94, has a hue of 33°; yellow, where olive begins, is 60°.
      expect(hueDegrees).toBeGreaterThan(26);
      expect(hueDegrees).toBeLessThan(42);
    },
  );

  it('has a tone of its own for nothing that no theme paints', () => {
    const painted = new Set(
      collections.flatMap(({ collection: { fields } }) =>
        Object.values(fields).flatMap((field) =>
          field.type === 'code'
            ? Object.values(field.values).flatMap(({ colour }) =>
                colour ? [pairOf(colour).dark.toUpperCase()] : [],
              )
            : [],
        ),
      ),
    );
    expect([...NIGHT_TONES.keys()].filter((tone) => !painted.has(tone))).toEqual([]);
  });
});
