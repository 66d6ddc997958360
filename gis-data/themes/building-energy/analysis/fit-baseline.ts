/** Weather-adjusted baseline of a building: daily use as a change-point function of the day's mean temperature. */
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
  /** Standard error of one day in kWh, and correlation of a day's error with that of the day before. */
  readonly errorKwh: number;
  readonly autocorrelation: number;
  /** (XᵀX)⁻¹ of base, cooling, heating in that order, only those that the shape has. */
  readonly covariance: readonly (readonly number[])[];
};

export type ChangePoint = { readonly celsius: number; readonly kwhPerDegree: number };

export type Saving = { readonly kwh: number; readonly standardErrorKwh: number };

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
  const sums = sumsByWarmth(days);
  const low = sums.celsius[Math.floor(TAIL * (days.length - 1))] ?? 0;
  const high = sums.celsius[Math.ceil((1 - TAIL) * (days.length - 1))] ?? 0;
  const fits = [
    fitAt(sums, { cooling: null, heating: null }),
    best(sums, low, high, (t) => [{ cooling: t, heating: null }]),
    best(sums, low, high, (t) => [{ cooling: null, heating: t }]),
    best(sums, low, high, (t, grid) => grid.filter((h) => h <= t).map((h) => ({ cooling: t, heating: h }))),
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
  sums: Sums,
  low: number,
  high: number,
  candidates: (celsius: number, grid: readonly number[]) => readonly Points[],
): Fit | null {
  const coarse = steps(low, high, COARSE_STEP_CELSIUS);
  const first = least(
    sums,
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
  return least(sums, [first.points, ...around.flatMap((t) => candidates(t, around))]);
}

function least(sums: Sums, candidates: readonly Points[]): Fit | null {
  let found: Fit | null = null;
  for (const points of candidates) {
    const fit = fitAt(sums, points);
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

/**
 * Sums over the days from the coldest on, by which a fit at any change points costs no pass over the days: `upTo[k]` is
 * that of the first k days.
 */
type Sums = {
  readonly celsius: readonly number[];
  readonly upTo: readonly Sum[];
  readonly kwhSquared: number;
};
type Sum = { n: number; t: number; tt: number; y: number; ty: number };

function sumsByWarmth(days: readonly Day[]): Sums {
  const sorted = days.toSorted((a, b) => a.celsius - b.celsius);
  const upTo: Sum[] = [{ n: 0, t: 0, tt: 0, y: 0, ty: 0 }];
  for (const { celsius: t, kwh: y } of sorted) {
    const last = upTo.at(-1) as Sum;
    upTo.push({ n: last.n + 1, t: last.t + t, tt: last.tt + t * t, y: last.y + y, ty: last.ty + t * y });
  }
  return {
    celsius: sorted.map((day) => day.celsius),
    upTo,
    kwhSquared: days.reduce((sum, { kwh }) => sum + kwh * kwh, 0),
  };
}

/** Sums over the days colder than this. */
function below({ celsius, upTo }: Sums, limit: number): Sum {
  let [from, to] = [0, celsius.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((celsius[middle] ?? 0) < limit) from = middle + 1;
    else to = middle;
  }
  return upTo[from] as Sum;
}

/**
 * Least squares at given change points, the heating one not above the cooling one; null where they leave no solution or
 * a slope below zero.
 */
function fitAt(sums: Sums, points: Points): Fit | null {
  const all = sums.upTo.at(-1) as Sum;
  // Of each slope: the sum of its degrees, of their squares, and of degrees by kWh. No day has degrees of both.
  const slopes: { x: number; xx: number; xy: number }[] = [];
  if (points.cooling !== null) {
    const c = points.cooling;
    const cold = below(sums, c);
    const [n, t, tt] = [all.n - cold.n, all.t - cold.t, all.tt - cold.tt];
    slopes.push({
      x: t - c * n,
      xx: tt - 2 * c * t + c * c * n,
      xy: all.ty - cold.ty - c * (all.y - cold.y),
    });
  }
  if (points.heating !== null) {
    const h = points.heating;
    const { n, t, tt, y, ty } = below(sums, h);
    slopes.push({ x: h * n - t, xx: h * h * n - 2 * h * t + tt, xy: h * y - ty });
  }
  const normal = [
    [all.n, ...slopes.map(({ x }) => x)],
    ...slopes.map(({ x, xx }, i) => [x, ...slopes.map((_, j) => (i === j ? xx : 0))]),
  ];
  const right = [all.y, ...slopes.map(({ xy }) => xy)];
  const covariance = inverse(normal);
  if (!covariance) return null;
  const coefficients = covariance.map((row) => row.reduce((sum, c, j) => sum + c * (right[j] ?? 0), 0));
  if (coefficients.slice(1).some((slope) => slope < 0)) return null;
  const explained = coefficients.reduce((sum, c, i) => sum + c * (right[i] ?? 0), 0);
  return { points, coefficients, covariance, squares: Math.max(0, sums.kwhSquared - explained) };
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
    errorKwh,
    autocorrelation: squares > 0 ? neighbours / squares : 0,
    covariance: fit.covariance,
  };
}
