/**
 * What joins the mains of the demo to everything else: connections to the blocks with their meters, regulators, cabinets
 * and septic tanks, hydrants, rain grates, outfalls to river and sea; and the few lines of heat, oxygen and the utility tunnel.
 */
import { unbend, bend } from '../../demo/bend.ts';
import { beachV, riverHalfWidth, riverU } from '../../demo/coast.ts';
import type { Point } from '../../demo/frame.ts';
import { elevationAt } from '../../demo/ground.ts';
import { beside, distance, must } from '../../demo/line.ts';
import { links } from '../../demo/plan.ts';
import { spanOf } from '../../demo/street-surfaces.ts';
import type { POINT_APPURTENANCES } from './codes.ts';
import type { IsFree } from './obstacles.ts';
import type { Kind, Main, Run, Survey, SurveyedPoint } from './demo-survey.ts';

type Service = {
  /** Where along the link, as a share of it, and on which side of the street: 1 left, −1 right. */
  readonly share: number;
  readonly side: 1 | -1;
  readonly widthMm: number;
  readonly end: keyof typeof POINT_APPURTENANCES;
};

/** Of each link, by the main that they come from. Left and right of a main keep apart along the street. */
const SERVICES: Partial<Readonly<Record<Run['sub'], readonly Service[]>>> = {
  JP: [
    { share: 0.22, side: 1, widthMm: 150, end: 'meter-well' },
    { share: 0.82, side: -1, widthMm: 150, end: 'meter-well' },
  ],
  TR: [
    { share: 0.36, side: -1, widthMm: 80, end: 'gas-regulator' },
    { share: 0.68, side: 1, widthMm: 80, end: 'gas-regulator' },
  ],
  GD: [{ share: 0.9, side: 1, widthMm: 400, end: 'ring-main-unit' }],
  XX: [{ share: 0.1, side: -1, widthMm: 240, end: 'junction-box' }],
};
/** The last well stands before the red line; what is private lies beyond. */
const BEFORE_RED_LINE_METRES = 0.3;
/** Hydrants stand beside the water main. */
const HYDRANT = { offMetres: -0.6, widthMm: 100 } as const;
/** Sewage from the blocks, invert below the ground: above the water main on the left, below the gas main on the right. */
const SEWAGE = { widthMm: 300, leftMetres: 1.4, rightMetres: 2.34, fall: 0.01, share: 0.5 } as const;
const GRATE = { fromKerbMetres: 0.35, widthMm: 200, depthMetres: 1.1, fall: 0.015 } as const;
/** Two connections of one link keep this far apart along the street. */
const APART_METRES = 2.5;
/** Where a trunk or a pole is in the way, the outer end steps aside by one of these. */
const ASIDE_METRES = [0, 2.2, -2.2, 3.6, -3.6] as const;
/** Nearer to a junction lie the mains of the other street. */
const FROM_JUNCTION_METRES = 33;
/** The banks are parks, and the ground there falls away under a straight pipe. */
const FROM_RIVER_METRES = 70;
/** Ways to the river keep off the bridges, whose streets have pipes of their own. */
const OFF_BRIDGE_METRES = 60;
const OUTFALL_FALL = 0.002;
const FLAP_ABOVE_BED_METRES = 0.4;
/** Lines that a whole network would not be believed of in Hainan, each within one link of a street. */
const SINGLE_LINES: readonly (Kind & {
  readonly link: string;
  readonly offsetMetres: number;
  readonly depthMetres: number;
  readonly widthMm: number;
  readonly heightMm?: number;
  readonly point: keyof typeof POINT_APPURTENANCES;
})[] = [
  {
    class: 'RL',
    sub: 'RS',
    code: '54011000',
    material: 'G',
    laying: 'ZM',
    wallMm: 50,
    isGravity: false,
    owner: '示范区人民医院(演示)',
    link: 'N05-5',
    offsetMetres: 9.7,
    depthMetres: 1.25,
    widthMm: 150,
    point: 'valve',
  },
  {
    class: 'GY',
    sub: 'YQ',
    code: '57021000',
    material: 'G',
    laying: 'ZM',
    wallMm: 5,
    isGravity: false,
    owner: '示范区人民医院(演示)',
    link: 'E04-3',
    offsetMetres: 5.4,
    depthMetres: 1.1,
    widthMm: 50,
    point: 'valve',
  },
  {
    class: 'QT',
    sub: 'ZH',
    code: '58011000',
    material: 'T',
    laying: 'ZH',
    wallMm: 250,
    isGravity: false,
    owner: '北岸管廊公司(演示)',
    link: 'N06-7',
    offsetMetres: 0,
    depthMetres: 2.6,
    widthMm: 2000,
    heightMm: 2200,
    point: 'vent-shaft',
  },
];
const SINGLE_SPACING_METRES = 40;
const SINGLE_FROM_JUNCTION_METRES = 26;

