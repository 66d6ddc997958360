/**
 * Planned pipes among those that are there: conflicts by the rules of the check, the trench by the excavation, and what
 * has to be bought and dug. Every figure comes from the geometry, from what was typed, or from a limit with its clause.
 */
import Flatbush from 'flatbush';
import type { PIPE_LAYINGS } from '../../codes.ts';
import type { PlannedPipe } from '../../planned-pipe.ts';
import { PipeCheck, type PipeFinding, type SurveyedPipe } from '../check-pipes.ts';
import { Doubts, type Doubt } from '../doubts.ts';
import { excavate, type MetPipe } from '../excavate.ts';
import { localFrame } from '../local-frame.ts';
import { trenchRing } from '../trench-ring.ts';
import { kindOf, laidBetween, layPipe, type JoinPoint, type LaidPipe } from './lay-pipe.ts';
import type { Ground } from './surveyed-ground.ts';

export type NearPipe = SurveyedPipe & { readonly owner: string | null };

export type Earthworks = {
  readonly excavationM3: number;
  readonly surfaceM2: number;
  /** Null where no thickness was given. */
  readonly beddingM3: number | null;
  /** The pipe itself, with its walls. */
  readonly displacedM3: number;
  /** What is put back: the trench without bedding and pipe; null where they are not known or the pipe comes out of the ground. */
  readonly backfillM3: number | null;
};
export type PlannedAnswer = LaidPipe & {
  readonly coverMetres: readonly [least: number, most: number];
  readonly manholes: number;
  readonly bends: readonly number[];
  /** Null where no trench is dug: trenchless, overhead, on the ground, under water, in a tunnel. */
  readonly earthworks: Earthworks | null;
};
export type QuantityRow = Pick<PlannedPipe, 'class' | 'subClass' | 'widthMm' | 'heightMm' | 'material'> & {
  readonly metres: number;
};
export type PipePlan = {
  readonly pipes: readonly PlannedAnswer[];
  /** The worst share of its limit first; `pipe` and `other` name planned ones as `P1`. */
  readonly findings: readonly PipeFinding[];
  /** What lies in the trenches or close below them. */
  readonly met: readonly MetPipe[];
  readonly owners: readonly { readonly owner: string | null; readonly pipes: number }[];
  readonly quantities: readonly QuantityRow[];
  readonly totals: Earthworks & {
    readonly metres: number;
    readonly manholes: number;
    readonly bends: number;
  };
  readonly doubts: readonly Doubt[];
};

const SAME_CROSSING_METRES = 2;
const DUG: readonly (keyof typeof PIPE_LAYINGS)[] = ['ZM', 'GM', 'GK', 'GG'];

/**
 * @param near everything that may be near the planned pipes
 * @throws RangeError with a sentence, as `layPipe` does
 */
export function planPipes(
  planned: readonly PlannedPipe[],
  near: readonly NearPipe[],
  ground: Ground,
  joins: readonly JoinPoint[],
): PipePlan {
  const doubts = new Doubts();
  const laid: LaidPipe[] = [];
  for (const [at, pipe] of planned.entries()) {
    const before = laid.flatMap(({ points, pipe: other }) =>
      points.map((point): JoinPoint => ({ ...point, id: point.joins ?? point.id, class: other.class })),
    );
    laid.push(layPipe(pipe, at + 1, ground, [...joins, ...before], doubts));
  }
  const found = laid.map((one) => {
    const others = laid.filter((other) => other !== one).flatMap(({ pieces }) => pieces);
    return new PipeCheck([...near, ...others]).report(one.pieces);
  });
  const met = new Map<string, MetPipe>();
  const dug: Doubt[] = [];
  const nearIn = pipesIn(near);
  const pipes = laid.map((one) => answerOf(one, nearIn, { met, dug, doubts }));
  noteOnce([...found.flatMap((report) => report.doubts), ...dug], doubts);
  const told = [...met.values()].filter(({ place }) => place !== 'deep');
  return {
    pipes,
    findings: worstOf(found.flatMap(({ findings }) => findings)),
    met: [...met.values()].toSorted(
      (a, b) => (a.coverMetres?.[0] ?? 0) - (b.coverMetres?.[0] ?? 0) || a.id.localeCompare(b.id),
    ),
    owners: [...Map.groupBy(told, ({ owner }) => owner)].map(([owner, own]) => ({
      owner,
      pipes: own.length,
    })),
    quantities: quantitiesOf(laid),
    totals: {
      ...sumOf(pipes.flatMap(({ earthworks }) => earthworks ?? [])),
      metres: sum(laid.map(({ laidMetres }) => laidMetres)),
      manholes: sum(pipes.map(({ manholes }) => manholes)),
      bends: sum(pipes.map(({ bends }) => bends.length)),
    },
    doubts: doubts.list(),
  };
}

