/** A planned pipe laid into the ground: its points with their levels, and its pieces as the survey would record them. */
import { MANHOLE_SPACING } from '../../limits.ts';
import type { Limit } from '../../../../limit.ts';
import { STEP_METRES, type PlannedPipe } from '../../planned-pipe.ts';
import type { SurveyedPipe } from '../check-pipes.ts';
import { partyOf } from '../clearance-rules.ts';
import type { Doubts } from '../doubts.ts';
import { localFrame } from '../local-frame.ts';
import { crossingInPlan, type Vector } from '../segment-distance.ts';
import { GROUND_REACH_METRES, type Ground } from './surveyed-ground.ts';

export type LaidPoint = {
  readonly id: string;
  readonly longitude: number;
  readonly latitude: number;
  readonly chainageMetres: number;
  readonly groundMetres: number;
  /** From the ground to the top of the outer wall. */
  readonly coverMetres: number;
  readonly axisMetres: number;
  /** Of the level that the survey would record: the invert of a drain, the top of everything else. */
  readonly levelMetres: number;
  readonly depthMetres: number;
  /** Change of direction in plan. */
  readonly turnDegrees: number;
  /** The point at which it joins what is there. */
  readonly joins: string | null;
};
export type LaidPipe = {
  /** `P1` for the first of a scenario. */
  readonly id: string;
  readonly pipe: PlannedPipe;
  readonly isDrain: boolean;
  readonly points: readonly LaidPoint[];
  readonly pieces: readonly SurveyedPipe[];
  readonly lengthMetres: number;
  /** Along its slope. */
  readonly laidMetres: number;
  readonly stepMetres: number;
  /** Where the step is that of a standard. */
  readonly stepLimit: Limit | null;
};
/** Where a pipe may be joined: surveyed points, and those of pipes planned before. */
export type JoinPoint = {
  readonly id: string;
  readonly class: string;
  readonly longitude: number;
  readonly latitude: number;
};

/** An end so near to a point of its class is meant to join it. A choice of this project. */
const JOIN_METRES = 1;
const SHORTEST_METRES = 0.1;
const LONGEST_METRES = 3000;
/** Of one pipe, corners among them. */
const MOST_POINTS = 300;
/** A smaller change of direction is no bend. */
const BEND_DEGREES = 1;
const FAR_GROUND_METRES = 30;

/**
 * @param number its place among those planned together, from 1
 * @throws RangeError with a sentence, for a line that is none, crosses itself or leads to where no ground is known
 */
