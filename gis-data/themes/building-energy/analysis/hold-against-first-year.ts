/** A building's later days held against a baseline of its first year. */
import { checkBaseline, type BaselineCheck, type DatedDay } from './check-baseline.ts';
import { fitBaseline, savingAgainst, type Baseline, type Saving } from './fit-baseline.ts';

export type HeldAgainstFirstYear = {
  /** The days of the first year, of which the baseline was made. */
  readonly base: readonly DatedDay[];
  readonly baseline: Baseline;
  readonly check: BaselineCheck;
  /** null where nothing was read after the first year. */
  readonly saving: (Saving & { readonly days: number; readonly share: number }) | null;
};

/**
 * @param days in order of time, each with its use and temperature
 * @returns null for too few days, and for a building that used nothing
 */
export function holdAgainstFirstYear(days: readonly DatedDay[]): HeldAgainstFirstYear | null {
  const first = days[0]?.date;
  if (first === undefined) return null;
  const yearAfter = `${Number(first.slice(0, 4)) + 1}${first.slice(4)}`;
  const base = days.filter(({ date }) => date < yearAfter);
  const rest = days.filter(({ date }) => date >= yearAfter);
  try {
    const baseline = fitBaseline(base);
    const check = checkBaseline(baseline, base);
    if (rest.length === 0) return { base, baseline, check, saving: null };
    const saving = savingAgainst(baseline, rest);
    const expectedKwh = saving.kwh + rest.reduce((sum, { kwh }) => sum + kwh, 0);
    return {
      base,
      baseline,
      check,
      saving: { ...saving, days: rest.length, share: saving.kwh / expectedKwh },
    };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
