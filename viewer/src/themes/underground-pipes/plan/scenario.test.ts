import { writePlannedPipe } from '@twin/gis-data/themes/underground-pipes/planned-pipe.ts';
import { describe, expect, it } from 'vitest';
import {
  FIRST_PIPE,
  queryOf,
  questionOf,
  scenarioIn,
  withAnother,
  withoutPipe,
  withPipe,
  type Scenario,
} from './scenario.ts';

const NONE: Scenario = { name: '', pipes: [], at: 0, against: null };
const DRAWN = {
  ...FIRST_PIPE,
  line: [
    [110.45, 20.02],
    [110.46, 20.02],
  ],
} as const;

describe('a scenario of planned pipes', () => {
  it('comes back from its link', () => {
    const two = { ...withAnother(withPipe({ ...NONE, name: '方案 A' }, DRAWN)), at: 0, against: 'name=B' };
    expect(scenarioIn(queryOf(two))).toEqual(two);
    expect(scenarioIn(new URLSearchParams())).toEqual(NONE);
  });

  it('asks about what is drawn, and about what cannot be read', () => {
    expect(questionOf(NONE)).toBeUndefined();
    const another = withAnother(withPipe(NONE, DRAWN));
    expect(another.at).toBe(1);
    expect(questionOf(another)?.getAll('pipe')).toEqual([writePlannedPipe(DRAWN)]);
    const broken = scenarioIn(new URLSearchParams({ pipe: 'JS.JP_d0' }));
    expect(broken.pipes[0]?.pipe).toBeNull();
    expect(questionOf(broken)?.getAll('pipe')).toEqual(['JS.JP_d0']);
  });

  it('loses the pipe in hand and takes the next one', () => {
    const two = withAnother(withPipe(NONE, DRAWN));
    expect(withoutPipe(two)).toMatchObject({ at: 0, pipes: [{ pipe: DRAWN }] });
    expect(withoutPipe({ ...two, at: 0 })).toMatchObject({ at: 0, pipes: [{ pipe: { line: [] } }] });
    expect(withoutPipe(withoutPipe(two))).toEqual(NONE);
  });

  it('of a place that no pipe has is at its last', () => {
    expect(scenarioIn(new URLSearchParams('pipe=a&pipe=b&at=7')).at).toBe(1);
    expect(scenarioIn(new URLSearchParams('pipe=a&pipe=b&at=x')).at).toBe(1);
  });
});
