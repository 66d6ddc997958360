import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveOperations, type ServedOperations } from '../serve-operations-for-tests.ts';
import { energyOperations } from './building-energy.ts';

const SERVER = process.env['TEST_DATABASE_URL'];
const SQUARE = 'ST_Multi(ST_MakeEnvelope(110, 20, 110.001, 20.001, 4490))';
/**
 * An office of 1,000 m² read through 2024: 24 kWh a day of lighting by two meters together, and cooling of 48 kWh a day
 * for each degree above 20, odd hours three times the even ones; the air is at 10 to 34 °C. Nothing of its lighting was read on 3 March, the air of
 * 4 March is not known. Three peers without meters, and a hospital, for which there is no limit.
 */
const ITEMS = `
  insert into source (id, key, title, licence, crs, simulated, observed_at)
    values (1, 'hand', 'Made by hand', 'CC0-1.0', 'EPSG:4490', true, '2026-01-12T00:00:00Z');
  insert into metered_building (id, name, building_class, energy_use, air_conditioning, floor_area_m2, height_metres,
      index_kwh_m2a, index_year, energy_class, source_id, source_key, division, operator, geom)
    select id, id, class, use, 'B', 1000, 30, index, 2024, 'none', 1, id, '460100', owner, ${SQUARE}
    from (values ('460100A001', 'A', 'office-government', 70::real, 'ours'), ('460100A002', 'A', 'office-government', 50, 'theirs'),
      ('460100A003', 'A', 'office-government', 90, 'theirs'), ('460100A004', 'A', 'office-government', null, 'theirs'),
      ('460100E005', 'E', 'medical', 200, 'theirs')) as b(id, class, use, index, owner);
  insert into energy_meter (id, metered_building, energy_kind, sub_item, meter_no, source_id, source_key, division, operator, geom)
    select id, '460100A001', kind, item, id, 1, id, '460100', 'ours', ST_SetSRID(ST_MakePoint(110, 20, 0), 4490)
    from (values ('L1', 'electricity', 'lighting-sockets'), ('L2', 'electricity', 'lighting-sockets'),
      ('C1', 'electricity', 'air-conditioning'), ('W1', 'water', null)) as m(id, kind, item);
  insert into datastream (id, source_id, collection, feature_id, property, title, unit, interval_seconds, aggregate)
    select id, 1, collection, feature, property, '{"zh": "表", "en": "Meter"}', unit, 3600, aggregate
    from (values (1, 'energy-meters', 'L1', 'energy', 'kWh', 'sum'), (2, 'energy-meters', 'L2', 'energy', 'kWh', 'sum'),
      (3, 'energy-meters', 'C1', 'energy', 'kWh', 'sum'), (4, 'administrative-areas', '460100', 'outdoor_temperature', '°C', 'mean'),
      (5, 'energy-meters', 'W1', 'energy', 'm³', 'sum')) as d(id, collection, feature, property, unit, aggregate);
  with day as (select d::date as day, 22 + 12 * sin(2 * pi() * extract(doy from d) / 366) as celsius
    from generate_series('2024-01-01'::date, '2024-12-31', interval '1 day') d)
  insert into observation_day (datastream_id, day, hours, count, sum, min, max)
    select stream, day, array(select value * case when hour % 2 = 0 then 0.5 else 1.5 end from generate_series(0, 23) hour)::real[],
      24, value * 24, value * 0.5, value * 1.5
    from day, lateral (values (1, 0.25), (2, 0.75), (3, 2 * greatest(0, celsius - 20)), (4, celsius), (5, 100)) as v(stream, value)
    where not (stream in (1, 2) and day = '2024-03-03') and not (stream = 4 and day = '2024-03-04');
`;

describe('on the embedded database', () => behaviour(undefined));
describe.skipIf(!SERVER)('on PostgreSQL (skipped when TEST_DATABASE_URL names no server)', () =>
  behaviour(SERVER),
);

type Answer = { readonly http: number } & Readonly<Record<string, unknown>>;
type Who = { readonly grade?: string; readonly operator?: string };

