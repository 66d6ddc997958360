import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPlannedPipe, type PlannedPipe } from '../../planned-pipe.ts';
import { localFrame } from '../local-frame.ts';
import { planPipes, type NearPipe } from './plan-pipes.ts';
import { surveyedGround, type Ground } from './surveyed-ground.ts';

const ORIGIN = [110.45, 20.02] as const;
const { perLongitude, perLatitude } = localFrame(ORIGIN[1]);
const at = (x: number, y: number): readonly [number, number] => [
  ORIGIN[0] + x / perLongitude,
  ORIGIN[1] + y / perLatitude,
];
const LEVEL: Ground = () => ({ metres: 10, farMetres: 0 });

/** Water main of 300 mm with walls of 10 mm, a metre under the ground, in a trench of a metre on 0.1 m of bedding. */
const WATER = readPlannedPipe('JS.JP_d300_t10_mQM_lZM_c1_w1_b0.1_g');
const SEWER = readPlannedPipe('PS.WS_d600_t50_mT_lZM_c1.5_f3_w2_b0.2');
const along = (pipe: PlannedPipe, ...corners: readonly (readonly [number, number])[]): PlannedPipe => ({
  ...pipe,
  line: corners.map(([x, y]) => at(x, y)),
});
const near = (
  id: string,
  from: readonly [number, number],
  to: readonly [number, number],
  more: Partial<NearPipe> = {},
): NearPipe => ({
  id,
  class: 'TX',
  subClass: 'XX',
  startPoint: null,
  endPoint: null,
  path: [
    [...at(...from), 8.9],
    [...at(...to), 8.9],
  ],
  widthMm: 100,
  heightMm: null,
  wallMm: 0,
  material: 'PVC',
  laying: 'GM',
  pressureClass: null,
  voltageKv: null,
  lengthMetres: Math.hypot(to[0] - from[0], to[1] - from[1]),
  startDepthMetres: 1.05,
  endDepthMetres: 1.05,
  startElevationMetres: 8.95,
  endElevationMetres: 8.95,
  elevationReference: 'top',
  flowDirection: null,
  startAppurtenance: null,
  endAppurtenance: null,
  owner: 'telecom',
  ...more,
});
const plan = (pipes: readonly PlannedPipe[], others: readonly NearPipe[] = [], ground = LEVEL) =>
  planPipes(pipes, others, ground, []);
const rounded = (value: number | null | undefined): number => Number((value ?? Number.NaN).toFixed(4));

