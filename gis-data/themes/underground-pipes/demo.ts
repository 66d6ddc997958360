/**
 * Pipes of the district under its streets: every class in its lane of the cross section and its layer of depth, joined
 * where streets cross. Rain falls to the river and the sea, sewage along the seaside road to the water reclamation
 * plant; every sewer falls from manhole to manhole. Connections to the blocks are laid by `serviceLines`.
 */
import type { Demo } from '../../demo/district.ts';
import type { Point } from '../../demo/frame.ts';
import { elevationAt } from '../../demo/ground.ts';
import { beside, crossings, distance, line, must, parallel } from '../../demo/line.ts';
import { junctions, links, type Junction, type Link, type Street } from '../../demo/plan.ts';
import { millimetres, Survey, type Main, type Run, type SurveyedPoint } from './demo-survey.ts';
import { obstacles } from './obstacles.ts';
import { outfalls, serviceLines, singleLines } from './service-lines.ts';

type PlantedViolation = { readonly sub: Run['sub']; readonly link: string; readonly road: string } & (
  | { readonly rule: 'horizontal'; readonly against: Run['sub']; readonly offsetMetres: number }
  | { readonly rule: 'cover'; readonly coverMetres: number }
);

const WATER = '北岸水务(演示)';
const onStreet =
  (...ids: readonly string[]) =>
  (junction: Junction): boolean =>
    junction.legs.some((leg) => ids.includes(leg.street.id));
const onBoth =
  (one: string, ...others: readonly string[]) =>
  (junction: Junction): boolean =>
    onStreet(one)(junction) && onStreet(...others)(junction);

const RUNS: readonly Run[] = [
  {
    class: 'JS',
    sub: 'JP',
    code: '51041000',
    offset: { expressway: 26.2, arterial: 15.4, secondary: 11.6, branch: 7.2 },
    widthMm: { expressway: 600, arterial: 500, secondary: 300, branch: 200 },
    wallMm: 9,
    coverMetres: 2,
    isGravity: false,
    material: 'QM',
    laying: 'ZM',
    spacingMetres: 60,
    point: 'valve-well',
    supply: { appurtenance: 'pump-station', enters: onBoth('E01', 'N01', 'N12') },
    owner: WATER,
  },
  {
    class: 'RQ',
    sub: 'TR',
    code: '53031000',
    offset: { expressway: -23.4, arterial: -12.6, secondary: -9.8, branch: -6.75 },
    widthMm: { expressway: 300, arterial: 300, secondary: 200, branch: 110 },
    wallMm: 10,
    coverMetres: 1.42,
    isGravity: false,
    pressureClass: 'MB',
    material: 'PE',
    laying: 'ZM',
    spacingMetres: 65,
    point: 'valve',
    supply: { appurtenance: 'regulator-station', enters: onBoth('E10', 'N12') },
    owner: '北岸燃气(演示)',
  },
  {
    class: 'PS',
    sub: 'YS',
    code: '52011000',
    offset: { expressway: 9, arterial: 4.6, secondary: 3.5, branch: 2.1 },
    widthMm: { expressway: 1500, arterial: 1200, secondary: 800, branch: 600 },
    wallMm: 100,
    coverMetres: 2.75,
    isGravity: true,
    gravity: { slope: 0.0012, outlets: onStreet('N09', 'N10', 'E10') },
    material: 'T',
    laying: 'ZM',
    spacingMetres: 40,
    point: 'manhole',
    owner: WATER,
  },
  {
    class: 'PS',
    sub: 'WS',
    code: '52021000',
    offset: { expressway: -9, arterial: -4.6, secondary: -3.5, branch: -2.1 },
    widthMm: { expressway: 800, arterial: 600, secondary: 500, branch: 400 },
    wallMm: 60,
    coverMetres: 2.75,
    isGravity: true,
    gravity: { slope: 0.0011, outlets: onBoth('E10', 'N12') },
    material: 'T',
    laying: 'ZM',
    spacingMetres: 40,
    point: 'manhole',
    owner: WATER,
  },
  {
    class: 'DL',
    sub: 'GD',
    code: '55011000',
    offset: { expressway: 28.2, arterial: 17.5, secondary: 13.2 },
    widthMm: { expressway: 1000, arterial: 1000, secondary: 800, branch: 600 },
    heightMm: 280,
    wallMm: 0,
    coverMetres: 0.5,
    isGravity: false,
    material: 'T',
    laying: 'GK',
    spacingMetres: 70,
    point: 'hand-hole',
    owner: '海口供电(演示)',
  },
  {
    class: 'TX',
    sub: 'XX',
    code: '56031000',
    offset: { expressway: -27.4, arterial: -16.8, secondary: -12.7, branch: -8.4 },
    widthMm: { expressway: 480, arterial: 480, secondary: 360, branch: 240 },
    heightMm: 180,
    wallMm: 0,
    coverMetres: 1.06,
    isGravity: false,
    material: 'PVC',
    laying: 'GK',
    spacingMetres: 72,
    point: 'hand-hole',
    owner: '北岸通信管道(演示)',
  },
];
/** Sewage passes under rain: between the invert of the one and the crown of the other where streets cross. */
const UNDER_RAIN_METRES = 0.45;

