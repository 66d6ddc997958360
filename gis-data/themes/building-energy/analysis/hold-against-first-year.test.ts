import { describe, expect, it } from 'vitest';
import { holdAgainstFirstYear } from './hold-against-first-year.ts';
import { dayAfter } from './readings.ts';

/** Two years from March of a leap year; the second with this share of the use. */
const days = (share: number, count = 731) =>
  Array.from({ length: count }, (_, day) => {
    const date = dayAfter('2024-03-01', day);
    const celsius = 22 + 12 * Math.sin((2 * Math.PI * day) / 365);
    const kwh = 100 + 8 * Math.max(0, celsius - 20);
    return { date, celsius, kwh: date < '2025-03-01' ? kwh : kwh * share };
  });

describe('a building held against its first year', () => {
  it('has saved the tenth that it used less, whatever the weather', () => {
    const held = holdAgainstFirstYear(days(0.9));
    expect(held?.base).toHaveLength(365);
    expect(held?.base.at(-1)?.date).toBe('2025-02-28');
    expect(held?.saving?.days).toBe(366);
    expect(held?.saving?.share).toBeCloseTo(0.1, 3);
    expect(holdAgainstFirstYear(days(1.2))?.saving?.share).toBeCloseTo(-0.2, 2);
  });

  it('has a baseline and no saving within the first year, and neither without enough days', () => {
    expect(holdAgainstFirstYear(days(1, 365))).toMatchObject({ saving: null });
    expect(holdAgainstFirstYear(days(1, 100))).toBeNull();
    expect(holdAgainstFirstYear([])).toBeNull();
    expect(holdAgainstFirstYear(days(1).map((day) => ({ ...day, kwh: 0 })))).toBeNull();
  });
});
