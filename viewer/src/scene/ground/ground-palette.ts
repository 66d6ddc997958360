/**
 * Materials of the ground before light, sRGB. The base map's own declaration gives tones for light and dark; what the
 * scene needs beyond it stands here.
 */
import type { ColourPair } from '../layers/paint-style.ts';
import { parseHex, toHex } from '../light/colour.ts';
import type { LightName } from '../light/light-state.ts';

export type GroundPalette = {
  /** Land of which nothing is known. */
  readonly land: string;
  readonly sand: string;
  readonly river: string;
  /** From the shore outwards, with the distance at which each begins, metres. */
  readonly sea: readonly { readonly fromMetres: number; readonly colour: string }[];
  readonly kerb: string;
  /** Depth contours. */
  readonly isobath: string;
  readonly bank: string;
};

const sea = (colours: readonly string[]): GroundPalette['sea'] =>
  // Steps widen with depth as the bed falls away.
  colours.map((colour, k) => ({ fromMetres: k === 0 ? 0 : 8 + 12 * k + 9 * k * k, colour }));

export const GROUND_PALETTES: { readonly [name in LightName]: GroundPalette } = {
  day: {
    land: '#DDDFDA',
    sand: '#EDE4CF',
    river: '#A9CAD2',
    kerb: '#5A646947',
    isobath: '#FFFFFF61',
    bank: '#C9CBB9',
    sea: sea(['#D3E6E4', '#C0DDDF', '#AFD2D8', '#A0C7D0', '#94BDC8', '#8AB5C1', '#83AFBC']),
  },
  dusk: {
    land: '#262D31',
    sand: '#57554B',
    river: '#16313B',
    kerb: '#C8DCE61A',
    isobath: '#AAD7E121',
    bank: '#2A3536',
    sea: sea(['#2B4B52', '#21424B', '#1B3A45', '#17333F', '#142E3A', '#122A35', '#102732']),
  },
  night: {
    land: '#22282B',
    sand: '#2E2E2A',
    river: '#1E3A42',
    kerb: '#C8DCE612',
    isobath: '#AAD7E114',
    bank: '#1D2526',
    // Brighter than they look: the sky that water shows is taken from them by the night's light.
    sea: sea(['#33565C', '#2D4E55', '#28474F', '#244149', '#203C44', '#1E393F', '#1C363B']),
  },
};

/** How much darker the dark interface's tones stand by night than by dusk, where the table below says nothing else. */
const NIGHT_SHARE = 0.86;
/**
 * Materials that the design gives a tone of their own by night, by their tone at dusk. Asphalt is brighter then: lamps
 * light it, and where none does it must not sink into black.
 */
export const NIGHT_TONES: ReadonlyMap<string, string> = new Map([
  // Asphalt, parking, footway, plaza.
  ['#1A2024', '#22282C'],
  ['#22292D', '#262C30'],
  ['#30383D', '#2A3033'],
  ['#2F383D', '#272D30'],
  // Lawn, planting.
  ['#273A30', '#1C2A22'],
  ['#2A3733', '#1F2A26'],
]);

/** A declared colour as a material in this light. */
export function materialColour(pair: ColourPair, light: LightName): string {
  if (light === 'day') return pair.light;
  if (light === 'dusk') return pair.dark;
  const own = NIGHT_TONES.get(pair.dark.toUpperCase());
  if (own !== undefined) return own;
  const [r, g, b] = parseHex(pair.dark);
  return toHex([r * NIGHT_SHARE, g * NIGHT_SHARE, b * NIGHT_SHARE]);
}
