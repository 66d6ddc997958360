import { describe, expect, it } from 'vitest';
import { ancestorAt, extentOf, metresPerPixel, placement, tilesAround } from './tile-grid.ts';

describe('the web mercator quadtree', () => {
  it('covers the western northern quarter of the world with 1/0/0', () => {
    const [west, south, east, north] = extentOf({ z: 1, x: 0, y: 0 });
    expect([west, south, east]).toEqual([-180, 0, 0]);
    expect(north).toBeCloseTo(85.0511, 3);
  });

  it('spans 78.3 km a pixel at the equator for the whole world in 512 pixels', () => {
    expect(metresPerPixel({ z: 0, x: 0, y: 0 })).toBeCloseTo(78_271.5, 0);
  });

  it('spans 7 cm a pixel in Haikou at level 20', () => {
    const y = Math.floor((2 ** 20 * (1 - Math.asinh(Math.tan((20.03 * Math.PI) / 180)) / Math.PI)) / 2);
    expect(metresPerPixel({ z: 20, x: 0, y })).toBeCloseTo(0.0701, 3);
  });

  it('finds the data tile of an overzoomed tile', () => {
    expect(ancestorAt({ z: 20, x: 1000, y: 2001 }, 18)).toEqual({ z: 18, x: 250, y: 500 });
    expect(ancestorAt({ z: 12, x: 5, y: 6 }, 16)).toEqual({ z: 12, x: 5, y: 6 });
  });

  it('places the second child of a data tile at its right half, twice as large', () => {
    expect(placement({ z: 11, x: 3, y: 2 }, { z: 10, x: 1, y: 1 }, 4096)).toEqual({
      scale: 0.25,
      x: -512,
      y: 0,
    });
  });

  it('takes in neighbours that a shadow may come from, and not more', () => {
    expect(tilesAround({ z: 14, x: 10, y: 10 }, 14, 1).length).toBe(9);
    expect(tilesAround({ z: 16, x: 41, y: 41 }, 14, 100)).toEqual([{ z: 14, x: 10, y: 10 }]);
    expect(tilesAround({ z: 13, x: 5, y: 5 }, 14, 0).length).toBe(4);
  });
});