export function serviceLines(mains: readonly Main[], survey: Survey, isFree: IsFree): void {
  const taken = new Map<string, (readonly [low: number, high: number])[]>();
  /** Takes the stretch of a link that a connection lies over, unless another one is there. */
  const claim = (link: string, one: number, two: number): boolean => {
    const stretches = taken.get(link) ?? [];
    const [low, high] = [Math.min(one, two) - APART_METRES, Math.max(one, two) + APART_METRES];
    if (stretches.some(([from, to]) => from < high && low < to)) return false;
    taken.set(link, [...stretches, [low + APART_METRES, high - APART_METRES]]);
    return true;
  };
  const singles = new Set(SINGLE_LINES.map(({ link }) => link));
  for (const main of mains) {
    const {
      run,
      link: { id, street, from, to },
    } = main;
    if (singles.has(id)) continue;
    const inner = main.stops
      .slice(1, -1)
      .filter(
        ({ at, station }) =>
          station - from > FROM_JUNCTION_METRES &&
          to - station > FROM_JUNCTION_METRES &&
          fromRiver(at) > FROM_RIVER_METRES,
      );
    /** A free place for the outer end of a connection that no other one of the link comes near. */
    const place = (stop: Stop, offset: number, widthMm: number): Point | undefined => {
      for (const aside of ASIDE_METRES) {
        const at = beside(street.line, stop.station + aside, offset);
        if (isFree(stop.at, at, widthMm / 2000) && claim(id, stop.station, stop.station + aside)) return at;
      }
      return undefined;
    };
    const edge = street.redLineMetres / 2 - BEFORE_RED_LINE_METRES;
    const connect = (stop: Stop, offset: number, widthMm: number, end: Ending): void => {
      const at = place(stop, offset, widthMm);
      if (!at) return;
      const ground = elevationAt(at[0], at[1]);
      const to = survey.point(run, {
        at,
        ground,
        level: ground - (stop.ground - stop.level),
        street,
        appurtenance: end,
      });
      survey.line(run, { from: stop, to, street, laidYear: main.laidYear, widthMm, heightMm: run.heightMm });
    };
    /** Falls towards its manhole and enters it above the bottom. */
    const drain = (stop: Stop, offset: number, { depthMetres, widthMm, fall, end }: Drain): void => {
      const at = place(stop, offset, widthMm);
      if (!at) return;
      const ground = elevationAt(at[0], at[1]);
      const upper = survey.point(run, { at, ground, level: ground - depthMetres, street, appurtenance: end });
      const toLevel = Math.max(stop.level, upper.level - fall * distance(at, stop.at));
      survey.line(run, { from: upper, to: stop, street, laidYear: main.laidYear, widthMm, toLevel });
    };
    for (const { share, side, widthMm, end } of SERVICES[run.sub] ?? []) {
      const stop = nearest(main, inner, share);
      if (stop) connect(stop, side * edge, widthMm, end);
    }
    if (run.sub === 'JP') {
      // Every second point of the main is at most 120 m from the next: the reach of a fire hose.
      for (const stop of inner.filter((_, index) => index % 2 === 0))
        connect(stop, must(run.offset[street.class]) + HYDRANT.offMetres, HYDRANT.widthMm, 'hydrant');
    }
    const septic = run.sub === 'WS' ? nearest(main, inner, SEWAGE.share) : undefined;
    if (septic) {
      drain(septic, edge, { ...SEWAGE, depthMetres: SEWAGE.leftMetres, end: 'septic-tank' });
      drain(septic, -edge, { ...SEWAGE, depthMetres: SEWAGE.rightMetres, end: 'septic-tank' });
    }
    if (run.sub === 'YS') {
      const kerb = street.carriagewayMetres / 2 - GRATE.fromKerbMetres;
      for (const stop of inner) {
        drain(stop, kerb, { ...GRATE, end: 'rain-grate' });
        drain(stop, -kerb, { ...GRATE, end: 'rain-grate' });
      }
    }
  }
}

