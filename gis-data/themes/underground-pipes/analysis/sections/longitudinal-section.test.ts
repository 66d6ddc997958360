import { beforeAll, describe, expect, it } from 'vitest';
import type { Row } from '../../../../demo/district.ts';
import { makeDistrict } from '../../../../demo/make-district.ts';
import { localFrame } from '../local-frame.ts';
import { longitudinalSection, type OtherPipe, type RunPipe, type RunPoint } from './longitudinal-section.ts';

const { perLongitude, perLatitude } = localFrame(20);
type Metres = readonly [east: number, north: number, elevation: number | null];
const place = ([x, y, z]: Metres) => [110 + x / perLongitude, 20 + y / perLatitude, z] as const;

/** DN400 of 40 mm wall whose invert is at the given heights, below a ground at 10 m. */
function drain(id: string, path: readonly Metres[], more: Partial<RunPipe> = {}): RunPipe & OtherPipe {
  const [start, end] = [path[0]?.[2] ?? null, path.at(-1)?.[2] ?? null];
  return {
    id,
    class: 'PS',
    subClass: 'WS',
    material: 'T',
    path: path.map(([x, y, z]) => place([x, y, z === null ? null : z + 0.2])),
    widthMm: 400,
    heightMm: null,
    wallMm: 40,
    startDepthMetres: start === null ? null : 10 - start,
    endDepthMetres: end === null ? null : 10 - end,
    elevationReference: 'invert',
    isReversed: false,
    flowDirection: 1,
    startPoint: null,
    endPoint: null,
    ...more,
  };
}
function well(id: string, more: Partial<RunPoint> = {}): RunPoint {
  return {
    id,
    pointNo: id,
    feature: null,
    appurtenance: 'manhole',
    groundMetres: 10,
    depthMetres: null,
    wellSizeMm: 900,
    ...more,
  };
}
const codes = (section: ReturnType<typeof longitudinalSection>): string[] =>
  section.doubts.map(({ code }) => code).toSorted();

