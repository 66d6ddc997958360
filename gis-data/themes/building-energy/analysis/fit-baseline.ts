/** Weather-adjusted baseline of a building: daily use as a change-point function of the day's mean temperature. */
import type { Limit } from '../../../limit.ts';

/** One day: mean outdoor temperature in °C and use in kWh. */
export type Day = { readonly celsius: number; readonly kwh: number };

/** Constant; 3 parameters with cooling or with heating; 5 parameters with both. */
export type BaselineShape = 'constant' | 'cooling' | 'heating' | 'both';

export type Baseline = {
  readonly shape: BaselineShape;
  readonly baseKwhPerDay: number;
  /** Above `celsius` each degree costs `kwhPerDegree` a day. */
  readonly cooling: ChangePoint | null;
  /** Below `celsius` each degree costs `kwhPerDegree` a day. */
  readonly heating: ChangePoint | null;
  readonly days: number;
  readonly r2: number;
  /** Root mean square error over the mean use, with the fitted parameters taken off the degrees of freedom. */
  readonly cvRmse: number;
  /** Normalised mean bias, predicted less measured. */
  readonly nmbe: number;
  /** Standard error of one day in kWh, and correlation of a day's error with that of the day before. */
  readonly errorKwh: number;
  readonly autocorrelation: number;
  /** (XᵀX)⁻¹ of base, cooling, heating in that order, only those that the shape has. */
  readonly covariance: readonly (readonly number[])[];
};

export type ChangePoint = { readonly celsius: number; readonly kwhPerDegree: number };

export type Saving = { readonly kwh: number; readonly standardErrorKwh: number };

/**
 * What a baseline has to keep to be used for a saving. The rule is given for models of months; here it is put to days,
 * which usually scatter more.
 */
export const BASELINE_RULES = {
  r2: rule(0.75, '1'),
  cvRmse: rule(0.15, '1'),
  nmbe: rule(0.05, '1'),
} as const satisfies { readonly [statistic: string]: Limit };

export type BaselineVerdict = { readonly [S in keyof typeof BASELINE_RULES]: boolean };

const COARSE_STEP_CELSIUS = 1;
const FINE_STEP_CELSIUS = 0.1;
/** A change point needs days on both sides: it is sought between these shares of the sorted temperatures. */
const TAIL = 0.05;
const FEWEST_DAYS = 30;

type Points = { readonly cooling: number | null; readonly heating: number | null };
type Fit = {
  readonly points: Points;
  readonly coefficients: readonly number[];
  readonly covariance: readonly (readonly number[])[];
  readonly squares: number;
};

/**
 * Fits all four shapes by least squares and keeps the one with the least Bayesian information criterion.
 * Change points are sought on a grid of 0.1 °C; a slope below zero is no cooling and no heating.
 * @throws RangeError for fewer than 30 days, for a value that is no number, and for a building that uses nothing
 */
export function fitBaseline(days: readonly Day[]): Baseline {
  if (days.length < FEWEST_DAYS)
    throw new RangeError(`A baseline needs at least ${FEWEST_DAYS} days; ${days.length} were given.`);
  if (days.some((day) => !Number.isFinite(day.celsius) || !Number.isFinite(day.kwh)))
    throw new RangeError('A day of the baseline has no temperature or no use; leave such days out.');
  if (days.reduce((sum, day) => sum + day.kwh, 0) <= 0)
    throw new RangeError('The building used nothing in the days of the baseline; choose another period.');
  const sorted = days.map((day) => day.celsius).toSorted((a, b) => a - b);
  const low = sorted[Math.floor(TAIL * (sorted.length - 1))] ?? 0;
  const high = sorted[Math.ceil((1 - TAIL) * (sorted.length - 1))] ?? 0;
  const fits = [
    fitAt(days, { cooling: null, heating: null }),
    best(days, low, high, (t) => [{ cooling: t, heating: null }]),
    best(days, low, high, (t) => [{ cooling: null, heating: t }]),
    best(days, low, high, (t, grid) => grid.filter((h) => h <= t).map((h) => ({ cooling: t, heating: h }))),
  ].filter((fit) => fit !== null);
  const chosen = fits.reduce((a, b) => (criterion(b, days.length) < criterion(a, days.length) ? b : a));
  return describeFit(chosen, days);
}

