import { describe, expect, it } from 'vitest';
import { testLoop } from './demo-motion.ts';
import { loopFigures } from './loop-figures.ts';

describe('the loop of a test', () => {
  it('of a rigid-plastic spring has the damping 2/π, whatever its size', () => {
    // ±50 kN at ±100 mm: area 4 · 50 · 100 = 20,000 kN·mm, stiffness 0.5 kN/mm.
    const figures = loopFigures([100, -99.9999, -100, 99.9999], [50, 50, -50, -50]);
    expect(figures?.displacementMm).toBe(100);
    expect(figures?.stiffnessKnMm).toBeCloseTo(0.5, 6);
    expect(figures?.dampingRatio).toBeCloseTo(2 / Math.PI, 5);
  });

  it('of lead rubber gives back the stiffness that it was drawn with, and the damping of a bilinear spring', () => {
    const { x, y } = testLoop(2.5, 200, 180);
    const figures = loopFigures(x, y);
    expect(figures?.stiffnessKnMm).toBeCloseTo(2.5, 2);
    // Area of a parallelogram 4·Q·(D − d_y): yields at 200 kN / (9 · 1.389 kN/mm) = 16 mm.
    const after = 2.5 - 200 / 180;
    const yieldsAt = 200 / (9 * after);
    const area = 4 * 200 * (180 - yieldsAt);
    expect(figures?.dampingRatio).toBeCloseTo(area / (2 * Math.PI * 2.5 * 180 ** 2), 2);
  });

  it('of an ellipse has the damping that it was drawn with', () => {
    const { x, y } = testLoop(1.385, null, 180);
    expect(loopFigures(x, y)?.stiffnessKnMm).toBeCloseTo(1.385, 3);
    expect(loopFigures(x, y)?.dampingRatio).toBeCloseTo(0.04, 3);
  });

  it('is none without points, without displacement, or of lists that do not belong together', () => {
    expect(loopFigures([], [])).toBeUndefined();
    expect(loopFigures([1, 1, 1], [1, 2, 3])).toBeUndefined();
    expect(loopFigures([1, 2, 3], [1, 2])).toBeUndefined();
  });
});
