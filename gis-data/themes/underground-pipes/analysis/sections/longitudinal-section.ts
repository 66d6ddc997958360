/**
 * The ground cut open along a run of pipes: levels and slopes of the run, what stands at its points, and which other
 * pipes cross it or come in. In metres throughout; what the record does not say is left out and named in the doubts.
 */
import { SURVEY_LIMITS } from '../../survey-limits.ts';
import { Doubts, type Doubt } from '../doubts.ts';
import { localFrame, type LocalFrame } from '../local-frame.ts';
import { JOIN_METRES, type Position } from '../network.ts';
import { angleInPlan, between, crossingInPlan, type Vector } from '../segment-distance.ts';
import { mix, outerSize, pipeLevels, type PipeLevels, type SectionPipe } from './pipe-levels.ts';

/** A pipe of the run. */
export type RunPipe = SectionPipe & {
  /** The run goes from its end to its start. */
  readonly isReversed: boolean;
  /** 1 from its start to its end, −1 the other way, 0 or null not known or both. */
  readonly flowDirection: number | null;
};
/** A point of the run; what is not recorded is null. */
export type RunPoint = {
  readonly id: string;
  readonly pointNo: string | null;
  readonly feature: string | null;
  readonly appurtenance: string | null;
  /** Of the ground or the cover. */
  readonly groundMetres: number | null;
  /** Of a well's bottom below the ground. */
  readonly depthMetres: number | null;
  readonly wellSizeMm: number | null;
};
/** A pipe that may cross the run. */
export type OtherPipe = SectionPipe & {
  readonly startPoint: string | null;
  readonly endPoint: string | null;
};

export type ProfileStation = {
  readonly point: RunPoint;
  readonly at: Position;
  /** Along the run from its first point, in plan. */
  readonly chainageMetres: number;
  readonly groundMetres: number | null;
  /** Inverts of the pipe that comes in and of the one that goes on; null at the ends of the run. */
  readonly arrivingInvertMetres: number | null;
  readonly leavingInvertMetres: number | null;
  /** How far the run falls in the point; negative where it rises. */
  readonly dropMetres: number | null;
  /** The higher of the two outer crowns. */
  readonly crownMetres: number | null;
  /** From the ground to the lower of the two inverts. */
  readonly depthMetres: number | null;
  /** Of the well. */
  readonly bottomMetres: number | null;
};
export type ProfileLevels = PipeLevels & {
  readonly chainageMetres: number;
  /** Of the axis. */
  readonly at: Position;
};
export type ProfilePipe = {
  readonly id: string;
  readonly class: string;
  readonly subClass: string | null;
  readonly material: string | null;
  readonly widthMm: number | null;
  readonly heightMm: number | null;
  readonly fromMetres: number;
  readonly toMetres: number;
  /** In plan. */
  readonly lengthMetres: number;
  /** Of the invert, positive where it falls along the run; null where a level is not known. */
  readonly slopePerMille: number | null;
  /** At each of its corners. */
  readonly levels: readonly ProfileLevels[];
};
/** `above` and `below` the run, `level` with it so that both want one place, or `joins` it at a point. */
export type CrossingRelation = 'above' | 'below' | 'level' | 'joins' | 'unknown';
export type ProfileCrossing = PipeLevels & {
  readonly id: string;
  readonly class: string;
  readonly subClass: string | null;
  readonly material: string | null;
  readonly widthMm: number | null;
  readonly heightMm: number | null;
  readonly at: Position;
  readonly chainageMetres: number;
  /** Between the two in plan, 0 to 90. */
  readonly angleDegrees: number;
  readonly isRound: boolean;
  /** Outer sizes as the section along the run shows them. */
  readonly cutWidthMetres: number | null;
  readonly cutHeightMetres: number | null;
  readonly relation: CrossingRelation;
  /** Between the outer walls in height; negative where both want one place, null where a height is not known. */
  readonly clearMetres: number | null;
};
export type LongitudinalSection = {
  readonly lengthMetres: number;
  readonly stations: readonly ProfileStation[];
  readonly pipes: readonly ProfilePipe[];
  /** In the order in which the run meets them. */
  readonly crossings: readonly ProfileCrossing[];
  /** Where it is known: over the points, with straight lines between. */
  readonly ground: readonly { readonly chainageMetres: number; readonly elevationMetres: number }[];
  readonly doubts: readonly Doubt[];
};

/** A pipe that is joined to a point of the run comes in there, and does not cross so near to it. */
const JOINT_METRES = 1;
/** Crossings of one pipe nearer to each other than this are one: it lies over a joint of the run. */
const SAME_PLACE_METRES = 0.001;
/** A crossing flatter than this shows a pipe's length rather than its section. */
const ALONG_DEGREES = 10;
const DRAINS = 'PS';
const PER_MILLE = 1000;

