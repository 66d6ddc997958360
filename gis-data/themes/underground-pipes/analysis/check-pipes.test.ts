import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Row } from '../../../demo/district.ts';
import { localMetres, lonLat } from '../../../demo/frame.ts';
import { makeDistrict } from '../../../demo/make-district.ts';
import { PLANTED_VIOLATIONS } from '../demo.ts';
import { PipeCheck, type PipeFinding, type SurveyedPipe } from './check-pipes.ts';
import { horizontalLimit } from './clearance-rules.ts';

const PLAIN: Omit<SurveyedPipe, 'id' | 'path'> = {
  class: 'JS',
  subClass: 'JP',
  startPoint: null,
  endPoint: null,
  widthMm: 200,
  heightMm: null,
  wallMm: 0,
  material: 'QM',
  laying: 'ZM',
  pressureClass: null,
  voltageKv: null,
  lengthMetres: 50,
  startDepthMetres: 2,
  endDepthMetres: 2,
  startElevationMetres: null,
  endElevationMetres: null,
  elevationReference: 'top',
  flowDirection: null,
  startAppurtenance: null,
  endAppurtenance: null,
};

/** Metres of the district's frame. */
function pipe(
  id: string,
  from: readonly [number, number, number],
  to: readonly [number, number, number],
  more: Partial<SurveyedPipe> = {},
): SurveyedPipe {
  const place = ([x, y, z]: readonly [number, number, number]) => [...lonLat([x, y]), z] as const;
  return { ...PLAIN, id, path: [place(from), place(to)], ...more };
}

const reportOn = (...pipes: readonly SurveyedPipe[]) => new PipeCheck(pipes).report(pipes);

