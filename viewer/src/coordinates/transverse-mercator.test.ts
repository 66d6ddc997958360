import fc from 'fast-check';
import proj4 from 'proj4';
import { describe, expect, it } from 'vitest';
import { fromGrid, toGrid, type Grid } from './transverse-mercator.ts';

const PROJ: { readonly [grid in Grid]: string } = {
  'EPSG:4545': '+proj=tmerc +lat_0=0 +lon_0=108 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m +no_defs',
  'EPSG:4546': '+proj=tmerc +lat_0=0 +lon_0=111 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m +no_defs',
};
const CGCS2000 = '+proj=longlat +ellps=GRS80 +no_defs';

describe('the grids of Hainan', () => {
  it('puts Haikou where PostGIS puts it', () => {
    const { eastMetres, northMetres } = toGrid({ longitude: 110.35, latitude: 20.02 }, 'EPSG:4546');
    expect(eastMetres).toBeCloseTo(431_986.864, 3);
    expect(northMetres).toBeCloseTo(2_214_712.422, 3);
  });

  it.each(Object.keys(PROJ) as Grid[])(
    'agrees with PROJ to a millimetre all over the province, %s',
    (grid) => {
      const middle = grid === 'EPSG:4545' ? 108 : 111;
      for (const latitude of [3.5, 12, 16.8, 18.2, 20.1]) {
        for (const away of [-2.5, -0.6, 0, 1.4]) {
          const longitude = middle + away;
          const [east = 0, north = 0] = proj4(CGCS2000, PROJ[grid], [longitude, latitude]);
          const ours = toGrid({ longitude, latitude }, grid);
          expect(Math.hypot(ours.eastMetres - east, ours.northMetres - north)).toBeLessThan(0.001);
        }
      }
    },
  );

  it('comes back to where it started', () => {
    const point = fc.record({
      longitude: fc.double({ min: 108.5, max: 113.5, noNaN: true }),
      latitude: fc.double({ min: 3, max: 21, noNaN: true }),
    });
    fc.assert(
      fc.property(point, (at) => {
        const back = fromGrid(toGrid(at, 'EPSG:4546'), 'EPSG:4546');
        expect(back.longitude).toBeCloseTo(at.longitude, 10);
        expect(back.latitude).toBeCloseTo(at.latitude, 10);
      }),
    );
  });
});