function behaviour(server: string | undefined): void {
  let served: ServedOperations;
  let base: string;

  beforeAll(async () => {
    served = await serveOperations({
      server: server,
      fill: ({ pool }) => pool.query(ITEMS),
      operations: energyOperations,
    });
    base = `${served.base}/energy`;
  }, 180_000);
  afterAll(() => served.close());

  const get = async (path: string, { grade, operator }: Who = {}): Promise<Answer> => {
    const response = await fetch(`${base}${path}`, {
      headers: { ...(grade && { 'x-grade': grade }), ...(operator && { 'x-operator': operator }) },
    });
    return { http: response.status, ...((await response.json()) as object) };
  };

  describe('a metered building', () => {
    it('has its index against the limits of its use and among its peers', async () => {
      expect(await get('/building?building=460100A001')).toMatchObject({
        http: 200,
        index: { kwh_m2a: 70, year: 2024 },
        limits: {
          constraint: 80,
          guide: 60,
          unit: 'kWh/(m²·a)',
          citation: 'GB/T 51161-2016',
          confidence: 'M',
        },
        verdict: { place: 'constraint', finding: null, ratio: 0.875 },
        peers: { count: 3, rank: 2, mean: 70, quartiles: [50, 60, 70, 80, 90] },
      });
      expect(await get('/building?building=460100A003')).toMatchObject({
        verdict: { place: 'above', finding: 'advisory' },
        readings: null,
      });
      expect(await get('/building?building=460100E005')).toMatchObject({
        limits: null,
        verdict: null,
        peers: { count: 1 },
      });
      expect(await get('/building?building=460100A004')).toMatchObject({
        index: null,
        verdict: null,
        peers: null,
      });
    });

    it('has sums of its readings by year, month and sub-item, to the kilowatt-hour, and what its gap would add', async () => {
      const { readings } = (await get('/building?building=460100A001')) as unknown as {
        readings: {
          first_day: string;
          days: number;
          years: { kwh: number; sub_items: object }[];
          months: { month: string; kwh: number; hours_missing: number; sub_items: Record<string, number> }[];
        };
      };
      let cooling = 0;
      for (let day = 1; day <= 366; day++)
        cooling += 24 * 2 * Math.max(0, 2 + 12 * Math.sin((2 * Math.PI * day) / 366));
      expect([readings.first_day, readings.days]).toEqual(['2024-01-01', 366]);
      expect(readings.years).toHaveLength(1);
      expect(readings.years[0]).toMatchObject({
        year: 2024,
        days: 366,
        repaired_kwh: 24,
        hours_missing: 24,
        sub_items: { 'lighting-sockets': 365 * 24 },
        carbon_factor: { value: 0.4184, year: 2022 },
      });
      expect(readings.years[0]?.kwh).toBeCloseTo(365 * 24 + cooling, 1);
      expect(readings.months).toHaveLength(12);
      expect(readings.months[2]).toMatchObject({
        month: '2024-03',
        hours_missing: 24,
        sub_items: { 'lighting-sockets': 30 * 24 },
      });
    });

    it('has a baseline over the temperature, from the days of which both are known', async () => {
      const { readings } = (await get('/building?building=460100A001')) as unknown as {
        readings: {
          baseline: Record<string, unknown> & { cooling: { celsius: number; kwh_per_degree: number } };
        };
      };
      expect(readings.baseline).toMatchObject({
        days: 364,
        from: '2024-01-01',
        to: '2024-12-31',
        checks: {
          r2: { limit: 0.75, is_kept: true, confidence: 'V2' },
          cv_rmse: { is_kept: true },
          nmbe: { is_kept: true },
        },
        saving: null,
      });
      expect(readings.baseline.cooling.celsius).toBeCloseTo(20, 1);
      expect(readings.baseline.cooling.kwh_per_degree).toBeCloseTo(48, 0);
    });

    it('has the load of its last full year', async () => {
      const { readings } = (await get('/building?building=460100A001')) as unknown as {
        readings: { profile: { year: number; peak_kw: number; weekend_share: number } };
      };
      expect(readings.profile.year).toBe(2024);
      // At 34 °C an odd hour is 1.5 × (1 + 2 × 14).
      expect(readings.profile.peak_kw).toBeCloseTo(43.5, 1);
      // Its days are all alike.
      expect(readings.profile.weekend_share).toBeCloseTo(1, 1);
    });

    it('names the gap as what stands out', async () => {
      expect(await get('/building?building=460100A001')).toMatchObject({
        readings: {
          anomalies: [
            {
              kind: 'gap',
              sub_item: 'lighting-sockets',
              from: '2024-03-03',
              to: '2024-03-03',
              count: 24,
              kwh: 24,
            },
          ],
        },
      });
    });

    it('shows the public its index and no reading', async () => {
      const answer = await get('/building?building=460100A001', { grade: 'public' });
      expect(answer).toMatchObject({ http: 200, index: { kwh_m2a: 70 }, readings: null });
    });

    it('that is not there is said', async () => {
      expect(await get('/building?building=nowhere')).toMatchObject({ http: 404, code: 'item-unknown' });
      expect(await get('/building')).toMatchObject({ http: 400 });
    });
  });

  describe('the hours of a building', () => {
    it('are all its sub-items together, with nothing where one was not read', async () => {
      const { kwh } = (await get('/hours?building=460100A001&from=2024-03-02&days=2')) as unknown as {
        kwh: (number | null)[];
      };
      expect(kwh).toHaveLength(48);
      const cooling = 2 * Math.max(0, 2 + 12 * Math.sin((2 * Math.PI * 62) / 366));
      expect(kwh[0]).toBeCloseTo(0.5 * (1 + cooling), 2);
      expect(kwh[23]).toBeCloseTo(1.5 * (1 + cooling), 2);
      expect(kwh.slice(24)).toEqual(Array.from({ length: 24 }, () => null));
    });

    it('of days before any reading are all missing', async () => {
      expect(await get('/hours?building=460100A001&from=2023-01-01&days=1')).toMatchObject({
        first_day: '2023-01-01',
        kwh: [],
      });
    });

    it('are not for the public, and ten years of them are refused', async () => {
      expect(await get('/hours?building=460100A001&from=2024-01-01', { grade: 'public' })).toMatchObject({
        http: 403,
        code: 'layer-forbidden',
      });
      expect(await get('/hours?building=460100A001&from=2024-01-01&days=3660')).toMatchObject({ http: 400 });
      expect(await get('/hours?building=460100A001&from=yesterday')).toMatchObject({ http: 400 });
    });
  });

  describe('what all buildings use', () => {
    const cooling = (dayOfYear: number): number =>
      2 * Math.max(0, 2 + 12 * Math.sin((2 * Math.PI * dayOfYear) / 366));

    it('is by the hour in watts per square metre, and together in kilowatts', async () => {
      const answer = (await get('/use?from=2024-03-02&days=2')) as unknown as {
        total_kw: number[];
        buildings: { id: string; watts_per_m2: (number | null)[] }[];
      };
      expect(answer).toMatchObject({
        first_day: '2024-03-02',
        last_day: '2024-03-03',
        step: 'hour',
        readings: { first: '2024-01-01', last: '2024-12-31' },
      });
      expect(answer.buildings.map(({ id }) => id)).toEqual(['460100A001']);
      const watts = answer.buildings[0]?.watts_per_m2 ?? [];
      expect(watts).toHaveLength(48);
      // On 1,000 m² a kilowatt is a watt per square metre; water is no part of it.
      expect(watts[0]).toBeCloseTo(0.5 * (1 + cooling(62)), 1);
      expect(watts[23]).toBeCloseTo(1.5 * (1 + cooling(62)), 1);
      // On the second day its lighting was not read.
      expect(watts.slice(24)).toEqual(Array.from({ length: 24 }, () => null));
      expect(answer.total_kw[23]).toBeCloseTo(1.5 * (1 + cooling(62)), 0);
    });

    it('is by the day the mean of its hours, and without a date the last days read', async () => {
      const answer = (await get('/use?days=7&step=day')) as unknown as {
        buildings: { watts_per_m2: number[] }[];
      };
      expect(answer).toMatchObject({ first_day: '2024-12-25', last_day: '2024-12-31' });
      expect(answer.buildings[0]?.watts_per_m2[6]).toBeCloseTo(1 + cooling(366), 1);
    });

    it('is nothing before the first reading, and nothing for the public', async () => {
      expect(await get('/use?from=2020-01-01')).toMatchObject({ http: 200, buildings: [] });
      expect(await get('/use', { grade: 'public' })).toMatchObject({ http: 403, code: 'layer-forbidden' });
      expect(await get('/use?step=minute')).toMatchObject({ http: 400 });
    });
  });

  it('the savings of all buildings are those against their first year: of one year of readings none', async () => {
    expect(await get('/savings')).toMatchObject({
      http: 200,
      buildings: [{ id: '460100A001', saving: null }],
    });
    expect(await get('/savings', { grade: 'public' })).toMatchObject({ http: 403 });
    // In a second year of the same weather it uses a quarter less.
    await served.database.pool.query(`
      insert into observation_day (datastream_id, day, hours, count, sum, min, max)
      select datastream_id, day + 366, hours, count, sum * case datastream_id when 4 then 1 else 0.75 end, min, max
      from observation_day where day < '2024-12-31' and datastream_id <> 5`);
    const { buildings } = (await get('/savings')) as unknown as {
      buildings: { saving: { share: number; days: number; is_reliable: boolean } }[];
    };
    expect(buildings[0]?.saving).toMatchObject({ days: 363, is_reliable: true });
    expect(buildings[0]?.saving.share).toBeCloseTo(0.25, 2);
  });
}
