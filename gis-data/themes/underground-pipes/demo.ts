/**
 * Pipes of the district under its streets: every class in its lane of the cross section, joined where streets cross.
 * Rain falls to the river and the sea, sewage along the seaside road to the water reclamation plant; every sewer
 * falls from manhole to manhole.
 */
import type { Demo, Row } from '../../demo/district.ts';
import { lonLat, type Point } from '../../demo/frame.ts';
import { elevationAt } from '../../demo/ground.ts';
import { beside, crossings, distance, line, must, parallel } from '../../demo/line.ts';
import { junctions, links, type Junction, type Link, type Street, type StreetClass } from '../../demo/plan.ts';

type Run = {
  readonly class: 'JS' | 'PS' | 'RQ' | 'DL' | 'TX'; readonly sub: string; readonly code: string;
  /** From the axis of the street in metres; a class of street without an entry has no such pipe. */
  readonly offset: Partial<Readonly<Record<StreetClass, number>>>;
  readonly widthMm: Readonly<Record<StreetClass, number>>; readonly heightMm?: number; readonly wallMm: number;
  /** Ground to the top; of sewers the least from ground to invert. */
  readonly depthMetres: number;
  /** Fall of a sewer, and the streets at whose junctions it ends. */
  readonly gravity?: { readonly slope: number; readonly outlets: (junction: Junction) => boolean };
  readonly material: string; readonly laying: string; readonly spacingMetres: number; readonly point: string; readonly owner: string;
};

const WATER = '北岸水务(演示)';
const onStreet = (...ids: readonly string[]) => (junction: Junction): boolean => junction.legs.some((leg) => ids.includes(leg.street.id));
const onBoth = (one: string, two: string) => (junction: Junction): boolean => onStreet(one)(junction) && onStreet(two)(junction);

const RUNS: readonly Run[] = [
  { class: 'JS', sub: 'JP', code: '51041000', offset: { expressway: 26.2, arterial: 15.4, secondary: 11.6, branch: 7.1 }, widthMm: { expressway: 600, arterial: 500, secondary: 300, branch: 200 }, wallMm: 9, depthMetres: 1.2, material: 'QM', laying: 'ZM', spacingMetres: 60, point: 'valve-well', owner: WATER },
  { class: 'RQ', sub: 'TR', code: '53031000', offset: { expressway: -23.4, arterial: -12.6, secondary: -9.8, branch: -6.9 }, widthMm: { expressway: 300, arterial: 300, secondary: 200, branch: 110 }, wallMm: 10, depthMetres: 1.55, material: 'PE', laying: 'ZM', spacingMetres: 65, point: 'valve', owner: '北岸燃气(演示)' },
  { class: 'PS', sub: 'YS', code: '52011000', offset: { expressway: 9, arterial: 4.6, secondary: 3.5, branch: 2.1 }, widthMm: { expressway: 1500, arterial: 1200, secondary: 800, branch: 600 }, wallMm: 100, depthMetres: 2.9, gravity: { slope: 0.0012, outlets: onStreet('N09', 'N10', 'E10') }, material: 'T', laying: 'ZM', spacingMetres: 40, point: 'manhole', owner: WATER },
  { class: 'PS', sub: 'WS', code: '52021000', offset: { expressway: -9, arterial: -4.6, secondary: -3.5, branch: -2.1 }, widthMm: { expressway: 800, arterial: 600, secondary: 500, branch: 400 }, wallMm: 60, depthMetres: 4.4, gravity: { slope: 0.0011, outlets: onBoth('E10', 'N12') }, material: 'T', laying: 'ZM', spacingMetres: 40, point: 'manhole', owner: WATER },
  { class: 'DL', sub: 'GD', code: '55011000', offset: { expressway: 28.2, arterial: 17.5, secondary: 13.2 }, widthMm: { expressway: 1000, arterial: 1000, secondary: 800, branch: 600 }, heightMm: 400, wallMm: 0, depthMetres: 0.6, material: 'T', laying: 'GK', spacingMetres: 70, point: 'hand-hole', owner: '海口供电(演示)' },
  { class: 'TX', sub: 'XX', code: '56031000', offset: { expressway: -27.4, arterial: -16.8, secondary: -12.7, branch: -8.3 }, widthMm: { expressway: 480, arterial: 480, secondary: 360, branch: 240 }, heightMm: 240, wallMm: 0, depthMetres: 0.65, material: 'PVC', laying: 'GK', spacingMetres: 72, point: 'hand-hole', owner: '北岸通信管道(演示)' },
];
/** A sewer that another one does not feed begins this far from the junction. */
const HEAD_FROM_JUNCTION_METRES = 14;
const CORNER_REACH_METRES = 45;

