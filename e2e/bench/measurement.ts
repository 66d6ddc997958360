/** What a suite of the benchmark gives: figures with their unit, budget and peer. */
export type Measurement = {
  readonly what: string;
  readonly value: number;
  readonly unit: 's' | 'ms' | 'µs' | 'kB' | 'MB' | '/s';
  /** The design's, in the same unit; smaller is better, but of a rate. */
  readonly budget?: number;
  /** Somebody else at the same job in the same run. */
  readonly peer?: { readonly name: string; readonly value: number };
};
export type Surroundings = {
  readonly root: string;
  /** Temporary folder, gone afterwards. */
  readonly scratch: string;
  /** The superuser's URL of an empty private cluster; undefined where there is none. */
  readonly postgresqlUrl: string | undefined;
};
export type Bench = (surroundings: Surroundings) => Promise<Measurement[]>;

export async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

/** Value at a share of the sorted values: 0.95 for p95. */
export function quantile(values: readonly number[], share: number): number {
  return (
    values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ??
    Number.NaN
  );
}
