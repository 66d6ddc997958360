import { describe, expect, it } from 'vitest';
import { checkBaseline, type DatedDay } from './check-baseline.ts';
import { fitBaseline } from './fit-baseline.ts';
import { dayAfter } from './readings.ts';

/** A year between 10 and 34 °C: 100 kWh a day and 8 for each degree above 20. */
const YEAR: readonly DatedDay[] = Array.from({ length: 365 }, (_, day) => {
  const celsius = 22 + 12 * Math.sin((2 * Math.PI * day) / 365);
  return { date: dayAfter('2024-01-01', day), celsius, kwh: 100 + 8 * Math.max(0, celsius - 20) };
});

describe('the check of a baseline', () => {
  it('is passed by a building that follows the weather', () => {
    const check = checkBaseline(fitBaseline(YEAR), YEAR);
    expect([check.r2.isKept, check.cvRmse.isKept, check.nmbe.isKept]).toEqual([true, true, true]);
    expect(check.months).toHaveLength(12);
    const january = YEAR.slice(0, 31).reduce((sum, { kwh }) => sum + kwh, 0);
    expect(check.months[0]?.measuredKwh).toBeCloseTo(january, 6);
    expect(check.r2.value).toBeGreaterThan(0.999);
  });

  it('is failed by one whose use has nothing to do with the weather', () => {
    // Every other month ten times as much.
    const odd = YEAR.map((day) => ({ ...day, kwh: Number(day.date.slice(5, 7)) % 2 ? 50 : 500 }));
    const check = checkBaseline(fitBaseline(odd), odd);
    expect([check.r2.isKept, check.cvRmse.isKept]).toEqual([false, false]);
  });

  it('is put to weeks that the baseline has not seen: what only every other week knows foretells the others badly', () => {
    const weekly = YEAR.map((day, i) => ({ ...day, kwh: day.kwh * (Math.floor(i / 7) % 2 ? 1.5 : 1) }));
    const check = checkBaseline(fitBaseline(weekly), weekly);
    expect(check.cvRmse.value).toBeGreaterThan(10 * checkBaseline(fitBaseline(YEAR), YEAR).cvRmse.value);
  });

  it('gives an advice, never a violation: its rules were read in a secondary source', () => {
    expect(checkBaseline(fitBaseline(YEAR), YEAR).r2.finding).toBe('advisory');
  });

  it('is refused for eight months', () => {
    const eight = YEAR.slice(0, 243);
    expect(() => checkBaseline(fitBaseline(eight), eight)).toThrow(/nine|9 months/);
  });
});
