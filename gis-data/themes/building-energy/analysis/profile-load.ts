/** What a building uses when nobody is there: at night and at weekends. */
import { dayAfter, HOURS_A_DAY, weekdayOf, type Hours } from './readings.ts';

export type LoadProfile = {
  /** Median of the nights' mean between 0 and 5 o'clock, kW; and as a share of that of working days between 9 and 17. */
  readonly nightKw: number | null;
  readonly nightShare: number | null;
  /** Mean of the days, kWh, Saturday and Sunday ÷ Monday to Friday. */
  readonly weekendShare: number | null;
  readonly peakKw: number | null;
  /** Place of the peak among the hours. */
  readonly peakAt: number | null;
};

export const NIGHT = [0, 5] as const;
export const WORKING_HOURS = [9, 17] as const;

/** @param total of whole days; hours that were not read are left out */
export function profileLoad(firstDay: string, total: Hours): LoadProfile {
  const nights: number[] = [];
  const works: number[] = [];
  const weekends: number[] = [];
  const weekdays: number[] = [];
  let peakAt: number | null = null;
  for (let day = 0; day * HOURS_A_DAY < total.length; day++) {
    const hours = total.subarray(day * HOURS_A_DAY, (day + 1) * HOURS_A_DAY);
    const isWeekend = weekdayOf(dayAfter(firstDay, day)) % 6 === 0;
    push(nights, meanOf(hours.subarray(...NIGHT)));
    if (!isWeekend) push(works, meanOf(hours.subarray(...WORKING_HOURS)));
    push(isWeekend ? weekends : weekdays, meanOf(hours));
    for (const [hour, kw] of hours.entries()) {
      const most = peakAt === null ? -Infinity : (total[peakAt] ?? 0);
      if (kw > most) peakAt = day * HOURS_A_DAY + hour;
    }
  }
  const nightKw = medianOf(nights);
  return {
    nightKw,
    nightShare: ratio(nightKw, medianOf(works)),
    weekendShare: ratio(meanOf(Float64Array.from(weekends)), meanOf(Float64Array.from(weekdays))),
    peakKw: peakAt === null ? null : (total[peakAt] ?? null),
    peakAt,
  };
}

/** NaN where an hour of it was not read, or there is none. */
export function meanOf(hours: Hours): number {
  return hours.reduce((sum, value) => sum + value, 0) / hours.length;
}

export function medianOf(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

function push(list: number[], value: number): void {
  if (!Number.isNaN(value)) list.push(value);
}

function ratio(part: number | null, whole: number | null): number | null {
  return part === null || whole === null || !(whole > 0) || Number.isNaN(part) ? null : part / whole;
}