/** Use of a day of this mean temperature by the baseline, kWh. */
export function baselineKwh(baseline: Baseline, celsius: number): number {
  const { cooling, heating } = baseline;
  return (
    baseline.baseKwhPerDay +
    (cooling ? cooling.kwhPerDegree * Math.max(0, celsius - cooling.celsius) : 0) +
    (heating ? heating.kwhPerDegree * Math.max(0, heating.celsius - celsius) : 0)
  );
}

/** Which of the rules the baseline keeps. */
export function judgeBaseline(baseline: Baseline): BaselineVerdict {
  return {
    r2: baseline.r2 >= BASELINE_RULES.r2.value,
    cvRmse: baseline.cvRmse <= BASELINE_RULES.cvRmse.value,
    nmbe: Math.abs(baseline.nmbe) <= BASELINE_RULES.nmbe.value,
  };
}

/**
 * What was saved in later days against the baseline, with the standard error of that sum: the scatter of its days and
 * the doubt of the coefficients, both widened by the correlation of neighbouring days.
 */
export function savingAgainst(baseline: Baseline, days: readonly Day[]): Saving {
  const points = { cooling: baseline.cooling?.celsius ?? null, heating: baseline.heating?.celsius ?? null };
  const sums = baseline.covariance.map(() => 0);
  let kwh = 0;
  for (const day of days) {
    kwh += baselineKwh(baseline, day.celsius) - day.kwh;
    for (const [i, value] of regressors(points, day.celsius).entries()) sums[i] = (sums[i] ?? 0) + value;
  }
  const doubt = baseline.covariance.reduce(
    (total, row, i) => total + (sums[i] ?? 0) * row.reduce((sum, c, j) => sum + c * (sums[j] ?? 0), 0),
    0,
  );
  const correlation = Math.max(0, baseline.autocorrelation);
  const widened = (1 + correlation) / (1 - correlation);
  return { kwh, standardErrorKwh: baseline.errorKwh * Math.sqrt(widened * (days.length + doubt)) };
}

function best(
  days: readonly Day[],
  low: number,
  high: number,
  candidates: (celsius: number, grid: readonly number[]) => readonly Points[],
): Fit | null {
  const coarse = steps(low, high, COARSE_STEP_CELSIUS);
  const first = least(
    days,
    coarse.flatMap((t) => candidates(t, coarse)),
  );
  if (!first) return null;
  const around = [first.points.cooling, first.points.heating]
    .filter((t) => t !== null)
    .flatMap((t) =>
      steps(
        Math.max(low, t - COARSE_STEP_CELSIUS),
        Math.min(high, t + COARSE_STEP_CELSIUS),
        FINE_STEP_CELSIUS,
      ),
    );
  return least(days, [first.points, ...around.flatMap((t) => candidates(t, around))]);
}

function least(days: readonly Day[], candidates: readonly Points[]): Fit | null {
  let found: Fit | null = null;
  for (const points of candidates) {
    const fit = fitAt(days, points);
    if (fit && (!found || fit.squares < found.squares)) found = fit;
  }
  return found;
}

function steps(low: number, high: number, step: number): number[] {
  return Array.from({ length: Math.floor((high - low) / step + 1e-9) + 1 }, (_, i) => low + i * step);
}

function regressors({ cooling, heating }: Points, celsius: number): number[] {
  const row = [1];
  if (cooling !== null) row.push(Math.max(0, celsius - cooling));
  if (heating !== null) row.push(Math.max(0, heating - celsius));
  return row;
}

