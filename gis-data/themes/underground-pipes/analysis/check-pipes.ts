/**
 * Pipes held against the standards: clearance beside and across each other between their outer walls, collision, cover,
 * and what a drain must be. A spatial index finds who is near; every distance is computed.
 */
import Flatbush from 'flatbush';
import { findingOf, type Finding, type Limit } from '../../../limit.ts';
import type { RULE_WORDS } from '../check-words.ts';
import { DRAIN_LIMITS, MANHOLE_SPACING } from '../limits.ts';
import { coverLimit, horizontalLimit, partyOf, verticalLimit, type PipeFacts } from './clearance-rules.ts';
import { Doubts, type Doubt } from './doubts.ts';
import { localFrame, type LocalFrame } from './local-frame.ts';
import type { Position } from './network.ts';
import { between, crossingInPlan, inPlan, nearestOfSegments, type Vector } from './segment-distance.ts';

export type SurveyedPipe = PipeFacts & {
  readonly id: string;
  readonly startPoint: string | null;
  readonly endPoint: string | null;
  /** The axis. */
  readonly path: readonly Position[];
  readonly heightMm: number | null;
  readonly wallMm: number | null;
  readonly lengthMetres: number;
  readonly startDepthMetres: number | null;
  readonly endDepthMetres: number | null;
  readonly startElevationMetres: number | null;
  readonly endElevationMetres: number | null;
  readonly elevationReference: string | null;
  readonly flowDirection: number | null;
  readonly startAppurtenance: string | null;
  readonly endAppurtenance: string | null;
};

export type CheckRule = keyof typeof RULE_WORDS;

export type PipeFinding = {
  readonly rule: CheckRule;
  readonly severity: Finding;
  readonly pipe: string;
  readonly other?: string;
  /** In the unit of the limit; a negative clearance is an overlap. */
  readonly measured: number;
  /** Absent for a collision: no standard has to say that two pipes cannot be in one place. */
  readonly limit?: Limit;
  /** Holds only if the pipe lies under a carriageway, which the survey does not say. */
  readonly onlyUnder?: 'carriageway';
  /** Ends of the gap: on the outer walls, or on the ground and the crown. */
  readonly from: Position;
  readonly to: Position;
  /** The pipe that is to make way: pressure for gravity, the smaller for the larger (GB 50289-2016, number unchecked). */
  readonly yields?: string;
};
export type CheckReport = {
  /** The worst share of its limit first. */
  readonly findings: readonly PipeFinding[];
  readonly pipes: number;
  /** Pairs of pipes that were near enough to be measured. */
  readonly pairs: number;
  readonly doubts: readonly Doubt[];
};

/** Two pipes run beside each other when they differ less in direction. */
const BESIDE_DEGREES = 20;
/** Coordinates and levels are kept to the millimetre, and their sums round. */
const SLACK_METRES = 0.005;
/** No two pipes must keep farther apart than this: the largest limit between pipes, sub-high gas and a trench. */
const LARGEST_LIMIT_METRES = 4;
const BESIDE = Math.cos((BESIDE_DEGREES * Math.PI) / 180);
const PIPES_BETWEEN_YIELDS = 200;
const PLASTICS: readonly (string | null)[] = ['PE', 'PVC'];
/** Above the ground: no cover is asked of them. */
const ABOVE_GROUND: readonly (string | null)[] = ['JK', 'DM', 'SJ'];

type Segment = {
  readonly pipe: SurveyedPipe;
  readonly a: Position;
  readonly b: Position;
  /** Outer half width and half height, metres. */
  readonly halfWide: number;
  readonly halfHigh: number;
  readonly isRound: boolean;
};

export class PipeCheck {
  readonly #segments: readonly Segment[];
  readonly #index: Flatbush | undefined;
  readonly #widest: number;

