import { describe, expect, it } from 'vitest';
import { NDVI_CLASSES, NDVI_RAMP } from './ndvi.ts';

describe('the ramp of the vegetation index', () => {
  it('is the 19 stops of the design, ascending', () => {
    expect(Object.fromEntries(NDVI_RAMP)).toEqual({
      '-0.5': '#0C0C0C',
      '-0.2': '#BFBFBF',
      '-0.1': '#DBDBDB',
      '0': '#EAEAEA',
      '0.025': '#FFF9CC',
      '0.05': '#EDE8B5',
      '0.1': '#CCC682',
      '0.15': '#AFC160',
      '0.175': '#A3CC59',
      '0.2': '#91BF51',
      '0.25': '#7FB247',
      '0.3': '#70A33F',
      '0.35': '#609635',
      '0.4': '#4F892D',
      '0.45': '#3F7C23',
      '0.5': '#306D1C',
      '0.55': '#216011',
      '0.6': '#0F540A',
      '1': '#004400',
    });
    expect(NDVI_RAMP.map(([ndvi]) => ndvi)).toEqual(
      NDVI_RAMP.map(([ndvi]) => ndvi).toSorted((a, b) => a - b),
    );
  });

  it('is divided at 0.2, 0.4 and 0.6', () => {
    expect(NDVI_CLASSES.map(({ from }) => from)).toEqual([-1, 0.2, 0.4, 0.6]);
  });
});
