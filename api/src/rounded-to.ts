/** Figures as answers give them: what measuring does not know is not said. */

/** @param digits behind the point */
export function roundedTo(digits: number): (value: number) => number {
  return (value) => Number(value.toFixed(digits));
}