/** What a clearance analysis should find in the demo's pipes, and nothing besides: one pipe laid wrongly in one link of a street. */
export const PLANTED_VIOLATIONS: readonly PlantedViolation[] = [
  { sub: 'TR', link: 'N03-4', road: '文澜路', rule: 'horizontal', against: 'WS', offsetMetres: -5.6 },
  { sub: 'JP', link: 'N06-5', road: '望海大道', rule: 'horizontal', against: 'YS', offsetMetres: 6.2 },
  { sub: 'XX', link: 'E07-5', road: '三亚街', rule: 'horizontal', against: 'TR', offsetMetres: -10.5 },
  { sub: 'GD', link: 'E03-3', road: '五指山路', rule: 'horizontal', against: 'JP', offsetMetres: 12.4 },
  { sub: 'TR', link: 'N12-6', road: '迎宾大道', rule: 'cover', coverMetres: 0.42 },
  { sub: 'JP', link: 'N11-3', road: '东岸路', rule: 'cover', coverMetres: 0.5 },
];
/** On both sides of the middle of its link a planted pipe lies wrongly: the junctions are as they should be. */
const PLANTED_SHARE = 0.25;
/** A sewer that another one does not feed begins this far from the junction. */
const HEAD_FROM_JUNCTION_METRES = 14;
const CORNER_REACH_METRES = 45;
const CHORD_STRAYS_METRES = 0.25;

export const demo: Demo = ({ random, made }) => {
  const dice = random('pipes');
  const survey = new Survey();
  const mains: Main[] = [];
  let rain: ReadonlyMap<Junction, Node> = new Map();
  for (const run of RUNS) {
    const nodes = nodesOf(run, rain);
    if (run.sub === 'YS') rain = nodes;
    mains.push(...layRun(run, dice.integer(2011, 2020), nodes, survey));
  }
  const isFree = obstacles([...made('tree'), ...made('lamp')]);
  // A main that was laid wrongly is left to itself, so that it spoils nothing else.
  serviceLines(
    mains.filter(({ link }) => !PLANTED_VIOLATIONS.some((planted) => planted.link === link.id)),
    survey,
    isFree,
  );
  outfalls(mains, survey, isFree);
  singleLines(survey);
  return { tables: { pipe_point: survey.points, pipe_line: survey.lines } };
};

type Node = {
  readonly junction: Junction;
  readonly at: Point;
  readonly ground: number;
  station(street: Street): number;
  point: SurveyedPoint | undefined;
  level: number;
  away: number;
  /** No sewer of the junction lies higher. */
  most: number;
};

function linksOf(run: Run): Link[] {
  return links.filter(
    (link) =>
      run.offset[link.street.class] !== undefined && link.start.legs.length > 1 && link.end.legs.length > 1,
  );
}

function nodesOf(run: Run, rain: ReadonlyMap<Junction, Node>): ReadonlyMap<Junction, Node> {
  const own = linksOf(run);
  const nodes = new Map(
    junctions.flatMap((junction) => {
      const node = nodeAt(run, junction, own);
      return node ? [[junction, node] as const] : [];
    }),
  );
  if (run.sub === 'WS') {
    const deepest = Math.max(...Object.values(run.widthMm)) / 1000 + UNDER_RAIN_METRES;
    for (const [junction, node] of nodes) {
      node.most = (rain.get(junction)?.level ?? Infinity) - deepest;
      node.level = millimetres(Math.min(node.level, node.most));
    }
  }
  if (run.gravity) fall(run, run.gravity.slope, run.gravity.outlets, own, nodes);
  return nodes;
}

