/** Holds the demo's pipes against the limits by brute force: every pair, by plane geometry of its own. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Row } from '../../demo/district.ts';
import { localMetres, type Point } from '../../demo/frame.ts';
import { makeDistrict } from '../../demo/make-district.ts';
import { unbend } from '../../demo/bend.ts';
import { riverHalfWidth, riverU, waterV } from '../../demo/coast.ts';
import { ringsOf } from '../../demo/polygon.ts';
import {
  HORIZONTAL_CLEARANCES,
  VERTICAL_CLEARANCES,
  type ClearanceLimit,
  type Side,
} from './clearance-limits.ts';
import { PIPE_CLASSES } from './codes.ts';
import { PLANTED_VIOLATIONS } from './demo.ts';
import { COVER_LIMITS } from './limits.ts';

type Segment = {
  readonly row: Row;
  readonly sub: string;
  readonly party: Side;
  readonly a: Point;
  readonly b: Point;
  readonly za: number;
  readonly zb: number;
  readonly halfWide: number;
  readonly halfHigh: number;
};
type Violation = {
  readonly rule: string;
  readonly sub: string;
  readonly other: string;
  readonly road: string;
  readonly metres: number;
  readonly id: string;
};

const PARTIES: Readonly<Record<string, Side['party']>> = {
  JS: 'water',
  PS: 'drain',
  RQ: 'gas',
  RL: 'heat',
  DL: 'power',
  TX: 'telecom',
  QT: 'trench',
  GY: 'any',
};
/** Two pipes run beside each other when they differ less in direction. */
const BESIDE = Math.cos((20 * Math.PI) / 180);
const CELL_METRES = 60;
const SLACK_METRES = 0.005;

