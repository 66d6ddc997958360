import { describe, expect, it } from 'vitest';
import { lastSecond, movedAt, rigidMotionAt, type MotionRecord } from './rigid-motion.ts';

const STILL = { startSeconds: 0, stepSeconds: 0.5 };

/** What a body that goes and turns does at a place: the turn about (10, 5). */
function recordOf(at: readonly [number, number], xMm: number, yMm: number, turn: number): MotionRecord {
  const [east, north] = [at[0] - 10, at[1] - 5];
  return {
    ...STILL,
    at,
    xMm: [0, xMm - turn * north * 1000],
    yMm: [0, yMm + turn * east * 1000],
  };
}

describe('the motion of a stiff body', () => {
  it('is found from records of its points, and moves each of them as recorded', () => {
    const corners = [
      [0, 0],
      [40, 0],
      [40, 30],
      [0, 30],
    ] as const;
    const records = corners.map((at) => recordOf(at, 30, -20, 0.0004));
    const motion = rigidMotionAt(records, 0.5);
    expect(motion?.turn).toBeCloseTo(0.0004, 12);
    records.forEach(({ at, xMm, yMm }) => {
      const [x, y] = motion ? movedAt(motion, at) : [];
      expect(x).toBeCloseTo((xMm[1] ?? 0) / 1000, 9);
      expect(y).toBeCloseTo((yMm[1] ?? 0) / 1000, 9);
    });
  });

  it('takes the mean of what does not fit one body', () => {
    const motion = rigidMotionAt(
      [
        { ...STILL, at: [0, 0], xMm: [10], yMm: [0] },
        { ...STILL, at: [10, 0], xMm: [14], yMm: [0] },
      ],
      0,
    );
    expect(motion).toEqual({ x: 0.012, y: 0, turn: 0, about: [5, 0] });
  });

  it('does not turn by one point alone, and is as many times larger as asked', () => {
    const records = [{ ...STILL, at: [3, 4], xMm: [12, 20], yMm: [5, 9] }] as const;
    expect(rigidMotionAt(records, 0.25, 20)).toEqual({ x: 0.32, y: 0.14, turn: 0, about: [3, 4] });
  });

  it('leaves out a record that has not begun or is over, and rests without any', () => {
    const early = { ...STILL, at: [0, 0], xMm: [1, 1], yMm: [0, 0] } as const;
    const late = { ...STILL, startSeconds: 2, at: [9, 0], xMm: [7, 7], yMm: [0, 0] } as const;
    expect(rigidMotionAt([early, late], 0)?.x).toBe(0.001);
    expect(rigidMotionAt([early, late], 2.5)?.x).toBe(0.007);
    expect(rigidMotionAt([early, late], 1.2)).toBeNull();
    expect(rigidMotionAt([], 0)).toBeNull();
    expect(lastSecond([early, late])).toBe(2.5);
    expect(lastSecond([])).toBe(0);
  });
});
