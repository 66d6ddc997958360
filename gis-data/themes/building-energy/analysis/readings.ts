/** A building's electricity by the hour, as all analyses of it take it. */
import type { SUB_ITEMS } from '../codes.ts';

export type SubItem = keyof typeof SUB_ITEMS;

/** kWh of each hour of whole days in Asia/Shanghai, which has no summer time; NaN where nothing was read. */
export type Hours = Float64Array;
export type Readings = {
  /** 2024-01-01 */
  readonly firstDay: string;
  readonly days: number;
  readonly subItems: Readonly<Partial<Record<SubItem, Hours>>>;
};

export const HOURS_A_DAY = 24;
const DAY_MS = 86_400_000;

/** 2024-01-03 for the first of January and 2. */
export function dayAfter(day: string, count: number): string {
  return new Date(Date.parse(day) + count * DAY_MS).toISOString().slice(0, 10);
}

/** Days from the first to the second. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

/** 0 Sunday to 6 Saturday. */
export function weekdayOf(day: string): number {
  return new Date(Date.parse(day)).getUTCDay();
}

/** Sum of all sub-items by the hour; NaN where one of them was not read. */
export function totalOf({ days, subItems }: Pick<Readings, 'days' | 'subItems'>): Hours {
  const total = new Float64Array(days * HOURS_A_DAY);
  for (const hours of Object.values(subItems))
    for (let at = 0; at < total.length; at++) total[at] = (total[at] ?? 0) + (hours[at] ?? Number.NaN);
  return total;
}
