/** How a stiff body moved, from records of a few of its points. */

/** Metres aside, and radians about a place of the plan; small turns only. */
export type RigidMotion = {
  readonly x: number;
  readonly y: number;
  readonly turn: number;
  readonly about: readonly [x: number, y: number];
};
/** What one point recorded, mm along the axes of the plan, from its start on. */
export type MotionRecord = {
  readonly at: readonly [x: number, y: number];
  /** After the first record began, s. */
  readonly startSeconds: number;
  readonly stepSeconds: number;
  readonly xMm: readonly number[];
  readonly yMm: readonly number[];
};

/** The motion is drawn as it was, or at most so many times larger. */
export const MOST_TIMES = 100;
const MM = 1000;

/** Seconds from the first sample of any record to the last. */
export function lastSecond(records: readonly MotionRecord[]): number {
  return Math.max(
    0,
    ...records.map(
      ({ startSeconds, stepSeconds, xMm }) => startSeconds + stepSeconds * Math.max(0, xMm.length - 1),
    ),
  );
}

/**
 * The motion that fits the records best at a moment, in least squares: by one point alone it does not turn.
 *
 * @param times so many times larger than it was
 * @returns nothing where no record covers the moment
 */
export function rigidMotionAt(
  records: readonly MotionRecord[],
  seconds: number,
  times = 1,
): RigidMotion | null {
  const known = records.flatMap(({ at, ...record }) => {
    const mm = valueAt(record, seconds);
    return mm ? [{ at, mm }] : [];
  });
  if (known.length === 0) return null;
  const mean = (of: (one: (typeof known)[number]) => number): number =>
    known.reduce((sum, one) => sum + of(one), 0) / known.length;
  const about = [mean(({ at }) => at[0]), mean(({ at }) => at[1])] as const;
  const [x, y] = [mean(({ mm }) => mm[0]), mean(({ mm }) => mm[1])];
  let [moment, inertia] = [0, 0];
  for (const { at, mm } of known) {
    const [east, north] = [at[0] - about[0], at[1] - about[1]];
    moment += east * (mm[1] - y) - north * (mm[0] - x);
    inertia += east ** 2 + north ** 2;
  }
  const share = times / MM;
  return { x: x * share, y: y * share, turn: inertia > 0 ? (moment / inertia) * share : 0, about };
}

/** @returns metres that a place of the body has moved */
export function movedAt(
  { x, y, turn, about }: RigidMotion,
  [east, north]: readonly [number, number, ...number[]],
): readonly [x: number, y: number] {
  return [x - turn * (north - about[1]), y + turn * (east - about[0])];
}

/** Straight between two samples. */
function valueAt(
  { startSeconds, stepSeconds, xMm, yMm }: Omit<MotionRecord, 'at'>,
  seconds: number,
): readonly [number, number] | undefined {
  const place = (seconds - startSeconds) / stepSeconds;
  const before = Math.floor(place);
  const [x, y] = [xMm[before], yMm[before]];
  if (x === undefined || y === undefined) return undefined;
  const share = place - before;
  return [x + ((xMm[before + 1] ?? x) - x) * share, y + ((yMm[before + 1] ?? y) - y) * share];
}
