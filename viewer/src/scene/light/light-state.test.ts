import { describe, expect, it } from 'vitest';
import { parseHex } from './colour.ts';
import { expose, levelGroundLight } from './exposure.ts';
import { LIGHT_STATES, lightAt, sunDirection } from './light-state.ts';

describe('the light of the city', () => {
  it('follows the interface theme while nobody sets the clock', () => {
    expect(lightAt('light', null).name).toBe('day');
    expect(lightAt('dark', null).name).toBe('dusk');
  });

  it('follows the clock through dusk into night and back', () => {
    const names = [0, 6 * 60 + 40, 12 * 60, 18 * 60 + 30, 20 * 60].map(
      (minute) => lightAt('dark', minute).name,
    );
    expect(names).toEqual(['night', 'dusk', 'day', 'dusk', 'night']);
  });

  it('puts the sun where the state says', () => {
    const [east, north, up] = sunDirection({
      ...LIGHT_STATES.day,
      sunAzimuthDegrees: 270,
      sunHeightDegrees: 30,
    });
    expect(east).toBeCloseTo(-Math.cos(Math.PI / 6), 9);
    expect(north).toBeCloseTo(0, 9);
    expect(up).toBeCloseTo(0.5, 9);
  });

  it('shows white plaster near white by day, dark by dusk, and never clips it', () => {
    const on = (name: 'day' | 'dusk'): number => {
      const { sun, sky } = levelGroundLight(LIGHT_STATES[name]);
      const albedo = 0.87;
      return expose(
        [0, 1, 2].map((i) => albedo * ((sun[i] ?? 0) + (sky[i] ?? 0))) as never,
        LIGHT_STATES[name],
      )[1];
    };
    expect(on('day')).toBeGreaterThan(0.85);
    expect(on('day')).toBeLessThan(1);
    expect(on('dusk')).toBeLessThan(on('day') - 0.1);
  });

  it('is monotone from black', () => {
    let last = -1;
    for (let value = 0; value < 4; value += 0.05) {
      const shown = expose([value, value, value], LIGHT_STATES.day)[0];
      expect(shown).toBeGreaterThanOrEqual(last);
      last = shown;
    }
    expect(expose([0, 0, 0], LIGHT_STATES.day)).toEqual([0, 0, 0]);
  });

  it('reads colours with and without opacity and refuses others', () => {
    expect(parseHex('#FF8000')).toEqual([1, 128 / 255, 0, 1]);
    expect(parseHex('#00000080')[3]).toBeCloseTo(0.502, 3);
    expect(() => parseHex('red')).toThrow('#RRGGBB');
  });
});
