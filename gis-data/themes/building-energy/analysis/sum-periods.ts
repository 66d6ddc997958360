/** Sums of a building's sub-items by day, month or year: what was read, and beside it what a repair would add. */
import { dayAfter, HOURS_A_DAY, type Readings, type SubItem } from './readings.ts';
import { repairGaps } from './repair-gaps.ts';

export const PERIODS = { day: 10, month: 7, year: 4 } as const;

export type Amount = {
  /** As read. */
  readonly kwh: number;
  /** What was put into its gaps; it is in no other figure. */
  readonly repairedKwh: number;
  /** Hours that were not read, filled ones among them. */
  readonly hoursMissing: number;
};
export type PeriodSum = {
  /** 2025-06-11, 2025-06 or 2025 */
  readonly period: string;
  readonly days: number;
  readonly subItems: Readonly<Partial<Record<SubItem, Amount>>>;
  readonly total: Amount;
};

/** @returns in order of time; a period that the readings cover in part is summed over that part */
export function sumPeriods(readings: Readings, by: keyof typeof PERIODS): PeriodSum[] {
  const { firstDay, days, subItems } = readings;
  const periods: { period: string; from: number; to: number }[] = [];
  for (let day = 0; day < days; day++) {
    const period = dayAfter(firstDay, day).slice(0, PERIODS[by]);
    const last = periods.at(-1);
    if (last?.period === period) last.to = day + 1;
    else periods.push({ period, from: day, to: day + 1 });
  }
  const each = Object.entries(subItems).map(
    ([name, read]) => [name as SubItem, read, repairGaps(read).hours] as const,
  );
  return periods.map(({ period, from, to }) => {
    const amounts = each.map(([name, read, repaired]) => {
      const [first, end] = [from * HOURS_A_DAY, to * HOURS_A_DAY];
      return [name, amountOf(read.subarray(first, end), repaired.subarray(first, end))] as const;
    });
    return {
      period,
      days: to - from,
      subItems: Object.fromEntries(amounts),
      total: amounts.reduce((sum, [, amount]) => added(sum, amount), NOTHING),
    };
  });
}

const NOTHING: Amount = { kwh: 0, repairedKwh: 0, hoursMissing: 0 };

function amountOf(read: Float64Array, repaired: Float64Array): Amount {
  let [kwh, repairedKwh, hoursMissing] = [0, 0, 0];
  for (const [at, value] of read.entries()) {
    if (Number.isNaN(value)) {
      hoursMissing += 1;
      const filled = repaired[at] ?? Number.NaN;
      if (!Number.isNaN(filled)) repairedKwh += filled;
    } else kwh += value;
  }
  return { kwh, repairedKwh, hoursMissing };
}

function added(a: Amount, b: Amount): Amount {
  return {
    kwh: a.kwh + b.kwh,
    repairedKwh: a.repairedKwh + b.repairedKwh,
    hoursMissing: a.hoursMissing + b.hoursMissing,
  };
}
