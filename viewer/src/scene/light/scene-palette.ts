/** Materials of what stands on the ground, before light, sRGB: the design language's table for the three states. */
import type { LightName } from './light-state.ts';

export type ScenePalette = {
  /** Plaster between two tones, curtain wall between two tones, roof and the plant on it. */
  readonly wall: readonly [string, string];
  readonly curtain: readonly [string, string];
  readonly roof: readonly [string, string];
  readonly glass: string;
  readonly leaves: readonly [string, string, string, string];
  /** Wells, fittings, covers. */
  readonly concrete: string;
  readonly metal: string;
  readonly iron: string;
  /** Multiplies the colours that models bring along. */
  readonly modelTint: number;
  /** Hairline along eaves and corners, with its opacity. */
  readonly edge: string;
  /** Rim of a pipe: the casing colour of the interface theme. */
  readonly casing: string;
};

export const SCENE_PALETTES: { readonly [name in LightName]: ScenePalette } = {
  day: {
    wall: ['#F1F0EC', '#E6E7E6'],
    curtain: ['#D9E1E5', '#DDE3E4'],
    roof: ['#E6E5E0', '#DAD9D4'],
    glass: '#B4C4CE',
    leaves: ['#8FAE74', '#84A56C', '#9CB87F', '#7C9E69'],
    concrete: '#B9BCBA',
    metal: '#8E979C',
    iron: '#80878B',
    modelTint: 1,
    edge: '#59616657',
    casing: '#0F171C',
  },
  dusk: {
    wall: ['#5A666D', '#525D65'],
    curtain: ['#46545C', '#4B5960'],
    roof: ['#4A555B', '#566168'],
    glass: '#6B767B',
    leaves: ['#3B5A48', '#355342', '#41614C', '#304C3E'],
    concrete: '#8C9499',
    metal: '#7A868D',
    iron: '#6B757B',
    modelTint: 0.32,
    edge: '#BDD1DB38',
    casing: '#F2F7FF',
  },
  night: {
    wall: ['#424C53', '#3A444B'],
    curtain: ['#2F3B43', '#354148'],
    roof: ['#2F383D', '#363F45'],
    glass: '#4D5A63',
    leaves: ['#24382D', '#20332A', '#293D31', '#1D2E26'],
    concrete: '#6E777C',
    metal: '#5E686E',
    iron: '#50595E',
    modelTint: 0.2,
    edge: '#BDD1DB1A',
    casing: '#F2F7FF',
  },
};
