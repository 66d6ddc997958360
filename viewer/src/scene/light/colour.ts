/** Colour arithmetic shared by what is painted (ground) and what is shaded (GLSL): linear light, gamma 2.2. */

/** Linear or display red, green, blue; 0 to 1 unless a light says more. */
export type Rgb = readonly [number, number, number];

const GAMMA = 2.2;

/** `#RRGGBB` or `#RRGGBBAA` to display values from 0 to 1; opacity in the fourth place, 1 when absent. */
export function parseHex(hex: string): readonly [number, number, number, number] {
  const match = /^#([0-9a-f]{6})([0-9a-f]{2})?$/i.exec(hex);
  if (!match?.[1]) throw new Error(`colour ${hex} is not #RRGGBB or #RRGGBBAA`);
  const value = Number.parseInt(match[1], 16);
  const alpha = match[2] ? Number.parseInt(match[2], 16) / 255 : 1;
  return [(value >> 16) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255, alpha];
}

export function toHex(colour: Rgb): string {
  const byte = (value: number): string =>
    Math.round(Math.min(1, Math.max(0, value)) * 255)
      .toString(16)
      .padStart(2, '0');
  return `#${byte(colour[0])}${byte(colour[1])}${byte(colour[2])}`;
}

export const toLinear = (value: number): number => value ** GAMMA;
export const toDisplay = (value: number): number => Math.max(0, value) ** (1 / GAMMA);
