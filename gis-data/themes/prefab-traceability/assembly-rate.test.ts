import { describe, expect, it } from 'vitest';
import { assemblyRate, type Shares } from './assembly-rate.ts';
import { RULE_SETS } from './assembly-rules.ts';

const RULES = RULE_SETS['GB-51129-2017'];
if (!RULES) throw new Error('no rules');

/** The worked example of the national standard's table. */
const VECTOR: Shares = {
  vertical: 0.5,
  horizontal: 0.75,
  'outer-walls': 1,
  'outer-walls-integrated': 0.6,
  partitions: 1,
  'partitions-integrated': 0.6,
  'full-fit-out': 1,
  'dry-floors': 0.7,
  kitchens: 0.8,
  bathrooms: 0.8,
  'separate-pipes': 0.6,
};

describe('the assembly rate by GB/T 51129-2017', () => {
  it('is that of the worked example: 38.3 + 16.0 + 26.0 points, 80.3 %, grade AA', () => {
    const rate = assemblyRate(RULES, VECTOR);
    expect(rate.items.map(({ points }) => points)).toEqual([23.3, 15, 5, 3, 5, 3, 6, 6, 4.5, 4.5, 5]);
    expect(rate.groups.map(({ points }) => points)).toEqual([38.3, 16, 26]);
    expect(rate).toMatchObject({
      ratePercent: 80.3,
      absentPoints: 0,
      isComplete: true,
      isPrefab: true,
      grade: 'AA',
    });
  });

  it('leaves out of the whole what the building does not have: without kitchens 75.8 of 94 points, 80.6 %', () => {
    const rate = assemblyRate(RULES, { ...VECTOR, kitchens: 'absent' });
    expect(rate).toMatchObject({ ratePercent: 80.6, absentPoints: 6, grade: 'AA' });
  });

  it('has a hundred points in all, fifty, twenty and thirty by group', () => {
    expect(assemblyRate(RULES, {}).groups.map(({ most }) => most)).toEqual([50, 20, 30]);
  });

  it('gives nothing below a band, its least at the foot and its most from the top on', () => {
    const points = (share: number) => assemblyRate(RULES, { vertical: share }).items[0]?.points;
    expect([0.349, 0.35, 0.8, 1].map(points)).toEqual([0, 20, 30, 30]);
  });

  it('is no prefab building without its least points in each group, or without the full fit-out', () => {
    expect(assemblyRate(RULES, { ...VECTOR, 'full-fit-out': 0 })).toMatchObject({
      isPrefab: false,
      grade: null,
    });
    expect(assemblyRate(RULES, { ...VECTOR, partitions: 0, 'outer-walls-integrated': 0 })).toMatchObject({
      isPrefab: false,
      groups: [{ isMet: true }, { points: 8, isMet: false }, { isMet: true }],
    });
  });

  it('counts as nothing what nobody has said, and says that it is not complete', () => {
    const { kitchens: _, ...others } = VECTOR;
    expect(assemblyRate(RULES, others)).toMatchObject({ ratePercent: 75.8, isComplete: false, grade: 'A' });
  });
});
