/** Lights a painted tile, pixel by pixel: the colours of the materials become what an eye sees in the state's light. */
import { expose, levelGroundLight, LUMINANCE } from '../light/exposure.ts';
import { toLinear } from '../light/colour.ts';
import { LAMP_LIGHT } from '../light/lamp-light.ts';
import type { LightState } from '../light/light-state.ts';

/** One byte for each pixel of the tile. */
export type GroundLight = {
  /** 255 where the sun reaches, 0 in full shadow. */
  readonly sunlit: Uint8ClampedArray;
  /** 255 where the whole sky is seen; a building's foot sees half. */
  readonly sky: Uint8ClampedArray;
  /** Light of street lamps, 0 to 255. */
  readonly lamps: Uint8ClampedArray | undefined;
};

/** Irradiance below a lamp at full power and a glow strength of 1. */
const LAMP_STRENGTH = 6;
/**
 * Resolution of the table from linear light to display values, over 0 to this much light. It is read by the root of the
 * light: even steps of light would be wider than all of unlit asphalt by night.
 */
const STEPS = 4096;
const BRIGHTEST = 6;

export type GroundLighting = (pixels: Uint8ClampedArray, light: GroundLight) => void;

/** A function that lights RGBA pixels in place; opacity stays. Tables are made once for each state. */
export function groundLighting(state: LightState): GroundLighting {
  const { sun, sky } = levelGroundLight(state);
  const linear = Float32Array.from({ length: 256 }, (_, byte) => toLinear(byte / 255));
  const neutral: LightState = { ...state, saturation: 1 };
  const shown = Float32Array.from(
    { length: STEPS + 1 },
    (_, i) => 255 * expose([(i / STEPS) ** 2 * BRIGHTEST, 0, 0], neutral)[0],
  );
  const saturation = state.saturation;
  const strength = LAMP_STRENGTH * state.lampGlow;

  return (pixels, light) => {
    const count = pixels.length / 4;
    for (let i = 0; i < count; i++) {
      const sunlit = (light.sunlit[i] as number) / 255;
      const seen = (light.sky[i] as number) / 255;
      const lamp = light.lamps ? ((light.lamps[i] as number) / 255) ** 1.6 * strength : 0;
      const at = i * 4;
      const r = table(
        shown,
        (linear[pixels[at] as number] as number) * (sun[0] * sunlit + sky[0] * seen + LAMP_LIGHT[0] * lamp),
      );
      const g = table(
        shown,
        (linear[pixels[at + 1] as number] as number) *
          (sun[1] * sunlit + sky[1] * seen + LAMP_LIGHT[1] * lamp),
      );
      const b = table(
        shown,
        (linear[pixels[at + 2] as number] as number) *
          (sun[2] * sunlit + sky[2] * seen + LAMP_LIGHT[2] * lamp),
      );
      const grey = r * LUMINANCE[0] + g * LUMINANCE[1] + b * LUMINANCE[2];
      pixels[at] = grey + (r - grey) * saturation;
      pixels[at + 1] = grey + (g - grey) * saturation;
      pixels[at + 2] = grey + (b - grey) * saturation;
    }
  };
}

function table(shown: Float32Array, value: number): number {
  return shown[Math.min(STEPS, Math.round(Math.sqrt(value / BRIGHTEST) * STEPS))] as number;
}