function layRun(run: Run, laid: number, nodes: ReadonlyMap<Junction, Node>, survey: Survey): Main[] {
  return linksOf(run).flatMap((link): Main[] => {
    const [start, end] = [nodes.get(link.start), nodes.get(link.end)];
    return start && end
      ? [layLink(run, link, start, end, Math.max(laid, link.street.builtYear), survey)]
      : [];
  });
}

function layLink(run: Run, link: Link, start: Node, end: Node, laidYear: number, survey: Survey): Main {
  const { street } = link;
  const planted = PLANTED_VIOLATIONS.find(
    (violation) => violation.sub === run.sub && violation.link === link.id,
  );
  const regular = must(run.offset[street.class]);
  const [from, to] = [start.station(street), end.station(street)];
  const [high, low] = start.away >= end.away ? [start, end] : [end, start];
  const isHead = run.gravity !== undefined && !feeds(run, high, low, link);
  const stations: number[] = [];
  const steps = Math.max(1, Math.ceil((to - from) / Math.min(run.spacingMetres, spacingInBend(link))));
  for (let step = 0; step <= steps; step++) stations.push(from + ((to - from) * step) / steps);
  // A head manhole stands beside the junction, not in it.
  if (isHead)
    stations[high === start ? 0 : steps] =
      high === start ? from + HEAD_FROM_JUNCTION_METRES : to - HEAD_FROM_JUNCTION_METRES;
  const widthMm = run.widthMm[street.class];
  const [first, last] = [must(stations[0]), must(stations[steps])];
  const isWrong = (station: number): boolean =>
    Math.abs(station - (from + to) / 2) < PLANTED_SHARE * (to - from);
  const atOf = (station: number): Point =>
    beside(
      street.line,
      station,
      planted?.rule === 'horizontal' && isWrong(station) ? planted.offsetMetres : regular,
    );
  const groundAt = (station: number): number => {
    const [x, y] = atOf(station);
    return elevationAt(x, y);
  };
  const headStation = high === start ? first : last;
  const headLevel = isHead ? Math.min(high.most, groundAt(headStation) - depthOf(run, street)) : high.level;
  const levelAt = (station: number): number => {
    if (!run.gravity)
      return (
        groundAt(station) -
        (planted?.rule === 'cover' && isWrong(station) ? planted.coverMetres : run.coverMetres)
      );
    const share = (station - first) / (last - first);
    const [a, b] = high === start ? [headLevel, low.level] : [low.level, headLevel];
    return a + (b - a) * share;
  };
  const stops = stations.map((station, index) => {
    const node = index === 0 ? start : index === steps ? end : undefined;
    if (node && !(isHead && node === high)) {
      node.point ??= survey.point(run, {
        at: node.at,
        ground: node.ground,
        level: node.level,
        street,
        appurtenance: run.supply?.enters(node.junction) ? run.supply.appurtenance : run.point,
        ...(run.gravity ? { wellSizeMm: Math.max(1000, widthMm + 200) } : {}),
      });
      return { ...node.point, station };
    }
    const marker =
      run.isGravity || run.heightMm ? { appurtenance: run.point } : { feature: 'straight' as const };
    const draft = {
      at: atOf(station),
      ground: groundAt(station),
      level: levelAt(station),
      street,
      ...marker,
    };
    return {
      ...survey.point(run, {
        ...draft,
        ...(run.gravity ? { wellSizeMm: Math.max(1000, widthMm + 200) } : {}),
      }),
      station,
    };
  });
  for (let index = 1; index < stops.length; index++) {
    survey.line(run, {
      from: must(stops[index - 1]),
      to: must(stops[index]),
      street,
      laidYear,
      widthMm,
      heightMm: run.heightMm,
    });
  }
  return { run, link, laidYear, stops };
}

