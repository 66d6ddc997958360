/** A building's index against the limits of its use, and among its peers. */
import { citationOf, findingOf, type Finding, type Limit } from '../../../limit.ts';
import type { EnergyLimits } from '../limits.ts';

export type IndexVerdict = {
  /** `guide`: not above the guide value; `constraint`: between the two; `above`: over the constraint value. */
  readonly place: 'guide' | 'constraint' | 'above';
  /** Only for what is over the constraint value; an unread value gives an advisory. */
  readonly finding: Finding | null;
  readonly limit: Limit;
  readonly citation: string;
  /** Index ÷ constraint value. */
  readonly ratio: number;
};

export type Peers = {
  readonly count: number;
  /** 1: the least. */
  readonly rank: number;
  readonly mean: number;
  /** Least, first quartile, median, third quartile, most; by straight lines between neighbours. */
  readonly quartiles: readonly [number, number, number, number, number];
};

/** @returns null where the standard gives the use no limit */
export function judgeIndex(index: number, limits: EnergyLimits | undefined): IndexVerdict | null {
  if (!limits) return null;
  const { constraint, guide } = limits;
  const place =
    index <= guide.value ? 'guide' : index <= constraint.value ? ('constraint' as const) : ('above' as const);
  return {
    place,
    finding: place === 'above' ? findingOf(constraint) : null,
    limit: constraint,
    citation: citationOf(constraint),
    ratio: index / constraint.value,
  };
}

/**
 * @param others indexes of all buildings of the class, the building's own among them
 * @returns null without any
 */
export function comparePeers(index: number, others: readonly number[]): Peers | null {
  if (others.length === 0) return null;
  const sorted = others.toSorted((a, b) => a - b);
  const at = (share: number): number => {
    const place = share * (sorted.length - 1);
    const [low = 0, high = 0] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
    return low + (high - low) * (place - Math.floor(place));
  };
  return {
    count: sorted.length,
    rank: 1 + sorted.filter((one) => one < index).length,
    mean: sorted.reduce((sum, one) => sum + one, 0) / sorted.length,
    quartiles: [at(0), at(0.25), at(0.5), at(0.75), at(1)],
  };
}