describe('a longitudinal section', () => {
  // The middle one was drawn against the run; into C it falls 0.6 m free.
  const RUN = [
    drain('a', [
      [0, 0, 8],
      [40, 0, 7.8],
    ]),
    drain(
      'b',
      [
        [40, 30, 7.65],
        [40, 0, 7.8],
      ],
      { isReversed: true, flowDirection: -1 },
    ),
    drain('c', [
      [40, 30, 7.05],
      [60, 30, 6.95],
    ]),
  ];
  const POINTS = [well('A'), well('B'), well('C', { depthMetres: 3.2 }), well('D')];

  it('has chainage, ground, inverts, slope and depth along a run around a corner, with a drop manhole', () => {
    const { stations, pipes, lengthMetres, ground, doubts } = longitudinalSection(RUN, POINTS, []);
    expect(lengthMetres).toBeCloseTo(90, 3);
    for (const [index, chainage] of [0, 40, 70, 90].entries())
      expect(stations[index]?.chainageMetres).toBeCloseTo(chainage, 3);
    for (const [index, slope] of [5, 5, 5].entries())
      expect(pipes[index]?.slopePerMille).toBeCloseTo(slope, 3);
    const drop = stations[2];
    expect(drop?.arrivingInvertMetres).toBeCloseTo(7.65, 9);
    expect(drop?.leavingInvertMetres).toBeCloseTo(7.05, 9);
    expect(drop?.dropMetres).toBeCloseTo(0.6, 9);
    // 7.65 of invert, 0.4 of bore and 0.04 of wall.
    expect(drop?.crownMetres).toBeCloseTo(8.09, 9);
    expect(drop?.depthMetres).toBeCloseTo(2.95, 9);
    expect(drop?.bottomMetres).toBeCloseTo(6.8, 9);
    expect(stations.map(({ dropMetres }) => dropMetres === null)).toEqual([true, false, false, true]);
    expect(ground.map(({ elevationMetres }) => elevationMetres)).toEqual([10, 10, 10, 10]);
    expect(doubts.map(({ code }) => code)).toEqual(['ground-between-points']);
  });

  it('keeps the levels at a bend between two points', () => {
    const [pipe] = longitudinalSection(
      [
        drain('a', [
          [0, 0, 8],
          [30, 0, 7],
          [30, 10, 6.9],
        ]),
      ],
      POINTS.slice(0, 2),
      [],
    ).pipes;
    expect(pipe?.levels.map(({ chainageMetres }) => Math.round(chainageMetres * 1000) / 1000)).toEqual([
      0, 30, 40,
    ]);
    expect(pipe?.levels[1]?.invertMetres).toBeCloseTo(7, 9);
    expect(pipe?.slopePerMille).toBeCloseTo(27.5, 3);
  });

  it('finds what crosses over, under and through it at the height that both have there', () => {
    const over = drain('over', [
      [10, -10, 9],
      [10, 10, 9],
    ]);
    const under = drain('under', [
      [20, -10, 5],
      [20, 30, 9],
    ]);
    const oblique = drain('oblique', [
      [20, -10, 7.9],
      [40, 10, 7.9],
    ]);
    const far = drain('far', [
      [10, 1, 8],
      [30, 1, 8],
    ]);
    const { crossings } = longitudinalSection(RUN.slice(0, 1), POINTS.slice(0, 2), [
      over,
      under,
      oblique,
      far,
    ]);
    expect(crossings.map(({ id, relation }) => [id, relation])).toEqual([
      ['over', 'above'],
      ['under', 'below'],
      ['oblique', 'level'],
    ]);
    const [first, second, third] = crossings;
    expect(first?.chainageMetres).toBeCloseTo(10, 4);
    // Bottom 9 − 0.04, less the crown of the run: 8 − 0.05 of invert, 0.4 of bore, 0.04 of wall.
    expect(first?.clearMetres).toBeCloseTo(8.96 - 8.39, 6);
    // A quarter along: invert 6, crown 6.44; the run's bottom at 20 m is 7.9 − 0.04.
    expect(second?.crownMetres).toBeCloseTo(6.44, 6);
    expect(second?.clearMetres).toBeCloseTo(7.86 - 6.44, 6);
    expect(third?.chainageMetres).toBeCloseTo(30, 4);
    expect(third?.angleDegrees).toBeCloseTo(45, 3);
    expect(third?.cutWidthMetres).toBeCloseTo(0.48 * Math.SQRT2, 4);
    expect(third?.clearMetres).toBeLessThan(0);
  });

  it('lists a lateral where it comes in, once, and a pipe over a joint of the run once', () => {
    const lateral = drain(
      'lateral',
      [
        [40.2, -15, 9],
        [40.2, 0.3, 8.5],
      ],
      {},
    );
    const { crossings } = longitudinalSection(RUN, POINTS, [
      { ...lateral, endPoint: 'B' },
      drain('joint', [
        [30, -10, 9.5],
        [50, 10, 9.5],
      ]),
    ]);
    expect(crossings.map(({ id, relation }) => [id, relation])).toEqual([
      ['joint', 'above'],
      ['lateral', 'joins'],
    ]);
    expect(crossings[1]?.invertMetres).toBeCloseTo(8.5, 9);
    expect(crossings[1]?.chainageMetres).toBeCloseTo(40, 3);
  });

  it('names what the record lacks or contradicts, and makes no figure of it', () => {
    const bare = longitudinalSection(
      [
        drain(
          'bare',
          [
            [0, 0, null],
            [40, 0, null],
          ],
          { widthMm: null },
        ),
      ],
      [well('A', { groundMetres: null }), well('B', { groundMetres: null })],
      [],
    );
    expect(bare.pipes[0]).toMatchObject({ slopePerMille: null });
    expect(bare.stations[0]).toMatchObject({
      groundMetres: null,
      leavingInvertMetres: null,
      depthMetres: null,
    });
    expect(codes(bare)).toEqual(['elevation-unknown', 'ground-unknown', 'size-unknown']);

    const odd = longitudinalSection(
      [
        drain('rises', [
          [0, 0, 7],
          [40, 0, 7.2],
        ]),
        drain('high', [
          [41, 0, 10.5],
          [60, 0, 10.4],
        ]),
        drain('short', [
          [60, 0, 7],
          [60, 0, 7],
        ]),
      ],
      [well('A'), well('B', { groundMetres: 10.3 }), well('C'), well('D')],
      [],
    );
    expect(codes(odd)).toEqual([
      'depth-above-ground',
      'ends-apart',
      'flow-against-fall',
      'ground-between-points',
      'ground-disagrees',
      'pipe-without-length',
    ]);
    expect(odd.pipes[2]).toMatchObject({ slopePerMille: null, lengthMetres: 0 });
  });

  it('takes the ground from the depth of a pipe where the point gives none', () => {
    const { stations } = longitudinalSection(
      RUN.slice(0, 1),
      [well('A', { groundMetres: null }), well('B')],
      [],
    );
    expect(stations[0]?.groundMetres).toBeCloseTo(10, 9);
  });

  it('refuses a run whose points do not fit its pipes', () => {
    expect(() => longitudinalSection(RUN, POINTS.slice(1), [])).toThrow(RangeError);
  });
});

