/** The colours of a paint style as a row of texels: place 0 is "otherwise", then the codes or classes, then the finer codes. */
import { parseHex } from '../light/colour.ts';
import type { ColourPair, PaintStyle } from './paint-style.ts';

const BYTE = 255;

/** RGBA bytes, one texel a place; opacity is 255. */
export function paletteBytes(style: PaintStyle, column: keyof ColourPair): Uint8Array {
  const classes = [...(style.codes ?? style.steps ?? []), ...(style.finer?.codes ?? [])];
  const colours = [style.otherwise, ...classes.map(({ colour }) => colour)];
  return Uint8Array.from(
    colours.flatMap((pair) => {
      const [r, g, b] = parseHex(pair[column]);
      return [Math.round(r * BYTE), Math.round(g * BYTE), Math.round(b * BYTE), BYTE];
    }),
  );
}

/** Place of a feature's colour, by its code or number and by its finer code where the style has some. */
export function placeOf(style: PaintStyle, value: unknown, finer?: unknown): number {
  const own = style.finer?.codes.findIndex(({ code }) => code === finer) ?? -1;
  if (own >= 0) return 1 + (style.codes?.length ?? 0) + own;
  if (style.codes) return 1 + style.codes.findIndex(({ code }) => code === value);
  if (style.steps && typeof value === 'number' && !Number.isNaN(value)) {
    const found = style.steps.findIndex(({ upTo }) => value <= upTo);
    return found === -1 ? style.steps.length : found + 1;
  }
  return 0;
}
