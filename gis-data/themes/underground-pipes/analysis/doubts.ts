/** What an analysis met that makes its answer less sure, counted by kind and with a few examples of each. */

export type Doubt = {
  /** Stable, for software and for the words of a page. */
  readonly code: string;
  /** A sentence about one of them. */
  readonly says: string;
  readonly count: number;
  /** Ids of pipes or points, at most {@link MOST_EXAMPLES}. */
  readonly examples: readonly string[];
};

const MOST_EXAMPLES = 5;

export class Doubts {
  readonly #byCode = new Map<string, { says: string; count: number; examples: string[] }>();

  add(code: string, says: string, example: string): void {
    const known = this.#byCode.get(code);
    if (!known) this.#byCode.set(code, { says, count: 1, examples: [example] });
    else {
      known.count += 1;
      if (known.examples.length < MOST_EXAMPLES) known.examples.push(example);
    }
  }

  list(): Doubt[] {
    return [...this.#byCode].map(([code, doubt]) => ({ code, ...doubt }));
  }
}
