/**
 * Fine unevenness of real ground: grass mottles over metres, everything has grain close by. Noise hangs on world
 * pixels, so that neighbouring tiles agree.
 */
import type { TileAddress } from './tile-grid.ts';
import { metresPerPixel, TILE_PIXELS } from './tile-grid.ts';

const MOTTLE_METRES = 7;
const MOTTLE_SHARE = 0.055;
const GRAIN_METRES = 0.5;
const GRAIN_SHARE = 0.018;
/** Coarser than this a mottle is smaller than two pixels. */
const COARSEST_METRES_PER_PIXEL = 2.5;
/** Close to and beyond this the map is a drawing of paint, not of ground, and stays clean. */
const LEAST_GREEN = 1.05;

/** Multiplies RGBA pixels in place. */
export function textureGround(pixels: Uint8ClampedArray, tile: TileAddress): void {
  const metres = metresPerPixel(tile);
  if (metres > COARSEST_METRES_PER_PIXEL) return;
  const mottle = metres / MOTTLE_METRES;
  const grain = metres / GRAIN_METRES;
  const grainShare = GRAIN_SHARE * Math.min(1, 0.5 / grain);
  const [left, top] = [tile.x * TILE_PIXELS, tile.y * TILE_PIXELS];
  for (let y = 0; y < TILE_PIXELS; y++) {
    for (let x = 0; x < TILE_PIXELS; x++) {
      const at = (y * TILE_PIXELS + x) * 4;
      const [r, g, b] = [pixels[at] as number, pixels[at + 1] as number, pixels[at + 2] as number];
      const isGreen = g > r * LEAST_GREEN && g > b * LEAST_GREEN;
      let share = 1 + (valueNoise((left + x) * grain, (top + y) * grain) - 0.5) * 2 * grainShare;
      if (isGreen) {
        const coarse = valueNoise((left + x) * mottle, (top + y) * mottle);
        const fine = valueNoise((left + x) * mottle * 3.1 + 19, (top + y) * mottle * 3.1 + 7);
        share += (0.65 * coarse + 0.35 * fine - 0.5) * 2 * MOTTLE_SHARE;
      }
      pixels[at] = r * share;
      pixels[at + 1] = g * share;
      pixels[at + 2] = b * share;
    }
  }
}

/** Smooth noise from 0 to 1 with one value for each whole coordinate. */
export function valueNoise(x: number, y: number): number {
  const [x0, y0] = [Math.floor(x), Math.floor(y)];
  const smooth = (t: number): number => t * t * (3 - 2 * t);
  const [u, v] = [smooth(x - x0), smooth(y - y0)];
  const top = lattice(x0, y0) + (lattice(x0 + 1, y0) - lattice(x0, y0)) * u;
  const bottom = lattice(x0, y0 + 1) + (lattice(x0 + 1, y0 + 1) - lattice(x0, y0 + 1)) * u;
  return top + (bottom - top) * v;
}

function lattice(x: number, y: number): number {
  let h = (Math.imul(x, 0x27d4eb2d) ^ Math.imul(y, 0x165667b1)) >>> 0;
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d) >>> 0;
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39) >>> 0;
  return ((h ^ (h >>> 15)) >>> 0) / 4294967296;
}
