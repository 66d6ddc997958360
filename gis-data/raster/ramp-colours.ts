/** Numbers to colours by a ramp: beyond its ends the last colour stays, between two stops it is interpolated in sRGB. */
import type { Ramp } from '../theme.ts';

/** @returns writes red, green, blue and opacity, 0 to 255, of a number at a place of the bytes */
export function rampPainter(ramp: Ramp): (value: number, out: Uint8Array, at: number) => void {
  const values = Float64Array.from(ramp, ([value]) => value);
  const colours = ramp.map(([, colour]) => channelsOf(colour));
  return (value, out, at) => {
    let upper = 0;
    while (upper < values.length && (values[upper] ?? Infinity) <= value) upper++;
    const [below, above] = [Math.max(0, upper - 1), Math.min(values.length - 1, upper)];
    const [from, to] = [values[below] ?? 0, values[above] ?? 0];
    const share = above === below || value <= from ? 0 : (value - from) / (to - from);
    for (let channel = 0; channel < 4; channel++) {
      const [a, b] = [colours[below]?.[channel] ?? 0, colours[above]?.[channel] ?? 0];
      out[at + channel] = Math.round(a + (b - a) * share);
    }
  };
}

/** @param colour `#RRGGBB` or `#RRGGBBAA` */
export function channelsOf(colour: string): readonly [number, number, number, number] {
  const part = (at: number): number => Number.parseInt(colour.slice(at, at + 2) || 'ff', 16);
  return [part(1), part(3), part(5), part(7)];
}
