/** What an energy officer asks of a metered building: its index, its sums, its hours, what stands out, and its baseline. */
import type { Pool, PoolClient } from 'pg';
import { z } from 'zod';
import { citationOf } from '@twin/gis-data/limit.ts';
import { readAs } from '@twin/gis-data/store/read-as.ts';
import {
  checkBaseline,
  type DatedDay,
} from '@twin/gis-data/themes/building-energy/analysis/check-baseline.ts';
import { convertElectricity } from '@twin/gis-data/themes/building-energy/analysis/convert-electricity.ts';
import { findAnomalies } from '@twin/gis-data/themes/building-energy/analysis/find-anomalies.ts';
import { fitBaseline, savingAgainst } from '@twin/gis-data/themes/building-energy/analysis/fit-baseline.ts';
import { comparePeers, judgeIndex } from '@twin/gis-data/themes/building-energy/analysis/judge-index.ts';
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
import type { AIR_CONDITIONING_CLASSES, EnergyUse } from '@twin/gis-data/themes/building-energy/codes.ts';
import { ENERGY_LIMITS } from '@twin/gis-data/themes/building-energy/limits.ts';
import { operation, type Operation } from '../operations.ts';
import { Problem } from '../problems.ts';
import { energyUseOperation } from './building-energy/use-operation.ts';
import { canSee, mustSee } from './must-see.ts';

const TAG = 'energy';
/** Days of readings that are taken together at the most: ten years. */
const MOST_DAYS = 3660;
/** The first six characters of a metered building's id are its division, whose air is measured. */
const DIVISION_CHARACTERS = 6;
const DAYS_A_YEAR = 365;
/** Peers that are told one by one; beyond it their quartiles stand for them. */
const MOST_PEERS = 200;

type BuildingRow = {
  readonly id: string;
  readonly energy_use: EnergyUse;
  readonly air_conditioning: keyof typeof AIR_CONDITIONING_CLASSES | null;
  readonly floor_area_m2: number;
  readonly index_kwh_m2a: number | null;
  readonly index_year: number | null;
};
type DayRow = {
  readonly sub_item: SubItem;
  readonly day: string;
  readonly hours: readonly (number | null)[];
};
type WarmthRow = { readonly day: string; readonly celsius: number };

const building = z
  .string()
  .min(1)
  .max(200)
  .describe('Id of a building, as in the collection metered-buildings');

export function energyOperations(pool: Pool): Operation[] {
  return [
    operation({
      path: '/energy/building',
      tag: TAG,
      summary:
        'A metered building: its yearly index against its limits and peers; for who may see its meters also months by sub-item, load, anomalies and the weather-adjusted baseline',
      query: { building },
      async answer({ building: id }, visitor) {
        mustSee(visitor, 'metered-buildings');
        const { row, peers, readings, warmth } = await readAs(pool, visitor, async (client) => {
          const one = await readBuilding(client, id);
          return {
            row: one,
            peers: await readPeers(client, one.energy_use),
            readings: canSee(visitor, 'energy-meters') ? await readReadings(client, id) : undefined,
            warmth: await readWarmth(client, id),
          };
        });
        const limits = row.air_conditioning
          ? ENERGY_LIMITS[row.energy_use]?.[row.air_conditioning]
          : undefined;
        const index = row.index_kwh_m2a;
        const verdict = index === null ? null : judgeIndex(index, limits);
        return {
          building: row.id,
          floor_area_m2: row.floor_area_m2,
          index: index === null ? null : { kwh_m2a: index, year: row.index_year },
          limits: limits
            ? {
                constraint: limits.constraint.value,
                guide: limits.guide.value,
                unit: limits.constraint.unit,
                citation: citationOf(limits.constraint),
                confidence: limits.constraint.confidence,
              }
            : null,
          verdict: verdict && { place: verdict.place, finding: verdict.finding, ratio: verdict.ratio },
          peers: index === null ? null : peersAnswer(index, peers),
          readings: readings ? readingsAnswer(readings, row, warmth) : null,
        };
      },
    }),
    operation({
      path: '/energy/hours',
      tag: TAG,
      summary:
        'The hours of a metered building over some days: kWh of all its sub-items together, null where one was not read',
      query: {
        building,
        from: z.iso.date().describe('First day, Asia/Shanghai'),
        days: z.coerce.number().int().min(1).max(366).default(DAYS_A_YEAR),
      },
      async answer({ building: id, from, days }, visitor) {
        mustSee(visitor, 'energy-meters');
        const readings = await readAs(pool, visitor, async (client) => {
          await readBuilding(client, id);
          return readReadings(client, id, { from, days });
        });
        const total = readings ? totalOf(readings) : new Float64Array();
        return {
          building: id,
          first_day: readings?.firstDay ?? from,
          kwh: Array.from(total, (value) => (Number.isNaN(value) ? null : rounded(value))),
        };
      },
    }),
    energyUseOperation(pool),
  ];
}

async function readBuilding(client: PoolClient, id: string): Promise<BuildingRow> {
  const {
    rows: [row],
  } = await client.query<BuildingRow>(
    `select id, energy_use, air_conditioning, floor_area_m2, index_kwh_m2a, index_year from metered_building where id = $1`,
    [id],
  );
  if (!row) throw new Problem('item-unknown', `metered-buildings has no item ${id}.`);
  return row;
}