describe('the pipes of the demo district', () => {
  let tables: Readonly<Record<string, readonly Row[]>>;
  let segments: Segment[];
  beforeAll(async () => {
    ({ tables } = await makeDistrict());
    segments = (tables['pipe_line'] ?? []).map(segmentOf);
  }, 120_000);
  const rowsOf = (table: string): readonly Row[] => tables[table] ?? [];

  it('are of all eight classes and at least 60 km', () => {
    expect(new Set(segments.map(({ row }) => row['class']))).toEqual(new Set(Object.keys(PIPE_CLASSES)));
    expect(segments.reduce((sum, { row }) => sum + Number(row['length_metres']), 0)).toBeGreaterThan(60_000);
  });

  it('have manholes, valves, hydrants, connections with their meters, grates and outfalls', () => {
    const counts = new Map<string, number>();
    for (const row of rowsOf('pipe_point'))
      counts.set(String(row['appurtenance']), (counts.get(String(row['appurtenance'])) ?? 0) + 1);
    for (const [kind, least] of [
      ['manhole', 1000],
      ['valve', 80],
      ['valve-well', 80],
      ['hydrant', 200],
      ['meter-well', 80],
      ['gas-regulator', 60],
      ['septic-tank', 120],
      ['rain-grate', 1000],
      ['ring-main-unit', 40],
      ['junction-box', 60],
      ['outfall', 10],
    ] as const) {
      expect(counts.get(kind) ?? 0, kind).toBeGreaterThanOrEqual(least);
    }
  });

  it('end at points of their own class that lie where the line ends', () => {
    const points = new Map(rowsOf('pipe_point').map((row) => [row.id, row]));
    expect(points.size).toBe(rowsOf('pipe_point').length);
    for (const { row, a, b } of segments) {
      for (const [end, at] of [
        ['start', a],
        ['end', b],
      ] as const) {
        const point = points.get(String(row[`${end}_point`]));
        expect(point?.['class']).toBe(row['class']);
        const [x, y] = positionOf(point);
        expect(Math.hypot(x - at[0], y - at[1])).toBeLessThan(0.002);
      }
    }
  });

  it.each([
    { of: 'water', class: 'JS', appurtenance: 'pump-station', stations: 2 },
    { of: 'gas', class: 'RQ', appurtenance: 'regulator-station', stations: 1 },
  ])('bring $of to every pipe of its class from where it comes into the district', (supply) => {
    const reached = new Set(
      rowsOf('pipe_point')
        .filter((row) => row['class'] === supply.class && row['appurtenance'] === supply.appurtenance)
        .map(({ id }) => id),
    );
    expect(reached.size).toBe(supply.stations);
    let left = rowsOf('pipe_line').filter((row) => row['class'] === supply.class);
    for (let before = -1; before !== left.length;) {
      before = left.length;
      left = left.filter((row) => {
        const ends = [String(row['start_point']), String(row['end_point'])];
        if (!ends.some((end) => reached.has(end))) return true;
        for (const end of ends) reached.add(end);
        return false;
      });
    }
    expect(left.map(({ id }) => id)).toEqual([]);
  });

  it('fall towards an outlet everywhere, when they are sewers', () => {
    const down = new Map<string, string[]>();
    for (const { row, sub } of segments) {
      if (sub !== 'YS' && sub !== 'WS') continue;
      const [start, end] = [Number(row['start_elevation_metres']), Number(row['end_elevation_metres'])];
      expect(Math.abs(start - end), row.id).toBeGreaterThan(0);
      expect(row['flow_direction']).toBe(end < start ? 1 : -1);
      const [from, to] =
        end < start ? [row['start_point'], row['end_point']] : [row['end_point'], row['start_point']];
      down.set(String(from), [...(down.get(String(from)) ?? []), String(to)]);
    }
    // Follow each manhole down: it must not end but at an outlet. Rain has its outfalls, sewage one way to the works.
    const ends = new Set<string>();
    for (const first of down.keys()) {
      let here = first;
      for (let next = down.get(here)?.[0]; next !== undefined; next = down.get(here)?.[0]) here = next;
      ends.add(here);
    }
    const appurtenances = new Map(rowsOf('pipe_point').map((row) => [row.id, row['appurtenance']]));
    const sewage = [...ends].filter((id) => id.startsWith('WS'));
    expect(sewage).toHaveLength(1);
    for (const id of ends) if (id.startsWith('YS')) expect(appurtenances.get(id), id).toBe('outfall');
  });

  it('keep their distances and covers, but for the planted violations, and each of these is found', () => {
    const found = [...beside(segments), ...crossing(segments), ...covered(segments, rowsOf('pipe_point'))];
    const unplanned = found.filter(
      (violation) => !PLANTED_VIOLATIONS.some((planted) => isThe(planted, violation)),
    );
    expect(summary(unplanned)).toEqual([]);
    for (const planted of PLANTED_VIOLATIONS)
      expect(
        found.some((violation) => isThe(planted, violation)),
        JSON.stringify(planted),
      ).toBe(true);
  }, 120_000);

  it('keep off buildings, trunks and lamp poles', () => {
    const found = [
      ...fromBuildings(segments, rowsOf('building')),
      ...fromPoints(segments, rowsOf('tree'), (row) => (row['form'] === 'shrub' ? 'shrub' : 'tree')),
      ...fromPoints(segments, rowsOf('lamp'), () => 'pole'),
    ];
    // A main that was laid wrongly on purpose may come near to more than it was meant to.
    const shifted = PLANTED_VIOLATIONS.filter(({ rule }) => rule === 'horizontal');
    expect(
      summary(
        found.filter(
          ({ sub, road }) => !shifted.some((planted) => planted.sub === sub && planted.road === road),
        ),
      ),
    ).toEqual([]);
  }, 120_000);

  it('reach the water at outfalls only: what lies in the river crosses it on a bridge’s line', () => {
    const wet = rowsOf('pipe_point').filter((row) => {
      const [u, v] = unbend(positionOf(row));
      return (
        (Math.abs(u - riverU(v)) < riverHalfWidth(v) - 1 || v > waterV(u)) &&
        row['appurtenance'] !== 'outfall'
      );
    });
    const roads = rowsOf('road').flatMap((row) =>
      row.geom.type === 'LineString'
        ? [
            {
              name: row['name'],
              line: row.geom.coordinates.map(([lon = 0, lat = 0]) => localMetres(lon, lat)),
            },
          ]
        : [],
    );
    for (const row of wet) {
      const at = positionOf(row);
      const road = roads.find(({ name }) => name === row['road_name']);
      expect(
        Math.min(...(road?.line ?? []).map(([x, y]) => Math.hypot(x - at[0], y - at[1]))),
        row.id,
      ).toBeLessThan(35);
    }
  });
});

