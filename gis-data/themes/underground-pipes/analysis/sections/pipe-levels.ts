/** The heights of a pipe at one place along it, from its axis, its size and what the survey measured its depth to. */
import type { Doubts } from '../doubts.ts';

/** The axis and the inner size of a pipe, as the survey has them. */
export type SectionPipe = {
  readonly id: string;
  readonly class: string;
  readonly subClass: string | null;
  readonly material: string | null;
  readonly path: readonly PathPosition[];
  /** Inner: the diameter, or the width of a channel. */
  readonly widthMm: number | null;
  /** Inner height of a rectangular section; null when round. */
  readonly heightMm: number | null;
  readonly wallMm: number | null;
  readonly startDepthMetres: number | null;
  readonly endDepthMetres: number | null;
  /** What the depths are measured to: `top`, `axis` or `invert`. */
  readonly elevationReference: string | null;
};
/** Degrees, and the height of the axis where it is known. */
export type PathPosition = readonly [longitude: number, latitude: number, elevationMetres?: number | null];

/** National heights; null where the record does not give them. */
export type PipeLevels = {
  readonly axisMetres: number | null;
  /** Top of the outer wall. */
  readonly crownMetres: number | null;
  /** Bottom of the bore. */
  readonly invertMetres: number | null;
  /** Bottom of the outer wall. */
  readonly bottomMetres: number | null;
  /** Of the ground over the axis, as the survey's depth has it. */
  readonly groundMetres: number | null;
  /** From the ground to the top of the outer wall. */
  readonly coverMetres: number | null;
};

const MM_PER_METRE = 1000;

/**
 * @param share of the pipe's length
 * @param axisMetres of the axis there
 * @param doubts takes what the record lacks
 */
export function pipeLevels(
  pipe: SectionPipe,
  share: number,
  axisMetres: number | null,
  doubts: Doubts,
): PipeLevels {
  const { widthMetres, heightMetres } = outerSize(pipe);
  const wall = (pipe.wallMm ?? 0) / MM_PER_METRE;
  const half = heightMetres === null ? null : heightMetres / 2;
  if (widthMetres === null)
    doubts.add('size-unknown', 'A pipe has no recorded size; its axis is shown.', pipe.id);
  if (axisMetres === null)
    doubts.add(
      'elevation-unknown',
      'A pipe has no recorded elevation; its place is shown, its height is not.',
      pipe.id,
    );
  const crownMetres = axisMetres === null || half === null ? null : axisMetres + half;
  const depth = mix(pipe.startDepthMetres, pipe.endDepthMetres, share);
  const crownToReference =
    half === null
      ? null
      : pipe.elevationReference === 'axis'
        ? half
        : pipe.elevationReference === 'invert'
          ? half * 2 - wall
          : 0;
  const coverMetres = depth === null || crownToReference === null ? null : depth - crownToReference;
  if (coverMetres !== null && coverMetres < 0)
    doubts.add('depth-above-ground', 'A pipe lies above the ground by its depth.', pipe.id);
  return {
    axisMetres,
    crownMetres,
    invertMetres: axisMetres === null || half === null ? null : axisMetres - half + wall,
    bottomMetres: axisMetres === null || half === null ? null : axisMetres - half,
    groundMetres: crownMetres === null || coverMetres === null ? null : crownMetres + coverMetres,
    coverMetres,
  };
}

/** With the walls; null where the size is not recorded. */
export function outerSize({ widthMm, heightMm, wallMm }: SectionPipe): {
  readonly widthMetres: number | null;
  readonly heightMetres: number | null;
} {
  if (widthMm === null) return { widthMetres: null, heightMetres: null };
  const walls = 2 * (wallMm ?? 0);
  return {
    widthMetres: (widthMm + walls) / MM_PER_METRE,
    heightMetres: ((heightMm ?? widthMm) + walls) / MM_PER_METRE,
  };
}

/** Between two values, where both are known. */
export function mix(
  from: number | null | undefined,
  to: number | null | undefined,
  share: number,
): number | null {
  const [a, b] = [from ?? Number.NaN, to ?? Number.NaN];
  const value = a + (b - a) * share;
  return Number.isFinite(value) ? value : null;
}
