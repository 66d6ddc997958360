/**
 * The ground cut open along a drawn line: which pipes are cut, where, how high and in what shape. In metres throughout;
 * what the record does not say is left out of the figures and named in the doubts.
 */
import { Doubts, type Doubt } from '../doubts.ts';
import { localFrame } from '../local-frame.ts';
import type { Position } from '../network.ts';
import { angleInPlan, between, crossingInPlan, nearestOfSegments, type Vector } from '../segment-distance.ts';
import { mix, outerSize, pipeLevels, type PipeLevels, type SectionPipe } from './pipe-levels.ts';

export type SectionRoad = {
  readonly id: string;
  readonly name: string | null;
  readonly path: readonly (readonly [number, number, ...unknown[]])[];
  /** Between the kerbs. */
  readonly carriagewayMetres: number | null;
};

export type CutPipe = PipeLevels & {
  readonly id: string;
  readonly class: string;
  readonly subClass: string | null;
  readonly material: string | null;
  readonly widthMm: number | null;
  readonly heightMm: number | null;
  readonly at: Position;
  /** Along the drawn line from its first point. */
  readonly chainageMetres: number;
  /** Between the pipe and the line in plan, 0 to 90. */
  readonly angleDegrees: number;
  readonly isRound: boolean;
  /** Outer sizes of the cut: an oblique cut is wider than the pipe. Null where the size is not recorded. */
  readonly cutWidthMetres: number | null;
  readonly cutHeightMetres: number | null;
};
export type SectionGap = {
  readonly left: string;
  readonly right: string;
  readonly fromMetres: number;
  readonly toMetres: number;
  /** Between the outer walls along the line; negative where one lies over the other. */
  readonly horizontalMetres: number;
  /** Between the outer walls in height; negative where they share heights, null where a height is not known. */
  readonly verticalMetres: number | null;
};
export type SectionCarriageway = {
  readonly road: string;
  readonly name: string | null;
  readonly fromMetres: number;
  readonly toMetres: number;
};
export type CrossSection = {
  readonly lengthMetres: number;
  /** In the order in which the line meets them. */
  readonly pipes: readonly CutPipe[];
  readonly gaps: readonly SectionGap[];
  readonly carriageways: readonly SectionCarriageway[];
  /** The ground where the survey gives it: over each cut pipe. Between, it is not known. */
  readonly ground: readonly { readonly chainageMetres: number; readonly elevationMetres: number }[];
  readonly doubts: readonly Doubt[];
};

/** A cut flatter than this shows a pipe's length rather than its section. */
const ALONG_DEGREES = 10;
/** Cuts of one pipe nearer to each other than this are one: the line runs through a corner of the pipe. */
const SAME_CUT_METRES = 0.001;

/** @param line at least two points, degrees */
export function crossSection(
  line: readonly (readonly [number, number])[],
  pipes: readonly SectionPipe[],
  roads: readonly SectionRoad[] = [],
): CrossSection {
  const [origin] = line;
  if (!origin || line.length < 2) throw new RangeError('a section is drawn by two points or more');
  const { perLongitude, perLatitude } = localFrame(origin[1]);
  const flat = ([x, y]: readonly [number, number, ...unknown[]]): Vector => [
    (x - origin[0]) * perLongitude,
    (y - origin[1]) * perLatitude,
    0,
  ];
  const stretches = stretchesOf(line.map(flat));
  const doubts = new Doubts();

  const cut: CutPipe[] = [];
  for (const pipe of pipes) {
    const found: CutPipe[] = [];
    const lengths = pipe.path.slice(1).map((to, index) => {
      const [a, b] = [flat(pipe.path[index] ?? to), flat(to)];
      return Math.hypot(b[0] - a[0], b[1] - a[1]);
    });
    const total = lengths.reduce((sum, length) => sum + length, 0);
    let walked = 0;
    for (const [index, length] of lengths.entries()) {
      const [start, end] = [pipe.path[index], pipe.path[index + 1]];
      if (!start || !end) continue;
      const [a, b] = [flat(start), flat(end)];
      for (const { from, to, startsAt, length: stretch } of stretches) {
        const crossing = crossingInPlan(from, to, a, b);
        if (!crossing) {
          if (runsAlong(from, to, a, b)) addAlong(doubts, pipe.id);
          continue;
        }
        const chainageMetres = startsAt + crossing.s * stretch;
        if (found.some((one) => Math.abs(one.chainageMetres - chainageMetres) < SAME_CUT_METRES)) continue;
        const [x, y] = between(a, b, crossing.t);
        found.push(
          cutOf(
            pipe,
            {
              chainageMetres,
              share: total > 0 ? (walked + crossing.t * length) / total : 0,
              axisMetres: mix(start[2], end[2], crossing.t),
              angle: angleInPlan(from, to, a, b),
              at: [origin[0] + x / perLongitude, origin[1] + y / perLatitude],
            },
            doubts,
          ),
        );
      }
      walked += length;
    }
    cut.push(...found);
  }
  cut.sort((one, two) => one.chainageMetres - two.chainageMetres || one.id.localeCompare(two.id));
  if (cut.length > 0) addGroundDoubt(cut, doubts);
  return {
    lengthMetres: stretches.reduce((sum, { length }) => sum + length, 0),
    pipes: cut,
    gaps: cut.slice(1).flatMap((right, index) => gapOf(cut[index], right)),
    carriageways: carriagewaysOf(stretches, roads, flat),
    ground: cut.flatMap(({ chainageMetres, groundMetres }) =>
      groundMetres === null ? [] : [{ chainageMetres, elevationMetres: groundMetres }],
    ),
    doubts: doubts.list(),
  };
}