function segmentOf(row: Row): Segment {
  if (row.geom.type !== 'LineString') throw new Error(`${row.id} is no line`);
  const [[lonA = 0, latA = 0, za = 0] = [], [lonB = 0, latB = 0, zb = 0] = []] = row.geom.coordinates;
  const party = PARTIES[String(row['class'])];
  if (!party) throw new Error(`${row.id} is of class ${String(row['class'])}`);
  const laying =
    row['laying'] === 'GK'
      ? { laid: 'duct' as const }
      : row['laying'] === 'ZM'
        ? { laid: 'direct' as const }
        : {};
  const width = Number(row['width_mm']);
  const wall = Number(row['wall_mm'] ?? 0);
  return {
    row,
    sub: String(row['sub_class']),
    party: { party, ...laying },
    a: localMetres(lonA, latA),
    b: localMetres(lonB, latB),
    za,
    zb,
    halfWide: width / 2000 + wall / 1000,
    halfHigh: Number(row['height_mm'] ?? width) / 2000 + wall / 1000,
  };
}

/** Whether a side of a limit holds for a pipe: what it does not name holds for all. */
function holds(side: Side, { row, party }: Segment): boolean {
  if (side.party !== party.party) return false;
  const width = Number(row['width_mm']);
  if (side.upToMm !== undefined && width > side.upToMm) return false;
  if (side.aboveMm !== undefined && width <= side.aboveMm) return false;
  if (side.pressure && !side.pressure.some((pressure) => pressure === row['pressure_class'])) return false;
  if (side.laid && side.laid !== party.laid) return false;
  if (side.material && side.material !== row['material']) return false;
  if (side.heatMedium && row['sub_class'] !== 'ZQ') return false;
  // All cables of the demo are of 10 kV.
  return side.fromKv === undefined && side.aboveKv === undefined;
}

/** The least clearance of the most exact row that holds for two pipes. */
function leastBetween(
  table: readonly ClearanceLimit[],
  one: Segment,
  two: Segment,
  isOrdered: boolean,
): number | undefined {
  const rows = table.filter(
    ({ sides: [a, b] }) => (holds(a, one) && holds(b, two)) || (!isOrdered && holds(a, two) && holds(b, one)),
  );
  const conditions = ({ sides }: ClearanceLimit): number =>
    sides.reduce((sum, side) => sum + Object.keys(side).length, 0);
  return rows.toSorted((a, b) => conditions(b) - conditions(a))[0]?.least.value;
}

function beside(all: readonly Segment[]): Violation[] {
  return pairs(all).flatMap(([one, two]): Violation[] => {
    const least = leastBetween(HORIZONTAL_CLEARANCES, one, two, false);
    if (least === undefined || cross(one, two) || Math.abs(cosine(one, two)) < BESIDE) return [];
    const clear = gap(one, two) - one.halfWide - two.halfWide;
    return clear < least - SLACK_METRES ? [violation('horizontal', one, two, clear)] : [];
  });
}

