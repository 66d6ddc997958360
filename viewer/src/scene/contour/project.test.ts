import { describe, expect, it } from 'vitest';
import { projectLine, projectPoint, projectPolygon, type View } from './project.ts';

/** An eye at the origin that looks along −z with a right angle of view: x ÷ −z and y ÷ −z from −1 to 1. */
const VIEW: View = {
  matrix: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, -1, -1, 0, 0, -0.2, 0],
  widthPixels: 200,
  heightPixels: 100,
};

describe('projection to the screen', () => {
  it('puts what lies straight ahead into the middle and what lies up right there', () => {
    expect(projectPoint([0, 0, -10], VIEW)).toEqual([100, 50]);
    expect(projectPoint([5, 5, -10], VIEW)).toEqual([150, 25]);
  });

  it('has no place for what is behind the eye', () => {
    expect(projectPoint([0, 0, 10], VIEW)).toBeUndefined();
    expect(
      projectPolygon(
        [
          [0, 0, 1],
          [1, 0, 1],
          [0, 1, 1],
        ],
        VIEW,
      ),
    ).toBeUndefined();
  });

  it('cuts a polygon that reaches behind the eye at the eye', () => {
    const polygon = projectPolygon(
      [
        [-1, -1, -2],
        [1, -1, -2],
        [0, -1, 4],
      ],
      VIEW,
    );
    expect(polygon).toHaveLength(4);
    expect(polygon?.every(([x, y]) => Number.isFinite(x) && Number.isFinite(y))).toBe(true);
  });

  it('cuts a line at its own end only', () => {
    const line = projectLine(
      [
        [0, 0, -4],
        [0, 0, -2],
        [1, 0, 2],
      ],
      VIEW,
    );
    expect(line).toHaveLength(3);
    expect(line?.[0]).toEqual([100, 50]);
  });
});