  /** @param pipes everything that may be near what is checked */
  constructor(pipes: readonly SurveyedPipe[]) {
    this.#segments = pipes.flatMap(segmentsOf);
    this.#widest = this.#segments.reduce((most, { halfWide }) => Math.max(most, halfWide), 0);
    if (this.#segments.length === 0) return;
    this.#index = new Flatbush(this.#segments.length);
    for (const { a, b } of this.#segments)
      this.#index.add(Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[0], b[0]), Math.max(a[1], b[1]));
    this.#index.finish();
  }

  /**
   * @param pipes findings concern at least one of these
   * @yields how many pipes have been checked, now and then
   */
  *run(pipes: readonly SurveyedPipe[]): Generator<number, CheckReport> {
    const doubts = new Doubts();
    const wanted = new Set(pipes.map(({ id }) => id));
    const worst = new Map<string, PipeFinding>();
    const keep = (finding: PipeFinding): void => {
      const key = [finding.rule, ...[finding.pipe, finding.other ?? ''].toSorted()].join('\n');
      const known = worst.get(key);
      if (!known || shortfall(finding) > shortfall(known)) worst.set(key, finding);
    };
    let pairs = 0;
    for (const [number, pipe] of pipes.entries()) {
      noteDoubts(pipe, doubts);
      for (const one of segmentsOf(pipe)) {
        for (const two of this.#near(one)) {
          // Each pair once: the other one is asked only where it is not in turn.
          if (wanted.has(two.pipe.id) && two.pipe.id < pipe.id) continue;
          pairs += 1;
          for (const finding of findingsBetween(one, two)) keep(finding);
        }
      }
      for (const finding of ofOne(pipe)) keep(finding);
      if (number % PIPES_BETWEEN_YIELDS === PIPES_BETWEEN_YIELDS - 1) yield number + 1;
    }
    return {
      findings: [...worst.values()].toSorted(
        (a, b) => shortfall(b) - shortfall(a) || (a.pipe < b.pipe ? -1 : 1),
      ),
      pipes: pipes.length,
      pairs,
      doubts: doubts.list(),
    };
  }

  /** At once. */
  report(pipes: readonly SurveyedPipe[]): CheckReport {
    const steps = this.run(pipes);
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
    }
  }

  #near(one: Segment): Segment[] {
    if (!this.#index) return [];
    const { a, b, halfWide, pipe } = one;
    const { perLongitude, perLatitude } = localFrame(a[1]);
    const reach = LARGEST_LIMIT_METRES + halfWide + this.#widest;
    const [east, north] = [reach / perLongitude, reach / perLatitude];
    return this.#index
      .search(
        Math.min(a[0], b[0]) - east,
        Math.min(a[1], b[1]) - north,
        Math.max(a[0], b[0]) + east,
        Math.max(a[1], b[1]) + north,
      )
      .flatMap((place) => this.#segments[place] ?? [])
      .filter((two) => two.pipe.id !== pipe.id && !areJoined(pipe, two.pipe));
  }
}

/** Pipes that meet in a point are one construction there. */
function areJoined(one: SurveyedPipe, two: SurveyedPipe): boolean {
  const ends = [two.startPoint, two.endPoint];
  return (
    (one.startPoint !== null && ends.includes(one.startPoint)) ||
    (one.endPoint !== null && ends.includes(one.endPoint))
  );
}

/** Both pieces in metres around the first. */
function findingsBetween(one: Segment, two: Segment): PipeFinding[] {
  const frame = localFrame(one.a[1]);
  const place = (at: Position): Vector => toLocal(frame, one.a, at);
  const [a, b, c, d] = [place(one.a), place(one.b), place(two.a), place(two.b)];
  const back = (at: Vector): Position => toDegrees(frame, one.a, at);
  const pair = { pipe: one.pipe.id, other: two.pipe.id, yields: yielding(one.pipe, two.pipe) };

  const crossing = crossingInPlan(a, b, c, d);
  if (crossing) {
    const [p, q] = [between(a, b, crossing.s), between(c, d, crossing.t)];
    const isUpper = p[2] >= q[2];
    const [upper, lower] = isUpper ? [one, two] : [two, one];
    const [high, low] = isUpper ? [p, q] : [q, p];
    const gap = {
      from: back([high[0], high[1], high[2] - upper.halfHigh]),
      to: back([low[0], low[1], low[2] + lower.halfHigh]),
      measured: high[2] - low[2] - upper.halfHigh - lower.halfHigh,
    };
    if (gap.measured < -SLACK_METRES) return [{ ...pair, ...gap, rule: 'collision', severity: 'violation' }];
    const limit = verticalLimit(upper.pipe, lower.pipe)?.least;
    return limit && gap.measured < limit.value - SLACK_METRES
      ? [{ ...pair, ...gap, rule: 'vertical', severity: findingOf(limit), limit }]
      : [];
  }

  const found: PipeFinding[] = [];
  const solid = nearestOfSegments(a, b, c, d);
  const [p, q] = [between(a, b, solid.s), between(c, d, solid.t)];
  const inSpace = surfaceGap(one, two, p, q);
  if (inSpace < -SLACK_METRES)
    found.push({
      ...pair,
      rule: 'collision',
      severity: 'violation',
      measured: inSpace,
      from: back(p),
      to: back(q),
    });
  if (Math.abs(cosine(a, b, c, d)) < BESIDE) return found;
  const limit = horizontalLimit(one.pipe, two.pipe)?.least;
  if (!limit) return found;
  const plan = nearestOfSegments(inPlan(a), inPlan(b), inPlan(c), inPlan(d));
  const measured = plan.metres - one.halfWide - two.halfWide;
  if (measured >= limit.value - SLACK_METRES) return found;
  const [near, far] = [between(a, b, plan.s), between(c, d, plan.t)];
  found.push({
    ...pair,
    rule: 'horizontal',
    severity: findingOf(limit),
    measured,
    limit,
    from: back(towards(near, far, one.halfWide)),
    to: back(towards(far, near, two.halfWide)),
  });
  return found;
}

/** Between outer walls: of round pipes in space; with a duct among them as boxes that stand upright. */
function surfaceGap(one: Segment, two: Segment, p: Vector, q: Vector): number {
  const plan = Math.hypot(p[0] - q[0], p[1] - q[1]);
  const height = Math.abs(p[2] - q[2]);
  return one.isRound && two.isRound
    ? Math.hypot(plan, height) - one.halfWide - two.halfWide
    : Math.max(plan - one.halfWide - two.halfWide, height - one.halfHigh - two.halfHigh);
}

function ofOne(pipe: SurveyedPipe): PipeFinding[] {
  const [start, end] = [pipe.path[0], pipe.path.at(-1)];
  if (!start || !end) return [];
  return [...coverOf(pipe, start, end), ...(partyOf(pipe) === 'drain' ? drainRules(pipe, start, end) : [])];
}

function coverOf(pipe: SurveyedPipe, start: Position, end: Position): PipeFinding[] {
  if (ABOVE_GROUND.includes(pipe.laying)) return [];
  const inner = (pipe.heightMm ?? pipe.widthMm ?? 0) / 1000;
  const wall = (pipe.wallMm ?? 0) / 1000;
  const toCrown =
    pipe.elevationReference === 'invert'
      ? inner + wall
      : pipe.elevationReference === 'axis'
        ? inner / 2 + wall
        : 0;
  const ends = [
    { at: start, depth: pipe.startDepthMetres, appurtenance: pipe.startAppurtenance },
    { at: end, depth: pipe.endDepthMetres, appurtenance: pipe.endAppurtenance },
  ];
  // A pipe that opens to the water comes to light there.
  if (ends.some(({ appurtenance }) => appurtenance === 'outfall')) return [];
  const shallowest = ends
    .flatMap(({ at, depth }) => (depth === null ? [] : [{ at, cover: depth - toCrown }]))
    .toSorted((a, b) => a.cover - b.cover)[0];
  if (!shallowest) return [];
  const { at, cover } = shallowest;
  const crown = (at[2] ?? 0) + inner / 2 + wall;
  const gap = {
    pipe: pipe.id,
    rule: 'cover' as const,
    measured: cover,
    from: [at[0], at[1], crown + cover] as const,
    to: [at[0], at[1], crown] as const,
  };
  for (const under of ['footway', 'carriageway'] as const) {
    const limit = coverLimit(pipe, under);
    if (!limit || cover >= limit.value - SLACK_METRES) continue;
    // What the weaker limit allows is wrong only under a carriageway, which nobody has said that it lies under.
    return under === 'footway' || !coverLimit(pipe, 'footway')
      ? [{ ...gap, severity: findingOf(limit), limit }]
      : [{ ...gap, severity: 'advisory', limit, onlyUnder: 'carriageway' }];
  }
  return [];
}

function drainRules(pipe: SurveyedPipe, start: Position, end: Position): PipeFinding[] {
  const { widthMm, heightMm, startElevationMetres: high, endElevationMetres: low, lengthMetres } = pipe;
  const place = { pipe: pipe.id, from: start, to: end };
  const appurtenances = [pipe.startAppurtenance, pipe.endAppurtenance];
  const isConnection = appurtenances.includes('rain-grate');
  const found: PipeFinding[] = [];
  const under = (rule: CheckRule, measured: number, limit: Limit, slack: number): void => {
    if (measured < limit.value - slack)
      found.push({ ...place, rule, severity: findingOf(limit), measured, limit });
  };
  if (widthMm !== null && heightMm === null) {
    under(
      'diameter',
      widthMm,
      isConnection ? DRAIN_LIMITS.leastConnectionDiameterMm : DRAIN_LIMITS.leastDiameterMm,
      0,
    );
    const leastSlope = leastSlopeOf(pipe, widthMm, isConnection);
    if (leastSlope && high !== null && low !== null && lengthMetres > 0) {
      const fall =
        (high - low) *
        (pipe.flowDirection === -1 ? -1 : pipe.flowDirection === 1 ? 1 : Math.sign(high - low));
      under('slope', fall / lengthMetres, leastSlope, SLACK_METRES / lengthMetres);
    }
  }
  const spacing =
    widthMm === null ? undefined : MANHOLE_SPACING.find(({ upToMm }) => widthMm <= upToMm)?.most;
  if (spacing && appurtenances.every((one) => one === 'manhole') && lengthMetres > spacing.value)
    found.push({
      ...place,
      rule: 'manhole-spacing',
      severity: findingOf(spacing),
      measured: lengthMetres,
      limit: spacing,
    });
  return found;
}

/** The standard names slopes for the smallest sizes only. */
function leastSlopeOf({ material }: PipeFacts, widthMm: number, isConnection: boolean): Limit | undefined {
  if (isConnection && widthMm <= DRAIN_LIMITS.leastConnectionDiameterMm.value)
    return DRAIN_LIMITS.leastSlopeConnection200;
  if (widthMm !== DRAIN_LIMITS.leastDiameterMm.value) return undefined;
  return PLASTICS.includes(material) ? DRAIN_LIMITS.leastSlopePlastic300 : DRAIN_LIMITS.leastSlopeConcrete300;
}

function noteDoubts(pipe: SurveyedPipe, doubts: Doubts): void {
  if (pipe.widthMm === null || !(pipe.widthMm > 0))
    doubts.add('pipe-without-diameter', 'A pipe has no diameter; it is measured from its axis.', pipe.id);
  if (pipe.path.some((at) => at[2] === undefined || !Number.isFinite(at[2])))
    doubts.add('pipe-without-level', 'A pipe has no level; crossings with it are not judged.', pipe.id);
  if (pipe.path.length < 2) doubts.add('pipe-without-path', 'A pipe has fewer than two points.', pipe.id);
  if (pipe.startDepthMetres === null && pipe.endDepthMetres === null)
    doubts.add('pipe-without-depth', 'A pipe has no depth; its cover is not judged.', pipe.id);
  if ((pipe.startDepthMetres ?? 0) < 0 || (pipe.endDepthMetres ?? 0) < 0)
    doubts.add('depth-above-ground', 'A pipe lies above the ground by its depth.', pipe.id);
  if (partyOf(pipe) === undefined)
    doubts.add('class-without-limits', 'No table has limits for the class of a pipe.', pipe.id);
  else if (pipe.class === 'RQ' && pipe.pressureClass === null)
    doubts.add(
      'gas-pressure-unknown',
      'A gas pipe has no pressure class; limits that differ by it are not applied.',
      pipe.id,
    );
}

function segmentsOf(pipe: SurveyedPipe): Segment[] {
  const width = Math.max(0, pipe.widthMm ?? 0);
  const height = Math.max(0, pipe.heightMm ?? width);
  const wall = Math.max(0, pipe.wallMm ?? 0);
  return pipe.path.slice(1).flatMap((b, index): Segment[] => {
    const a = pipe.path[index];
    return a
      ? [
          {
            pipe,
            a,
            b,
            halfWide: (width / 2 + wall) / 1000,
            halfHigh: (height / 2 + wall) / 1000,
            isRound: pipe.heightMm === null,
          },
        ]
      : [];
  });
}

/** Pressure makes way for gravity, then the smaller for the larger. */
function yielding(one: SurveyedPipe, two: SurveyedPipe): string {
  const isGravity = (pipe: SurveyedPipe): boolean => partyOf(pipe) === 'drain';
  if (isGravity(one) !== isGravity(two)) return isGravity(one) ? two.id : one.id;
  return (one.widthMm ?? 0) < (two.widthMm ?? 0) ? one.id : two.id;
}

/** How much is missing, as a share of the limit; a collision misses all of it. */
function shortfall({ measured, limit }: PipeFinding): number {
  return limit ? Math.abs(limit.value - measured) / limit.value : 1 - measured;
}

function cosine(a: Vector, b: Vector, c: Vector, d: Vector): number {
  const [ux, uy, vx, vy] = [b[0] - a[0], b[1] - a[1], d[0] - c[0], d[1] - c[1]];
  const lengths = Math.hypot(ux, uy) * Math.hypot(vx, vy);
  return lengths > 0 ? (ux * vx + uy * vy) / lengths : 0;
}

/** From one point towards another in plan, not beyond it where walls overlap. */
function towards(from: Vector, to: Vector, metres: number): Vector {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const share = length > 0 ? metres / length : 0;
  return [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share, from[2]];
}

function toLocal({ perLongitude, perLatitude }: LocalFrame, origin: Position, at: Position): Vector {
  return [(at[0] - origin[0]) * perLongitude, (at[1] - origin[1]) * perLatitude, at[2] ?? Number.NaN];
}

function toDegrees({ perLongitude, perLatitude }: LocalFrame, origin: Position, [x, y, z]: Vector): Position {
  const at = [origin[0] + x / perLongitude, origin[1] + y / perLatitude] as const;
  return Number.isNaN(z) ? at : [...at, z];
}