describe('the longitudinal section of a sewer of the demo district', () => {
  let lines: readonly Row[];
  let points: ReadonlyMap<unknown, Row>;
  let sewer: Row[];
  beforeAll(async () => {
    const { tables } = await makeDistrict();
    lines = tables['pipe_line'] ?? [];
    points = new Map((tables['pipe_point'] ?? []).map((row) => [row.id, row]));
    sewer = longestFall(lines.filter((row) => row['sub_class'] === 'WS'));
  }, 120_000);
  const number = (row: Row | undefined, field: string): number => Number(row?.[field]);
  const pathOf = (row: Row) =>
    (row['geom'] as unknown as { coordinates: [number, number, number][] }).coordinates;
  const asPipe = (row: Row): RunPipe & OtherPipe => ({
    id: row.id,
    class: String(row['class']),
    subClass: String(row['sub_class']),
    material: String(row['material']),
    path: pathOf(row),
    widthMm: number(row, 'width_mm'),
    heightMm: row['height_mm'] === null ? null : number(row, 'height_mm'),
    wallMm: number(row, 'wall_mm'),
    startDepthMetres: number(row, 'start_depth_metres'),
    endDepthMetres: number(row, 'end_depth_metres'),
    elevationReference: String(row['elevation_reference']),
    isReversed: row['flow_direction'] === -1,
    flowDirection: number(row, 'flow_direction'),
    startPoint: String(row['start_point']),
    endPoint: String(row['end_point']),
  });
  const ends = (row: Row): [string, string] => {
    const [a, b] = [String(row['start_point']), String(row['end_point'])];
    return row['flow_direction'] === -1 ? [b, a] : [a, b];
  };

  it('agrees with the survey: levels, lengths, slopes, and every pipe that crosses it by plane geometry', () => {
    expect(sewer.length).toBeGreaterThan(8);
    const names = [ends(sewer[0] as Row)[0], ...sewer.map((row) => ends(row)[1])];
    const section = longitudinalSection(
      sewer.map(asPipe),
      names.map((id) => {
        const row = points.get(id);
        return well(id, {
          groundMetres: number(row, 'ground_elevation_metres'),
          depthMetres: number(row, 'depth_metres'),
        });
      }),
      lines.map(asPipe),
    );
    let chainage = 0;
    for (const [index, row] of sewer.entries()) {
      const [start, end] = ['start_elevation_metres', 'end_elevation_metres'].map((field) =>
        number(row, field),
      );
      const fall = Math.abs((start ?? 0) - (end ?? 0));
      const pipe = section.pipes[index];
      expect(pipe?.slopePerMille, row.id).toBeCloseTo((fall / number(row, 'length_metres')) * 1000, 1);
      // The lengths of the demo are those of its own plane, to 1 in 10 000.
      expect(Math.abs((section.stations[index]?.chainageMetres ?? 0) - chainage)).toBeLessThan(
        0.001 + chainage / 10_000,
      );
      const upper = row['flow_direction'] === -1 ? end : start;
      expect(section.stations[index]?.leavingInvertMetres).toBeCloseTo(upper ?? Number.NaN, 3);
      expect(section.stations[index]?.groundMetres).toBe(
        number(points.get(names[index]), 'ground_elevation_metres'),
      );
      chainage += number(row, 'length_metres');
    }
    expect(section.doubts.map(({ code }) => code)).toEqual(['ground-between-points']);

    const wanted = new Set(
      lines
        .filter((row) => !sewer.includes(row) && !ends(row).some((id) => names.includes(id)))
        .filter((row) => sewer.some((piece) => cross(pathOf(piece), pathOf(row))))
        .map(({ id }) => id),
    );
    expect(wanted.size).toBeGreaterThan(5);
    const found = section.crossings.filter(({ relation }) => relation !== 'joins');
    expect(new Set(found.map(({ id }) => id))).toEqual(wanted);
    // Nothing of the demo lies in the place of a main of sewage.
    expect(found.filter(({ relation }) => relation === 'level' || relation === 'unknown')).toEqual([]);
  });

  /** From the point without an inflow from which most pipes follow each other. */
  function longestFall(drains: readonly Row[]): Row[] {
    const leaving = Map.groupBy(drains, (row) => ends(row)[0]);
    let best: Row[] = [];
    for (const row of drains) {
      const run = [row];
      for (;;) {
        const next = leaving.get(ends(run.at(-1) as Row)[1])?.[0];
        if (!next || run.includes(next)) break;
        run.push(next);
      }
      if (run.length > best.length) best = run;
    }
    return best;
  }
});

/** By the side of each line on which the other's ends lie. */
function cross(a: readonly (readonly number[])[], b: readonly (readonly number[])[]): boolean {
  const side = (p: readonly number[], q: readonly number[], r: readonly number[]): number =>
    Math.sign(
      ((q[0] ?? 0) - (p[0] ?? 0)) * ((r[1] ?? 0) - (p[1] ?? 0)) -
        ((q[1] ?? 0) - (p[1] ?? 0)) * ((r[0] ?? 0) - (p[0] ?? 0)),
    );
  const [p, q, r, s] = [a[0] ?? [], a[1] ?? [], b[0] ?? [], b[1] ?? []];
  return side(p, q, r) !== side(p, q, s) && side(r, s, p) !== side(r, s, q);
}