describe('a check of pipes', () => {
  it('measures beside each other from wall to wall, and cites the row of the table', () => {
    const water = pipe('water', [100, 100, 0], [150, 100, 0], { widthMm: 300, wallMm: 10 });
    const sewer = pipe('sewer', [100, 101.5, -2], [150, 101.5, -2], {
      class: 'PS',
      subClass: 'WS',
      widthMm: 400,
      wallMm: 50,
      startDepthMetres: 3,
      endDepthMetres: 3,
    });
    const { findings } = reportOn(water, sewer);
    expect(
      findings.map(({ rule, severity, limit, yields }) => [rule, severity, limit?.value, yields]),
    ).toEqual([['horizontal', 'violation', 1.5, 'water']]);
    // 1.5 m between the axes less 0.16 and 0.25 m.
    expect(findings[0]?.measured).toBeCloseTo(1.09, 3);
    const [from, to] = [findings[0]?.from, findings[0]?.to];
    const [ax, ay] = localMetres(from?.[0] ?? 0, from?.[1] ?? 0);
    const [bx, by] = localMetres(to?.[0] ?? 0, to?.[1] ?? 0);
    expect(Math.hypot(bx - ax, by - ay)).toBeCloseTo(1.09, 3);
  });

  it('measures across each other where they cross, on slopes too, and tells a collision from a small gap', () => {
    const upper = pipe('upper', [100, 100, 0], [150, 100, 1], { class: 'DL', subClass: 'GD', laying: 'ZM' });
    const lower = pipe('lower', [125, 80, -0.4], [125, 120, -0.4], {
      startDepthMetres: 3,
      endDepthMetres: 3,
    });
    const crossing = reportOn(upper, lower);
    expect(crossing.findings.map(({ rule, severity, limit }) => [rule, severity, limit?.value])).toEqual([]);
    const raised = { ...lower, path: lower.path.map(([lon, lat]) => [lon, lat, 0.1] as const) };
    const [near] = reportOn(upper, raised).findings;
    // Axes at 0.5 and 0.1 m less two radii of 0.1.
    expect([near?.rule, near?.severity, near?.measured.toFixed(3)]).toEqual([
      'vertical',
      'advisory',
      '0.200',
    ]);
    const hit = { ...lower, path: lower.path.map(([lon, lat]) => [lon, lat, 0.45] as const) };
    expect(reportOn(upper, hit).findings.map(({ rule, measured }) => [rule, measured.toFixed(3)])).toEqual([
      ['collision', '-0.150'],
    ]);
  });

  it('asks nothing of pipes that meet in a point', () => {
    expect(
      reportOn(
        pipe('one', [100, 100, 0], [150, 100, 0], { endPoint: 'tee' }),
        pipe('two', [150, 100, 0], [150.2, 150, 0], { startPoint: 'tee' }),
      ).findings,
    ).toEqual([]);
  });

  it('judges cover from the crown: of a sewer that is measured at its invert, too', () => {
    const sewer = (depth: number): SurveyedPipe =>
      pipe('sewer', [100, 100, 0], [150, 100, -1], {
        class: 'PS',
        subClass: 'WS',
        widthMm: 400,
        wallMm: 50,
        elevationReference: 'invert',
        startDepthMetres: depth,
        endDepthMetres: depth + 1,
      });
    // 0.45 m of pipe lies above the invert.
    expect(reportOn(sewer(1.2)).findings).toEqual([]);
    expect(reportOn(sewer(1.1)).findings.map(({ severity, onlyUnder }) => [severity, onlyUnder])).toEqual([
      ['advisory', 'carriageway'],
    ]);
    const [shallow] = reportOn(sewer(1)).findings;
    expect([shallow?.severity, shallow?.measured.toFixed(2), shallow?.limit?.value]).toEqual([
      'violation',
      '0.55',
      0.6,
    ]);
  });

  it('judges the slope, size and manholes of drains', () => {
    const drain = (more: Partial<SurveyedPipe>): SurveyedPipe =>
      pipe('drain', [100, 100, 0], [150, 100, -1], {
        class: 'PS',
        subClass: 'YS',
        material: 'T',
        startDepthMetres: 3,
        endDepthMetres: 3,
        startElevationMetres: 1,
        flowDirection: 1,
        ...more,
      });
    const rules = (more: Partial<SurveyedPipe>) => reportOn(drain(more)).findings.map(({ rule }) => rule);
    expect(rules({ widthMm: 300, endElevationMetres: 0.8 })).toEqual([]);
    expect(rules({ widthMm: 300, endElevationMetres: 0.9 })).toEqual(['slope']);
    expect(rules({ widthMm: 300, endElevationMetres: 1.2 })).toEqual(['slope']);
    expect(rules({ widthMm: 250 })).toEqual(['diameter']);
    expect(rules({ widthMm: 200, endElevationMetres: 0.4, startAppurtenance: 'rain-grate' })).toEqual([]);
    const wells = { startAppurtenance: 'manhole', endAppurtenance: 'manhole' };
    expect(rules({ widthMm: 400, lengthMetres: 76, ...wells })).toEqual(['manhole-spacing']);
  });

  it('survives what a survey lacks, and names it', () => {
    const bare = pipe('bare', [100, 100, Number.NaN], [150, 100, Number.NaN], {
      class: 'RQ',
      widthMm: null,
      startDepthMetres: null,
      endDepthMetres: null,
    });
    const { findings, doubts } = reportOn(bare, { ...bare, id: 'point', path: bare.path.slice(1) });
    expect(findings).toEqual([]);
    expect(doubts.map(({ code }) => code)).toEqual([
      'pipe-without-diameter',
      'pipe-without-level',
      'pipe-without-depth',
      'gas-pressure-unknown',
      'pipe-without-path',
    ]);
  });

  it('finds the pairs and the distances that measuring every pair in the plane of a grid finds', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            x: fc.double({ min: 0, max: 40, noNaN: true }),
            y: fc.double({ min: 0, max: 40, noNaN: true }),
            angle: fc.double({ min: -0.3, max: 0.3, noNaN: true }),
            length: fc.double({ min: 1, max: 60, noNaN: true }),
            kind: fc.constantFrom(
              { class: 'JS', subClass: 'JP', widthMm: 300 },
              { class: 'PS', subClass: 'WS', widthMm: 600 },
              { class: 'RQ', subClass: 'TR', widthMm: 110, pressureClass: 'MB' },
            ),
          }),
          { minLength: 2, maxLength: 12 },
        ),
        (drafts) => {
          const pipes = drafts.map(({ x, y, angle, length, kind }, index) =>
            pipe(
              `p${index}`,
              [x, y, -3 * index],
              [x + length * Math.cos(angle), y + length * Math.sin(angle), -3 * index],
              { ...kind, startDepthMetres: 9, endDepthMetres: 9 },
            ),
          );
          const found = reportOn(...pipes).findings.filter(({ rule }) => rule === 'horizontal');
          const expected = pairsOf(pipes);
          // Within a millimetre of the limit, and where axes touch and may as well cross, either answer is right.
          for (const [key, { axis, clear, least }] of expected) {
            const mine = found.find(({ pipe: one, other }) => `${one} ${other}` === key);
            if (axis < 0.001 || Math.abs(clear - (least - 0.005)) < 0.001) continue;
            expect(mine !== undefined, key).toBe(clear < least - 0.005);
            if (mine) expect(Math.abs(mine.measured - clear)).toBeLessThan(0.001);
          }
          const others = found.filter(({ pipe: one, other }) => !expected.has(`${one} ${other}`));
          const halves = (id?: string): number => (pipes.find((one) => one.id === id)?.widthMm ?? 0) / 2000;
          for (const { pipe: one, other, measured } of others)
            expect(measured + halves(one) + halves(other)).toBeLessThan(0.001);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('the pipes of the demo district', () => {
  let findings: readonly PipeFinding[];
  let roadOf: ReadonlyMap<string, string>;
  let pipes: readonly SurveyedPipe[];
  beforeAll(async () => {
    const { tables } = await makeDistrict();
    const points = new Map((tables['pipe_point'] ?? []).map((row) => [row.id, row]));
    pipes = (tables['pipe_line'] ?? []).map((row) => surveyed(row, points));
    roadOf = new Map((tables['pipe_line'] ?? []).map((row) => [row.id, String(row['road_name'])]));
    findings = new PipeCheck(pipes).report(pipes).findings;
  }, 120_000);

  it('show every planted violation, and nothing else', () => {
    const subOf = (id: string | undefined): string => pipes.find((one) => one.id === id)?.subClass ?? '';
    const isThe = (planted: (typeof PLANTED_VIOLATIONS)[number], finding: PipeFinding): boolean => {
      const pair = [subOf(finding.pipe), subOf(finding.other)];
      return (
        planted.rule === finding.rule &&
        roadOf.get(finding.pipe) === planted.road &&
        (planted.rule === 'cover'
          ? pair[0] === planted.sub
          : pair.toSorted().join() === [planted.sub, planted.against].toSorted().join())
      );
    };
    const others = findings.filter((one) => !PLANTED_VIOLATIONS.some((planted) => isThe(planted, one)));
    expect(
      others
        .slice(0, 12)
        .map(({ rule, pipe: id, other, measured, limit }) => [rule, id, other, measured, limit?.value]),
    ).toEqual([]);
    for (const planted of PLANTED_VIOLATIONS)
      expect(
        findings.some((one) => isThe(planted, one)),
        JSON.stringify(planted),
      ).toBe(true);
  });
});

/** Every pair beside each other and its clearance, by points along both in the projected grid. */
function pairsOf(
  pipes: readonly SurveyedPipe[],
): Map<string, { axis: number; clear: number; least: number }> {
  const ends = pipes.map(({ path }) => path.map(([lon, lat]) => localMetres(lon, lat)));
  const found = new Map<string, { axis: number; clear: number; least: number }>();
  for (const [i, one] of pipes.entries()) {
    for (const [j, two] of pipes.entries()) {
      if (one.id >= two.id) continue;
      const [[a, b], [c, d]] = [ends[i] ?? [], ends[j] ?? []];
      const least = horizontalLimit(one, two)?.least.value;
      if (!a || !b || !c || !d || least === undefined) continue;
      const turn = Math.atan2(b[1] - a[1], b[0] - a[0]) - Math.atan2(d[1] - c[1], d[0] - c[0]);
      if (Math.abs(Math.cos(turn)) < Math.cos((20 * Math.PI) / 180)) continue;
      const side = (p: readonly number[], q: readonly number[], r: readonly number[]): number =>
        Math.sign(
          ((q[0] ?? 0) - (p[0] ?? 0)) * ((r[1] ?? 0) - (p[1] ?? 0)) -
            ((q[1] ?? 0) - (p[1] ?? 0)) * ((r[0] ?? 0) - (p[0] ?? 0)),
        );
      if (side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b)) continue;
      const to = (p: readonly number[], q: readonly number[], r: readonly number[]): number => {
        const [dx, dy] = [(r[0] ?? 0) - (q[0] ?? 0), (r[1] ?? 0) - (q[1] ?? 0)];
        const share =
          (((p[0] ?? 0) - (q[0] ?? 0)) * dx + ((p[1] ?? 0) - (q[1] ?? 0)) * dy) / (dx * dx + dy * dy);
        const at = Math.max(0, Math.min(1, share));
        return Math.hypot((p[0] ?? 0) - (q[0] ?? 0) - at * dx, (p[1] ?? 0) - (q[1] ?? 0) - at * dy);
      };
      const axis = Math.min(to(a, c, d), to(b, c, d), to(c, a, b), to(d, a, b));
      const clear = axis - ((one.widthMm ?? 0) + (two.widthMm ?? 0)) / 2000;
      found.set(`${one.id} ${two.id}`, { axis, clear, least });
    }
  }
  return found;
}

