/** What an energy officer should look at in a building's readings, with the figures that give the reason. */
import { dayAfter, HOURS_A_DAY, weekdayOf, type Hours, type Readings, type SubItem } from './readings.ts';
import { repairGaps } from './repair-gaps.ts';
import { meanOf, medianOf, NIGHT, WORKING_HOURS } from './profile-load.ts';

export type Anomaly = {
  /**
   * `gap`: nothing read; `stuck`: the same value hour after hour; `night-load`: a plant that runs on after closing;
   * `high-day`: a day far above those of like weather.
   */
  readonly kind: 'gap' | 'stuck' | 'night-load' | 'high-day';
  readonly subItem: SubItem;
  /** First and last day. */
  readonly from: string;
  readonly to: string;
  /** Hours of a gap or of a stuck meter; nights; days. */
  readonly count: number;
  /** What was put into a gap (null: nothing could be); of a stuck meter its value; else what is above the usual. */
  readonly kwh: number | null;
  /** Measured ÷ usual, where there is a usual. */
  readonly ratio: number | null;
};

/** An hourly meter that gives one value so long does not measure. */
const STUCK_HOURS = 24;
/**
 * What is usual for a day is told by those of like weather, so that nothing is said of a day without a temperature. Of
 * nights within a degree the lower quartile, which stays sound where a plant ran on through half of them; of days the
 * upper one, which holidays do not lower, of so many that a vacation is not all of them.
 */
const NIGHTS_LIKE: Like = { celsius: 1, most: 60, fewest: 10, quantile: 0.25 };
const DAYS_LIKE: Like = { celsius: Infinity, most: 60, fewest: 20, quantile: 0.75 };
/** A night is loud above this multiple of the usual one, by at least this share of the working hours. */
const NIGHT_RATIO = 1.5;
const NIGHT_RISE = 0.25;
const FEWEST_NIGHTS = 5;
const NIGHT_PAUSE_DAYS = 2;
const HIGH_RATIO = 1.5;
/** What is above the usual by less than this share of the sub-item's mean day is not worth a look. */
const LEAST_SHARE = 0.3;

type Like = {
  readonly celsius: number;
  readonly most: number;
  readonly fewest: number;
  readonly quantile: number;
};

/**
 * @param celsius mean outdoor temperature by day, as far as it is known; without it only gaps and stuck meters are found
 * @returns in order of time
 */
export function findAnomalies(readings: Readings, celsius: ReadonlyMap<string, number>): Anomaly[] {
  const weather = Array.from(
    { length: readings.days },
    (_, day) => celsius.get(dayAfter(readings.firstDay, day)) ?? Number.NaN,
  );
  return Object.entries(readings.subItems)
    .flatMap(([name, hours]) => {
      const subItem = name as SubItem;
      const { firstDay } = readings;
      const stuck = stuckRuns(hours);
      return [
        ...gapsOf(firstDay, subItem, hours),
        ...stuck.map(({ from, hours: count, value }) => ({
          kind: 'stuck' as const,
          subItem,
          ...daysOf(firstDay, from, count),
          count,
          kwh: value,
          ratio: null,
        })),
        // What a stuck meter says of night and day is no load.
        ...loadAnomalies(firstDay, subItem, without(hours, stuck), weather),
      ];
    })
    .toSorted((a, b) => a.from.localeCompare(b.from) || a.subItem.localeCompare(b.subItem));
}

function gapsOf(firstDay: string, subItem: SubItem, hours: Hours): Anomaly[] {
  return repairGaps(hours).gaps.map(({ from, hours: count, filledKwh }) => ({
    kind: 'gap',
    subItem,
    ...daysOf(firstDay, from, count),
    count,
    kwh: filledKwh,
    ratio: null,
  }));
}

type Run = { readonly from: number; readonly hours: number; readonly value: number };

function stuckRuns(hours: Hours): Run[] {
  const runs: Run[] = [];
  let from = 0;
  for (let at = 1; at <= hours.length; at++) {
    if (at < hours.length && hours[at] === hours[from]) continue;
    const value = hours[from] ?? 0;
    // A plant that is off rightly reads zero for weeks.
    if (at - from >= STUCK_HOURS && value !== 0) runs.push({ from, hours: at - from, value });
    from = at;
  }
  return runs;
}

function without(hours: Hours, runs: readonly Run[]): Hours {
  if (runs.length === 0) return hours;
  const left = hours.slice();
  for (const run of runs) left.fill(Number.NaN, run.from, run.from + run.hours);
  return left;
}