function crossing(all: readonly Segment[]): Violation[] {
  return pairs(all).flatMap(([one, two]): Violation[] => {
    const at = cross(one, two);
    if (!at) return [];
    const [z1, z2] = [one.za + (one.zb - one.za) * at.s, two.za + (two.zb - two.za) * at.t];
    const [upper, lower] = z1 > z2 ? [one, two] : [two, one];
    const clear = Math.abs(z1 - z2) - one.halfHigh - two.halfHigh;
    return clear < (leastBetween(VERTICAL_CLEARANCES, upper, lower, true) ?? 0) - SLACK_METRES
      ? [violation('vertical', upper, lower, clear)]
      : [];
  });
}

/** As if all of a street were carriageway, which asks for most; a pipe that opens to the water comes to light there. */
function covered(all: readonly Segment[], points: readonly Row[]): Violation[] {
  const outfalls = new Set(points.filter((row) => row['appurtenance'] === 'outfall').map((row) => row.id));
  return all
    .filter(({ row }) => !outfalls.has(String(row['end_point'])))
    .flatMap((segment): Violation[] => {
      const { party, laid } = segment.party;
      const pipe = party === 'power' || party === 'heat' ? `${party}-${laid}` : party;
      const least =
        COVER_LIMITS.find((limit) => limit.pipe === pipe && limit.under === 'carriageway')?.least.value ?? 0;
      const isGravity = segment.row['elevation_reference'] === 'invert';
      const below = isGravity ? 2 * segment.halfHigh - Number(segment.row['wall_mm']) / 1000 : 0;
      const cover =
        Math.min(Number(segment.row['start_depth_metres']), Number(segment.row['end_depth_metres'])) - below;
      return cover < least - SLACK_METRES ? [violation('cover', segment, undefined, cover)] : [];
    });
}

function fromBuildings(all: readonly Segment[], buildings: readonly Row[]): Violation[] {
  const walls = buildings.flatMap((row) =>
    ringsOf(row.geom).flatMap((ring) =>
      ring.map((a, index): Segment => {
        const b = ring[(index + 1) % ring.length] ?? a;
        return {
          row,
          sub: 'building',
          party: { party: 'building' },
          a,
          b,
          za: 0,
          zb: 0,
          halfWide: 0,
          halfHigh: 0,
        };
      }),
    ),
  );
  return near(all, walls);
}

function fromPoints(
  all: readonly Segment[],
  rows: readonly Row[],
  partyOf: (row: Row) => Side['party'],
): Violation[] {
  return near(
    all,
    rows.map((row): Segment => {
      const at = positionOf(row);
      return {
        row,
        sub: partyOf(row),
        party: { party: partyOf(row) },
        a: at,
        b: [at[0] + 1e-6, at[1]],
        za: 0,
        zb: 0,
        halfWide: 0,
        halfHigh: 0,
      };
    }),
  );
}

/** Pipes too near to other things. */
function near(all: readonly Segment[], things: readonly Segment[]): Violation[] {
  const cells = indexOf(things);
  return all.flatMap((pipe) => {
    const candidates = new Set(cellsOf(pipe, 4).flatMap((cell) => cells.get(cell) ?? []));
    return [...candidates].flatMap((thing): Violation[] => {
      const least = leastBetween(HORIZONTAL_CLEARANCES, pipe, thing, false);
      if (least === undefined) return [];
      const clear = gap(pipe, thing) - pipe.halfWide;
      return clear < least - SLACK_METRES ? [violation('near', pipe, thing, clear)] : [];
    });
  });
}

/** Every two segments within reach of each other that share no point. */
function pairs(all: readonly Segment[]): [Segment, Segment][] {
  const cells = indexOf(all);
  const place = new Map(all.map((segment, index) => [segment, index]));
  const found: [Segment, Segment][] = [];
  all.forEach((one, index) => {
    for (const two of new Set(cellsOf(one, 4).flatMap((cell) => cells.get(cell) ?? []))) {
      if ((place.get(two) ?? 0) <= index) continue;
      const ends = [two.row['start_point'], two.row['end_point']];
      if (!ends.includes(one.row['start_point']) && !ends.includes(one.row['end_point']))
        found.push([one, two]);
    }
  });
  return found;
}

