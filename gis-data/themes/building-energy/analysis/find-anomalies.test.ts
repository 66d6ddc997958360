import { beforeAll, describe, expect, it } from 'vitest';
import { FIRST_DAY } from '../../../demo/calendar.ts';
import type { Series } from '../../../demo/district.ts';
import { makeDistrict } from '../../../demo/make-district.ts';
import { ENERGY_FAULTS } from '../demo.ts';
import { findAnomalies, type Anomaly } from './find-anomalies.ts';
import { dayAfter, HOURS_A_DAY, type Readings, type SubItem } from './readings.ts';

const SUB_ITEM_IDS: readonly SubItem[] = ['lighting-sockets', 'air-conditioning', 'power', 'special'];
/** What a planted fault is found as. */
const FOUND_AS = { gap: 'gap', stuck: 'stuck', 'night-cooling': 'night-load' } as const;

describe('what stands out in readings', () => {
  describe('of the demo district', () => {
    let series: ReadonlyMap<string, Series>;
    let buildings: readonly string[];
    beforeAll(async () => {
      const district = await makeDistrict();
      series = new Map(district.series?.map((one) => [one.featureId, one]));
      buildings = (district.tables?.['metered_building'] ?? []).map((row) => row.id);
    }, 120_000);

    it('is what was planted and nothing else', () => {
      const air = series.get('460100')?.hours ?? new Float32Array();
      const celsius = new Map(
        Array.from({ length: air.length / HOURS_A_DAY }, (_, day) => [
          dayAfter(FIRST_DAY, day),
          mean(air.subarray(day * HOURS_A_DAY, (day + 1) * HOURS_A_DAY)),
        ]),
      );
      const found = buildings.flatMap((id) =>
        findAnomalies(readingsOf(id), celsius).map(
          (one) => `${id.slice(-3)} ${one.kind} ${one.subItem} ${one.from} ${one.to}`,
        ),
      );
      const planted = ENERGY_FAULTS.map(
        (fault) =>
          `${String(fault.building).padStart(3, '0')} ${FOUND_AS[fault.kind]} ${fault.subItem} ${fault.from} ${fault.to}`,
      );
      expect(found.toSorted()).toEqual(planted.toSorted());
    });

    it('is without the weather only what no weather explains: gaps and stuck meters', () => {
      const kinds = buildings.flatMap((id) =>
        findAnomalies(readingsOf(id), new Map()).map((one) => one.kind),
      );
      expect(kinds.toSorted()).toEqual(['gap', 'gap', 'gap', 'stuck', 'stuck']);
    });

    function readingsOf(building: string): Readings {
      const subItems = Object.fromEntries(
        SUB_ITEM_IDS.map((name) => [name, Float64Array.from(series.get(`${building}-${name}`)?.hours ?? [])]),
      );
      return {
        firstDay: FIRST_DAY,
        days: (subItems['power']?.length ?? 0) / HOURS_A_DAY,
        subItems,
      };
    }
  });

  it('is one day of thrice the usual, with the kilowatt-hours above it', () => {
    const found = judge((day, hour) => (day === 50 ? 3 : 1) * working(hour));
    // Ten hours of 10 kWh and fourteen of 1 are 114 kWh; twice that is above the usual.
    expect(found).toEqual([
      {
        kind: 'high-day',
        subItem: 'power',
        from: '2025-02-20',
        to: '2025-02-20',
        count: 1,
        kwh: 228,
        ratio: 3,
      },
    ]);
  });

  it('is a plant that runs through six nights, but not one that runs through four', () => {
    const through = (nights: number) =>
      judge((day, hour) => (day >= 40 && day < 40 + nights && hour < 5 ? 6 : working(hour)));
    expect(through(4)).toEqual([]);
    // Six nights of five hours, each 5 kWh above the usual 1.
    expect(through(6)).toMatchObject([
      { kind: 'night-load', from: '2025-02-10', to: '2025-02-15', count: 6, kwh: 150, ratio: 6 },
    ]);
  });

  it('is no weekend: days off are held against days off', () => {
    expect(
      judge(
        (day, hour) => working(hour) * (new Date(Date.UTC(2025, 0, 1 + day)).getUTCDay() % 6 === 0 ? 2 : 1),
      ),
    ).toEqual([]);
  });

  it('is nothing in readings of a single day, and nothing where nothing was read but the gap', () => {
    expect(
      findAnomalies(
        { firstDay: '2025-01-01', days: 1, subItems: { power: hoursOf(1, (_, h) => h) } },
        new Map(),
      ),
    ).toEqual([]);
    expect(
      findAnomalies(
        { firstDay: '2025-01-01', days: 2, subItems: { power: hoursOf(2, () => Number.NaN) } },
        new Map(),
      ),
    ).toEqual([
      {
        kind: 'gap',
        subItem: 'power',
        from: '2025-01-01',
        to: '2025-01-02',
        count: 48,
        kwh: null,
        ratio: null,
      },
    ]);
    expect(findAnomalies({ firstDay: '2025-01-01', days: 0, subItems: {} }, new Map())).toEqual([]);
  });
});

/** 120 days of one temperature. */
function judge(kwh: (day: number, hour: number) => number): Anomaly[] {
  const days = 120;
  const celsius = new Map(Array.from({ length: days }, (_, day) => [dayAfter('2025-01-01', day), 25]));
  return findAnomalies({ firstDay: '2025-01-01', days, subItems: { power: hoursOf(days, kwh) } }, celsius);
}

function hoursOf(days: number, kwh: (day: number, hour: number) => number): Float64Array {
  return Float64Array.from({ length: days * HOURS_A_DAY }, (_, at) =>
    kwh(Math.floor(at / HOURS_A_DAY), at % HOURS_A_DAY),
  );
}

function working(hour: number): number {
  return hour >= 8 && hour < 18 ? 10 : 1;
}

function mean(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