/** The piece of a planned pipe says which pipe it is of. */
export function pipeOf(piece: string): string {
  return piece.split('/', 1)[0] ?? piece;
}

/** A pipe beside another for many pieces is one finding, at its worst place; each crossing is one of its own. */
function worstOf(findings: readonly PipeFinding[]): PipeFinding[] {
  const kept = new Map<string, PipeFinding[]>();
  for (const finding of findings.toSorted((a, b) => shortfall(b) - shortfall(a))) {
    const { rule, pipe, other, yields } = finding;
    const isCrossing = rule === 'collision' || rule === 'vertical';
    const key = [rule, ...[pipe, other ?? ''].map(pipeOf).toSorted()].join('\n');
    const known = kept.get(key) ?? [];
    // Two pieces that meet in a crossing both have it.
    if (known.some((one) => !isCrossing || metresBetween(one, finding) < SAME_CROSSING_METRES)) continue;
    const named: PipeFinding = {
      ...finding,
      pipe: pipeOf(pipe),
      ...(other === undefined ? {} : { other: pipeOf(other) }),
      ...(yields === undefined ? {} : { yields: pipeOf(yields) }),
    };
    kept.set(key, [...known, named]);
  }
  return [...kept.values()].flat().toSorted((a, b) => shortfall(b) - shortfall(a));
}

function metresBetween({ from: [x, y] }: PipeFinding, { from: [toX, toY] }: PipeFinding): number {
  const { perLongitude, perLatitude } = localFrame(y);
  return Math.hypot((toX - x) * perLongitude, (toY - y) * perLatitude);
}

/** As the check orders its findings. */
function shortfall({ measured, limit }: PipeFinding): number {
  return limit ? Math.abs(limit.value - measured) / limit.value : 1 - measured;
}

/** What is said of a pipe piece by piece is said once. */
function noteOnce(said: readonly Doubt[], doubts: Doubts): void {
  const known = new Set<string>();
  for (const { code, says, examples } of said)
    for (const id of examples.map(pipeOf)) {
      if (known.has(`${code} ${id}`)) continue;
      known.add(`${code} ${id}`);
      doubts.add(code, says, id);
    }
}

type PipesIn = (ring: readonly (readonly [longitude: number, latitude: number])[]) => NearPipe[];

/** Finds those whose box meets that of a ring: of thousands near a long line few lie at one piece of it. */
function pipesIn(near: readonly NearPipe[]): PipesIn {
  const placed = near.filter(({ path }) => path.length > 0);
  if (placed.length === 0) return () => [];
  const index = new Flatbush(placed.length);
  for (const { path } of placed) index.add(...boxOf(path));
  index.finish();
  // In the order of the rows, so that the answer is the same however the index lies.
  return (ring) =>
    index
      .search(...boxOf(ring))
      .toSorted((a, b) => a - b)
      .flatMap((at) => placed[at] ?? []);
}

function boxOf(
  places: readonly (readonly [number, number, ...unknown[]])[],
): [west: number, south: number, east: number, north: number] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of places) {
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }
  return box;
}

/** What digging finds out besides its volumes. */
type Notes = { readonly met: Map<string, MetPipe>; readonly dug: Doubt[]; readonly doubts: Doubts };

function answerOf(one: LaidPipe, nearIn: PipesIn, notes: Notes): PlannedAnswer {
  const covers = one.points.map(({ coverMetres }) => coverMetres);
  const manholes = one.points.filter((point) => point.joins === null && kindOf(one, point) === 'manhole');
  return {
    ...one,
    coverMetres: [Math.min(...covers), Math.max(...covers)],
    manholes: manholes.length,
    bends: one.points.filter((point) => kindOf(one, point) === 'elbow').map(({ turnDegrees }) => turnDegrees),
    earthworks: DUG.includes(one.pipe.laying) ? dig(one, nearIn, notes) : null,
  };
}

