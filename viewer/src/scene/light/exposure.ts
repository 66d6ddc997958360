/**
 * From linear light to the display, once for painted ground (here) and once for shaded things (the GLSL beside it);
 * a test holds the two together. A soft shoulder, no contrast boost.
 */
import type { Rgb } from './colour.ts';
import { toDisplay } from './colour.ts';
import type { LightState } from './light-state.ts';
import { sunDirection } from './light-state.ts';

/** Luminance weights of Rec. 709. */
export const LUMINANCE: Rgb = [0.2126, 0.7152, 0.0722];
/** gain · c · (1 + lift · c) ÷ (1 + press · c): straight for dark tones, a soft shoulder for light ones. */
export const SHOULDER = { gain: 1.3, lift: 0.1, press: 0.62 } as const;

/** Linear colour to display values, 0 to 1. */
export function expose(linear: Rgb, light: LightState): Rgb {
  const toned = linear.map((value) => shoulder(value * light.exposure)) as unknown as Rgb;
  const grey = toned[0] * LUMINANCE[0] + toned[1] * LUMINANCE[1] + toned[2] * LUMINANCE[2];
  return toned.map((value) =>
    toDisplay(Math.min(1, Math.max(0, grey + (value - grey) * light.saturation))),
  ) as unknown as Rgb;
}

function shoulder(value: number): number {
  return (SHOULDER.gain * value * (1 + SHOULDER.lift * value)) / (1 + SHOULDER.press * value);
}

/** Light on level ground: what the sun adds where it reaches, and what sky and surroundings give everywhere. */
export function levelGroundLight(light: LightState): { readonly sun: Rgb; readonly sky: Rgb } {
  const up = sunDirection(light)[2];
  return {
    sun: light.sun.map((value) => value * up) as unknown as Rgb,
    // The dome weighted by the cosine sees mostly its upper part.
    sky: light.zenith.map(
      (value, i) => 0.79 * value + 0.21 * (light.horizon[i] ?? 0) + 0.1 * (light.bounce[i] ?? 0),
    ) as unknown as Rgb,
  };
}