/** Least squares at given change points; null where they leave no solution or a slope below zero. */
function fitAt(days: readonly Day[], points: Points): Fit | null {
  const size = regressors(points, 0).length;
  const normal = Array.from({ length: size }, () => Array.from({ length: size }, () => 0));
  const right = Array.from({ length: size }, () => 0);
  let total = 0;
  for (const day of days) {
    const row = regressors(points, day.celsius);
    total += day.kwh * day.kwh;
    for (const [i, a] of row.entries()) {
      right[i] = (right[i] ?? 0) + a * day.kwh;
      const line = normal[i] ?? [];
      for (const [j, b] of row.entries()) line[j] = (line[j] ?? 0) + a * b;
    }
  }
  const covariance = inverse(normal);
  if (!covariance) return null;
  const coefficients = covariance.map((row) => row.reduce((sum, c, j) => sum + c * (right[j] ?? 0), 0));
  if (coefficients.slice(1).some((slope) => slope < 0)) return null;
  const explained = coefficients.reduce((sum, c, i) => sum + c * (right[i] ?? 0), 0);
  return { points, coefficients, covariance, squares: Math.max(0, total - explained) };
}

/** Gauss and Jordan with pivots; null for a matrix without an inverse. */
function inverse(matrix: readonly (readonly number[])[]): number[][] | null {
  const size = matrix.length;
  const rows = matrix.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
  for (let column = 0; column < size; column++) {
    const order = rows.map((row, i) => ({ i, size: i < column ? -1 : Math.abs(row[column] ?? 0) }));
    const pivot = order.reduce((a, b) => (b.size > a.size ? b : a));
    const chosen = rows[pivot.i];
    const other = rows[column];
    if (!chosen || !other || pivot.size < 1e-9) return null;
    rows[pivot.i] = other;
    const divisor = chosen[column] ?? 1;
    const scaled = chosen.map((value) => value / divisor);
    rows[column] = scaled;
    for (const [i, row] of rows.entries()) {
      const factor = row[column] ?? 0;
      if (i !== column) rows[i] = row.map((value, j) => value - factor * (scaled[j] ?? 0));
    }
  }
  return rows.map((row) => row.slice(size));
}

/** A change point is a parameter as well as its slope. */
function parameters(fit: Fit): number {
  return 2 * fit.coefficients.length - 1;
}

function criterion(fit: Fit, days: number): number {
  return days * Math.log(Math.max(fit.squares / days, 1e-12)) + parameters(fit) * Math.log(days);
}

function describeFit(fit: Fit, days: readonly Day[]): Baseline {
  const [base = 0, ...slopes] = fit.coefficients;
  const { cooling, heating } = fit.points;
  const coolingSlope = cooling === null ? undefined : slopes.shift();
  const heatingSlope = heating === null ? undefined : slopes.shift();
  const count = days.length;
  const mean = days.reduce((sum, day) => sum + day.kwh, 0) / count;
  const errors = days.map(
    (day) =>
      regressors(fit.points, day.celsius).reduce((sum, x, i) => sum + x * (fit.coefficients[i] ?? 0), 0) -
      day.kwh,
  );
  const squares = errors.reduce((sum, error) => sum + error * error, 0);
  const spread = days.reduce((sum, day) => sum + (day.kwh - mean) ** 2, 0);
  const errorKwh = Math.sqrt(squares / (count - parameters(fit)));
  const neighbours = errors.reduce((sum, error, i) => sum + error * (errors[i - 1] ?? 0), 0);
  return {
    shape:
      cooling === null ? (heating === null ? 'constant' : 'heating') : heating === null ? 'cooling' : 'both',
    baseKwhPerDay: base,
    cooling:
      cooling === null || coolingSlope === undefined
        ? null
        : { celsius: cooling, kwhPerDegree: coolingSlope },
    heating:
      heating === null || heatingSlope === undefined
        ? null
        : { celsius: heating, kwhPerDegree: heatingSlope },
    days: count,
    r2: spread > 0 ? 1 - squares / spread : 0,
    cvRmse: errorKwh / mean,
    nmbe: errors.reduce((sum, error) => sum + error, 0) / ((count - parameters(fit)) * mean),
    errorKwh,
    autocorrelation: squares > 0 ? neighbours / squares : 0,
    covariance: fit.covariance,
  };
}

function rule(value: number, unit: string): Limit {
  return {
    value,
    unit,
    standard: 'ASHRAE Guideline 14',
    confidence: 'V',
    source: 'as quoted for models of monthly values',
  };
}
