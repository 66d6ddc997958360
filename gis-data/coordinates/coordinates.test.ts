import { fitControlPoints } from './fit-control-points.ts';
import { describe, expect, it } from 'vitest';
import { withoutOffset, withOffset } from './chinese-offsets.ts';
import { fromLonLat, planCrs, toLonLat, type LonLat } from './crs.ts';
import { fitsCrs } from './plausible.ts';

/** EPSG:4546 as PostGIS has it. */
const EAST_HAINAN = {
  name: 'EPSG:4546',
  proj: '+proj=tmerc +lat_0=0 +lon_0=111 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m +no_defs',
};

describe('positions of a grid', () => {
  it('are found from degrees, and have no number where there is no place', () => {
    const [east, north] = fromLonLat(EAST_HAINAN)(...toLonLat(EAST_HAINAN)(431_986.864, 2_214_712.422));
    expect(east).toBeCloseTo(431_986.864, 4);
    expect(north).toBeCloseTo(2_214_712.422, 4);
    expect(fromLonLat(EAST_HAINAN)(Number.NaN, 20)[0]).toBeNaN();
    expect(fromLonLat({})(110.35, 20)).toEqual([110.35, 20]);
  });

  it('come to the degrees that PROJ gives', () => {
    const [longitude, latitude] = toLonLat(EAST_HAINAN)(431_986.864, 2_214_712.422);
    expect(longitude).toBeCloseTo(110.35, 8);
    expect(latitude).toBeCloseTo(20.02, 8);
  });

  it('may be given with the northing first', () => {
    expect(toLonLat({ ...EAST_HAINAN, swapped: true })(2_214_712.422, 431_986.864)[0]).toBeCloseTo(110.35, 8);
  });

  it('cannot be degrees, nor lie far from the central meridian, nor be without number', () => {
    expect(fitsCrs(EAST_HAINAN, [[110.35, 20.02]])).toMatchObject({
      fits: false,
      why: 'they look like degrees',
    });
    expect(fitsCrs(EAST_HAINAN, [[2_214_712, 431_986]]).fits).toBe(false);
    expect(fitsCrs({ name: 'CRS84' }, [[20.02, 110.35]]).fits).toBe(false);
    expect(fitsCrs({ name: 'CRS84' }, [[42.37, -71.1]])).toMatchObject({
      fits: false,
      why: 'they would lie near a pole',
    });
    expect(toLonLat(EAST_HAINAN)(Number.NaN, 0)[0]).toBeNaN();
  });
});

describe('the offset of Chinese web maps', () => {
  it('is 470 to 512 m in Hainan, here most of it, and taken off to a millimetre', () => {
    const gcj = withOffset('GCJ02', [110.35, 20.02]);
    const metres = Math.hypot((gcj[0] - 110.35) * 104_650, (gcj[1] - 20.02) * 110_700);
    expect(metres).toBeGreaterThan(470);
    expect(metres).toBeLessThan(513);
    for (const offset of ['GCJ02', 'BD09'] as const) {
      const [x, y] = withoutOffset(offset, withOffset(offset, [110.35, 20.02]));
      expect(Math.abs(x - 110.35)).toBeLessThan(1e-8);
      expect(Math.abs(y - 20.02)).toBeLessThan(1e-8);
    }
  });

  it('agrees with what another implementation gives', () => {
    const [x, y] = withoutOffset('GCJ02', [110.35, 20.02]);
    expect(x).toBeCloseTo(110.345598103, 7);
    expect(y).toBeCloseTo(20.022012033, 7);
  });
});

describe('a local plan', () => {
  it('stands with its centre at its place, to scale, turned by its heading', () => {
    const place = toLonLat(
      planCrs(110.4, 20, { metresPerUnit: 0.3048, centre: [100, 50], headingDegrees: 90, heightMetres: 0 }),
    );
    expect(place(100, 50)[0]).toBeCloseTo(110.4, 9);
    // 1,000 feet along the plan's y axis, which points east: 304.8 m, by the parallel arc of GRS 80 at 20° north.
    const [longitude, latitude] = place(100, 1050);
    expect((longitude - 110.4) * 104_647.1).toBeCloseTo(304.8, 1);
    expect(latitude).toBeCloseTo(20, 6);
  });
});

describe('a local grid by control points', () => {
  /** Places of EPSG:4546 by PROJ: 431986.864, 2214712.422 and what lies 500 m and 1,000 m from there. */
  const truth = (x: number, y: number): LonLat =>
    toLonLat({
      name: 'EPSG:4546',
      proj: '+proj=tmerc +lat_0=0 +lon_0=111 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m',
    })(x, y);
  /** The grid is turned by 30 degrees and shifted. */
  const grid = (x: number, y: number): readonly [number, number] => {
    const [dx, dy] = [x - 431_986.864, y - 2_214_712.422];
    const turn = Math.PI / 6;
    return [
      1000 + dx * Math.cos(turn) - dy * Math.sin(turn),
      5000 + dx * Math.sin(turn) + dy * Math.cos(turn),
    ];
  };
  const places = [
    [431_986.864, 2_214_712.422],
    [432_486.864, 2_214_712.422],
    [431_986.864, 2_215_712.422],
    [432_600, 2_215_600],
  ] as const;
  const points = places.map(([x, y]) => ({ from: grid(x, y), to: truth(x, y) }));

  it.each([2, 3, 4])('of %i meets a place that was not among them to a centimetre', (count) => {
    const fit = fitControlPoints(points.slice(0, count));
    if (!fit) throw new Error('the points fix the grid');
    expect(fit.kind).toBe(count < 4 ? 'similarity' : 'affine');
    expect(Math.max(...fit.residualsMetres)).toBeLessThan(0.01);
    const [longitude, latitude] = toLonLat(fit.crs)(...grid(432_200, 2_215_000));
    const [wantedLongitude, wantedLatitude] = truth(432_200, 2_215_000);
    expect(Math.abs(longitude - wantedLongitude)).toBeLessThan(1e-7);
    expect(Math.abs(latitude - wantedLatitude)).toBeLessThan(1e-7);
  });

  it('shows by its residuals that a point is wrong', () => {
    const [first, second, third] = points;
    if (!first || !second || !third) throw new Error('there are four');
    const fit = fitControlPoints([first, second, { ...third, from: [third.from[0] + 50, third.from[1]] }]);
    expect(Math.max(...(fit?.residualsMetres ?? []))).toBeGreaterThan(10);
  });

  it('is none by one point, or by two at the same place', () => {
    expect(fitControlPoints(points.slice(0, 1))).toBeUndefined();
    expect(fitControlPoints([points[0], points[0]].flatMap((point) => point ?? []))).toBeUndefined();
  });
});
