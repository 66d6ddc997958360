/** Random numbers of one seed: the same on every machine, and each subject has a stream of its own. */

/** Of everything in the demo district. */
export const DISTRICT_SEED = 20_180_019;

export type Random = {
  /** 0 ≤ value < 1 */
  readonly next: () => number;
  readonly between: (low: number, high: number) => number;
  /** low ≤ integer ≤ high */
  readonly integer: (low: number, high: number) => number;
  readonly pick: <T>(items: readonly T[]) => T;
};

/** @param name of the stream; streams of different names are independent */
export function randomStream(seed: number, name: string): Random {
  let state = seed >>> 0;
  for (const character of name)
    state = (Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193) + 0x9e3779b9) >>> 0;
  const next = (): number => {
    // mulberry32
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    integer: (low, high) => low + Math.floor((high - low + 1) * next()),
    pick<T>(items: readonly T[]): T {
      const item = items[Math.floor(next() * items.length)];
      if (item === undefined) throw new Error('pick from an empty list');
      return item;
    },
  };
}
