import { describe, expect, it } from 'vitest';
import { type Collection, defineTheme, type Field, standardCodes, type Theme } from './theme.ts';

const name: Field = { type: 'text', title: { zh: '名称', en: 'Name' } };

function theme(changes: Partial<Theme> = {}, collection: Partial<Collection> = {}): Theme {
  return {
    id: 'benches',
    title: { zh: '座椅', en: 'Benches' },
    access: 'public',
    attribution: { zh: '演示数据', en: 'Demo data' },
    icon: 'map',
    order: 500,
    collections: [
      {
        id: 'benches',
        title: { zh: '座椅', en: 'Benches' },
        geometry: 'Point',
        source: 'feature',
        fields: { name },
        label: 'name',
        symbol: { kind: 'mark', paint: { colour: '#868F94' } },
        minZoom: 14,
        ...collection,
      },
    ],
    ...changes,
  };
}

describe('a theme', () => {
  it('is taken as it is written when nothing is wrong', () => {
    const one = theme();
    expect(defineTheme(one)).toBe(one);
  });

  it.each<[string, Theme, RegExp]>([
    [
      'an id that is no URL segment',
      theme({ id: 'Park_Benches' }),
      /theme Park_Benches: its id must be kebab-case/,
    ],
    ['no collection', theme({ collections: [] }), /declares no collection/],
    [
      'a collection twice',
      theme({ collections: [...theme().collections, ...theme().collections] }),
      /same id/,
    ],
    [
      'a collection id in capitals',
      theme({}, { id: 'Benches' }),
      /collection Benches: its id must be kebab-case/,
    ],
    [
      'a field name in camel case',
      theme({}, { fields: { name, ownerName: name } }),
      /field ownerName must be snake_case/,
    ],
    [
      'a label that is no field',
      theme({}, { label: 'title' }),
      /names the field title, which it does not declare/,
    ],
    [
      'a title by a field that is missing',
      theme({}, { titles: [{ zh: '{name} {bench_no}', en: '{name}' }] }),
      /names the field bench_no, which it does not declare/,
    ],
    [
      'paint by a field that is missing',
      theme({}, { symbol: { kind: 'mark', paint: { by: 'state' } } }),
      /names the field state/,
    ],
    [
      'a finer paint that is missing',
      theme({}, { symbol: { kind: 'mark', paint: { by: 'name', finer: 'kind' } } }),
      /names the field kind/,
    ],
    [
      'a collection below its theme',
      theme({ access: 'government' }, { access: 'public' }),
      /cannot be less protected than its theme/,
    ],
    [
      'a field below its collection',
      theme({}, { access: 'operator', fields: { name, seats: { ...name, access: 'public' } } }),
      /field seats cannot be less protected than its collection/,
    ],
    [
      'a protected field in tiles',
      theme({}, { fields: { name, phone: { ...name, access: 'restricted', inTiles: true } } }),
      /field phone is restricted: it can neither be in tiles nor be searched/,
    ],
    [
      'a protected field in the search',
      theme({}, { fields: { name, phone: { ...name, access: 'restricted', search: true } } }),
      /field phone is restricted/,
    ],
    [
      'a name that not all may read',
      theme({}, { fields: { name: { ...name, access: 'operator' } } }),
      /drawn or named by name, which not all of its readers may see/,
    ],
    [
      'a mask on what everybody may see',
      theme({}, { fields: { name: { ...name, mask: 'name' } } }),
      /field name has a mask/,
    ],
  ])('with %s is refused where it is written, and told its fault', (_fault, wrong, message) => {
    expect(() => defineTheme(wrong)).toThrow(message);
  });
});

describe('a code list of a standard', () => {
  it('shows its codes beside the words', () => {
    expect(standardCodes({ T: { zh: '混凝土', en: 'Concrete' } })).toEqual({
      T: { zh: '混凝土', en: 'Concrete', short: 'T' },
    });
  });
});
