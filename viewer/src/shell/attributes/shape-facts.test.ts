import { describe, expect, it } from 'vitest';
import { shapeFacts } from './shape-facts.ts';

/** One second of latitude near 20° on the CGCS2000 ellipsoid: M·sin 1″ with M = a(1−e²)/(1−e² sin²φ)^1.5. */
const SECOND_METRES = 30.7508;

describe('what a shape says', () => {
  it('is where a point is, and how high', () => {
    expect(shapeFacts({ type: 'Point', coordinates: [110.45, 20.03, 5.29] })).toEqual({
      centre: { longitude: 110.45, latitude: 20.03 },
      isPoint: true,
      vertices: 1,
      elevations: [5.29, 5.29],
    });
  });

  it('is how long a line is, also one in parts', () => {
    const north = [
      [110.45, 20],
      [110.45, 20 + 10 / 3600],
    ];
    expect(shapeFacts({ type: 'LineString', coordinates: north })?.lengthMetres).toBeCloseTo(
      10 * SECOND_METRES,
      0,
    );
    expect(shapeFacts({ type: 'MultiLineString', coordinates: [north, north] })?.lengthMetres).toBeCloseTo(
      20 * SECOND_METRES,
      0,
    );
    expect(
      shapeFacts({
        type: 'LineString',
        coordinates: [
          [110, 20, -3.96],
          [110.1, 20, 4.1],
        ],
      })?.elevations,
    ).toEqual([-3.96, 4.1]);
  });

  it('is how much ground an area covers, without its courts', () => {
    const square = (side: number) =>
      [
        [0, 0],
        [side, 0],
        [side, side],
        [0, side],
        [0, 0],
      ].map(([x = 0, y = 0]) => [110.45 + x, 20 + y]);
    const whole = shapeFacts({ type: 'Polygon', coordinates: [square(0.002)] });
    const holed = shapeFacts({ type: 'Polygon', coordinates: [square(0.002), square(0.001)] });
    expect(holed?.areaSquareMetres).toBeCloseTo((whole?.areaSquareMetres ?? 0) * 0.75, -1);
    expect(holed?.perimeterMetres).toBe(whole?.perimeterMetres);
    expect(
      shapeFacts({ type: 'MultiPolygon', coordinates: [[square(0.002)], [square(0.002)]] })?.areaSquareMetres,
    ).toBeCloseTo((whole?.areaSquareMetres ?? 0) * 2, 3);
  });

  it('is nothing where there is no shape', () => {
    expect(shapeFacts(null)).toBeUndefined();
    expect(shapeFacts({ type: 'Polygon', coordinates: [] })).toBeUndefined();
  });
});
