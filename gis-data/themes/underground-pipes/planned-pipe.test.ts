import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PLANNED_RANGES, readPlannedPipe, writePlannedPipe, type PlannedPipe } from './planned-pipe.ts';

const TEXT = 'JS.JP_d300_mQM_lZM_c1.2_w1_b0.15_g_L110.45*20.02*110.46*20.02_n东街';

const range = (name: keyof typeof PLANNED_RANGES) => {
  const [min, max] = PLANNED_RANGES[name];
  return fc.integer({ min: Math.ceil(min * 100), max: Math.floor(max * 100) }).map((value) => value / 100);
};
const degrees = (most: number) =>
  fc.integer({ min: -most * 1e7, max: most * 1e7 }).map((value) => Number((value / 1e7).toFixed(7)));
const planned: fc.Arbitrary<PlannedPipe> = fc.record({
  name: fc
    .string({ maxLength: 40, unit: 'grapheme' })
    .filter((name) => !name.includes('_') && name.length <= 40),
  class: fc.constant('PS' as const),
  subClass: fc.constantFrom('YS' as const, 'WS' as const, 'HS' as const),
  widthMm: range('widthMm'),
  heightMm: fc.option(range('heightMm')),
  wallMm: range('wallMm'),
  material: fc.constantFrom('T' as const, 'PE' as const),
  laying: fc.constantFrom('ZM' as const, 'DG' as const),
  coverMetres: range('coverMetres'),
  fallPerMille: fc.option(range('fallPerMille')),
  stepMetres: fc.option(range('stepMetres')),
  trenchMetres: range('trenchMetres'),
  beddingMetres: fc.option(range('beddingMetres')),
  pressureClass: fc.option(fc.constantFrom('L' as const, 'MB' as const)),
  voltageKv: fc.option(range('voltageKv')),
  line: fc.array(fc.tuple(degrees(180), degrees(88)), { maxLength: 50 }),
});

describe('the text of a planned pipe', () => {
  it('says all that is planned, in letters that no link escapes but for the name', () => {
    const read = readPlannedPipe(TEXT);
    expect(read).toMatchObject({
      name: '东街',
      class: 'JS',
      subClass: 'JP',
      widthMm: 300,
      heightMm: null,
      coverMetres: 1.2,
      fallPerMille: null,
      beddingMetres: 0.15,
      line: [
        [110.45, 20.02],
        [110.46, 20.02],
      ],
    });
    const written = writePlannedPipe({ ...read, name: '' });
    expect(new URLSearchParams({ pipe: written }).toString()).toBe(`pipe=${written}`);
  });

  it('comes back as it went, whatever it is', () => {
    fc.assert(
      fc.property(planned, (pipe) => {
        expect(readPlannedPipe(writePlannedPipe(pipe))).toEqual(pipe);
      }),
    );
  });

  it.each([
    ['', 'sub-class'],
    ['JS.YS_d300_mQM_lZM_c1_w1_g', 'no sub-class of JS'],
    ['JS.JP_d0_mQM_lZM_c1_w1_g', 'widthMm'],
    ['JS.JP_dxyz_mQM_lZM_c1_w1_g', 'widthMm'],
    ['JS.JP_d300x0_mQM_lZM_c1_w1_g', 'heightMm'],
    ['JS.JP_d300_mgold_lZM_c1_w1_g', 'material'],
    ['JS.JP_d300_mconstructor_lZM_c1_w1_g', 'material'],
    ['JS.JP_d300_mQM_lZM_c-1_w1_g', 'coverMetres'],
    ['JS.JP_d300_mQM_lZM_c1_wInfinity_g', 'trenchMetres'],
    ['JS.JP_d300_mQM_lZM_c1_w1', 'falls'],
    ['JS.JP_d300_mQM_lZM_c1_w1_g_f3', 'falls'],
    ['JS.JP_d300_mQM_lZM_c1_w1_g_L110*20*110', 'line'],
    ['JS.JP_d300_mQM_lZM_c1_w1_g_L110*90', 'line'],
    ['JS.JP_d300_mQM_lZM_c1_w1_g_L110*', 'line'],
  ])('is refused by name: %s', (text, name) => {
    expect(() => readPlannedPipe(text)).toThrow(name);
  });
});
