/** A building's readings as the energy panel takes them. */
import { type DatedDay, type Judged } from '@twin/gis-data/themes/building-energy/analysis/check-baseline.ts';
import { convertElectricity } from '@twin/gis-data/themes/building-energy/analysis/convert-electricity.ts';
import { findAnomalies } from '@twin/gis-data/themes/building-energy/analysis/find-anomalies.ts';
import {
  holdAgainstFirstYear,
  type HeldAgainstFirstYear,
} from '@twin/gis-data/themes/building-energy/analysis/hold-against-first-year.ts';
import { profileLoad } from '@twin/gis-data/themes/building-energy/analysis/profile-load.ts';
import {
  dayAfter,
  daysBetween,
  HOURS_A_DAY,
  totalOf,
  type Hours,
  type Readings,
  type SubItem,
} from '@twin/gis-data/themes/building-energy/analysis/readings.ts';
import { sumPeriods } from '@twin/gis-data/themes/building-energy/analysis/sum-periods.ts';
import { roundedTo } from '../../rounded-to.ts';

const rounded = roundedTo(2);

const DAYS_A_YEAR = 365;
const SHARE_DIGITS = 4;

/** @param areaM2 floor area */
export function readingsAnswer(readings: Readings, areaM2: number, warmth: ReadonlyMap<string, number>) {
  const total = totalOf(readings);
  const years = sumPeriods(readings, 'year');
  const last = years.findLast(({ days }) => days >= DAYS_A_YEAR) ?? years.at(-1);
  const from = last ? Math.max(0, daysBetween(readings.firstDay, `${last.period}-01-01`)) : 0;
  const firstOfYear = dayAfter(readings.firstDay, from);
  const profile = profileLoad(
    firstOfYear,
    total.subarray(from * HOURS_A_DAY, (from + (last?.days ?? 0)) * HOURS_A_DAY),
  );
  const held = holdAgainstFirstYear(datedDays(readings, total, warmth));
  return {
    first_day: readings.firstDay,
    days: readings.days,
    years: years.map(({ period, days, subItems, total: all }) => {
      const converted = convertElectricity(all.kwh, Number(period));
      return {
        year: Number(period),
        days,
        kwh: rounded(all.kwh),
        repaired_kwh: rounded(all.repairedKwh),
        hours_missing: all.hoursMissing,
        kwh_m2: rounded(all.kwh / areaM2),
        sub_items: kwhOf(subItems),
        coal_tonnes: converted ? rounded(converted.coalTonnes) : null,
        carbon_tonnes: converted ? rounded(converted.carbonTonnes) : null,
        carbon_factor: converted
          ? {
              value: converted.carbonFactor.value,
              unit: converted.carbonFactor.unit,
              year: converted.carbonFactorYear,
              confidence: converted.carbonFactor.confidence,
            }
          : null,
      };
    }),
    months: sumPeriods(readings, 'month').map(({ period, subItems, total: all }) => ({
      month: period,
      kwh: rounded(all.kwh),
      hours_missing: all.hoursMissing,
      sub_items: kwhOf(subItems),
    })),
    /** Of the last full year. */
    profile: {
      year: last ? Number(last.period) : null,
      night_kw: nullable(profile.nightKw),
      night_share: nullable(profile.nightShare),
      weekend_share: nullable(profile.weekendShare),
      peak_kw: nullable(profile.peakKw),
      peak_at:
        profile.peakAt === null
          ? null
          : `${dayAfter(firstOfYear, Math.floor(profile.peakAt / HOURS_A_DAY))} ${String(profile.peakAt % HOURS_A_DAY).padStart(2, '0')}:00`,
    },
    anomalies: findAnomalies(readings, warmth).map(({ kind, subItem, from, to, count, kwh, ratio }) => ({
      kind,
      sub_item: subItem,
      from,
      to,
      count,
      kwh: nullable(kwh),
      ratio: nullable(ratio),
    })),
    baseline: held && baselineAnswer(held),
  };
}

function kwhOf(subItems: Readonly<Partial<Record<SubItem, { readonly kwh: number }>>>) {
  return Object.fromEntries(Object.entries(subItems).map(([name, { kwh }]) => [name, rounded(kwh)]));
}

/** Days of which all hours were read and the temperature is known. */
function datedDays(
  { firstDay, days }: Readings,
  total: Hours,
  warmth: ReadonlyMap<string, number>,
): DatedDay[] {
  return Array.from({ length: days }, (_, day) => {
    const date = dayAfter(firstDay, day);
    const kwh = total.subarray(day * HOURS_A_DAY, (day + 1) * HOURS_A_DAY).reduce((sum, one) => sum + one, 0);
    return { date, kwh, celsius: warmth.get(date) ?? Number.NaN };
  }).filter(({ kwh, celsius }) => Number.isFinite(kwh) && Number.isFinite(celsius));
}

function baselineAnswer(held: HeldAgainstFirstYear) {
  const { base, baseline, check, saving } = held;
  const judged = ({ value, rule, isKept }: Judged) => ({
    value: Number(value.toFixed(SHARE_DIGITS)),
    limit: rule.value,
    is_kept: isKept,
    confidence: rule.confidence,
  });
  return {
    from: base[0]?.date,
    to: base.at(-1)?.date,
    days: base.length,
    shape: baseline.shape,
    base_kwh_per_day: rounded(baseline.baseKwhPerDay),
    cooling: baseline.cooling && {
      celsius: baseline.cooling.celsius,
      kwh_per_degree: rounded(baseline.cooling.kwhPerDegree),
    },
    heating: baseline.heating && {
      celsius: baseline.heating.celsius,
      kwh_per_degree: rounded(baseline.heating.kwhPerDegree),
    },
    checks: { r2: judged(check.r2), cv_rmse: judged(check.cvRmse), nmbe: judged(check.nmbe) },
    saving: saving && {
      days: saving.days,
      kwh: rounded(saving.kwh),
      share: Number(saving.share.toFixed(SHARE_DIGITS)),
      standard_error_kwh: rounded(saving.standardErrorKwh),
    },
    points: base.map(({ celsius, kwh }) => [Number(celsius.toFixed(1)), Math.round(kwh)]),
  };
}

function nullable(value: number | null): number | null {
  return value === null || !Number.isFinite(value) ? null : rounded(value);
}
