import type { EnergyHours } from './energy-answers.ts';

export type TypicalDay = {
  /** Mean kW of each hour, Monday to Friday and Saturday with Sunday; null where none was read. */
  readonly workday: readonly (number | null)[];
  readonly weekend: readonly (number | null)[];
};

const HOURS_A_DAY = 24;
const DAY_MS = 86_400_000;

export function typicalDay({ first_day: firstDay, kwh }: EnergyHours): TypicalDay {
  const meanOf = (isWeekend: boolean): (number | null)[] =>
    Array.from({ length: HOURS_A_DAY }, (_, hour) => {
      let [sum, count] = [0, 0];
      for (let at = hour; at < kwh.length; at += HOURS_A_DAY) {
        const value = kwh[at];
        const weekday = new Date(Date.parse(firstDay) + Math.floor(at / HOURS_A_DAY) * DAY_MS).getUTCDay();
        if (value === null || value === undefined || (weekday % 6 === 0) !== isWeekend) continue;
        sum += value;
        count += 1;
      }
      return count === 0 ? null : sum / count;
    });
  return { workday: meanOf(false), weekend: meanOf(true) };
}