/** Piece by piece, each as deep as in its middle: with upright walls that is exactly what is dug between two depths. */
function dig(one: LaidPipe, nearIn: PipesIn, { met, dug: said, doubts }: Notes): Earthworks {
  const { widthMm, heightMm, wallMm, trenchMetres, beddingMetres } = one.pipe;
  const wide = (widthMm + 2 * wallMm) / 1000;
  const high = ((heightMm ?? widthMm) + 2 * wallMm) / 1000;
  const section = heightMm === null ? (Math.PI * wide * wide) / 4 : wide * high;
  if (wallMm === 0)
    doubts.add('wall-unknown', 'No wall was given; the outer size is taken for the inner.', one.id);
  const isNarrow = trenchMetres < wide;
  if (isNarrow)
    doubts.add('trench-narrow', 'The trench is narrower than the pipe; no backfill is told.', one.id);
  let isOut = false;
  let [excavationM3, surfaceM2, beddingM3] = [0, 0, 0];
  for (const [at, end] of one.points.slice(1).entries()) {
    const start = one.points[at];
    if (!start) continue;
    const depths = [start, end].map(({ coverMetres }) => coverMetres + high + (beddingMetres ?? 0));
    if (Math.min(start.coverMetres, end.coverMetres) < 0) isOut = true;
    const depth = dugBetween(depths[0] ?? 0, depths[1] ?? 0);
    if (depth <= 0) continue;
    const ring = trenchRing(
      [
        [start.longitude, start.latitude],
        [end.longitude, end.latitude],
      ],
      trenchMetres,
    );
    const dug = excavate(ring, depth, nearIn(ring));
    excavationM3 += dug.volumeM3;
    surfaceM2 += dug.areaM2;
    beddingM3 += dug.areaM2 * (beddingMetres ?? 0);
    for (const pipe of dug.pipes) met.set(pipe.id, together(met.get(pipe.id), pipe));
    said.push(...dug.doubts);
  }
  const displacedM3 =
    section * sum(one.points.slice(1).map((end, at) => laidBetween(one.points[at] ?? end, end)));
  return {
    excavationM3,
    surfaceM2,
    beddingM3: beddingMetres === null ? null : beddingM3,
    displacedM3,
    backfillM3: isOut || isNarrow || beddingMetres === null ? null : excavationM3 - beddingM3 - displacedM3,
  };
}

/** The mean of what lies below the ground, where the floor of a trench runs straight between two depths. */
function dugBetween(from: number, to: number): number {
  if (from >= 0 && to >= 0) return (from + to) / 2;
  const [low, high] = [Math.min(from, to), Math.max(from, to)];
  return high <= 0 ? 0 : high ** 2 / (2 * (high - low));
}

const PLACES = ['exposed', 'unknown', 'below', 'deep'] as const satisfies readonly MetPipe['place'][];

function together(one: MetPipe | undefined, two: MetPipe): MetPipe {
  if (!one) return two;
  const covers = [one.coverMetres, two.coverMetres].flatMap((cover) => cover ?? []);
  return {
    ...one,
    metres: one.metres + two.metres,
    coverMetres: covers.length > 0 ? [Math.min(...covers), Math.max(...covers)] : null,
    place: PLACES.find((place) => place === one.place || place === two.place) ?? one.place,
  };
}

function quantitiesOf(laid: readonly LaidPipe[]): QuantityRow[] {
  const keyOf = ({ pipe }: LaidPipe): string =>
    [pipe.class, pipe.subClass, pipe.widthMm, pipe.heightMm, pipe.material].join(' ');
  return [...Map.groupBy(laid, keyOf).values()].flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    const { class: pipeClass, subClass, widthMm, heightMm, material } = first.pipe;
    const metres = sum(same.map(({ laidMetres }) => laidMetres));
    return [{ class: pipeClass, subClass, widthMm, heightMm, material, metres }];
  });
}

/** A part that is not known makes the sum unknown: no figure is shown that leaves something out. */
function sumOf(parts: readonly Earthworks[]): Earthworks {
  const known = (values: readonly (number | null)[]): number | null =>
    values.includes(null) ? null : sum(values.map((value) => value ?? 0));
  return {
    excavationM3: sum(parts.map(({ excavationM3 }) => excavationM3)),
    surfaceM2: sum(parts.map(({ surfaceM2 }) => surfaceM2)),
    beddingM3: known(parts.map(({ beddingM3 }) => beddingM3)),
    displacedM3: sum(parts.map(({ displacedM3 }) => displacedM3)),
    backfillM3: known(parts.map(({ backfillM3 }) => backfillM3)),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
