import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CameraView } from './city-state.ts';
import { decodeShare, encodeShare, type Shared } from './share-link.ts';

const OPENED: Shared = {
  language: 'zh-CN',
  theme: 'dark',
  minuteOfDay: null,
  mode: '3d',
  layers: {},
  groundOpacity: 1,
  xray: false,
  selection: null,
  work: null,
  camera: null,
};
const degrees = (limit: number) => fc.double({ min: -limit, max: limit, noNaN: true });
const collection = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/);
const shared: fc.Arbitrary<Shared> = fc.record({
  language: fc.constantFrom('zh-CN' as const, 'en' as const),
  theme: fc.constantFrom('dark' as const, 'light' as const),
  minuteOfDay: fc.option(fc.integer({ min: 0, max: 1439 })),
  mode: fc.constantFrom('3d' as const, '2d' as const),
  groundOpacity: fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100),
  xray: fc.boolean(),
  selection: fc.option(fc.record({ collection, id: fc.string({ minLength: 1, unit: 'grapheme' }) })),
  work: fc.option(fc.record({ theme: collection, tool: collection, query: fc.string({ unit: 'grapheme' }) })),
  layers: fc.dictionary(
    collection,
    fc.record(
      {
        shown: fc.boolean(),
        opacity: fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100),
        hiddenCodes: fc.array(fc.stringMatching(/^[\w-]{1,12}(\.[\w-]{1,6})?$/), { maxLength: 4 }),
        colourBy: fc.stringMatching(/^[a-z][a-z0-9_]{0,20}$/),
        conditions: fc.array(
          fc.record({
            field: fc.stringMatching(/^[a-z][a-z0-9_]{0,20}$/),
            operator: fc.constantFrom('in' as const),
            values: fc.array(fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }), {
              minLength: 1,
              maxLength: 3,
            }),
          }),
          { minLength: 1, maxLength: 3 },
        ),
      },
      { requiredKeys: ['shown', 'opacity', 'hiddenCodes'] },
    ),
    { maxKeys: 6 },
  ),
  camera: fc.option(
    fc.record({
      longitude: degrees(180),
      latitude: degrees(90),
      heightMetres: fc.double({ min: -500, max: 3e6, noNaN: true }),
      heading: degrees(360),
      pitch: degrees(90),
      roll: degrees(180),
    }),
  ),
});

describe('the share link', () => {
  it('says nothing that is as the page opens', () => {
    expect(encodeShare(OPENED)).toBe('v=1&lang=zh-CN&theme=dark');
  });

  it('can be read by a person', () => {
    const link = encodeShare({
      ...OPENED,
      language: 'en',
      minuteOfDay: 1260,
      groundOpacity: 0.7,
      selection: { collection: 'lamps', id: 'L-N01-001' },
      layers: {
        'pipe-lines': { shown: true, opacity: 0.8, hiddenCodes: ['PS', 'RQ'] },
        trees: { shown: false, opacity: 1, hiddenCodes: [] },
      },
    });
    expect(decodeURIComponent(link)).toBe(
      'v=1&lang=en&theme=dark&time=1260&ground=0.70&select=lamps/L-N01-001&layers=pipe-lines~1~80~PS~RQ+trees~0~100',
    );
  });

  it('restores everything that was chosen', () => {
    fc.assert(
      fc.property(shared, (state) => {
        const restored = { ...OPENED, ...decodeShare(`#${encodeShare(state)}`) };
        expect({ ...restored, camera: null }).toEqual({ ...state, camera: null });
        expectSameView(restored.camera, state.camera);
      }),
      { numRuns: 500 },
    );
  });

  it('opens the city whatever it holds', () => {
    const nonsense = fc.oneof(
      fc.string(),
      fc
        .string()
        .map(
          (text) =>
            `v=1&camera=${text}&layers=${text}&select=${text}&time=${text}&ground=${text}&mode=${text}`,
        ),
      fc.webQueryParameters().map((text) => `v=1&${text}`),
    );
    fc.assert(
      fc.property(nonsense, (hash) => {
        const state = { ...OPENED, ...decodeShare(hash) };
        expect(state.groundOpacity >= 0 && state.groundOpacity <= 1).toBe(true);
        expect(() => encodeShare(state)).not.toThrow();
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    '',
    '#',
    '#v=2&lang=en',
    '#lang=en',
    '#v=1&lang=fr&theme=blue&mode=4d&time=99999&ground=7&camera=1,2,3&select=x&layers=~~',
  ])('takes nothing from %s', (hash) => {
    expect(decodeShare(hash)).toEqual({});
  });

  it.each([
    '200,20,1,0,0,0',
    '110,95,1,0,0,0',
    '110,20,1,0,-95,0',
    '110,20,1,0,0',
    '110,20,1,0,0,0,0',
    '110,20,,0,0,0',
    'a,b,c,d,e,f',
    'Infinity,0,0,0,0,0',
  ])('does not go where no camera can be: %s', (camera) => {
    expect(decodeShare(`v=1&camera=${camera}`)).toEqual({});
  });

  it('frames an extent where it names no camera, and forgets the extent', () => {
    const { camera } = decodeShare('#v=1&extent=-71.16,42.35,-71.06,42.41&lang=en&utm_source=mail');
    expect(camera?.longitude).toBeCloseTo(-71.11, 9);
    expect(camera?.latitude).toBeLessThan(42.38);
    expect(camera).toMatchObject({ heading: 0, roll: 0 });
    // The half diagonal is 5.3 km: the eye stands higher than that, and looks down at it.
    expect(camera?.heightMetres).toBeGreaterThan(5300);
    expect(camera?.heightMetres).toBeLessThan(20_000);
    expect(camera?.pitch).toBeLessThan(-30);
    expect(encodeShare({ ...OPENED, ...decodeShare('v=1&extent=110.4,20,110.5,20.1') })).not.toContain(
      'extent',
    );
    expect(decodeShare('v=1&camera=110,20,500,0,-45,0&extent=1,2,3,4').camera).toMatchObject({
      longitude: 110,
      latitude: 20,
    });
  });

  it.each([
    '1,2,3',
    '1,2,3,4,5',
    '10,20,5,30',
    '10,20,30,10',
    '200,20,201,21',
    '10,91,20,92',
    'a,b,c,d',
    ',,,',
  ])('frames nothing for %s', (extent) => {
    expect(decodeShare(`v=1&extent=${extent}`)).toEqual({});
  });

  it('stands near a point that has no size', () => {
    expect(decodeShare('v=1&extent=110.45,20.03,110.45,20.03').camera?.heightMetres).toBeCloseTo(
      300 * Math.sin((52 * Math.PI) / 180),
      6,
    );
  });
});

function expectSameView(a: CameraView | null, b: CameraView | null): void {
  if (!a || !b) {
    expect(a).toEqual(b);
    return;
  }
  expect(a.longitude).toBeCloseTo(b.longitude, 7);
  expect(a.latitude).toBeCloseTo(b.latitude, 7);
  expect(a.heightMetres).toBeCloseTo(b.heightMetres, 1);
  expect(a.heading).toBeCloseTo(b.heading, 1);
  expect(a.pitch).toBeCloseTo(b.pitch, 1);
  expect(a.roll).toBeCloseTo(b.roll, 1);
}
