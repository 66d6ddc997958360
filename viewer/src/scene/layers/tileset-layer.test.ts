import { describe, expect, it } from 'vitest';
import { itemSet } from '../../state/item-set.ts';
import { isShown } from './tileset-layer.ts';

const PIPES = { by: 'class', finer: 'sub_class' };
const UNDIVIDED = { by: undefined, finer: undefined };
const ALL = { division: PIPES, hiddenCodes: [], leftOut: new Set<string>(), only: null };
const feature = (properties: Readonly<Record<string, unknown>>) => ({
  getProperty: (name: string): unknown => properties[name],
});
const RAIN = feature({ gidx: 5, id: 'P-5', class: 'PS', sub_class: 'YS' });
const FOUL = feature({ gidx: 6, id: 'P-6', class: 'PS', sub_class: 'WS' });
const GAS = feature({ gidx: 40, id: 'P-40', class: 'RQ', sub_class: null });

describe('what a tileset shows', () => {
  const shown = (hiding: Parameters<typeof isShown>[1]) =>
    [RAIN, FOUL, GAS].map((one) => isShown(one, hiding));

  it('is everything while nothing is switched off', () => {
    expect(shown(ALL)).toEqual([true, true, true]);
    expect(shown({ ...ALL, division: UNDIVIDED, hiddenCodes: ['PS'] })).toEqual([true, true, true]);
  });

  it('is neither a class nor a sub-class that is switched off', () => {
    expect(shown({ ...ALL, hiddenCodes: ['RQ', 'PS.YS'] })).toEqual([false, true, false]);
    expect(shown({ ...ALL, hiddenCodes: ['PS'] })).toEqual([false, false, true]);
  });

  it('is no block in whose place a model stands', () => {
    expect(shown({ ...ALL, division: UNDIVIDED, leftOut: new Set(['P-6', 'P-7']) })).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('is what a filter leaves, and of that what is not switched off', () => {
    const bytes = Uint8Array.from([0b0010_0000, 0, 0, 0, 0, 1, 0, 0]);
    const only = itemSet(0, btoa(String.fromCharCode(...bytes)));
    expect(shown({ ...ALL, only })).toEqual([true, false, true]);
    expect(shown({ ...ALL, only, hiddenCodes: ['RQ'] })).toEqual([true, false, false]);
    expect(shown({ ...ALL, only: itemSet(0, '') })).toEqual([false, false, false]);
  });
});