describe('a planned pipe', () => {
  it('has no more points than can be looked at', () => {
    const often = along({ ...WATER, stepMetres: 1 }, [0, 0], [299, 0]);
    expect(plan([often]).pipes[0]?.points).toHaveLength(300);
    expect(() =>
      plan([{ ...often, stepMetres: 1 }, along({ ...WATER, stepMetres: 1 }, [0, 5], [300.5, 5])]),
    ).toThrow('P2 would have 302 points');
  });

  it('keeps its cover at every point, not farther apart than the step, and turns at its corners', () => {
    const slope: Ground = (longitude) => ({
      metres: 10 + 0.02 * (longitude - ORIGIN[0]) * perLongitude,
      farMetres: 0,
    });
    const [pipe] = plan([along(WATER, [0, 0], [60, 0], [60, 40])], [], slope).pipes;
    expect(pipe?.points.map(({ chainageMetres }) => rounded(chainageMetres))).toEqual([
      0, 20, 40, 60, 80, 100,
    ]);
    expect(pipe?.points.map(({ coverMetres }) => rounded(coverMetres))).toEqual([1, 1, 1, 1, 1, 1]);
    // Ground 10.4 m at 20 m, a metre of cover, half of 320 mm.
    expect(rounded(pipe?.points[1]?.axisMetres)).toBe(9.24);
    expect(pipe?.bends.map(Math.round)).toEqual([90]);
    expect(pipe?.manholes).toBe(0);
  });

  it('of a drain falls from its start, and has manholes as near as GB 50014 asks', () => {
    const { pipes, totals } = plan([along(SEWER, [0, 0], [150, 0])]);
    const [pipe] = pipes;
    expect(pipe?.stepLimit).toMatchObject({ standard: 'GB 50014', clause: '5.4.4', value: 75 });
    expect(pipe?.points.map(({ chainageMetres }) => rounded(chainageMetres))).toEqual([0, 75, 150]);
    // 3 ‰ of 150 m are 0.45 m; the invert lies 0.65 m under the top of the outer wall.
    expect(pipe?.points.map(({ coverMetres }) => rounded(coverMetres))).toEqual([1.5, 1.725, 1.95]);
    expect(pipe?.points.map(({ levelMetres }) => rounded(levelMetres))).toEqual([7.85, 7.625, 7.4]);
    expect([totals.manholes, totals.bends]).toEqual([3, 0]);
  });

  it('says what is dug, bedded, taken by the pipe and put back', () => {
    const { totals, quantities } = plan([along(WATER, [0, 0], [100, 0])]);
    // A trench of 1 m by 1 + 0.32 + 0.1 m along 100 m.
    expect(rounded(totals.excavationM3)).toBe(142);
    expect(rounded(totals.beddingM3)).toBe(10);
    expect(rounded(totals.displacedM3)).toBe(rounded(100 * Math.PI * 0.16 ** 2));
    expect(rounded(totals.backfillM3)).toBe(rounded(132 - 100 * Math.PI * 0.16 ** 2));
    expect(quantities).toMatchObject([{ subClass: 'JP', widthMm: 300, material: 'QM' }]);
    expect(rounded(quantities[0]?.metres)).toBe(100);
    // Of a box its own section.
    const box = { ...WATER, widthMm: 800, heightMm: 480 };
    expect(rounded(plan([along(box, [0, 0], [10, 0])]).totals.displacedM3)).toBe(rounded(10 * 0.82 * 0.5));
  });

  it('tells no bedding and no backfill that nobody gave the figures for, and no trench where none is dug', () => {
    const unknown = plan([along({ ...WATER, beddingMetres: null, wallMm: 0 }, [0, 0], [100, 0])]);
    expect([unknown.totals.beddingM3, unknown.totals.backfillM3]).toEqual([null, null]);
    expect(unknown.doubts.map(({ code }) => code)).toContain('wall-unknown');
    const narrow = plan([along({ ...WATER, widthMm: 1200 }, [0, 0], [100, 0])]);
    expect(narrow.totals.backfillM3).toBeNull();
    expect(narrow.doubts.map(({ code }) => code)).toContain('trench-narrow');
    expect(plan([along({ ...WATER, laying: 'DG' }, [0, 0], [100, 0])]).pipes[0]?.earthworks).toBeNull();
  });

  it('is in conflict with what it runs through, by the rules of the check', () => {
    // The cable of 100 mm crosses at 8.9 m; the main's axis lies at 10 - 1 - 0.16 = 8.84 m.
    const { findings, met, owners } = plan([along(WATER, [0, 0], [20, 0])], [near('c', [10, -5], [10, 5])]);
    expect(findings).toMatchObject([{ rule: 'collision', severity: 'violation', pipe: 'P1', other: 'c' }]);
    expect(rounded(findings[0]?.measured)).toBe(rounded(0.06 - 0.16 - 0.05));
    expect(met).toMatchObject([{ id: 'c', place: 'exposed', owner: 'telecom' }]);
    expect(rounded(met[0]?.metres)).toBe(1);
    expect(owners).toEqual([{ owner: 'telecom', pipes: 1 }]);
  });

  it('beside another for many pieces is one finding, with its worst place', () => {
    const { findings } = plan([along(WATER, [0, 0], [100, 0])], [near('c', [0, 0.9], [100, 0.8])]);
    const beside = findings.filter(({ rule }) => rule === 'horizontal');
    expect(beside).toHaveLength(1);
    expect(rounded(beside[0]?.measured)).toBeCloseTo(0.8 - 0.16 - 0.05, 3);
  });

  it('joins a point of its class within a metre, and is in no conflict with what meets there', () => {
    const main = near('main', [0, -20], [0, 20], {
      class: 'JS',
      subClass: 'JP',
      endPoint: 'V1',
      startPoint: 'V0',
    });
    const half = {
      ...main,
      path: [
        [...at(0, -20), 8.84],
        [...at(0, 0), 8.84],
      ] as const,
    };
    const joins = [{ id: 'V1', class: 'JS', longitude: at(0.4, 0)[0], latitude: at(0, 0)[1] }];
    const [pipe] = planPipes([along(WATER, [0, 0], [20, 0])], [half], LEVEL, joins).pipes;
    expect(pipe?.points.map(({ joins: id }) => id)).toEqual(['V1', null]);
    const findings = (near_: typeof joins) =>
      planPipes([along(WATER, [0, 0], [20, 0])], [half], LEVEL, near_).findings.map(({ rule }) => rule);
    expect(findings(joins)).toEqual([]);
    expect(findings([])).toEqual(['collision']);
  });

  it('planned with others is held against them too, once', () => {
    const { findings } = plan([along(WATER, [0, 0], [20, 0]), along(WATER, [10, -5], [10, 5])]);
    expect(findings).toMatchObject([{ rule: 'collision', pipe: 'P1', other: 'P2' }]);
    expect(findings).toHaveLength(1);
  });

  it('above the ground is named, and digs nothing there', () => {
    const rising = { ...SEWER, fallPerMille: -100 };
    // 10 m rise by a metre for every 10 m: out of the ground after 15 m, the trench's floor after 24 m.
    const { pipes, totals, doubts } = plan([along(rising, [0, 0], [100, 0])]);
    expect(pipes[0]?.coverMetres.map(rounded)).toEqual([-8.5, 1.5]);
    expect(doubts.map(({ code }) => code)).toContain('depth-above-ground');
    expect(totals.backfillM3).toBeNull();
    // A triangle of 2.4 m depth over 24 m, two metres wide, in two pieces of 50 m.
    expect(rounded(totals.excavationM3)).toBe(rounded(2 * ((2.4 * 24) / 2)));
  });

  it.each([
    [[[0, 0]], 'no length'],
    [[], 'no length'],
    [
      [
        [5, 5],
        [5, 5],
      ],
      'no length',
    ],
    [
      [
        [0, 0],
        [10, 0],
        [10, 10],
        [5, -5],
      ],
      'crosses itself',
    ],
    [
      [
        [0, 0],
        [10, 0],
        [2, 0],
      ],
      'crosses itself',
    ],
    [
      [
        [0, 0],
        [3001, 0],
      ],
      'up to 3000 m',
    ],
  ] as const)('of a line that is none is refused: %j', (corners, says) => {
    expect(() => plan([along(WATER, ...corners)])).toThrow(says);
  });

  it('with two equal points in it is as without', () => {
    const twice = plan([along(WATER, [0, 0], [0, 0], [30, 0], [30, 0])]);
    expect(twice.pipes[0]?.points).toHaveLength(3);
    expect(rounded(twice.totals.metres)).toBe(30);
  });

  it('of any depth, fall and corner digs what a prism for each piece says, and never less than nothing', () => {
    const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
    fc.assert(
      fc.property(
        number(0, 5),
        fc.option(number(-100, 100)),
        fc.array(fc.tuple(number(5, 80), number(-40, 40)), { minLength: 1, maxLength: 6 }),
        (coverMetres, fallPerMille, steps) => {
          let [x, y] = [0, 0];
          const corners = [[0, 0] as const, ...steps.map(([dx, dy]) => [(x += dx), (y += dy)] as const)];
          const { pipes, totals } = plan([along({ ...WATER, coverMetres, fallPerMille }, ...corners)]);
          const [pipe] = pipes;
          const length = steps.reduce((sum, [dx, dy]) => sum + Math.hypot(dx, dy), 0);
          expect(pipe?.lengthMetres).toBeCloseTo(length, 6);
          expect(totals.metres).toBeGreaterThanOrEqual(length - 1e-6);
          // Riemann's sum over the whole way, independent of the pieces.
          const slices = 20_000;
          const fall = (fallPerMille ?? 0) / 1000;
          let volume = 0;
          for (let slice = 0; slice < slices; slice++)
            volume += Math.max(0, coverMetres + fall * (((slice + 0.5) / slices) * length) + 0.42);
          expect(totals.excavationM3).toBeCloseTo((volume * length) / slices, 1);
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('the ground between surveyed points', () => {
  const points = [
    { longitude: at(0, 0)[0], latitude: at(0, 0)[1], groundMetres: 5 },
    { longitude: at(40, 0)[0], latitude: at(40, 0)[1], groundMetres: 7 },
  ];
  const ground = surveyedGround(points);

  it('is theirs at each of them, halfway in the middle, and unknown out of their reach', () => {
    expect(ground(...at(0, 0))?.metres).toBe(5);
    expect(ground(...at(20, 0))?.metres).toBeCloseTo(6, 6);
    expect(ground(...at(-150, 0))).toBeNull();
    expect(() => planPipes([along(WATER, [0, 0], [-150, 0])], [], ground, [])).toThrow('No ground level');
  });

  it('never lies above the highest or below the lowest', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -50, max: 90, noNaN: true }),
        fc.double({ min: -50, max: 50, noNaN: true }),
        (x, y) => {
          const metres = ground(...at(x, y))?.metres ?? Number.NaN;
          expect(metres).toBeGreaterThanOrEqual(5);
          expect(metres).toBeLessThanOrEqual(7);
        },
      ),
    );
  });
});