/**
 * @param run each pipe joined to the next
 * @param points one more than there are pipes
 * @param others that may meet the run; those that do not are passed over
 */
export function longitudinalSection(
  run: readonly RunPipe[],
  points: readonly RunPoint[],
  others: readonly OtherPipe[],
): LongitudinalSection {
  if (run.length === 0 || points.length !== run.length + 1)
    throw new RangeError('a run is one pipe or more, and one point more than pipes');
  const doubts = new Doubts();
  const laid: Laid[] = [];
  for (const pipe of run) laid.push(lay(pipe, laid.at(-1), doubts));
  const stations = points.map((point, index) => stationOf(point, laid[index - 1], laid[index], doubts));
  const names = new Set(run.map(({ id }) => id));
  const crossings = others
    .filter(({ id }) => !names.has(id))
    .flatMap((other) => crossingsOf(other, laid, stations, doubts))
    .toSorted((one, two) => one.chainageMetres - two.chainageMetres || one.id.localeCompare(two.id));
  const ground = stations.flatMap(({ chainageMetres, groundMetres }) =>
    groundMetres === null ? [] : [{ chainageMetres, elevationMetres: groundMetres }],
  );
  if (ground.length > 1)
    doubts.add(
      'ground-between-points',
      'The ground is known at the points of the run; straight lines join it between them.',
      points[0]?.id ?? '',
    );
  return {
    lengthMetres: laid.at(-1)?.toMetres ?? 0,
    stations,
    pipes: laid.map(profileOf),
    crossings,
    ground,
    doubts: doubts.list(),
  };
}

/** A pipe in the direction of the run. */
type Laid = {
  readonly pipe: RunPipe;
  readonly path: SectionPipe['path'];
  readonly frame: LocalFrame;
  readonly fromMetres: number;
  readonly toMetres: number;
  readonly levels: readonly ProfileLevels[];
};

function lay(pipe: RunPipe, before: Laid | undefined, doubts: Doubts): Laid {
  const path = pipe.isReversed ? pipe.path.toReversed() : pipe.path;
  const frame = localFrame(path[0]?.[1] ?? 0);
  const fromMetres = before?.toMetres ?? 0;
  const chainages = [fromMetres];
  for (const [index, to] of path.slice(1).entries())
    chainages.push((chainages.at(-1) ?? 0) + apart(path[index] ?? to, to, frame));
  const toMetres = chainages.at(-1) ?? fromMetres;
  const length = toMetres - fromMetres;
  if (!(length > 0)) doubts.add('pipe-without-length', 'A pipe has no length.', pipe.id);
  const [last, first] = [before?.path.at(-1), path[0]];
  if (last && first && apart(last, first, frame) > JOIN_METRES)
    doubts.add('ends-apart', 'Two pipes that meet at a point end in different places.', pipe.id);
  const levels = chainages.map((chainageMetres, index) => {
    const share = length > 0 ? (chainageMetres - fromMetres) / length : 0;
    const [longitude, latitude, axis] = path[index] ?? [0, 0];
    return {
      chainageMetres,
      at: axis == null ? ([longitude, latitude] as const) : ([longitude, latitude, axis] as const),
      ...pipeLevels(pipe, pipe.isReversed ? 1 - share : share, axis ?? null, doubts),
    };
  });
  const laid = { pipe, path, frame, fromMetres, toMetres, levels };
  const fall = fallOf(laid);
  const alongRun = (pipe.flowDirection ?? 0) * (pipe.isReversed ? -1 : 1);
  if (pipe.class === DRAINS && fall !== null && fall * alongRun < -SAME_PLACE_METRES)
    doubts.add('flow-against-fall', 'A drain is said to flow towards its higher end.', pipe.id);
  return laid;
}

function profileOf(laid: Laid): ProfilePipe {
  const { pipe, fromMetres, toMetres, levels } = laid;
  const { id, class: code, subClass, material, widthMm, heightMm } = pipe;
  const lengthMetres = toMetres - fromMetres;
  const fall = fallOf(laid);
  return {
    id,
    class: code,
    subClass,
    material,
    widthMm,
    heightMm,
    fromMetres,
    toMetres,
    lengthMetres,
    slopePerMille: fall === null || lengthMetres === 0 ? null : (fall / lengthMetres) * PER_MILLE,
    levels,
  };
}

function fallOf({ levels }: Pick<Laid, 'levels'>): number | null {
  const [start, end] = [levels[0]?.axisMetres, levels.at(-1)?.axisMetres];
  return start == null || end == null ? null : start - end;
}

