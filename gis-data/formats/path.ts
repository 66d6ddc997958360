/** Positions of a plan in a row, and what is measured along them. */

export type Position = readonly [number, number];

export function lengthOf(path: readonly Position[]): number {
  return path.reduce((sum, at, index) => sum + distance(path[index - 1] ?? at, at), 0);
}

export function middleOf(path: readonly Position[]): Position {
  let left = lengthOf(path) / 2;
  for (const [index, to] of path.entries()) {
    const from = path[index - 1];
    if (!from) continue;
    const step = distance(from, to);
    if (step >= left) {
      const part = step === 0 ? 0 : left / step;
      return [from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part];
    }
    left -= step;
  }
  return path[0] ?? [Number.NaN, Number.NaN];
}

function distance(a: Position, b: Position): number {
  return Math.hypot(b[0] - a[0], b[1] - a[1]);
}
