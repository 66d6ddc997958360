import { describe, expect, it } from 'vitest';
import { dayAndMinute, stepAt } from './time-steps.ts';

/** Hour by hour from six in the morning to six of the next day but one. */
const RUN = {
  starts_at_seconds: 6 * 3600,
  times_seconds: Array.from({ length: 49 }, (_, hour) => hour * 3600),
};

describe('the times of a run', () => {
  it('are days and minutes of the clock, there and back', () => {
    expect(dayAndMinute(RUN, 0)).toEqual({ day: 0, minute: 360 });
    expect(dayAndMinute(RUN, 18)).toEqual({ day: 1, minute: 0 });
    for (const step of RUN.times_seconds.keys()) {
      const { day, minute } = dayAndMinute(RUN, step);
      expect(stepAt(RUN, day, minute)).toBe(step);
    }
  });

  it('hold until the next one, and its ends hold before and after it', () => {
    expect(stepAt(RUN, 0, 7 * 60 + 59)).toBe(1);
    expect(stepAt(RUN, 0, 0)).toBe(0);
    expect(stepAt(RUN, 3, 0)).toBe(48);
    expect(stepAt({ starts_at_seconds: 0, times_seconds: [0, 90] }, 0, 1)).toBe(1);
  });
});
