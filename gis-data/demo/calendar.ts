/** The days of the two years for which the district has readings, with what they mean for work and school. */

export type Day = {
  /** Asia/Shanghai, 2024-01-31. */
  readonly date: string;
  readonly dayOfYear: number;
  readonly isWeekend: boolean;
  /** A public holiday; the working weekends around it are not kept. */
  readonly isHoliday: boolean;
  readonly isVacation: boolean;
};

/** The district's own date: what is due or under way is so on this day. */
export const TODAY = '2026-01-12';
export const FIRST_DAY = '2024-01-01';
const LAST_DAY = '2025-12-31';
const DAY_MS = 86_400_000;
/** First and last day: New Year, Spring Festival, Labour Day, National Day. */
const HOLIDAYS = [
  ['2024-01-01', '2024-01-01'], ['2024-02-10', '2024-02-17'], ['2024-05-01', '2024-05-05'], ['2024-10-01', '2024-10-07'],
  ['2025-01-01', '2025-01-01'], ['2025-01-28', '2025-02-04'], ['2025-05-01', '2025-05-05'], ['2025-10-01', '2025-10-08'],
] as const;
/** Of schools, by month and day. */
const VACATIONS = [['01-20', '02-20'], ['07-08', '08-31']] as const;

export const days: readonly Day[] = Array.from(
  { length: (Date.parse(LAST_DAY) - Date.parse(FIRST_DAY)) / DAY_MS + 1 },
  (_, index): Day => {
    const at = new Date(Date.parse(FIRST_DAY) + index * DAY_MS);
    const date = at.toISOString().slice(0, 10);
    return {
      date,
      dayOfYear: (at.getTime() - Date.UTC(at.getUTCFullYear(), 0, 0)) / DAY_MS,
      isWeekend: at.getUTCDay() % 6 === 0,
      isHoliday: HOLIDAYS.some(([from, to]) => from <= date && date <= to),
      isVacation: VACATIONS.some(([from, to]) => from <= date.slice(5) && date.slice(5) <= to),
    };
  },
);

/** Place of a day among the hours of a series. */
export function hourOf(date: string): number {
  return ((Date.parse(date) - Date.parse(FIRST_DAY)) / DAY_MS) * 24;
}
