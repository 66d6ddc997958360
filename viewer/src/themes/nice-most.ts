const STEPS = [1, 2, 4, 5, 8, 10];

/** The least of 1, 2, 4, 5, 8 × 10ⁿ that is not below: the end of an axis whose half is round too. */
export function niceMost(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return (STEPS.find((step) => step * power >= value) ?? 10) * power;
}