type Stretch = {
  readonly from: Vector;
  readonly to: Vector;
  readonly startsAt: number;
  readonly length: number;
};

function stretchesOf(line: readonly Vector[]): Stretch[] {
  let startsAt = 0;
  return line.slice(1).map((to, index) => {
    const from = line[index] ?? to;
    const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
    const stretch = { from, to, startsAt, length };
    startsAt += length;
    return stretch;
  });
}

type Cut = {
  readonly chainageMetres: number;
  /** Of the pipe's length, where it is cut. */
  readonly share: number;
  readonly axisMetres: number | null;
  readonly angle: number;
  readonly at: readonly [number, number];
};

function cutOf(
  pipe: SectionPipe,
  { chainageMetres, share, axisMetres, angle, at }: Cut,
  doubts: Doubts,
): CutPipe {
  const { id, widthMm, heightMm } = pipe;
  const { widthMetres, heightMetres } = outerSize(pipe);
  const angleDegrees = (angle * 180) / Math.PI;
  if (angleDegrees < ALONG_DEGREES) addAlong(doubts, id);
  return {
    id,
    class: pipe.class,
    subClass: pipe.subClass,
    material: pipe.material,
    widthMm,
    heightMm,
    at: axisMetres === null ? at : [...at, axisMetres],
    chainageMetres,
    angleDegrees,
    isRound: heightMm === null,
    cutWidthMetres: widthMetres === null ? null : widthMetres / Math.sin(angle),
    cutHeightMetres: heightMetres,
    ...pipeLevels(pipe, share, axisMetres, doubts),
  };
}

function gapOf(left: CutPipe | undefined, right: CutPipe): SectionGap[] {
  if (left?.cutWidthMetres == null || right.cutWidthMetres === null) return [];
  const fromMetres = left.chainageMetres + left.cutWidthMetres / 2;
  const toMetres = right.chainageMetres - right.cutWidthMetres / 2;
  const heights = [left.crownMetres, left.bottomMetres, right.crownMetres, right.bottomMetres];
  const [leftTop, leftBottom, rightTop, rightBottom] = heights;
  return [
    {
      left: left.id,
      right: right.id,
      fromMetres,
      toMetres,
      horizontalMetres: toMetres - fromMetres,
      verticalMetres:
        leftTop == null || leftBottom == null || rightTop == null || rightBottom == null
          ? null
          : Math.max(leftBottom, rightBottom) - Math.min(leftTop, rightTop),
    },
  ];
}

/** Kerbs as far as the drawn line reaches them. */
function carriagewaysOf(
  stretches: readonly Stretch[],
  roads: readonly SectionRoad[],
  flat: (position: readonly [number, number, ...unknown[]]) => Vector,
): SectionCarriageway[] {
  const last = stretches.at(-1);
  const end = last ? last.startsAt + last.length : 0;
  return roads.flatMap(({ id, name, path, carriagewayMetres }) => {
    if (carriagewayMetres === null) return [];
    return path.slice(1).flatMap((to, index) => {
      const [a, b] = [flat(path[index] ?? to), flat(to)];
      return stretches.flatMap((stretch) => {
        const crossing = crossingInPlan(stretch.from, stretch.to, a, b);
        const angle = angleInPlan(stretch.from, stretch.to, a, b);
        if (!crossing || (angle * 180) / Math.PI < ALONG_DEGREES) return [];
        const middle = stretch.startsAt + crossing.s * stretch.length;
        const half = carriagewayMetres / 2 / Math.sin(angle);
        return [
          { road: id, name, fromMetres: Math.max(0, middle - half), toMetres: Math.min(end, middle + half) },
        ];
      });
    });
  });
}

function addAlong(doubts: Doubts, id: string): void {
  doubts.add(
    'along-the-line',
    'A pipe runs along the line or nearly so; draw the line across it to see its section.',
    id,
  );
}

function addGroundDoubt(cut: readonly CutPipe[], doubts: Doubts): void {
  const unknown = cut.filter(({ groundMetres }) => groundMetres === null);
  for (const { id } of unknown)
    doubts.add('ground-unknown', 'The survey gives no ground level over a pipe.', id);
  if (unknown.length < cut.length)
    doubts.add(
      'ground-by-survey',
      'The ground is known over the pipes, from their surveyed depths; straight lines join it between them.',
      cut.find(({ groundMetres }) => groundMetres !== null)?.id ?? '',
    );
}

function runsAlong(a: Vector, b: Vector, c: Vector, d: Vector): boolean {
  const isFlat = (angleInPlan(a, b, c, d) * 180) / Math.PI < ALONG_DEGREES;
  return isFlat && nearestOfSegments(a, b, c, d).metres < SAME_CUT_METRES;
}