function stationOf(
  point: RunPoint,
  before: Laid | undefined,
  after: Laid | undefined,
  doubts: Doubts,
): ProfileStation {
  const [arriving, leaving] = [before?.levels.at(-1), after?.levels[0]];
  const place = after?.path[0] ?? before?.path.at(-1) ?? [0, 0];
  const bySurvey = leaving?.groundMetres ?? arriving?.groundMetres ?? null;
  const groundMetres = point.groundMetres ?? bySurvey;
  if (groundMetres === null)
    doubts.add('ground-unknown', 'The survey gives no ground level at a point.', point.id);
  else if (bySurvey !== null && Math.abs(bySurvey - groundMetres) > SURVEY_LIMITS.levelToleranceMetres.value)
    doubts.add(
      'ground-disagrees',
      'The ground of a point is another than the depth and the level of its pipe give.',
      point.id,
    );
  const [arrivingInvertMetres, leavingInvertMetres] = [
    arriving?.invertMetres ?? null,
    leaving?.invertMetres ?? null,
  ];
  const lowest = least(arrivingInvertMetres, leavingInvertMetres);
  const crown = least(negative(arriving?.crownMetres), negative(leaving?.crownMetres));
  return {
    point,
    at: groundMetres === null ? [place[0], place[1]] : [place[0], place[1], groundMetres],
    chainageMetres: after?.fromMetres ?? before?.toMetres ?? 0,
    groundMetres,
    arrivingInvertMetres,
    leavingInvertMetres,
    dropMetres:
      arrivingInvertMetres === null || leavingInvertMetres === null
        ? null
        : arrivingInvertMetres - leavingInvertMetres,
    crownMetres: crown === null ? null : -crown,
    depthMetres: groundMetres === null || lowest === null ? null : groundMetres - lowest,
    bottomMetres:
      groundMetres === null || point.depthMetres === null ? null : groundMetres - point.depthMetres,
  };
}

function crossingsOf(
  other: OtherPipe,
  laid: readonly Laid[],
  stations: readonly ProfileStation[],
  doubts: Doubts,
): ProfileCrossing[] {
  const joints = stations.filter(({ point: { id } }) => id === other.startPoint || id === other.endPoint);
  const found = joints.map((station) => joinOf(other, station, laid, doubts));
  const box = boxOf(other.path);
  for (const run of laid) {
    if (!overlap(box, boxOf(run.path))) continue;
    for (const crossing of alongOne(other, run, doubts)) {
      const isJoint = joints.some(
        ({ chainageMetres }) => Math.abs(chainageMetres - crossing.chainageMetres) < JOINT_METRES,
      );
      const isKnown = found.some(
        ({ chainageMetres }) => Math.abs(chainageMetres - crossing.chainageMetres) < SAME_PLACE_METRES,
      );
      if (isJoint || isKnown) continue;
      found.push(crossing);
      if (crossing.angleDegrees < ALONG_DEGREES)
        doubts.add(
          'along-the-run',
          'A pipe runs along the run or nearly so; it is marked and not drawn.',
          other.id,
        );
    }
  }
  return found;
}

/** Where a pipe comes in at a point of the run. */
function joinOf(
  other: OtherPipe,
  { point, at, chainageMetres }: ProfileStation,
  laid: readonly Laid[],
  doubts: Doubts,
): ProfileCrossing {
  const isStart = other.startPoint === point.id;
  const path = isStart ? other.path : other.path.toReversed();
  const run = laid.find(({ toMetres }) => toMetres >= chainageMetres) ?? laid.at(-1);
  const frame = run?.frame ?? localFrame(at[1]);
  const flat = flattener(at, frame);
  const direction = run && chainageMetres < run.toMetres ? run.path.slice(0, 2) : run?.path.slice(-2);
  const [from, to] = [direction?.[0] ?? at, direction?.[1] ?? at];
  const angle = angleInPlan(flat(from), flat(to), flat(path[0] ?? at), flat(path[1] ?? at));
  return crossingOf(other, {
    at: [at[0], at[1]],
    chainageMetres,
    angle,
    levels: pipeLevels(other, isStart ? 0 : 1, path[0]?.[2] ?? null, doubts),
    run: undefined,
  });
}