export const demo: Demo = ({ random }) => {
  const dice = random('pipes');
  const points: Row[] = [];
  const lines: Row[] = [];
  for (const run of RUNS) layRun(run, dice.integer(2011, 2020), points, lines);
  return { tables: { pipe_point: points, pipe_line: lines } };
};

type Node = { readonly junction: Junction; readonly at: Point; readonly ground: number; station(street: Street): number; id: string; level: number; away: number };

function layRun(run: Run, laid: number, points: Row[], lines: Row[]): void {
  const own = links.filter((link) => run.offset[link.street.class] !== undefined && link.start.legs.length > 1 && link.end.legs.length > 1);
  const nodes = new Map(junctions.flatMap((junction) => {
    const node = nodeAt(run, junction, own);
    return node ? [[junction, node] as const] : [];
  }));
  if (run.gravity) fall(run, run.gravity.slope, run.gravity.outlets, own, nodes);
  let serial = 0;
  const point = (at: Point, ground: number, level: number, street: Street, kind: 'joint' | 'plain'): string => {
    const id = `${run.sub}${String(++serial).padStart(4, '0')}`;
    const bare = !run.gravity && kind === 'plain';
    points.push({
      id, point_no: id, class: run.class, sub_class: run.sub, feature_code: null, feature: bare ? 'straight' : null, appurtenance: bare ? null : run.point,
      ground_elevation_metres: round(ground), depth_metres: round(ground - level), well_shape: run.class === 'DL' || run.class === 'TX' ? 'square' : 'round',
      well_size_mm: run.gravity ? Math.max(1000, run.widthMm[street.class] + 200) : 900, cover_material: 'cast iron', cover_size_mm: 700, elevation_metres: round(level),
      valve_state: run.class === 'JS' && !bare ? 'open' : null, road_name: street.name, owner: run.owner, survey_unit: '演示测绘队', surveyed_on: '2025-11-06', status: 0,
      geom: { type: 'Point', coordinates: [...lonLat(at), round(ground)] },
    });
    return id;
  };
  for (const link of own) {
    const [start, end] = [nodes.get(link.start), nodes.get(link.end)];
    if (start && end) layLink(run, link, start, end, laid, point, lines);
  }
}

type PutPoint = (at: Point, ground: number, level: number, street: Street, kind: 'joint' | 'plain') => string;

function layLink(run: Run, link: Link, start: Node, end: Node, laid: number, put: PutPoint, lines: Row[]): void {
  const { street } = link;
  const offset = must(run.offset[street.class]);
  const [from, to] = [start.station(street), end.station(street)];
  const [high, low] = start.away >= end.away ? [start, end] : [end, start];
  const isHead = run.gravity !== undefined && !feeds(run, high, low, link);
  const stations: number[] = [];
  const steps = Math.max(1, Math.ceil((to - from) / run.spacingMetres));
  for (let step = 0; step <= steps; step++) stations.push(from + ((to - from) * step) / steps);
  // A head manhole stands beside the junction, not in it.
  if (isHead) stations[high === start ? 0 : steps] = high === start ? from + HEAD_FROM_JUNCTION_METRES : to - HEAD_FROM_JUNCTION_METRES;
  const widthMm = run.widthMm[street.class];
  const [first, last] = [must(stations[0]), must(stations[steps])];
  const groundAt = (station: number): number => {
    const [x, y] = beside(street.line, station, offset);
    return elevationAt(x, y);
  };
  const headLevel = isHead ? headOf(run, high) : high.level;
  const levelAt = (station: number): number => {
    if (!run.gravity) return groundAt(station) - run.depthMetres;
    const share = (station - first) / (last - first);
    const [a, b] = high === start ? [headLevel, low.level] : [low.level, headLevel];
    return a + (b - a) * share;
  };
  let previous: { id: string; at: Point; level: number; ground: number } | undefined;
  stations.forEach((station, index) => {
    const node = index === 0 ? start : index === steps ? end : undefined;
    const shared = node && !(isHead && node === high);
    const at = shared ? node.at : beside(street.line, station, offset);
    const ground = shared ? node.ground : round(groundAt(station));
    const level = shared ? node.level : round(levelAt(station));
    if (shared && node.id === '') node.id = put(at, ground, level, street, 'joint');
    const id = shared ? node.id : put(at, ground, level, street, 'plain');
    if (previous) {
      const radius = (run.heightMm ?? widthMm) / 2000;
      const toAxis = run.gravity ? radius : -radius - run.wallMm / 1000;
      lines.push({
        id: `${previous.id}-${id}`, start_point: previous.id, end_point: id, class: run.class, sub_class: run.sub, feature_code: run.code, material: run.material,
        laying: run.laying, section: run.heightMm ? 'rectangular' : 'round', width_mm: widthMm, height_mm: run.heightMm ?? null, wall_mm: run.wallMm,
        start_depth_metres: round(previous.ground - previous.level), end_depth_metres: round(ground - level), start_elevation_metres: previous.level, end_elevation_metres: level,
        elevation_reference: run.gravity ? 'invert' : 'top', flow_direction: run.gravity ? (level < previous.level ? 1 : -1) : 0, pressure_class: run.class === 'RQ' ? 'MB' : null,
        hole_count: run.heightMm ? 12 : null, holes_used: run.heightMm ? 7 : null, road_name: street.name, laid_year: Math.max(laid, street.builtYear), owner: run.owner, maintainer: run.owner,
        survey_unit: '演示测绘队', surveyed_on: '2025-11-06', status: 0, length_metres: round(distance(previous.at, at)),
        geom: { type: 'LineString', coordinates: [[...lonLat(previous.at), round(previous.level + toAxis)], [...lonLat(at), round(level + toAxis)]] },
      });
    }
    previous = { id, at, level, ground };
  });
}

