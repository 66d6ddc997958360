/**
 * Whether a baseline may be trusted, judged by days that it has not seen: least squares leaves no bias on the days that
 * it was fitted to, so there NMBE says nothing.
 */
import { findingOf, type Finding, type Limit } from '../../../limit.ts';
import { baselineKwh, fitBaseline, type Baseline, type Day } from './fit-baseline.ts';
import { daysBetween } from './readings.ts';

export type DatedDay = Day & { readonly date: string };

export type Judged = {
  readonly value: number;
  readonly rule: Limit;
  readonly isKept: boolean;
  /** What it is where the rule is not kept. */
  readonly finding: Finding;
};
export type BaselineCheck = {
  readonly r2: Judged;
  readonly cvRmse: Judged;
  /** Predicted less measured. */
  readonly nmbe: Judged;
  readonly months: readonly {
    readonly month: string;
    readonly measuredKwh: number;
    readonly predictedKwh: number;
  }[];
};

/** What a baseline has to keep to be used for a saving; given for models of monthly values. */
export const BASELINE_RULES = {
  r2: rule(0.75),
  cvRmse: rule(0.15),
  nmbe: rule(0.05),
} as const satisfies { readonly [statistic: string]: Limit };

const FEWEST_MONTHS = 9;

/**
 * Two baselines, each from every other week, foretell the weeks between; their sums by month are what the rules are
 * put to. Degrees of freedom are those of a model of so many months with as many parameters as the whole baseline has.
 * @throws RangeError for fewer than nine months, and as `fitBaseline`
 */
export function checkBaseline(baseline: Baseline, days: readonly DatedDay[]): BaselineCheck {
  const isOdd = ({ date }: DatedDay): boolean => Math.floor(daysBetween('2000-01-03', date) / 7) % 2 === 1;
  const [odd, even] = [days.filter(isOdd), days.filter((day) => !isOdd(day))];
  const [fromOdd, fromEven] = [fitBaseline(odd), fitBaseline(even)];
  const months = new Map<string, { month: string; measuredKwh: number; predictedKwh: number }>();
  for (const day of days) {
    const month = day.date.slice(0, 7);
    const sum = months.get(month) ?? { month, measuredKwh: 0, predictedKwh: 0 };
    sum.measuredKwh += day.kwh;
    sum.predictedKwh += baselineKwh(isOdd(day) ? fromEven : fromOdd, day.celsius);
    months.set(month, sum);
  }
  const sums = [...months.values()];
  if (sums.length < FEWEST_MONTHS)
    throw new RangeError(
      `A baseline is judged by ${FEWEST_MONTHS} months or more; ${sums.length} were given.`,
    );
  const mean = sums.reduce((sum, { measuredKwh }) => sum + measuredKwh, 0) / sums.length;
  const freedom = sums.length - parametersOf(baseline);
  const squares = sums.reduce((sum, one) => sum + (one.predictedKwh - one.measuredKwh) ** 2, 0);
  const spread = sums.reduce((sum, { measuredKwh }) => sum + (measuredKwh - mean) ** 2, 0);
  const bias = sums.reduce((sum, one) => sum + one.predictedKwh - one.measuredKwh, 0);
  const r2 = spread > 0 ? 1 - squares / spread : 0;
  const cvRmse = Math.sqrt(squares / freedom) / mean;
  const nmbe = bias / freedom / mean;
  return {
    r2: judged(r2, BASELINE_RULES.r2, r2 >= BASELINE_RULES.r2.value),
    cvRmse: judged(cvRmse, BASELINE_RULES.cvRmse, cvRmse <= BASELINE_RULES.cvRmse.value),
    nmbe: judged(nmbe, BASELINE_RULES.nmbe, Math.abs(nmbe) <= BASELINE_RULES.nmbe.value),
    months: sums,
  };
}

function parametersOf({ cooling, heating }: Baseline): number {
  return 1 + (cooling ? 2 : 0) + (heating ? 2 : 0);
}

function judged(value: number, against: Limit, isKept: boolean): Judged {
  return { value, rule: against, isKept, finding: findingOf(against) };
}

function rule(value: number): Limit {
  return {
    value,
    unit: '1',
    standard: 'ASHRAE Guideline 14',
    // Quoted, and the text that quotes it is not named: it was not read where it stands.
    confidence: 'V2',
    source: 'quoted for models of monthly values; the guideline itself was not read',
  };
}
