import { describe, expect, it } from 'vitest';
import { niceMost } from '../nice-most.ts';
import { typicalDay } from './typical-day.ts';

describe('a typical day', () => {
  it('is the mean of the hours that were read, working days and weekends apart', () => {
    // Thursday to Monday: 10 kWh an hour, on Saturday 2 and on Sunday 4; Thursday at one o'clock not read, on Friday 40.
    const kwh: (number | null)[] = [10, 10, 2, 4, 10].flatMap((one) => Array.from({ length: 24 }, () => one));
    kwh[1] = null;
    kwh[25] = 40;
    const { workday, weekend } = typicalDay({ first_day: '2025-01-02', kwh });
    expect([workday[0], workday[1], workday[2]]).toEqual([10, 25, 10]);
    expect(weekend).toEqual(Array.from({ length: 24 }, () => 3));
  });

  it('has nothing where nothing was read', () => {
    expect(typicalDay({ first_day: '2025-01-02', kwh: [] }).workday).toEqual(
      Array.from({ length: 24 }, () => null),
    );
  });
});

describe('the end of an axis', () => {
  it('is round and not below what is shown', () => {
    expect([0.3, 1, 1.01, 412, 1780, 8001].map(niceMost)).toEqual([0.4, 1, 2, 500, 2000, 10_000]);
    expect([0, -3, Number.NaN].map(niceMost)).toEqual([1, 1, 1]);
  });
});
