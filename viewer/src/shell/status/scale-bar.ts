/** The longest round length that a scale bar has room for: 1, 2 or 5 times a power of ten. */
export type ScaleBar = { readonly metres: number; readonly pixels: number };

const STEPS = [1, 2, 5];

/** Undefined where there is no scale: the horizon is in the middle of the picture. */
export function scaleBar(metresPerPixel: number, roomPixels: number): ScaleBar | undefined {
  const room = metresPerPixel * roomPixels;
  if (!(room > 0) || !Number.isFinite(room)) return undefined;
  const power = 10 ** Math.floor(Math.log10(room));
  const metres = power * (STEPS.findLast((step) => step * power <= room) ?? 1);
  return { metres, pixels: metres / metresPerPixel };
}
