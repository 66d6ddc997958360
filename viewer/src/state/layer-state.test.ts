import { collectionById } from '@twin/gis-data/index.ts';
import type { Collection } from '@twin/gis-data/theme.ts';
import { describe, expect, it } from 'vitest';
import {
  codeVisibility,
  isFinerShown,
  layerStateOf,
  themeToggled,
  toggled,
  visibilityOf,
  withCodeToggled,
  withFinerToggled,
  withLayer,
  withOnly,
  withOnlyCode,
  type LayerStates,
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

  it('shows a theme without the images that would cover it, and hides it with them', () => {
    const [GREEN, NDVI] = [collection('green-spaces'), collection('ndvi')];
    const shown = themeToggled(withLayer({}, GREEN, { shown: false }), [GREEN, NDVI]);
    expect([GREEN, NDVI].map((one) => layerStateOf(shown, one).shown)).toEqual([true, false]);
    const hidden = themeToggled(withLayer(shown, NDVI, { shown: true }), [GREEN, NDVI]);
    expect([GREEN, NDVI].map((one) => layerStateOf(hidden, one).shown)).toEqual([false, false]);
    // Of nothing but images the eye is that of the images.
    expect(layerStateOf(themeToggled({}, [NDVI]), NDVI).shown).toBe(true);
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
    expect(codeVisibility(alone, PIPES, 'RQ')).toBe('on');
    expect(codeVisibility(alone, PIPES, 'JS')).toBe('off');
    expect(alone).toEqual(withOnlyCode({}, PIPES, 'RQ'));
    expect(visibilityOf(withCodeToggled(alone, PIPES, 'RQ'), [PIPES])).toBe('off');
  });

  describe('of a class with sub-classes', () => {
    const SEWERS = ['YS', 'WS', 'HS'];
    const shownOf = (states: LayerStates): string[] =>
      SEWERS.filter((finer) => isFinerShown(states, PIPES, 'PS', finer));

    it('switches rain and foul sewers apart, and the rest of the pipes stay', () => {
      const foul = withFinerToggled({}, PIPES, 'PS', 'YS', SEWERS);
      expect(shownOf(foul)).toEqual(['WS', 'HS']);
      expect(codeVisibility(foul, PIPES, 'PS')).toBe('partly');
      expect(codeVisibility(foul, PIPES, 'JS')).toBe('on');
      expect(visibilityOf(foul, [PIPES])).toBe('partly');
      expect(shownOf(withFinerToggled(foul, PIPES, 'PS', 'YS', SEWERS))).toEqual(SEWERS);
    });

    it('hides the class with the last of it, and shows one alone of a hidden class', () => {
      const none = SEWERS.reduce((states, finer) => withFinerToggled(states, PIPES, 'PS', finer, SEWERS), {});
      expect(layerStateOf(none, PIPES).hiddenCodes).toEqual(['PS']);
      const rain = withFinerToggled(none, PIPES, 'PS', 'YS', SEWERS);
      expect(shownOf(rain)).toEqual(['YS']);
      const hidden = withLayer({}, PIPES, { shown: false });
      const alone = withFinerToggled(hidden, PIPES, 'PS', 'WS', SEWERS);
      expect(shownOf(alone)).toEqual(['WS']);
      expect(codeVisibility(alone, PIPES, 'JS')).toBe('off');
    });

    it('shows the class whole again by its own switch', () => {
      const foul = withFinerToggled({}, PIPES, 'PS', 'YS', SEWERS);
      expect(layerStateOf(withCodeToggled(foul, PIPES, 'PS'), PIPES).hiddenCodes).toEqual([]);
    });
  });

  it('shows one collection alone, and leaves its opacity', () => {
    const only = withOnly(withLayer({}, BINS, { opacity: 0.4 }), BINS, [PIPES, POINTS, BINS]);
    expect([PIPES, POINTS, BINS].map((each) => layerStateOf(only, each).shown)).toEqual([false, false, true]);
    expect(layerStateOf(only, BINS).opacity).toBe(0.4);
  });
});