function alongOne(other: OtherPipe, run: Laid, doubts: Doubts): ProfileCrossing[] {
  const [origin] = run.path;
  if (!origin) return [];
  const flat = flattener(origin, run.frame);
  const corners = other.path.map(flat);
  const lengths = corners.slice(1).map((to, index) => distance(corners[index] ?? to, to));
  const total = lengths.reduce((sum, length) => sum + length, 0);
  return run.path.slice(1).flatMap((end, index) => {
    const [a, b] = [flat(run.path[index] ?? end), flat(end)];
    const [from, to] = [run.levels[index], run.levels[index + 1]];
    if (!from || !to) return [];
    let walked = 0;
    return corners.slice(1).flatMap((d, piece) => {
      const c = corners[piece] ?? d;
      const before = walked;
      walked += lengths[piece] ?? 0;
      const crossing = crossingInPlan(a, b, c, d);
      if (!crossing) return [];
      const [x, y] = between(a, b, crossing.s);
      const axisMetres = mix(other.path[piece]?.[2], other.path[piece + 1]?.[2], crossing.t);
      const share = total > 0 ? (before + crossing.t * (lengths[piece] ?? 0)) / total : 0;
      const angle = angleInPlan(a, b, c, d);
      return [
        crossingOf(other, {
          at: [origin[0] + x / run.frame.perLongitude, origin[1] + y / run.frame.perLatitude],
          chainageMetres: from.chainageMetres + (to.chainageMetres - from.chainageMetres) * crossing.s,
          angle,
          levels: pipeLevels(other, share, axisMetres, doubts),
          run: {
            crownMetres: mix(from.crownMetres, to.crownMetres, crossing.s),
            bottomMetres: mix(from.bottomMetres, to.bottomMetres, crossing.s),
          },
        }),
      ];
    });
  });
}

type Met = {
  readonly at: readonly [number, number];
  readonly chainageMetres: number;
  /** Radians. */
  readonly angle: number;
  readonly levels: PipeLevels;
  /** Of the run there; undefined where the pipe comes in. */
  readonly run: Pick<PipeLevels, 'crownMetres' | 'bottomMetres'> | undefined;
};

function crossingOf(other: OtherPipe, { at, chainageMetres, angle, levels, run }: Met): ProfileCrossing {
  const { widthMetres, heightMetres } = outerSize(other);
  const isAlong = degreesOf(angle) < ALONG_DEGREES;
  return {
    id: other.id,
    class: other.class,
    subClass: other.subClass,
    material: other.material,
    widthMm: other.widthMm,
    heightMm: other.heightMm,
    at: levels.axisMetres === null ? at : [...at, levels.axisMetres],
    chainageMetres,
    angleDegrees: degreesOf(angle),
    isRound: other.heightMm === null,
    // A pipe that comes in is seen from the end, whichever way it comes.
    cutWidthMetres:
      widthMetres === null || !run ? widthMetres : isAlong ? null : widthMetres / Math.sin(angle),
    cutHeightMetres: heightMetres,
    ...levels,
    ...relationOf(levels, run),
  };
}

function relationOf(
  { crownMetres, bottomMetres }: PipeLevels,
  run: Met['run'],
): Pick<ProfileCrossing, 'relation' | 'clearMetres'> {
  if (!run) return { relation: 'joins', clearMetres: null };
  if (crownMetres === null || bottomMetres === null || run.crownMetres === null || run.bottomMetres === null)
    return { relation: 'unknown', clearMetres: null };
  const above = bottomMetres - run.crownMetres;
  const below = run.bottomMetres - crownMetres;
  const clearMetres = Math.max(above, below);
  return { relation: clearMetres < 0 ? 'level' : above >= below ? 'above' : 'below', clearMetres };
}

type Box = readonly [west: number, south: number, east: number, north: number];

function boxOf(path: SectionPipe['path']): Box {
  const [x, y] = [path.map(([longitude]) => longitude), path.map(([, latitude]) => latitude)];
  return [Math.min(...x), Math.min(...y), Math.max(...x), Math.max(...y)];
}

function overlap(a: Box, b: Box): boolean {
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];
}

function flattener(
  origin: readonly [number, number, ...unknown[]],
  { perLongitude, perLatitude }: LocalFrame,
): (place: readonly [number, number, ...unknown[]]) => Vector {
  return ([x, y]) => [(x - origin[0]) * perLongitude, (y - origin[1]) * perLatitude, 0];
}

function apart(
  a: readonly [number, number, ...unknown[]],
  b: readonly [number, number, ...unknown[]],
  { perLongitude, perLatitude }: LocalFrame,
): number {
  return Math.hypot((b[0] - a[0]) * perLongitude, (b[1] - a[1]) * perLatitude);
}

function distance(a: Vector, b: Vector): number {
  return Math.hypot(b[0] - a[0], b[1] - a[1]);
}

function degreesOf(radians: number): number {
  return (radians * 180) / Math.PI;
}

function least(a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : Math.min(a, b);
}

function negative(value: number | null | undefined): number | null {
  return value == null ? null : -value;
}