/** How far apart the points of a pipe may be for it to stay in its lane where the street bends. */
function spacingInBend({
  street: {
    line: { stations, tangents },
  },
  from,
  to,
}: Link): number {
  let sharpest = 1e-6;
  for (let index = 1; index < stations.length; index++) {
    const [before, here] = [must(stations[index - 1]), must(stations[index])];
    if (here < from || before > to) continue;
    const [[ax, ay], [bx, by]] = [must(tangents[index - 1]), must(tangents[index])];
    sharpest = Math.max(sharpest, Math.hypot(bx - ax, by - ay) / (here - before));
  }
  // A chord of a circle strays from it by its square over eight radii.
  return Math.sqrt((8 * CHORD_STRAYS_METRES) / sharpest);
}

/** Ground to the top of a pipe, of sewers to the invert. */
function depthOf(run: Run, street: Street): number {
  return run.coverMetres + (run.gravity ? run.widthMm[street.class] / 1000 + run.wallMm / 1000 : 0);
}

/** Where the pipes of the streets of a junction meet. */
function nodeAt(run: Run, junction: Junction, own: readonly Link[]): Node | undefined {
  const legs = junction.legs.filter((leg) => own.includes(leg.link));
  const streets = [...new Set(legs.map((leg) => leg.street))];
  const [one, two] = streets;
  if (!one) return undefined;
  const stationOn = new Map(
    streets.map((street) => [street, must(legs.find((leg) => leg.street === street)).station]),
  );
  const offset = (street: Street): number => must(run.offset[street.class]);
  let at = beside(one.line, must(stationOn.get(one)), offset(one));
  if (two) {
    const near = (street: Street) => {
      const middle = must(stationOn.get(street));
      return line(
        parallel(street.line, middle - CORNER_REACH_METRES, middle + CORNER_REACH_METRES, offset(street)),
      );
    };
    const meeting = must(crossings(near(one), near(two))[0]);
    at = meeting.at;
    for (const street of [one, two])
      stationOn.set(street, stationNear(street, at, must(stationOn.get(street)), offset(street)));
  }
  const ground = millimetres(elevationAt(at[0], at[1]));
  const depth = Math.max(...streets.map((street) => depthOf(run, street)));
  return {
    junction,
    at,
    ground,
    station: (street) => must(stationOn.get(street)),
    point: undefined,
    level: millimetres(ground - depth),
    away: 0,
    most: Infinity,
  };
}

/** The station at which a parallel passes a point that lies on it. */
function stationNear(street: Street, at: Point, guess: number, offset: number): number {
  let best = guess;
  for (let station = guess - CORNER_REACH_METRES; station <= guess + CORNER_REACH_METRES; station += 0.25) {
    if (distance(beside(street.line, station, offset), at) < distance(beside(street.line, best, offset), at))
      best = station;
  }
  return best;
}

/** Sets how far each junction is from its outlet, and lowers the levels until everything falls towards it. */
function fall(
  run: Run,
  slope: number,
  isOutlet: (junction: Junction) => boolean,
  own: readonly Link[],
  nodes: ReadonlyMap<Junction, Node>,
): void {
  for (const node of nodes.values()) node.away = isOutlet(node.junction) ? 0 : Infinity;
  for (let changed = true; changed;) {
    changed = false;
    for (const link of own) {
      const [a, b] = [nodes.get(link.start), nodes.get(link.end)];
      if (!a || !b) continue;
      const length = link.to - link.from;
      for (const [near, far] of [
        [a, b],
        [b, a],
      ] as const) {
        if (near.away + length < far.away - 1e-6) {
          far.away = near.away + length;
          changed = true;
        }
      }
    }
  }
  // Each node is settled by those farther out before it hands its level on.
  for (const node of [...nodes.values()].toSorted((x, y) => y.away - x.away)) {
    for (const link of own) {
      const other =
        link.start === node.junction
          ? nodes.get(link.end)
          : link.end === node.junction
            ? nodes.get(link.start)
            : undefined;
      if (!other || other.away >= node.away) continue;
      const from = feeds(run, node, other, link)
        ? node.level
        : Math.min(node.most, node.ground - depthOf(run, link.street));
      other.level = millimetres(Math.min(other.level, from - slope * (link.to - link.from)));
    }
  }
}

/** Whether a link carries on what comes to its upper junction: only the way to the outlet does. */
function feeds(run: Run, high: Node, low: Node, link: Link): boolean {
  return run.gravity !== undefined && Math.abs(high.away - low.away - (link.to - link.from)) < 1e-6;
}