function indexOf(all: readonly Segment[]): Map<string, Segment[]> {
  const cells = new Map<string, Segment[]>();
  for (const segment of all)
    for (const cell of cellsOf(segment, 0)) cells.set(cell, [...(cells.get(cell) ?? []), segment]);
  return cells;
}

function cellsOf({ a, b }: Segment, reach: number): string[] {
  const cell = (value: number): number => Math.floor(value / CELL_METRES);
  const keys: string[] = [];
  for (let x = cell(Math.min(a[0], b[0]) - reach); x <= cell(Math.max(a[0], b[0]) + reach); x++) {
    for (let y = cell(Math.min(a[1], b[1]) - reach); y <= cell(Math.max(a[1], b[1]) + reach); y++)
      keys.push(`${x},${y}`);
  }
  return keys;
}

function cosine({ a, b }: Segment, { a: c, b: d }: Segment): number {
  const [ux, uy, vx, vy] = [b[0] - a[0], b[1] - a[1], d[0] - c[0], d[1] - c[1]];
  return (ux * vx + uy * vy) / (Math.hypot(ux, uy) * Math.hypot(vx, vy));
}

function cross({ a, b }: Segment, { a: c, b: d }: Segment): { s: number; t: number } | undefined {
  const denominator = (b[0] - a[0]) * (d[1] - c[1]) - (b[1] - a[1]) * (d[0] - c[0]);
  if (Math.abs(denominator) < 1e-9) return undefined;
  const s = ((c[0] - a[0]) * (d[1] - c[1]) - (c[1] - a[1]) * (d[0] - c[0])) / denominator;
  const t = ((c[0] - a[0]) * (b[1] - a[1]) - (c[1] - a[1]) * (b[0] - a[0])) / denominator;
  return s >= 0 && s <= 1 && t >= 0 && t <= 1 ? { s, t } : undefined;
}

/** Plan distance of the axes of two segments that do not cross. */
function gap(one: Segment, two: Segment): number {
  if (cross(one, two)) return 0;
  const toSegment = ([x, y]: Point, { a, b }: Segment): number => {
    const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
    const share = Math.max(0, Math.min(1, ((x - a[0]) * dx + (y - a[1]) * dy) / (dx * dx + dy * dy)));
    return Math.hypot(x - a[0] - share * dx, y - a[1] - share * dy);
  };
  return Math.min(toSegment(one.a, two), toSegment(one.b, two), toSegment(two.a, one), toSegment(two.b, one));
}

function positionOf(row: Row | undefined): Point {
  if (row?.geom.type !== 'Point') throw new Error(`${String(row?.id)} is no point`);
  const [longitude = 0, latitude = 0] = row.geom.coordinates;
  return localMetres(longitude, latitude);
}

function violation(rule: string, one: Segment, two: Segment | undefined, metres: number): Violation {
  return {
    rule,
    sub: one.sub,
    other: two?.sub ?? '',
    road: String(one.row['road_name']),
    metres: Math.round(metres * 100) / 100,
    id: `${one.row.id} ${two?.row.id ?? ''}`,
  };
}

function isThe(planted: (typeof PLANTED_VIOLATIONS)[number], { rule, sub, other, road }: Violation): boolean {
  if (planted.rule !== rule || planted.road !== road) return false;
  return planted.rule === 'cover'
    ? sub === planted.sub
    : [sub, other].toSorted().join() === [planted.sub, planted.against].toSorted().join();
}

/** One line for each kind, with its number, its worst and an example. */
function summary(violations: readonly Violation[]): string[] {
  return [
    ...Map.groupBy(
      violations,
      ({ rule, sub, other, road }) => `${rule} ${sub} ${other} ${violations.length < 200 ? road : ''}`,
    ),
  ].map(([key, members]) => {
    const worst = members.toSorted((a, b) => a.metres - b.metres)[0];
    return `${key}: ${members.length}, ${worst?.metres} m at ${worst?.id}`;
  });
}