export function layPipe(
  pipe: PlannedPipe,
  number: number,
  ground: Ground,
  joins: readonly JoinPoint[],
  doubts: Doubts,
): LaidPipe {
  const id = `P${number}`;
  const corners = withoutRepeats(pipe.line);
  const origin = corners[0];
  if (!origin || corners.length < 2)
    throw new RangeError(`The line of ${id} has no length; draw one of two points or more.`);
  const frame = localFrame(origin[1]);
  const flat = corners.map(([x, y]): Vector => [
    (x - origin[0]) * frame.perLongitude,
    (y - origin[1]) * frame.perLatitude,
    0,
  ]);
  const length = flat.slice(1).reduce((sum, to, at) => sum + distance(flat[at] ?? to, to), 0);
  if (length < SHORTEST_METRES)
    throw new RangeError(`The line of ${id} has no length; draw one of two points or more.`);
  if (length > LONGEST_METRES)
    throw new RangeError(
      `The line of ${id} is ${Math.round(length)} m long; a planned pipe has up to ${LONGEST_METRES} m. Plan it in parts.`,
    );
  if (crossesItself(flat)) throw new RangeError(`The line of ${id} crosses itself; draw one that does not.`);

  const isDrain = partyOf(pipe) === 'drain';
  const spacing = isDrain ? MANHOLE_SPACING.find(({ upToMm }) => pipe.widthMm <= upToMm)?.most : undefined;
  const stepLimit = pipe.stepMetres === null && spacing ? spacing : null;
  const stepMetres = pipe.stepMetres ?? spacing?.value ?? STEP_METRES;
  const places = [...stations(flat, stepMetres)];
  if (places.length > MOST_POINTS)
    throw new RangeError(
      `With a point every ${stepMetres} m ${id} would have ${places.length} points, more than ${MOST_POINTS}; set them farther apart or plan it in parts.`,
    );
  const outer = (pipe.heightMm ?? pipe.widthMm) / 1000 + (2 * pipe.wallMm) / 1000;
  const ends = new Set([0, corners.length - 1]);

  const points: LaidPoint[] = [];
  let [chainage, startCrown] = [0, 0];
  for (const { place, metres, corner } of places) {
    chainage += metres;
    const at = [origin[0] + place[0] / frame.perLongitude, origin[1] + place[1] / frame.perLatitude] as const;
    const [longitude, latitude] = corner === undefined ? at : (corners[corner] ?? at);
    const known = ground(longitude, latitude);
    if (!known)
      throw new RangeError(
        `No ground level was surveyed within ${GROUND_REACH_METRES} m of ${longitude.toFixed(6)}, ${latitude.toFixed(6)}; plan where the survey reaches, or import its points.`,
      );
    if (known.farMetres > FAR_GROUND_METRES)
      doubts.add('ground-far', 'The ground was surveyed more than 30 m away.', id);
    if (points.length === 0) startCrown = known.metres - pipe.coverMetres;
    const crown =
      pipe.fallPerMille === null
        ? known.metres - pipe.coverMetres
        : startCrown - (pipe.fallPerMille / 1000) * chainage;
    const level = isDrain ? crown - outer + pipe.wallMm / 1000 : crown;
    points.push({
      id: `${id}-${points.length + 1}`,
      longitude,
      latitude,
      chainageMetres: chainage,
      groundMetres: known.metres,
      coverMetres: known.metres - crown,
      axisMetres: crown - outer / 2,
      levelMetres: level,
      depthMetres: known.metres - level,
      turnDegrees: corner === undefined ? 0 : turnAt(flat, corner),
      joins:
        corner !== undefined && ends.has(corner) ? joinedAt(pipe.class, longitude, latitude, joins) : null,
    });
  }
  const pieces = points.slice(1).map((end, at) => pieceOf(pipe, id, at + 1, isDrain, points[at] ?? end, end));
  return {
    id,
    pipe,
    isDrain,
    points,
    pieces,
    lengthMetres: length,
    laidMetres: points.slice(1).reduce((sum, end, at) => sum + laidBetween(points[at] ?? end, end), 0),
    stepMetres,
    stepLimit,
  };
}

/** Whether something stands or turns at a point, for the survey's tables and the bill. */
export function kindOf(
  { isDrain, points }: Pick<LaidPipe, 'isDrain' | 'points'>,
  { turnDegrees, id }: LaidPoint,
): 'manhole' | 'elbow' | 'straight' {
  if (isDrain) return 'manhole';
  const isEnd = id === points[0]?.id || id === points.at(-1)?.id;
  return !isEnd && turnDegrees >= BEND_DEGREES ? 'elbow' : 'straight';
}

export function laidBetween(from: LaidPoint, to: LaidPoint): number {
  return Math.hypot(to.chainageMetres - from.chainageMetres, to.axisMetres - from.axisMetres);
}