/** Where the pipes of the streets of a junction meet. */
function nodeAt(run: Run, junction: Junction, own: readonly Link[]): Node | undefined {
  const legs = junction.legs.filter((leg) => own.includes(leg.link));
  const streets = [...new Set(legs.map((leg) => leg.street))];
  const [one, two] = streets;
  if (!one) return undefined;
  const stationOn = new Map(streets.map((street) => [street, must(legs.find((leg) => leg.street === street)).station]));
  const offset = (street: Street): number => must(run.offset[street.class]);
  let at = beside(one.line, must(stationOn.get(one)), offset(one));
  if (two) {
    const near = (street: Street) => {
      const middle = must(stationOn.get(street));
      return line(parallel(street.line, middle - CORNER_REACH_METRES, middle + CORNER_REACH_METRES, offset(street)));
    };
    const meeting = must(crossings(near(one), near(two))[0]);
    at = meeting.at;
    for (const street of [one, two]) stationOn.set(street, stationNear(street, at, must(stationOn.get(street)), offset(street)));
  }
  const ground = round(elevationAt(at[0], at[1]));
  return { junction, at, ground, station: (street) => must(stationOn.get(street)), id: '', level: round(ground - run.depthMetres), away: 0 };
}

/** The station at which a parallel passes a point that lies on it. */
function stationNear(street: Street, at: Point, guess: number, offset: number): number {
  let best = guess;
  for (let station = guess - CORNER_REACH_METRES; station <= guess + CORNER_REACH_METRES; station += 0.25) {
    if (distance(beside(street.line, station, offset), at) < distance(beside(street.line, best, offset), at)) best = station;
  }
  return best;
}

/** Sets how far each junction is from its outlet, and lowers the levels until everything falls towards it. */
function fall(run: Run, slope: number, isOutlet: (junction: Junction) => boolean, own: readonly Link[], nodes: ReadonlyMap<Junction, Node>): void {
  for (const node of nodes.values()) node.away = isOutlet(node.junction) ? 0 : Infinity;
  for (let changed = true; changed;) {
    changed = false;
    for (const link of own) {
      const [a, b] = [nodes.get(link.start), nodes.get(link.end)];
      if (!a || !b) continue;
      const length = link.to - link.from;
      for (const [near, far] of [[a, b], [b, a]] as const) {
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
      const other = link.start === node.junction ? nodes.get(link.end) : link.end === node.junction ? nodes.get(link.start) : undefined;
      if (!other || other.away >= node.away) continue;
      const from = feeds(run, node, other, link) ? node.level : headOf(run, node);
      other.level = round(Math.min(other.level, from - slope * (link.to - link.from)));
    }
  }
}

/** Whether a link carries on what comes to its upper junction: only the way to the outlet does. */
function feeds(run: Run, high: Node, low: Node, link: Link): boolean {
  return run.gravity !== undefined && Math.abs(high.away - low.away - (link.to - link.from)) < 1e-6;
}

function headOf(run: Run, node: Node): number {
  return round(node.ground - run.depthMetres);
}

function round(metres: number): number {
  return Math.round(metres * 1000) / 1000;
}
