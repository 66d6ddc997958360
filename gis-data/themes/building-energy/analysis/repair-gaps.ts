/** Hours that no meter read: found, and filled where the weeks around say what to expect. What is filled stays marked. */
import { HOURS_A_DAY, type Hours } from './readings.ts';

export type Gap = {
  /** Place among the hours, and how many. */
  readonly from: number;
  readonly hours: number;
  /** What was put in its place; null where too little was read around it. */
  readonly filledKwh: number | null;
};

export type Repaired = {
  /** Filled where it could be, NaN where not. */
  readonly hours: Hours;
  readonly gaps: readonly Gap[];
};

const WEEK_HOURS = 7 * HOURS_A_DAY;
/** An hour is filled by the mean of the same hour of the week in the nearest weeks: so many of them, not farther away. */
const WEEKS_TAKEN = 4;
const FARTHEST_WEEKS = 8;
const FEWEST_WEEKS = 2;

export function repairGaps(read: Hours): Repaired {
  const hours = read.slice();
  const gaps: Gap[] = [];
  for (let at = 0; at < read.length; at++) {
    if (!Number.isNaN(read[at])) continue;
    const from = at;
    let filledKwh: number | null = 0;
    for (; at < read.length && Number.isNaN(read[at]); at++) {
      const expected = expectedAt(read, at);
      hours[at] = expected;
      filledKwh = filledKwh === null || Number.isNaN(expected) ? null : filledKwh + expected;
    }
    gaps.push({ from, hours: at - from, filledKwh });
  }
  return { hours, gaps };
}

/** Mean of what was read at the same hour of the nearest weeks; NaN for too few. */
function expectedAt(read: Hours, at: number): number {
  const found: number[] = [];
  for (let weeks = 1; weeks <= FARTHEST_WEEKS && found.length < WEEKS_TAKEN; weeks++)
    for (const place of [at - weeks * WEEK_HOURS, at + weeks * WEEK_HOURS]) {
      const value = read[place];
      if (value !== undefined && !Number.isNaN(value)) found.push(value);
    }
  return found.length < FEWEST_WEEKS
    ? Number.NaN
    : found.reduce((sum, value) => sum + value, 0) / found.length;
}
