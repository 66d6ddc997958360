/** A number of a standard, with where it stands and how surely it was read. Pure data: browser and services share it. */
/**
 * How surely a value is known.
 * `V` read in a named source; `V2` read in a secondary source that follows the standard; `C` computed, reproducible;
 * `M` known but not checked against the text; `P` chosen by this project, no standard.
 */
export const CONFIDENCES = ['V', 'V2', 'C', 'M', 'P'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

export type Limit = {
  readonly value: number;
  readonly unit: string;
  /** Number of the standard without its year: GB 50289. */
  readonly standard: string;
  /** Year of the edition: 2016; absent where the source names none. */
  readonly edition?: string;
  readonly clause?: string;
  readonly table?: string;
  readonly confidence: Confidence;
  /** Where the value was read; for `M` and `P` what it rests on. */
  readonly source: string;
};

/** What is said when a limit is not met: only a value that was read in its source can be violated. */
export type Finding = 'violation' | 'advisory';

export function findingOf(limit: Limit): Finding {
  return limit.confidence === 'V' ? 'violation' : 'advisory';
}

/** "GB 50289-2016 4.1.9": how a limit is cited beside its verdict. */
export function citationOf(limit: Limit): string {
  const { standard, edition, clause } = limit;
  return [edition ? `${standard}-${edition}` : standard, clause].filter(Boolean).join(' ');
}
