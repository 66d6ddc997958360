import { collectionById } from '@twin/gis-data/index.ts';
import type { Collection } from '@twin/gis-data/theme.ts';
import { describe, expect, it } from 'vitest';
import { itemTitle } from './item-title.ts';

const collection = (id: string): Collection => {
  const entry = collectionById(id);
  if (!entry) throw new Error(`there is no collection ${id}`);
  return entry.collection;
};

describe('the title of an item', () => {
  it('is what a person would say, in both languages', () => {
    const sewer = { class: 'PS', sub_class: 'WS', width_mm: 1200 };
    expect(itemTitle(collection('pipe-lines'), sewer, 'zh-CN')).toBe('污水管 DN1200');
    expect(itemTitle(collection('pipe-lines'), sewer, 'en')).toBe('Sewer DN1200');
    expect(
      itemTitle(collection('pipe-points'), { appurtenance: 'manhole', point_no: 'WS2037' }, 'zh-CN'),
    ).toBe('检查井 WS2037');
  });

  it('leaves out what is not known', () => {
    expect(
      itemTitle(collection('pipe-lines'), { class: 'PS', sub_class: null, width_mm: 600 }, 'zh-CN'),
    ).toBe('排水管 DN600');
    expect(itemTitle(collection('pipe-lines'), { class: 'RQ', sub_class: '', width_mm: null }, 'zh-CN')).toBe(
      '燃气管',
    );
    expect(itemTitle(collection('pipe-lines'), {}, 'zh-CN')).toBe('管线');
  });

  it('is the label where the theme says nothing else, in English by the English name', () => {
    const road = { name: '望海大道', name_en: 'Wanghai Avenue', class: 'arterial' };
    expect(itemTitle(collection('roads'), road, 'zh-CN')).toBe('望海大道');
    expect(itemTitle(collection('roads'), road, 'en')).toBe('Wanghai Avenue');
    expect(itemTitle(collection('roads'), { ...road, name_en: null }, 'en')).toBe('望海大道');
  });
});
