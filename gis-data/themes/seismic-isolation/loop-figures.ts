/** What one loop of a bearing's test says: equivalent stiffness and damping. */

export type LoopFigures = {
  /** Between the ends of the loop, kN/mm. */
  readonly stiffnessKnMm: number;
  /** Equivalent viscous damping, a share of the critical: W / (2π·K_h·D²), where W is the area of the loop. */
  readonly dampingRatio: number;
  /** Half the way between the ends. */
  readonly displacementMm: number;
};

/**
 * @param x displacement, mm, once around
 * @param y force, kN, at the same points
 * @returns nothing where there is no loop: fewer than three points, or no displacement
 */
export function loopFigures(x: readonly number[], y: readonly number[]): LoopFigures | undefined {
  if (x.length < 3 || x.length !== y.length) return undefined;
  let [low, high, area] = [0, 0, 0];
  x.forEach((mm, index) => {
    if (mm < (x[low] ?? 0)) low = index;
    if (mm > (x[high] ?? 0)) high = index;
    const next = (index + 1) % x.length;
    area += (mm * (y[next] ?? 0) - (x[next] ?? 0) * (y[index] ?? 0)) / 2;
  });
  const displacementMm = ((x[high] ?? 0) - (x[low] ?? 0)) / 2;
  const stiffnessKnMm = ((y[high] ?? 0) - (y[low] ?? 0)) / (2 * displacementMm);
  if (displacementMm === 0 || stiffnessKnMm <= 0) return undefined;
  return {
    stiffnessKnMm,
    displacementMm,
    dampingRatio: Math.abs(area) / (2 * Math.PI * stiffnessKnMm * displacementMm ** 2),
  };
}
