import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hoursOf } from './hours-of.ts';

const START = Date.parse('2025-01-01T00:00:00Z');
const series = (values: readonly number[], stepSeconds: number, skip: readonly number[] = []) => {
  const kept = values.flatMap((value, at) =>
    skip.includes(at) ? [] : [[START + at * stepSeconds * 1000, value] as const],
  );
  return { instants: kept.map(([instant]) => instant), values: kept.map(([, value]) => value) };
};

describe('the hours of a meter', () => {
  it('add up what was read every quarter, and leave out an hour of which a quarter is missing', () => {
    const hours = hoursOf(series([1, 2, 3, 4, 10, 20, 30, 40, 5, 5, 5, 5], 900, [6]));
    expect(hours).toMatchObject({ stepSeconds: 900, counts: 'interval', incomplete: 1 });
    expect([...(hours.hours ?? [])]).toEqual([
      [START, 10],
      [START + 2 * 3_600_000, 20],
    ]);
  });

  it('are the differences of a counter, whatever the order of its readings', () => {
    const total = Array.from({ length: 49 }, (_, at) => 10_000 + at * 3);
    const { instants, values } = series(total, 3600);
    const shuffled = instants.map((_, at) => (at * 17) % 49);
    const hours = hoursOf({
      instants: shuffled.map((at) => instants[at] ?? 0),
      values: shuffled.map((at) => values[at] ?? 0),
    });
    expect(hours).toMatchObject({ counts: 'total', resets: 0 });
    expect(hours.hours?.size).toBe(48);
    expect(new Set(hours.hours?.values())).toEqual(new Set([3]));
  });

  it('of a counter that was replaced lose the step over it, and those over a gap are said and placed nowhere', () => {
    const total = Array.from({ length: 48 }, (_, at) => (at < 30 ? 10_000 + at * 3 : 50 + at * 3));
    const hours = hoursOf(series(total, 3600, [10, 11]), 'total');
    expect(hours).toMatchObject({ resets: 1, unplaced: 9 });
    // 47 steps, without the three over the gap and the one over the replacement.
    expect(hours.hours?.size).toBe(43);
    expect(hours.hours?.get(START + 29 * 3_600_000)).toBeUndefined();
  });

  it('do not take a steady load for a counter, nor one that swings', () => {
    const counts = (value: (at: number) => number) =>
      hoursOf(
        series(
          Array.from({ length: 48 }, (_, at) => value(at)),
          3600,
        ),
      );
    expect(counts(() => 7)).toMatchObject({ counts: 'interval' });
    expect(counts((at) => 1000 + Math.sin(at))).toMatchObject({ counts: 'interval' });
    expect(counts((at) => at)).toMatchObject({ counts: 'total' });
    const morning = Array.from({ length: 48 }, (_, at) => 20 + at);
    expect(hoursOf(series(morning, 300))).toMatchObject({ counts: 'interval' });
    expect(
      hoursOf(
        series(
          morning.map((value) => value + 90_000),
          300,
        ),
      ),
    ).toMatchObject({ counts: 'total' });
  });

  it('are none of what is read by the day, nor of steps that do not divide an hour', () => {
    expect(hoursOf(series([1, 2, 3], 86_400))).toEqual({ stepSeconds: 86_400, hours: null });
    expect(hoursOf(series([1, 2, 3], 420)).hours).toBeNull();
  });

  it('keep the sum of all that was read whole', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 12, maxLength: 240 }),
        (values) => {
          const whole = values.slice(0, values.length - (values.length % 12));
          const { hours } = hoursOf(series(whole, 300), 'interval');
          const sum = [...(hours?.values() ?? [])].reduce((all, one) => all + one, 0);
          expect(sum).toBe(whole.reduce((all, one) => all + one, 0));
        },
      ),
    );
  });
});