function pieceOf(
  pipe: PlannedPipe,
  id: string,
  number: number,
  isDrain: boolean,
  start: LaidPoint,
  end: LaidPoint,
): SurveyedPipe {
  return {
    id: `${id}/${number}`,
    class: pipe.class,
    subClass: pipe.subClass,
    startPoint: start.joins ?? start.id,
    endPoint: end.joins ?? end.id,
    path: [
      [start.longitude, start.latitude, start.axisMetres],
      [end.longitude, end.latitude, end.axisMetres],
    ],
    widthMm: pipe.widthMm,
    heightMm: pipe.heightMm,
    wallMm: pipe.wallMm,
    material: pipe.material,
    laying: pipe.laying,
    pressureClass: pipe.pressureClass,
    voltageKv: pipe.voltageKv,
    lengthMetres: end.chainageMetres - start.chainageMetres,
    startDepthMetres: start.depthMetres,
    endDepthMetres: end.depthMetres,
    startElevationMetres: start.levelMetres,
    endElevationMetres: end.levelMetres,
    elevationReference: isDrain ? 'invert' : 'top',
    flowDirection: isDrain ? 1 : null,
    startAppurtenance: isDrain ? 'manhole' : null,
    endAppurtenance: isDrain ? 'manhole' : null,
  };
}

type Station = { readonly place: Vector; readonly metres: number; readonly corner?: number };

/** Corners, and between them as few points as keep to the step; each with the way from the one before. */
function* stations(flat: readonly Vector[], stepMetres: number): Generator<Station> {
  for (const [corner, to] of flat.entries()) {
    const from = flat[corner - 1];
    if (!from) {
      yield { place: to, metres: 0, corner };
      continue;
    }
    const length = distance(from, to);
    // A step that fits by a hair is not halved.
    const parts = Math.max(1, Math.ceil(length / stepMetres - 1e-6));
    for (let part = 1; part < parts; part++)
      yield {
        place: [
          from[0] + ((to[0] - from[0]) * part) / parts,
          from[1] + ((to[1] - from[1]) * part) / parts,
          0,
        ],
        metres: length / parts,
      };
    yield { place: to, metres: length / parts, corner };
  }
}

function withoutRepeats(line: PlannedPipe['line']): PlannedPipe['line'] {
  return line.filter(([x, y], at) => x !== line[at - 1]?.[0] || y !== line[at - 1]?.[1]);
}

function crossesItself(flat: readonly Vector[]): boolean {
  for (let one = 0; one + 1 < flat.length; one++)
    for (let two = one + 1; two + 1 < flat.length; two++) {
      const [a, b, c, d] = [flat[one], flat[one + 1], flat[two], flat[two + 1]];
      if (!a || !b || !c || !d) continue;
      // Neighbours meet in their corner, and cross only where one turns back on the other.
      if (two === one + 1 ? turnBetween(a, b, d) > 179.9 : crossingInPlan(a, b, c, d)) return true;
    }
  return false;
}

function turnAt(flat: readonly Vector[], corner: number): number {
  const [before, at, after] = [flat[corner - 1], flat[corner], flat[corner + 1]];
  return before && at && after ? turnBetween(before, at, after) : 0;
}

function turnBetween(before: Vector, at: Vector, after: Vector): number {
  const [ux, uy, vx, vy] = [at[0] - before[0], at[1] - before[1], after[0] - at[0], after[1] - at[1]];
  return (Math.abs(Math.atan2(ux * vy - uy * vx, ux * vx + uy * vy)) * 180) / Math.PI;
}

function joinedAt(
  pipeClass: string,
  longitude: number,
  latitude: number,
  joins: readonly JoinPoint[],
): string | null {
  const { perLongitude, perLatitude } = localFrame(latitude);
  const near = joins
    .filter((point) => point.class === pipeClass)
    .map((point) => ({
      id: point.id,
      metres: Math.hypot(
        (point.longitude - longitude) * perLongitude,
        (point.latitude - latitude) * perLatitude,
      ),
    }))
    .filter(({ metres }) => metres <= JOIN_METRES)
    .toSorted((a, b) => a.metres - b.metres);
  return near[0]?.id ?? null;
}

function distance(a: Vector, b: Vector): number {
  return Math.hypot(b[0] - a[0], b[1] - a[1]);
}