/** From where a rain sewer ends straight to the nearest water, a step aside where a tree would stand over it. */
export function outfalls(mains: readonly Main[], survey: Survey, isFree: IsFree): void {
  const done = new Set<string>();
  for (const { run, link, stops, laidYear } of mains) {
    if (run.sub !== 'YS') continue;
    for (const [junction, stop, before] of [
      [link.start, stops[0], stops[1]],
      [link.end, stops.at(-1), stops.at(-2)],
    ] as const) {
      // A head manhole at an outlet's junction falls away from it.
      if (
        !stop ||
        !before ||
        before.level < stop.level ||
        !run.gravity?.outlets(junction) ||
        done.has(stop.id)
      )
        continue;
      const target = waterNear(stop.at).find((at) =>
        isFree(stop.at, at, run.widthMm[link.street.class] / 2000),
      );
      if (!target) throw new Error(`no way from ${stop.id} to the water`);
      done.add(stop.id);
      const level = stop.level - OUTFALL_FALL * distance(stop.at, target);
      const ground = Math.max(elevationAt(target[0], target[1]), level + FLAP_ABOVE_BED_METRES);
      const to = survey.point(run, {
        at: target,
        ground,
        level,
        street: link.street,
        appurtenance: 'outfall',
      });
      survey.line(run, {
        from: stop,
        to,
        street: link.street,
        laidYear,
        widthMm: run.widthMm[link.street.class],
      });
    }
  }
}

export function singleLines(survey: Survey): void {
  for (const { link: id, offsetMetres, depthMetres, widthMm, heightMm, point, ...kind } of SINGLE_LINES) {
    const link = must(links.find((one) => one.id === id));
    const { street } = link;
    const span = spanOf(link);
    const [from, to] = [span.from + SINGLE_FROM_JUNCTION_METRES, span.to - SINGLE_FROM_JUNCTION_METRES];
    const steps = Math.max(1, Math.round((to - from) / SINGLE_SPACING_METRES));
    let before: SurveyedPoint | undefined;
    for (let step = 0; step <= steps; step++) {
      const at = beside(street.line, from + ((to - from) * step) / steps, offsetMetres);
      const ground = elevationAt(at[0], at[1]);
      const here = survey.point(kind, {
        at,
        ground,
        level: ground - depthMetres,
        street,
        appurtenance: point,
      });
      if (before)
        survey.line(kind, {
          from: before,
          to: here,
          street,
          laidYear: Math.max(2019, street.builtYear),
          widthMm,
          heightMm,
        });
      before = here;
    }
  }
}

type Stop = Main['stops'][number];
type Ending = keyof typeof POINT_APPURTENANCES;
type Drain = {
  readonly depthMetres: number;
  readonly widthMm: number;
  readonly fall: number;
  readonly end: Ending;
};

function nearest({ link }: Main, stops: readonly Stop[], share: number): Stop | undefined {
  const station = link.from + (link.to - link.from) * share;
  return stops.toSorted((a, b) => Math.abs(a.station - station) - Math.abs(b.station - station))[0];
}

/** Points of the bank or the beach to which a way may lead, the nearest first. */
function waterNear(at: Point): Point[] {
  const [u, v] = unbend(at);
  const side = u < riverU(v) ? -1 : 1;
  const isBySea = beachV(u) - v < fromRiver(at);
  const steps = Array.from(
    { length: 24 },
    (_, index) => (isBySea ? 0 : OFF_BRIDGE_METRES) + index * 2,
  ).flatMap((step) => [step, -step]);
  return steps.map((step) =>
    isBySea
      ? bend([u + step, beachV(u + step)])
      : bend([riverU(v + step) + side * riverHalfWidth(v + step), v + step]),
  );
}

/** Metres to the water of the river, along the planner's grid. */
function fromRiver(at: Point): number {
  const [u, v] = unbend(at);
  return Math.abs(u - riverU(v)) - riverHalfWidth(v);
}
