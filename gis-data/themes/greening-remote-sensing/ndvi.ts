/**
 * Vegetation index NDVI = (NIR − R) ÷ (NIR + R), −1 to 1: its colours and its classes.
 * The ramp is interpolated in sRGB between the stops; water is masked before.
 */
import type { Ramp, Words } from '../../theme.ts';

export const NDVI_RAMP: Ramp = [
  [-0.5, '#0C0C0C'],
  [-0.2, '#BFBFBF'],
  [-0.1, '#DBDBDB'],
  [0, '#EAEAEA'],
  [0.025, '#FFF9CC'],
  [0.05, '#EDE8B5'],
  [0.1, '#CCC682'],
  [0.15, '#AFC160'],
  [0.175, '#A3CC59'],
  [0.2, '#91BF51'],
  [0.25, '#7FB247'],
  [0.3, '#70A33F'],
  [0.35, '#609635'],
  [0.4, '#4F892D'],
  [0.45, '#3F7C23'],
  [0.5, '#306D1C'],
  [0.55, '#216011'],
  [0.6, '#0F540A'],
  [1, '#004400'],
];

/** Difference of two dates: lost vegetation brown, won green, and nothing where there is no change to speak of. */
export const NDVI_CHANGE_RAMP: Ramp = [
  [-0.6, '#7F2704'],
  [-0.3, '#D9722E'],
  [-0.15, '#F2C08A'],
  [-0.06, '#F7EFE000'],
  [0.06, '#EFF5E500'],
  [0.15, '#B7DBA0'],
  [0.3, '#5BA84C'],
  [0.6, '#12591B'],
];

/** Classes by common thresholds (MathWorks): below 0.2 nothing, then sparse, moderate, dense. */
export const NDVI_CLASSES: readonly { readonly from: number; readonly title: Words }[] = [
  { from: -1, title: { zh: '无植被', en: 'None' } },
  { from: 0.2, title: { zh: '稀疏', en: 'Sparse' } },
  { from: 0.4, title: { zh: '中等', en: 'Moderate' } },
  { from: 0.6, title: { zh: '茂密', en: 'Dense' } },
];
