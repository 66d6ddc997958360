/** What the server says of a building's energy, checked where it arrives. */
import * as z from 'zod/mini';

z.config({ jitless: true });

const number = z.nullable(z.number());
const subItem = z.enum(['lighting-sockets', 'air-conditioning', 'power', 'special']);
const kwhBySubItem = z.partialRecord(subItem, z.number());
const judged = z.object({
  value: z.number(),
  limit: z.number(),
  is_kept: z.boolean(),
  confidence: z.string(),
});
const changePoint = z.nullable(z.object({ celsius: z.number(), kwh_per_degree: z.number() }));

const building = z.object({
  floor_area_m2: z.number(),
  index: z.nullable(z.object({ kwh_m2a: z.number(), year: number })),
  limits: z.nullable(
    z.object({
      constraint: z.number(),
      guide: z.number(),
      unit: z.string(),
      citation: z.string(),
      confidence: z.string(),
    }),
  ),
  verdict: z.nullable(
    z.object({
      place: z.enum(['guide', 'constraint', 'above']),
      finding: z.nullable(z.enum(['violation', 'advisory'])),
      ratio: z.number(),
    }),
  ),
  peers: z.nullable(
    z.object({ count: z.number(), rank: z.number(), mean: z.number(), indexes: z.array(z.number()) }),
  ),
  readings: z.nullable(
    z.object({
      first_day: z.string(),
      days: z.number(),
      years: z.array(
        z.object({
          year: z.number(),
          days: z.number(),
          kwh: z.number(),
          repaired_kwh: z.number(),
          hours_missing: z.number(),
          sub_items: kwhBySubItem,
          coal_tonnes: number,
          carbon_tonnes: number,
          carbon_factor: z.nullable(
            z.object({ value: z.number(), unit: z.string(), year: z.number(), confidence: z.string() }),
          ),
        }),
      ),
      months: z.array(
        z.object({ month: z.string(), kwh: z.number(), hours_missing: z.number(), sub_items: kwhBySubItem }),
      ),
      profile: z.object({
        night_kw: number,
        night_share: number,
        weekend_share: number,
        peak_kw: number,
        peak_at: z.nullable(z.string()),
      }),
      anomalies: z.array(
        z.object({
          kind: z.enum(['gap', 'stuck', 'night-load', 'high-day']),
          sub_item: subItem,
          from: z.string(),
          to: z.string(),
          count: z.number(),
          kwh: number,
          ratio: number,
        }),
      ),
      baseline: z.nullable(
        z.object({
          from: z.string(),
          to: z.string(),
          days: z.number(),
          base_kwh_per_day: z.number(),
          cooling: changePoint,
          heating: changePoint,
          checks: z.object({ r2: judged, cv_rmse: judged, nmbe: judged }),
          saving: z.nullable(
            z.object({
              days: z.number(),
              kwh: z.number(),
              share: z.number(),
              standard_error_kwh: z.number(),
            }),
          ),
          points: z.array(z.tuple([z.number(), z.number()])),
        }),
      ),
    }),
  ),
});
const hours = z.object({ first_day: z.string(), kwh: z.array(number) });
const use = z.object({
  first_day: z.string(),
  last_day: z.string(),
  step: z.enum(['hour', 'day']),
  readings: z.object({ first: z.nullable(z.string()), last: z.nullable(z.string()) }),
  total_kw: z.array(z.number()),
  buildings: z.array(z.object({ id: z.string(), watts_per_m2: z.array(number) })),
});
const savings = z.object({
  buildings: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      name_en: z.nullable(z.string()),
      saving: z.nullable(
        z.object({
          share: z.number(),
          kwh: z.number(),
          standard_error_kwh: z.number(),
          days: z.number(),
          is_reliable: z.boolean(),
        }),
      ),
    }),
  ),
});

export type EnergyAnswer = z.infer<typeof building>;
export type EnergyReadings = NonNullable<EnergyAnswer['readings']>;
export type EnergyYear = EnergyReadings['years'][number];
export type EnergyMonth = EnergyReadings['months'][number];
export type EnergyAnomaly = EnergyReadings['anomalies'][number];
export type EnergyBaseline = NonNullable<EnergyReadings['baseline']>;
export type EnergyHours = z.infer<typeof hours>;
export type EnergySavings = z.infer<typeof savings>;
export type EnergyUse = z.infer<typeof use>;

export const readEnergy = (value: unknown): EnergyAnswer => building.parse(value);
export const readEnergyHours = (value: unknown): EnergyHours => hours.parse(value);
export const readEnergyUse = (value: unknown): EnergyUse => use.parse(value);
export const readEnergySavings = (value: unknown): EnergySavings => savings.parse(value);
