import { describe, expect, it } from 'vitest';
import { profileLoad } from './profile-load.ts';
import { dayAfter, HOURS_A_DAY, totalOf, type Readings } from './readings.ts';
import { repairGaps } from './repair-gaps.ts';
import { sumPeriods } from './sum-periods.ts';

const WEEK_HOURS = 7 * HOURS_A_DAY;

describe('sums of readings', () => {
  it('are by calendar months and years, and say how much of each was covered', () => {
    // From 30 January 2024, a leap year, to 1 March: 2 kWh each hour.
    const readings: Readings = {
      firstDay: '2024-01-30',
      days: 32,
      subItems: { power: new Float64Array(32 * HOURS_A_DAY).fill(2) },
    };
    expect(sumPeriods(readings, 'month').map(({ period, days, total }) => [period, days, total.kwh])).toEqual(
      [
        ['2024-01', 2, 96],
        ['2024-02', 29, 1392],
        ['2024-03', 1, 48],
      ],
    );
    expect(sumPeriods(readings, 'year')).toHaveLength(1);
    expect(sumPeriods(readings, 'day')).toHaveLength(32);
  });

  it('keep what was read and what was put into gaps apart, and tell the sub-items', () => {
    const power = new Float64Array(8 * WEEK_HOURS).fill(3);
    power.fill(Number.NaN, 4 * WEEK_HOURS, 4 * WEEK_HOURS + 10);
    const readings: Readings = {
      firstDay: '2025-01-06',
      days: 56,
      subItems: { power, special: new Float64Array(8 * WEEK_HOURS).fill(1) },
    };
    const [month] = sumPeriods(readings, 'month').filter(({ period }) => period === '2025-02');
    expect(month?.subItems.power).toEqual({ kwh: (28 * 24 - 10) * 3, repairedKwh: 30, hoursMissing: 10 });
    expect(month?.subItems.special).toEqual({ kwh: 28 * 24, repairedKwh: 0, hoursMissing: 0 });
    expect(month?.total).toEqual({ kwh: (28 * 24 - 10) * 3 + 28 * 24, repairedKwh: 30, hoursMissing: 10 });
  });
});

describe('the repair of a gap', () => {
  it('takes the mean of the same hour of the weeks around it, and leaves what was read', () => {
    // Weeks of 1, 2, 3, 4, 5 … kWh an hour: four nearest of the fifth week are 4, 6, 3, 7.
    const read = Float64Array.from({ length: 9 * WEEK_HOURS }, (_, at) => 1 + Math.floor(at / WEEK_HOURS));
    read.fill(Number.NaN, 4 * WEEK_HOURS + 30, 4 * WEEK_HOURS + 33);
    const { hours, gaps } = repairGaps(read);
    expect(gaps).toEqual([{ from: 4 * WEEK_HOURS + 30, hours: 3, filledKwh: 15 }]);
    expect(hours[4 * WEEK_HOURS + 31]).toBe(5);
    expect(hours[4 * WEEK_HOURS + 33]).toBe(5);
    expect(read[4 * WEEK_HOURS + 31]).toBeNaN();
  });

  it('fills nothing where fewer than two weeks around it were read', () => {
    const read = new Float64Array(WEEK_HOURS + 5).fill(2);
    read.fill(Number.NaN, 0, 5);
    expect(repairGaps(read).gaps).toEqual([{ from: 0, hours: 5, filledKwh: null }]);
    expect(repairGaps(new Float64Array()).gaps).toEqual([]);
  });
});

describe('the load of a building', () => {
  it('is told by its nights, its days off and its peak', () => {
    // Two weeks from a Monday: 10 kW from 9 to 17 on working days, 2 kW else, 4 kW all Saturday and Sunday, one peak of 25.
    const total = Float64Array.from({ length: 14 * HOURS_A_DAY }, (_, at) => {
      const [day, hour] = [Math.floor(at / HOURS_A_DAY), at % HOURS_A_DAY];
      if (day % 7 >= 5) return 4;
      if (day === 3 && hour === 15) return 25;
      return hour >= 9 && hour < 17 ? 10 : 2;
    });
    const profile = profileLoad('2025-01-06', total);
    expect([profile.nightKw, profile.nightShare]).toEqual([2, 0.2]);
    // Working days are 112 kWh, but for the one that is 127.
    expect(profile.weekendShare).toBeCloseTo(96 / ((9 * 112 + 127) / 10), 9);
    expect([profile.peakKw, profile.peakAt]).toEqual([25, 3 * 24 + 15]);
  });

  it('is unknown where nothing was read', () => {
    expect(profileLoad('2025-01-06', new Float64Array(24).fill(Number.NaN))).toEqual({
      nightKw: null,
      nightShare: null,
      weekendShare: null,
      peakKw: null,
      peakAt: null,
    });
  });
});

describe('hours of readings', () => {
  it('are counted over the end of a leap February', () => {
    expect(dayAfter('2024-02-28', 2)).toBe('2024-03-01');
    expect(dayAfter('2025-02-28', 1)).toBe('2025-03-01');
  });

  it('have a total only where every sub-item was read', () => {
    const total = totalOf({
      days: 1,
      subItems: {
        power: new Float64Array(24).fill(1),
        special: new Float64Array(24).fill(2).fill(Number.NaN, 5, 6),
      },
    });
    expect([total[4], total[5], total[6]]).toEqual([3, Number.NaN, 3]);
  });
});