function loadAnomalies(
  firstDay: string,
  subItem: SubItem,
  hours: Hours,
  weather: readonly number[],
): Anomaly[] {
  const days = Array.from({ length: hours.length / HOURS_A_DAY }, (_, day) =>
    hours.subarray(day * HOURS_A_DAY, (day + 1) * HOURS_A_DAY),
  );
  const loud = loudNights(days, weather);
  const isLoud = new Set(loud.flatMap(({ nights }) => nights));
  const high = highDays(firstDay, days, weather).filter(({ day }) => !isLoud.has(day));
  return [
    ...loud.map(({ nights, kwh, ratio }): Anomaly => ({
      kind: 'night-load',
      subItem,
      from: dayAfter(firstDay, nights[0] ?? 0),
      to: dayAfter(firstDay, nights.at(-1) ?? 0),
      count: nights.length,
      kwh,
      ratio,
    })),
    ...high.map(({ day, kwh, ratio }): Anomaly => ({
      kind: 'high-day',
      subItem,
      from: dayAfter(firstDay, day),
      to: dayAfter(firstDay, day),
      count: 1,
      kwh,
      ratio,
    })),
  ];
}

type LoudNights = { readonly nights: readonly number[]; readonly kwh: number; readonly ratio: number | null };

/** Runs of nights that are loud for their weather. */
function loudNights(days: readonly Hours[], weather: readonly number[]): LoudNights[] {
  const nights = days.map((day) => meanOf(day.subarray(...NIGHT)));
  const works = days.map((day) => meanOf(day.subarray(...WORKING_HOURS))).filter((kw) => !Number.isNaN(kw));
  const least = (medianOf(works) ?? Number.NaN) * NIGHT_RISE;
  const usual = usualOf(nights, weather, () => 0, NIGHTS_LIKE);
  const runs: number[][] = [];
  for (const [day, kw] of nights.entries()) {
    const expected = usual[day] ?? Number.NaN;
    if (!(kw > expected * NIGHT_RATIO && kw - expected > least)) continue;
    const last = runs.at(-1);
    if (last && day - (last.at(-1) ?? 0) <= NIGHT_PAUSE_DAYS + 1) last.push(day);
    else runs.push([day]);
  }
  const sumOf = (run: readonly number[], of: readonly number[]): number =>
    run.reduce((sum, day) => sum + (of[day] ?? 0), 0);
  return runs
    .filter((run) => run.length >= FEWEST_NIGHTS)
    .map((run) => {
      const [measured, expected] = [sumOf(run, nights), sumOf(run, usual)];
      return {
        nights: run,
        kwh: (measured - expected) * (NIGHT[1] - NIGHT[0]),
        ratio: expected > 0 ? measured / expected : null,
      };
    });
}

type HighDay = { readonly day: number; readonly kwh: number; readonly ratio: number | null };

function highDays(firstDay: string, days: readonly Hours[], weather: readonly number[]): HighDay[] {
  const sums = days.map((day) => meanOf(day) * HOURS_A_DAY);
  const mean = meanOf(Float64Array.from(sums.filter((kwh) => !Number.isNaN(kwh))));
  const isDayOff = (day: number): number => Number(weekdayOf(dayAfter(firstDay, day)) % 6 === 0);
  const usual = usualOf(sums, weather, isDayOff, DAYS_LIKE);
  return sums.flatMap((kwh, day) => {
    const expected = usual[day] ?? Number.NaN;
    if (!(kwh > expected * HIGH_RATIO && kwh - expected >= mean * LEAST_SHARE)) return [];
    return [{ day, kwh: kwh - expected, ratio: expected > 0 ? kwh / expected : null }];
  });
}

/**
 * For each day the quantile of those values of its kind whose days are most like it; NaN for days without a value, and
 * where too few are like it.
 */
function usualOf(
  values: readonly number[],
  weather: readonly number[],
  kindOf: (day: number) => number,
  like: Like,
): number[] {
  const usual = values.map(() => Number.NaN);
  const known = values.flatMap((value, day) =>
    Number.isNaN(value + (weather[day] ?? Number.NaN)) ? [] : [day],
  );
  for (const days of Map.groupBy(known, kindOf).values()) {
    days.sort((a, b) => (weather[a] ?? 0) - (weather[b] ?? 0));
    const celsius = (place: number): number => weather[days[place] ?? -1] ?? Number.NaN;
    let [from, to] = [0, 0];
    for (const [place, day] of days.entries()) {
      while (celsius(from) < celsius(place) - like.celsius) from += 1;
      while (celsius(to) <= celsius(place) + like.celsius) to += 1;
      const first = Math.max(from, Math.min(place - like.most / 2, to - like.most));
      const others = days
        .slice(first, Math.min(to, first + like.most))
        .map((other) => values[other] ?? Number.NaN)
        .toSorted((a, b) => a - b);
      if (others.length >= like.fewest)
        usual[day] = others[Math.floor(like.quantile * (others.length - 1))] ?? Number.NaN;
    }
  }
  return usual;
}

function daysOf(firstDay: string, from: number, hours: number): { from: string; to: string } {
  return {
    from: dayAfter(firstDay, Math.floor(from / HOURS_A_DAY)),
    to: dayAfter(firstDay, Math.floor((from + hours - 1) / HOURS_A_DAY)),
  };
}
