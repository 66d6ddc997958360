import { collectionById } from '@twin/gis-data/index.ts';
import type { Collection } from '@twin/gis-data/theme.ts';
import { describe, expect, it } from 'vitest';
import {
  isCodeShown,
  layerStateOf,
  toggled,
  visibilityOf,
  withCodeToggled,
  withLayer,
  withOnly,
  withOnlyCode,
} from './layer-state.ts';

const collection = (id: string): Collection => {
  const entry = collectionById(id);
  if (!entry) throw new Error(`there is no collection ${id}`);
  return entry.collection;
};
const PIPES = collection('pipe-lines');
const POINTS = collection('pipe-points');
const BINS = collection('waste-points');

describe('the state of layers', () => {
  it('is what the theme declares until somebody chooses', () => {
    expect(layerStateOf({}, PIPES).shown).toBe(true);
    expect(layerStateOf({}, BINS).shown).toBe(false);
    expect(visibilityOf({}, [PIPES, POINTS])).toBe('on');
    expect(visibilityOf({}, [PIPES, BINS])).toBe('partly');
  });

  it('switches what is seen whole off, and anything else on, with all its codes', () => {
    const off = toggled({}, [PIPES, POINTS]);
    expect(visibilityOf(off, [PIPES, POINTS])).toBe('off');
    expect(visibilityOf(toggled(off, [PIPES, POINTS]), [PIPES, POINTS])).toBe('on');
    const partly = withCodeToggled({}, PIPES, 'RQ');
    expect(visibilityOf(partly, [PIPES])).toBe('partly');
    expect(visibilityOf(toggled(partly, [PIPES]), [PIPES])).toBe('on');
  });

  it('shows a single code of what was hidden', () => {
    const alone = withCodeToggled(withLayer({}, PIPES, { shown: false }), PIPES, 'RQ');
    expect(isCodeShown(alone, PIPES, 'RQ')).toBe(true);
    expect(isCodeShown(alone, PIPES, 'JS')).toBe(false);
    expect(alone).toEqual(withOnlyCode({}, PIPES, 'RQ'));
    expect(visibilityOf(withCodeToggled(alone, PIPES, 'RQ'), [PIPES])).toBe('off');
  });

  it('shows one collection alone, and leaves its opacity', () => {
    const only = withOnly(withLayer({}, BINS, { opacity: 0.4 }), BINS, [PIPES, POINTS, BINS]);
    expect([PIPES, POINTS, BINS].map((each) => layerStateOf(only, each).shown)).toEqual([false, false, true]);
    expect(layerStateOf(only, BINS).opacity).toBe(0.4);
  });
});
