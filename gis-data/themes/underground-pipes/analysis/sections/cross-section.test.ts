import { describe, expect, it } from 'vitest';
import { localFrame } from '../local-frame.ts';
import { crossSection } from './cross-section.ts';
import type { SectionPipe } from './pipe-levels.ts';

const { perLongitude, perLatitude } = localFrame(20);
type Metres = readonly [east: number, north: number, elevation?: number | null];
const place = ([x, y, z]: Metres): [number, number, (number | null)?] =>
  z === undefined ? inPlan([x, y]) : [...inPlan([x, y]), z];
const inPlan = ([x, y]: Metres): [number, number] => [110 + x / perLongitude, 20 + y / perLatitude];
const LINE = [inPlan([0, 0]), inPlan([20, 0])];

/** DN1000 of 50 mm wall, 3 m to the axis. */
function pipe(id: string, path: readonly Metres[], more: Partial<SectionPipe> = {}): SectionPipe {
  return {
    id,
    class: 'PS',
    subClass: 'WS',
    material: 'T',
    path: path.map(place),
    widthMm: 1000,
    heightMm: null,
    wallMm: 50,
    startDepthMetres: 3,
    endDepthMetres: 3,
    elevationReference: 'axis',
    ...more,
  };
}
const codes = (section: ReturnType<typeof crossSection>): string[] => section.doubts.map(({ code }) => code);

describe('a cross-section', () => {
  it('cuts a sloping pipe where the line meets it, at the height that it has there', () => {
    const { pipes, lengthMetres } = crossSection(LINE, [
      pipe('a', [
        [5, -10, 8],
        [5, 30, 4],
      ]),
    ]);
    expect(lengthMetres).toBeCloseTo(20, 6);
    // A quarter of the way from 8 m to 4 m.
    const wanted = {
      chainageMetres: 5,
      angleDegrees: 90,
      axisMetres: 7,
      crownMetres: 7.55,
      invertMetres: 6.5,
      bottomMetres: 6.45,
      groundMetres: 10,
      coverMetres: 2.45,
      cutWidthMetres: 1.1,
      cutHeightMetres: 1.1,
    };
    for (const [key, value] of Object.entries(wanted))
      expect(pipes[0]?.[key as keyof typeof wanted], key).toBeCloseTo(value, 5);
  });

  it('is wider than the pipe where it is oblique, and no higher', () => {
    const [cut] = crossSection(LINE, [
      pipe('a', [
        [0, -10, 7],
        [20, 10, 7],
      ]),
    ]).pipes;
    expect(cut?.chainageMetres).toBeCloseTo(10, 5);
    expect(cut?.cutWidthMetres).toBeCloseTo(1.1 * Math.SQRT2, 5);
    expect(cut?.cutHeightMetres).toBeCloseTo(1.1, 9);
  });

  it('keeps a channel a rectangle, and measures depth to what the survey measured it to', () => {
    const [top, invert] = crossSection(LINE, [
      pipe(
        'a',
        [
          [4, -1, 7],
          [4, 1, 7],
        ],
        { heightMm: 600, elevationReference: 'top' },
      ),
      pipe(
        'b',
        [
          [8, -1, 7],
          [8, 1, 7],
        ],
        { heightMm: 600, elevationReference: 'invert' },
      ),
    ]).pipes;
    expect([top?.isRound, top?.cutHeightMetres, top?.coverMetres]).toEqual([false, 0.7, 3]);
    // 3 m to the invert, less 0.6 m of bore and 0.05 m of wall.
    expect(invert?.coverMetres).toBeCloseTo(2.35, 9);
  });

  it('measures between walls: beside each other along the line, over each other in height', () => {
    const { gaps } = crossSection(LINE, [
      pipe('a', [
        [4, -1, 7],
        [4, 1, 7],
      ]),
      pipe('b', [
        [6, -1, 7],
        [6, 1, 7],
      ]),
      pipe('c', [
        [6.5, -1, 4],
        [6.5, 1, 4],
      ]),
    ]);
    expect(gaps.map(({ left, right }) => left + right)).toEqual(['ab', 'bc']);
    expect(gaps[0]?.horizontalMetres).toBeCloseTo(0.9, 5);
    expect(gaps[0]?.verticalMetres).toBeCloseTo(-1.1, 9);
    expect(gaps[1]?.horizontalMetres).toBeCloseTo(-0.6, 5);
    expect(gaps[1]?.verticalMetres).toBeCloseTo(1.9, 9);
  });

  it('meets a bent pipe twice, its corner once, and one along the line not at all', () => {
    const section = crossSection(LINE, [
      pipe('bent', [
        [2, -1, 7],
        [2, 3, 7],
        [9, 3, 7],
        [9, -1, 7],
      ]),
      pipe('corner', [
        [12, -2, 7],
        [13, 0, 7],
        [12, 2, 7],
      ]),
      pipe('along', [
        [14, 0, 7],
        [18, 0, 7],
      ]),
      pipe('beside', [
        [14, 1, 7],
        [18, 1, 7],
      ]),
    ]);
    expect(section.pipes.map(({ id }) => id)).toEqual(['bent', 'bent', 'corner']);
    expect(section.doubts.find(({ code }) => code === 'along-the-line')?.examples).toEqual(['along']);
  });

  it('counts its chainage on around a corner of the drawn line', () => {
    const line = [inPlan([0, 0]), inPlan([10, 0]), inPlan([10, 10])];
    const { pipes } = crossSection(line, [
      pipe('a', [
        [5, 4, 7],
        [15, 4, 7],
      ]),
    ]);
    expect(pipes[0]?.chainageMetres).toBeCloseTo(14, 5);
  });

  it('names what the record does not say, and makes nothing of it', () => {
    const section = crossSection(LINE, [
      pipe(
        'bare',
        [
          [4, -1],
          [4, 1],
        ],
        { widthMm: null, startDepthMetres: null },
      ),
      pipe(
        'high',
        [
          [8, -1, 9],
          [8, 1, 9],
        ],
        { startDepthMetres: 0.2, endDepthMetres: 0.2 },
      ),
    ]);
    expect(section.pipes[0]).toMatchObject({ axisMetres: null, cutWidthMetres: null, coverMetres: null });
    expect(section.gaps).toEqual([]);
    expect(codes(section).toSorted()).toEqual([
      'depth-above-ground',
      'elevation-unknown',
      'ground-by-survey',
      'ground-unknown',
      'size-unknown',
    ]);
  });

  it('ends a carriageway at its kerbs, and at the end of the line', () => {
    const road = (id: string, x: number) => ({
      id,
      name: null,
      path: [inPlan([x, -50]), inPlan([x, 50])],
      carriagewayMetres: 7,
    });
    const { carriageways } = crossSection(LINE, [], [road('r', 6), road('s', 19)]);
    expect(
      carriageways.map(({ fromMetres, toMetres }) =>
        [fromMetres, toMetres].map((m) => Math.round(m * 1e4) / 1e4),
      ),
    ).toEqual([
      [2.5, 9.5],
      [15.5, 20],
    ]);
  });
});
