import { beforeAll, describe, expect, it } from 'vitest';
import { hourOf } from '../../demo/calendar.ts';
import type { DemoPart, Row, Series } from '../../demo/district.ts';
import { makeDistrict } from '../../demo/make-district.ts';
import { ENERGY_FAULTS } from './demo.ts';

const SUB_ITEMS = ['lighting-sockets', 'air-conditioning', 'power', 'special'];
/** 366 days of 2024 and 365 of 2025. */
const HOURS = 731 * 24;

describe('the metered buildings of the demo district', () => {
  let district: Required<DemoPart>;
  let buildings: readonly Row[];
  let meters: Map<string, Series>;
  beforeAll(async () => {
    district = await makeDistrict();
    buildings = district.tables['metered_building'] ?? [];
    meters = new Map(district.series.map((series) => [series.featureId, series]));
  }, 60_000);

  const hours = (building: string, subItem: string): Float32Array => {
    const series = meters.get(`${building}-${subItem}`);
    if (!series) throw new Error(`no readings of ${building} ${subItem}`);
    return series.hours;
  };
  const numbered = (place: number): string => String(buildings[place - 1]?.id);
  const mean = (values: Iterable<number>): number => {
    const all = [...values];
    return all.reduce((sum, value) => sum + value, 0) / all.length;
  };

  it('are sixty, each with a meter for every sub-item and two full years of hours', () => {
    expect(buildings).toHaveLength(60);
    for (const { id } of buildings) {
      for (const subItem of SUB_ITEMS) expect(hours(id, subItem)).toHaveLength(HOURS);
    }
    expect(district.tables['energy_meter']).toHaveLength(240);
  });

  it('had been built before they were metered', () => {
    const built = new Map(district.tables['building']?.map((row) => [row.id, Number(row['built_year'])]));
    for (const row of buildings) expect(built.get(String(row['building']))).toBeLessThanOrEqual(2023);
  });

  it('have the index that their readings of 2025 add up to', () => {
    for (const row of buildings) {
      let kwh = 0;
      for (const subItem of SUB_ITEMS) {
        for (const value of hours(row.id, subItem).subarray(366 * 24)) if (!Number.isNaN(value)) kwh += value;
      }
      expect(Number(row['index_kwh_m2a'])).toBeCloseTo(kwh / Number(row['floor_area_m2']), 1);
    }
  });

  it('show every energy class, and none where the standard has no limit', () => {
    expect(new Set(buildings.map((row) => row['energy_class']))).toEqual(new Set(['guide', 'limit', 'over', 'far', 'none']));
    for (const row of buildings) expect(row['energy_class'] === 'none').toBe(row['constraint_kwh_m2a'] === null);
  });

  it('cool more in July than in January, and work less on a Sunday than on a Monday', () => {
    const office = numbered(1);
    const cooling = hours(office, 'air-conditioning');
    expect(mean(cooling.subarray(hourOf('2025-07-07'), hourOf('2025-07-12')))).toBeGreaterThan(
      2 * mean(cooling.subarray(hourOf('2025-01-06'), hourOf('2025-01-11'))));
    const lighting = hours(office, 'lighting-sockets');
    expect(mean(lighting.subarray(hourOf('2025-06-01'), hourOf('2025-06-02')))).toBeLessThan(
      0.6 * mean(lighting.subarray(hourOf('2025-06-02'), hourOf('2025-06-03'))));
  });

  it('use something in the dead of night, but less than at noon', () => {
    const lighting = hours(numbered(1), 'lighting-sockets');
    const at = hourOf('2025-06-02');
    expect(lighting[at + 3]).toBeGreaterThan(0);
    expect(lighting[at + 3]).toBeLessThan(0.3 * Number(lighting[at + 11]));
  });

  it('have nothing read in a gap, one value where a meter is stuck, and no other hour without a reading', () => {
    const missing = new Map<string, number>();
    for (const { building, subItem, kind, from, to } of ENERGY_FAULTS) {
      const readings = hours(numbered(building), subItem).subarray(hourOf(from), hourOf(to) + 24);
      if (kind === 'gap') {
        expect(readings.every((value) => Number.isNaN(value))).toBe(true);
        missing.set(`${numbered(building)}-${subItem}`, readings.length);
      }
      if (kind === 'stuck') expect(new Set(readings).size).toBe(1);
    }
    for (const { featureId, hours } of district.series) {
      expect(hours.reduce((sum, value) => sum + (Number.isNaN(value) ? 1 : 0), 0)).toBe(missing.get(featureId) ?? 0);
    }
  });

  it('cool through the night while a chiller is left on, and did not before', () => {
    const nights = (readings: Float32Array, first: string): number =>
      mean([0, 1, 2, 3, 4, 5, 6].map((day) => Number(readings[hourOf(first) + day * 24 + 3])));
    for (const { building, subItem, kind, from } of ENERGY_FAULTS) {
      if (kind !== 'night-cooling') continue;
      const readings = hours(numbered(building), subItem);
      const before = new Date(Date.parse(from) - 7 * 86_400_000).toISOString().slice(0, 10);
      expect(nights(readings, from)).toBeGreaterThan(4 * nights(readings, before));
    }
  });
});