async function readPeers(client: PoolClient, use: EnergyUse): Promise<number[]> {
  const { rows } = await client.query<{ index: number }>(
    `select index_kwh_m2a as index from metered_building where energy_use = $1 and index_kwh_m2a is not null`,
    [use],
  );
  return rows.map(({ index }) => index);
}

function peersAnswer(index: number, indexes: readonly number[]) {
  const compared = comparePeers(index, indexes);
  return (
    compared && {
      ...compared,
      mean: rounded(compared.mean),
      indexes: indexes.slice(0, MOST_PEERS).map(rounded),
    }
  );
}

/** @returns undefined where there is none, or none that the visitor may see */
async function readReadings(
  client: PoolClient,
  id: string,
  within?: { readonly from: string; readonly days: number },
): Promise<Readings | undefined> {
  const { rows } = await client.query<DayRow>(
    `select m.sub_item, to_char(o.day, 'YYYY-MM-DD') as day, o.hours
     from energy_meter m
     join datastream d on d.collection = 'energy-meters' and d.feature_id = m.id and d.property = 'energy'
     join observation_day o on o.datastream_id = d.id
     where m.metered_building = $1 and m.energy_kind = 'electricity'
       and ($2::date is null or o.day between $2::date and $2::date + $3::integer - 1)
     order by o.day desc limit ${MOST_DAYS * 4}`,
    [id, within?.from ?? null, within?.days ?? 0],
  );
  const [last, first] = [rows[0]?.day, rows.at(-1)?.day];
  if (last === undefined || first === undefined) return undefined;
  const firstDay = within?.from ?? first;
  const days = within?.days ?? daysBetween(first, last) + 1;
  const subItems: Partial<Record<SubItem, Hours>> = {};
  for (const { sub_item: subItem, day, hours } of rows) {
    const all = (subItems[subItem] ??= new Float64Array(days * HOURS_A_DAY).fill(Number.NaN));
    const at = daysBetween(firstDay, day) * HOURS_A_DAY;
    // Two meters of one sub-item are added.
    for (const [hour, value] of hours.entries())
      if (value !== null) all[at + hour] = value + (Number.isNaN(all[at + hour]) ? 0 : (all[at + hour] ?? 0));
  }
  return { firstDay, days, subItems };
}

async function readWarmth(client: PoolClient, id: string): Promise<ReadonlyMap<string, number>> {
  const { rows } = await client.query<WarmthRow>(
    `select to_char(o.day, 'YYYY-MM-DD') as day, o.sum / o.count as celsius
     from datastream d join observation_day o on o.datastream_id = d.id
     where d.collection = 'administrative-areas' and d.feature_id = $1 and d.property = 'outdoor_temperature'`,
    [id.slice(0, DIVISION_CHARACTERS)],
  );
  return new Map(rows.map(({ day, celsius }) => [day, celsius]));
}

function readingsAnswer(readings: Readings, row: BuildingRow, warmth: ReadonlyMap<string, number>) {
  const total = totalOf(readings);
  const years = sumPeriods(readings, 'year');
  const last = years.findLast(({ days }) => days >= DAYS_A_YEAR) ?? years.at(-1);
  const from = last ? Math.max(0, daysBetween(readings.firstDay, `${last.period}-01-01`)) : 0;
  const firstOfYear = dayAfter(readings.firstDay, from);
  const profile = profileLoad(
    firstOfYear,
    total.subarray(from * HOURS_A_DAY, (from + (last?.days ?? 0)) * HOURS_A_DAY),
  );
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
        kwh_m2: rounded(all.kwh / row.floor_area_m2),
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
    baseline: baselineAnswer(datedDays(readings, total, warmth)),
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

/** The first year is what the rest is held against; null where the days do not suffice. */
function baselineAnswer(days: readonly DatedDay[]) {
  const first = days[0]?.date;
  if (first === undefined) return null;
  const yearAfter = `${Number(first.slice(0, 4)) + 1}${first.slice(4)}`;
  const isBase = ({ date }: DatedDay): boolean => date < yearAfter;
  const base = days.filter(isBase);
  const rest = days.filter((day) => !isBase(day));
  try {
    const baseline = fitBaseline(base);
    const check = checkBaseline(baseline, base);
    const judged = ({ value, rule, isKept }: (typeof check)['r2']) => ({
      value: Number(value.toFixed(4)),
      limit: rule.value,
      is_kept: isKept,
      confidence: rule.confidence,
    });
    const saving = rest.length > 0 ? savingAgainst(baseline, rest) : undefined;
    return {
      from: first,
      to: base.at(-1)?.date ?? first,
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
      saving: saving
        ? {
            days: rest.length,
            kwh: rounded(saving.kwh),
            share: Number((saving.kwh / (saving.kwh + sumOf(rest))).toFixed(4)),
            standard_error_kwh: rounded(saving.standardErrorKwh),
          }
        : null,
      points: base.map(({ celsius, kwh }) => [Number(celsius.toFixed(1)), Math.round(kwh)]),
    };
  } catch (error) {
    // Too few days, or a building that used nothing: no baseline, and no reason to keep back the rest.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function sumOf(days: readonly DatedDay[]): number {
  return days.reduce((sum, { kwh }) => sum + kwh, 0);
}

function rounded(value: number): number {
  return Number(value.toFixed(2));
}

function nullable(value: number | null): number | null {
  return value === null || !Number.isFinite(value) ? null : rounded(value);
}
