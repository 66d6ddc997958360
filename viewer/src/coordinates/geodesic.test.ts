import { describe, expect, it } from 'vitest';
import { distanceMetres, pathMetres, polygonMeasures } from './geodesic.ts';

const FLINDERS_PEAK = {
  longitude: 144 + 25 / 60 + 29.5244 / 3600,
  latitude: -(37 + 57 / 60 + 3.7203 / 3600),
};
const BUNINYONG = { longitude: 143 + 55 / 60 + 35.3839 / 3600, latitude: -(37 + 39 / 60 + 10.1561 / 3600) };

describe('lengths and areas on the ellipsoid', () => {
  it('measures the published line of the Australian datum manual', () => {
    // GDA94 Technical Manual, chapter 4, worked example on GRS80 by Vincenty's formulae.
    expect(distanceMetres(FLINDERS_PEAK, BUNINYONG)).toBeCloseTo(54_972.271, 3);
  });

  it('measures a degree of the meridian and of the equator', () => {
    // Equator: a·π/180. Quarter meridian of GRS80: 10 001 965.729 m (Moritz, Geodetic Reference System 1980).
    expect(distanceMetres({ longitude: 110, latitude: 0 }, { longitude: 111, latitude: 0 })).toBeCloseTo(
      111_319.4908,
      4,
    );
    expect(distanceMetres({ longitude: 110, latitude: 0 }, { longitude: 110, latitude: 90 })).toBeCloseTo(
      10_001_965.7293,
      3,
    );
  });

  it('adds up a path', () => {
    const path = [0, 1, 2].map((degrees) => ({ longitude: 108 + degrees, latitude: 0 }));
    expect(pathMetres(path)).toBeCloseTo(2 * 111_319.4908, 3);
    expect(pathMetres(path.slice(0, 1))).toBe(0);
  });

  it('knows the whole earth: eight octants have its surface', () => {
    // Surface of GRS80: 510 065 621.7 km² (sphere of equal area, radius 6 371 007.1810 m).
    const octant = [
      { longitude: 0, latitude: 0 },
      { longitude: 90, latitude: 0 },
      { longitude: 0, latitude: 90 },
    ];
    expect((polygonMeasures(octant).squareMetres * 8) / (4 * Math.PI * 6_371_007.181 ** 2)).toBeCloseTo(1, 8);
  });

  it('measures a block whichever way round it is drawn', () => {
    // 0.001° square at 20.03° N; sides by the radii of curvature: M = 6 342 836.2 m, N·cos φ = 5 994 627.9 m.
    const block = [
      [110.45, 20.0295],
      [110.451, 20.0295],
      [110.451, 20.0305],
      [110.45, 20.0305],
    ].map(([longitude = 0, latitude = 0]) => ({ longitude, latitude }));
    const { squareMetres, perimeterMetres } = polygonMeasures(block);
    const side = Math.PI / 180 / 1000;
    expect(squareMetres / (6_342_909.95 * side * (5_994_699.67 * side))).toBeCloseTo(1, 5);
    expect(polygonMeasures(block.toReversed()).squareMetres).toBeCloseTo(squareMetres, 6);
    expect(perimeterMetres / (2 * side * (6_342_909.95 + 5_994_699.67))).toBeCloseTo(1, 5);
  });
});
