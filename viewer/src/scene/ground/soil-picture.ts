/** What the walls and the floor of a pit look like: layers by depth with a grain, darker towards the bottom. */
import type { LightName } from '../light/light-state.ts';

/** Width of the picture on the ground, and the side of that of the floor. */
export const PICTURE_METRES = 4;

const PIXELS = 512;
const MOST_PIXELS = 1024;
const PIXELS_A_METRE = PIXELS / PICTURE_METRES;
/** An illustration: pavement, its bed, made ground, clay, sand. Lower ends in metres. */
const LAYERS = [
  { to: 0.1, colour: [74, 74, 76], grain: 14 },
  { to: 0.35, colour: [150, 144, 134], grain: 30 },
  { to: 1.1, colour: [134, 123, 110], grain: 24 },
  { to: 3.2, colour: [156, 137, 114], grain: 10 },
  { to: Infinity, colour: [186, 172, 146], grain: 14 },
] as const;
/** In a pit there is less of every light. */
const SHARE_OF_LIGHT = { day: 1, dusk: 0.46, night: 0.26 } as const satisfies {
  readonly [name in LightName]: number;
};
const DEEPEST_SHADE = 0.7;
const FLOOR_SHADE = 0.86;
const WAVE_METRES = 0.05;

export type SoilPicture = { readonly walls: HTMLCanvasElement; readonly floor: HTMLCanvasElement };

export function soilPicture(depthMetres: number, light: LightName): SoilPicture {
  const height = Math.min(MOST_PIXELS, Math.max(16, Math.round(depthMetres * PIXELS_A_METRE)));
  const share = SHARE_OF_LIGHT[light];
  return {
    walls: paint(height, (x, y) => {
      const depth = (y / height) * depthMetres;
      const wave = WAVE_METRES * Math.sin((2 * Math.PI * 3 * x) / PIXELS) * Math.min(1, depth);
      return pixel(depth + wave, x, y, share * (1 - (1 - DEEPEST_SHADE) * Math.min(1, depth / 4)));
    }),
    floor: paint(PIXELS, (x, y) => pixel(depthMetres, x, y, share * FLOOR_SHADE)),
  };
}

function pixel(depth: number, x: number, y: number, share: number): readonly [number, number, number] {
  const { colour, grain } = LAYERS.find(({ to }) => depth <= to) ?? LAYERS[4];
  const noise = (random(x, y) - 0.5) * grain + (random(Math.floor(x / 5), Math.floor(y / 4)) - 0.5) * grain;
  const [r, g, b] = colour;
  return [(r + noise) * share, (g + noise) * share, (b + noise) * share];
}

/** Between 0 and 1, the same each time. */
function random(x: number, y: number): number {
  const value = Math.sin(x * 12.9898 + y * 78.233) * 43_758.5453;
  return value - Math.floor(value);
}

function paint(
  height: number,
  at: (x: number, y: number) => readonly [number, number, number],
): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = PIXELS;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('this browser has no canvas to paint the soil on');
  const image = context.createImageData(PIXELS, height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < PIXELS; x++) {
      const place = 4 * (y * PIXELS + x);
      image.data.set([...at(x, y), 255], place);
    }
  context.putImageData(image, 0, 0);
  return canvas;
}
