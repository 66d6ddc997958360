import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCoordinates } from './parse-coordinates.ts';

/** 110°27′05″ E, 20°01′50″ N */
const HAIKOU = { longitude: 110 + 27 / 60 + 5 / 3600, latitude: 20 + 1 / 60 + 50 / 3600 };

describe('typed coordinates', () => {
  it.each([
    '110.45127, 20.03044',
    '20.03044 110.45127',
    '20.03044，110.45127',
    '110.45127° E 20.03044° N',
    'E110.45127 N20.03044',
    '北纬20.03044°，东经110.45127°',
    '经度110.45127 纬度20.03044',
    'lat: 20.03044, lon: 110.45127',
  ])('reads degrees with decimals in either order: %s', (text) => {
    const [first] = parseCoordinates(text);
    expect(first?.longitude).toBeCloseTo(110.45127, 9);
    expect(first?.latitude).toBeCloseTo(20.03044, 9);
    expect(first?.crs).toBe('CGCS2000');
  });

  it.each([
    `110°27′05″E 20°01′50″N`,
    `20°01'50"N, 110°27'05"E`,
    `N20°1'50" E110°27'5"`,
    '110 27 05 20 01 50',
    '东经110度27分5秒，北纬20度1分50秒',
    `110°27.083333' E, 20°1.833333' N`,
  ])('reads degrees, minutes and seconds: %s', (text) => {
    const [first] = parseCoordinates(text);
    expect(first?.longitude).toBeCloseTo(HAIKOU.longitude, 6);
    expect(first?.latitude).toBeCloseTo(HAIKOU.latitude, 6);
  });

  it.each([
    '431986.864, 2214712.422',
    '2214712.422 431986.864',
    'X=2214712.422 Y=431986.864',
    'E 431986.864 N 2214712.422',
    'EPSG:4546 431986.864 2214712.422',
    '4546: 431986.864, 2214712.422',
  ])('reads metres of the grid of the province’s east: %s', (text) => {
    const [first] = parseCoordinates(text);
    expect(first?.crs).toBe('EPSG:4546');
    expect(first?.longitude).toBeCloseTo(110.35, 8);
    expect(first?.latitude).toBeCloseTo(20.02, 8);
  });

  it('offers the other grid second where the metres do not say which', () => {
    expect(parseCoordinates('431986.864 2214712.422').map(({ crs }) => crs)).toEqual([
      'EPSG:4546',
      'EPSG:4545',
    ]);
    const [only] = parseCoordinates('EPSG:4545 650000 2200000');
    expect(only?.crs).toBe('EPSG:4545');
    expect(only?.longitude).toBeGreaterThan(109.4);
    expect(only?.longitude).toBeLessThan(109.5);
  });

  it('offers both orders where both could be meant', () => {
    expect(parseCoordinates('-71.11 42.37').map(({ longitude, latitude }) => [longitude, latitude])).toEqual([
      [-71.11, 42.37],
      [42.37, -71.11],
    ]);
    expect(parseCoordinates('71.11 W 42.37 N')).toEqual([
      { longitude: -71.11, latitude: 42.37, crs: 'CGCS2000' },
    ]);
  });

  it.each([
    '',
    '望海大道',
    'DN600',
    '110.45',
    '110.45, 95',
    '200, 20',
    '110°61′ E 20° N',
    '1, 2, 3',
    'E1 E2',
    '5 2000000',
    '12O.45, 20',
  ])('takes %j for something else', (text) => {
    expect(parseCoordinates(text)).toEqual([]);
  });

  it('never fails and never leaves the earth, whatever is typed', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[\d .,°'"NESWXY=:-]{1,30}$/)), (text) => {
        for (const { longitude, latitude } of parseCoordinates(text)) {
          expect(Math.abs(longitude)).toBeLessThanOrEqual(180);
          expect(Math.abs(latitude)).toBeLessThanOrEqual(90);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
