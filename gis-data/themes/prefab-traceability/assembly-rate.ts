/** 装配率: how much of a building is assembled rather than built on the spot, scored by a set of rules. */
import type { AssemblyItem, ItemId, RuleSet } from './assembly-rules.ts';

/** Share of an item that is assembled, 0 to 1; `absent`: the building has no such thing; missing: nobody has said. */
export type Shares = { readonly [id in ItemId]?: number | 'absent' };
export type ScoredItem = {
  readonly id: ItemId;
  readonly share: number | 'absent' | null;
  readonly points: number;
  readonly most: number;
};
export type ScoredGroup = {
  readonly id: string;
  readonly points: number;
  readonly most: number;
  /** Least that a prefab building needs of it, and whether it has that. */
  readonly least: number;
  readonly isMet: boolean;
};
export type AssemblyRate = {
  readonly items: readonly ScoredItem[];
  readonly groups: readonly ScoredGroup[];
  /** Q4, the points of what the building does not have. */
  readonly absentPoints: number;
  /** P, percent to one decimal; what nobody has said counts as nothing, so it is at least this. */
  readonly ratePercent: number;
  readonly isComplete: boolean;
  /** Whether it counts as a prefab building at all, and its grade where it has one. */
  readonly isPrefab: boolean;
  readonly grade: string | null;
};

const PERCENT = 100;

/** P = (Q1 + Q2 + Q3) / (100 − Q4). */
export function assemblyRate(rules: RuleSet, shares: Shares): AssemblyRate {
  const items = rules.items.map((item): ScoredItem => {
    const share = shares[item.id] ?? null;
    return {
      id: item.id,
      share,
      points: typeof share === 'number' ? pointsOf(item, share) : 0,
      most: item.points[1],
    };
  });
  const sum = (ofGroup: readonly ScoredItem[], of: (item: ScoredItem) => number): number =>
    tenths(ofGroup.reduce((total, item) => total + of(item), 0));
  const absentPoints = sum(items, ({ share, most }) => (share === 'absent' ? most : 0));
  const groups = rules.groups.map(({ id, least }): ScoredGroup => {
    const inGroup = items.filter((_, place) => rules.items[place]?.group === id);
    const points = sum(inGroup, (item) => item.points);
    return { id, points, most: sum(inGroup, ({ most }) => most), least, isMet: points >= least };
  });
  const all = sum(items, ({ most }) => most);
  const ratePercent = tenths((sum(items, ({ points }) => points) / (all - absentPoints)) * PERCENT);
  const isPrefab =
    groups.every(({ isMet }) => isMet) &&
    items.every(({ id, points, most }) => !rules.required.includes(id) || points === most) &&
    ratePercent >= rules.leastPercent;
  const gradeShare = shares[rules.grades.needs.item];
  const mayHaveGrade = isPrefab && typeof gradeShare === 'number' && gradeShare >= rules.grades.needs.share;
  return {
    items,
    groups,
    absentPoints,
    ratePercent,
    isComplete: items.every(({ share }) => share !== null),
    isPrefab,
    grade: mayHaveGrade
      ? (rules.grades.steps.findLast(({ fromPercent }) => ratePercent >= fromPercent)?.grade ?? null)
      : null,
  };
}

/** Nothing below the band, between its ends by the straight line, to one decimal. */
function pointsOf({ band: [from, to], points: [low, high] }: AssemblyItem, share: number): number {
  if (share < from) return 0;
  if (share >= to) return high;
  return tenths(low + ((share - from) / (to - from)) * (high - low));
}

function tenths(value: number): number {
  // A step of the decimal fraction itself must not fall to the wrong side: 23.35 is kept as 23.349….
  return Math.round(value * 10 + 1e-9) / 10;
}