function surveyed(row: Row, points: ReadonlyMap<string, Row>): SurveyedPipe {
  if (row.geom.type !== 'LineString') throw new Error(`${row.id} is no line`);
  const text = (name: string): string | null => (typeof row[name] === 'string' ? row[name] : null);
  const number = (name: string): number | null => (typeof row[name] === 'number' ? row[name] : null);
  const appurtenance = (id: string | null): string | null => {
    const value = points.get(id ?? '')?.['appurtenance'];
    return typeof value === 'string' ? value : null;
  };
  return {
    id: row.id,
    class: String(row['class']),
    subClass: text('sub_class'),
    startPoint: text('start_point'),
    endPoint: text('end_point'),
    path: row.geom.coordinates.map(([lon = 0, lat = 0, z = 0]) => [lon, lat, z] as const),
    widthMm: number('width_mm'),
    heightMm: number('height_mm'),
    wallMm: number('wall_mm'),
    material: text('material'),
    laying: text('laying'),
    pressureClass: text('pressure_class'),
    voltageKv: null,
    lengthMetres: Number(row['length_metres']),
    startDepthMetres: number('start_depth_metres'),
    endDepthMetres: number('end_depth_metres'),
    startElevationMetres: number('start_elevation_metres'),
    endElevationMetres: number('end_elevation_metres'),
    elevationReference: text('elevation_reference'),
    flowDirection: number('flow_direction'),
    startAppurtenance: appurtenance(text('start_point')),
    endAppurtenance: appurtenance(text('end_point')),
  };
}
