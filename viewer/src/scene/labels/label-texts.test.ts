import { collectionById } from '@twin/gis-data/index.ts';
import type { Collection } from '@twin/gis-data/theme.ts';
import { describe, expect, it } from 'vitest';
import { labelSources, wallSources } from './label-sources.ts';
import { labelTexts } from './label-texts.ts';

const collection = (id: string): Collection => {
  const entry = collectionById(id);
  if (!entry) throw new Error(`there is no collection ${id}`);
  return entry.collection;
};
const [PIPES, ROADS, BUILDINGS] = ['pipe-lines', 'roads', 'buildings'].map(collection) as [
  Collection,
  Collection,
  Collection,
];

describe('names in the scene', () => {
  it('of pipes say class and diameter, and material and depth where there is room', () => {
    const sewer = {
      class: 'PS',
      sub_class: 'WS',
      width_mm: 600,
      material: 'T',
      end_depth_metres: Math.fround(3.96),
    };
    expect(labelTexts(PIPES, sewer, 'zh-CN')).toEqual(['污水管 DN600 · 混凝土 · 深 3.96 m', '污水管 DN600']);
    expect(labelTexts(PIPES, sewer, 'en')).toEqual(['Sewer DN600 · Concrete · 3.96 m deep', 'Sewer DN600']);
    const duct = { class: 'DL', width_mm: 400, height_mm: 300, sub_class: 'GD' };
    expect(labelTexts(PIPES, duct, 'zh-CN').at(-1)).toMatch(/400×300$/);
    expect(labelTexts(PIPES, { class: 'RQ' }, 'zh-CN')).toEqual(['燃气管']);
  });

  it('of streets are theirs, in English where there is one', () => {
    const road = { name: '望海大道', name_en: 'Wanghai Avenue' };
    expect(labelTexts(ROADS, road, 'zh-CN')).toEqual(['望海大道']);
    expect(labelTexts(ROADS, road, 'en')).toEqual(['Wanghai Avenue']);
    expect(labelTexts(ROADS, { name: '望海大道' }, 'en')).toEqual(['望海大道']);
  });

  it('are given to pipes while the ground is open, by fields that the tiles carry, less what is switched off', () => {
    expect(labelSources([PIPES], {}, false)).toEqual([]);
    const layers = { 'pipe-lines': { shown: true, opacity: 1, hiddenCodes: ['DL'] } };
    const [source] = labelSources([PIPES], layers, true);
    expect(source).toMatchObject({ kind: 'pipe', measure: 'end_depth_metres', hiddenCodes: ['DL'] });
    expect(source?.fields.toSorted()).toEqual([
      'class',
      'end_depth_metres',
      'height_mm',
      'material',
      'sub_class',
      'width_mm',
    ]);
  });

  it('are read through buildings that are seen through', () => {
    expect(wallSources([BUILDINGS], {}, false)).toHaveLength(1);
    expect(wallSources([BUILDINGS], {}, true)).toEqual([]);
  });
});
