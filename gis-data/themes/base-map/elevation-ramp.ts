/** Colours of heights: water blue, low land green, then sand and rock. */
import type { Ramp } from '../../theme.ts';

export const ELEVATION_RAMP: Ramp = [
  [-50, '#2C6E9E'],
  [-5, '#7FB6D3'],
  [-0.01, '#CFE4EC'],
  [0, '#7FA46B'],
  [5, '#9DB878'],
  [12, '#C4CC92'],
  [25, '#E0D6A0'],
  [60, '#DDBE8B'],
  [150, '#C39A6B'],
  [400, '#9C7452'],
  [900, '#7C5B46'],
  [1800, '#F2EFEA'],
];
