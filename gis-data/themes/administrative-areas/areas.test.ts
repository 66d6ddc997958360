import { describe, expect, it } from 'vitest';
import { administrativeAreas } from './areas.ts';

/** A point that lies well inside, longitude and latitude: the seats of the units, not taken from the outlines' file. */
const INSIDE: Record<string, readonly [number, number]> = {
  '460100': [110.35, 20.02],
  '460200': [109.51, 18.27],
  '460300': [112.34, 16.836],
  '460400': [109.58, 19.52],
  '469001': [109.52, 18.78],
  '469002': [110.46, 19.25],
  '469005': [110.75, 19.61],
  '469006': [110.39, 18.8],
  '469007': [108.66, 19.1],
  '469021': [110.32, 19.69],
  '469022': [110.1, 19.36],
  '469023': [110.0, 19.74],
  '469024': [109.69, 19.91],
  '469025': [109.45, 19.22],
  '469026': [109.06, 19.28],
  '469027': [109.17, 18.75],
  '469028': [110.04, 18.51],
  '469029': [109.7, 18.64],
  '469030': [109.84, 19.04],
};

describe('administrative areas', () => {
  const areas = administrativeAreas();
  const units = areas.filter((area) => area.level !== 'province');

  it('are the province and its 4 prefecture-level and 15 county-level units', () => {
    expect(areas[0]).toMatchObject({ id: '460000', name: '海南省', name_en: 'Hainan', parent: null });
    expect(units.map((area) => area.id).toSorted()).toEqual(Object.keys(INSIDE).toSorted());
    expect(units.filter((area) => area.level === 'prefecture').map((area) => area.name)).toEqual([
      '海口市',
      '三亚市',
      '三沙市',
      '儋州市',
    ]);
    expect(units.every((area) => area.parent === '460000')).toBe(true);
  });

  it.each(Object.entries(INSIDE))('%s lies where its seat is, and nowhere else', (code, place) => {
    const holding = areas.filter((area) => contains(area.geom.coordinates, place)).map((area) => area.id);
    expect(holding.toSorted()).toEqual(['460000', code]);
  });

  it('have closed rings, the outer ones counter-clockwise, within the province’s seas', () => {
    for (const { id, geom } of areas) {
      for (const polygon of geom.coordinates) {
        for (const [index, ring] of polygon.entries()) {
          expect(ring.length, id).toBeGreaterThanOrEqual(4);
          expect(ring[0], id).toEqual(ring.at(-1));
          expect(Math.sign(signedArea(ring)), id).toBe(index === 0 ? 1 : -1);
          for (const [longitude = Number.NaN, latitude = Number.NaN] of ring) {
            expect(longitude > 108.5 && longitude < 118 && latitude > 3.8 && latitude < 20.2, id).toBe(true);
          }
        }
      }
    }
  });

  it('keep the islands of Sansha, 200 at least', () => {
    expect(areas.find((area) => area.id === '460300')?.geom.coordinates.length).toBeGreaterThanOrEqual(200);
  });
});

function contains(polygons: number[][][][], [x, y]: readonly [number, number]): boolean {
  return polygons.some((rings) => rings.reduce((inside, ring) => inside !== crossesOdd(ring, x, y), false));
}

function crossesOdd(ring: number[][], x: number, y: number): boolean {
  let odd = false;
  for (let index = 1; index < ring.length; index++) {
    const [x1 = 0, y1 = 0] = ring[index - 1] ?? [];
    const [x2 = 0, y2 = 0] = ring[index] ?? [];
    if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) odd = !odd;
  }
  return odd;
}

function signedArea(ring: number[][]): number {
  return ring.reduce((sum, [x = 0, y = 0], index) => {
    const [nextX = 0, nextY = 0] = ring[(index + 1) % ring.length] ?? [];
    return sum + (x * nextY - nextX * y) / 2;
  }, 0);
}
