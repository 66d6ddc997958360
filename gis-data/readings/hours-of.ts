/** From the readings of one meter, whatever their interval up to an hour, the use of each hour. */

export type MeterReadings = {
  /** Instants, milliseconds, and what was read, in the meter's unit; in any order, no instant twice. */
  readonly instants: readonly number[];
  readonly values: readonly number[];
  /** What was used in an interval is told at its end. */
  readonly isEnd?: boolean;
};
export type Counts = 'interval' | 'total';
export type MeterHours = {
  /** Seconds between readings. */
  readonly stepSeconds: number;
  readonly counts: Counts;
  /** By the instant at which the hour begins; only those that were read whole. */
  readonly hours: ReadonlyMap<number, number>;
  /** Hours of which a part was not read. */
  readonly incomplete: number;
  /** Places where a counter fell: it was replaced, or turned over. */
  readonly resets: number;
  /** Of a counter: what went by while it was not read; it is of no one hour. */
  readonly unplaced: number;
};

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/**
 * A counter rises, but for a replacement, and stands far above what a step adds. No load rises for longer than a day; of a
 * shorter time it may be a morning's.
 */
const RISING_SHARE = 0.99;
const COUNTER_RATIO = 10;
const COUNTER_RATIO_WITHIN_DAY = 1000;
const FEWEST_FOR_COUNTER = 24;

/**
 * @param counts what a reading is; undefined: told by the readings themselves
 * @returns the step alone where it is above an hour or no part of one
 */
export function hoursOf(
  { instants, values, isEnd = false }: MeterReadings,
  counts?: Counts,
): MeterHours | { readonly stepSeconds: number; readonly hours: null } {
  const order = instants.map((_, at) => at).toSorted((a, b) => (instants[a] ?? 0) - (instants[b] ?? 0));
  const at = (place: number): number => instants[order[place] ?? 0] ?? 0;
  const value = (place: number): number => values[order[place] ?? 0] ?? 0;
  const stepMs = commonStep(order.length, at);
  if (stepMs > HOUR_MS || stepMs <= 0 || HOUR_MS % stepMs !== 0)
    return { stepSeconds: stepMs / 1000, hours: null };
  const rule =
    counts ?? (isCounter(order.length, value, at(order.length - 1) - at(0)) ? 'total' : 'interval');
  const sums = new Map<number, { sum: number; parts: number }>();
  let [resets, unplaced] = [0, 0];
  const add = (instant: number, use: number): void => {
    const hour = Math.floor(instant / HOUR_MS) * HOUR_MS;
    const sum = sums.get(hour) ?? { sum: 0, parts: 0 };
    sum.sum += use;
    sum.parts += 1;
    sums.set(hour, sum);
  };
  if (rule === 'interval')
    for (let place = 0; place < order.length; place++)
      add(isEnd ? at(place) - stepMs : at(place), value(place));
  else
    for (let place = 0; place + 1 < order.length; place++) {
      const use = value(place + 1) - value(place);
      if (use < 0) resets += 1;
      else if (at(place + 1) - at(place) === stepMs) add(at(place), use);
      else unplaced += use;
    }
  const whole = HOUR_MS / stepMs;
  const hours = new Map(
    [...sums].filter(([, { parts }]) => parts === whole).map(([hour, { sum }]) => [hour, sum]),
  );
  return {
    stepSeconds: stepMs / 1000,
    counts: rule,
    hours,
    incomplete: sums.size - hours.size,
    resets,
    unplaced,
  };
}

/** The most frequent distance; of a single reading an hour. */
function commonStep(count: number, at: (place: number) => number): number {
  const often = new Map<number, number>();
  for (let place = 1; place < count; place++) {
    const step = at(place) - at(place - 1);
    often.set(step, (often.get(step) ?? 0) + 1);
  }
  let [best, most] = [HOUR_MS, 0];
  for (const [step, times] of often) if (times > most) [best, most] = [step, times];
  return best;
}

function isCounter(count: number, value: (place: number) => number, spanMs: number): boolean {
  if (count < FEWEST_FOR_COUNTER) return false;
  let rising = 0;
  const steps: number[] = [];
  for (let place = 1; place < count; place++) {
    const step = value(place) - value(place - 1);
    if (step >= 0) rising += 1;
    steps.push(Math.abs(step));
  }
  const middle = (list: number[]): number => list.toSorted((a, b) => a - b)[list.length >> 1] ?? 0;
  const level = middle(Array.from({ length: count }, (_, place) => value(place)));
  return (
    rising >= steps.length * RISING_SHARE &&
    level > (spanMs > DAY_MS ? COUNTER_RATIO : COUNTER_RATIO_WITHIN_DAY) * middle(steps) &&
    level > 0 &&
    value(count - 1) > value(0)
  );
}
