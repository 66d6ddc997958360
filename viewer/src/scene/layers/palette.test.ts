import { describe, expect, it } from 'vitest';
import { paletteBytes, placeOf } from './palette.ts';
import { FeatureTable } from './feature-table.ts';
import { colourOf, type PaintStyle } from './paint-style.ts';

const PIPES: PaintStyle = {
  otherwise: { light: '#868F94', dark: '#727D82' },
  by: 'class',
  codes: [
    { code: 'JS', colour: { light: '#00D5DB', dark: '#00F0F0' } },
    { code: 'PS', colour: { light: '#4C3926', dark: '#94775C' } },
  ],
};

describe('the palette of a collection', () => {
  it('holds the neutral tone first and then the codes in their order', () => {
    expect(Array.from(paletteBytes(PIPES, 'dark').slice(4, 8))).toEqual([0x00, 0xf0, 0xf0, 255]);
    expect(Array.from(paletteBytes(PIPES, 'light').slice(8, 12))).toEqual([0x4c, 0x39, 0x26, 255]);
  });

  it('gives an unknown code the neutral place', () => {
    expect([
      placeOf(PIPES, 'JS'),
      placeOf(PIPES, 'PS'),
      placeOf(PIPES, 'XX'),
      placeOf(PIPES, undefined),
    ]).toEqual([1, 2, 0, 0]);
  });
});

describe('a palette with finer codes', () => {
  const finer: PaintStyle = {
    ...PIPES,
    finer: { by: 'sub_class', codes: [{ code: 'ZH', colour: { light: '#000000', dark: '#14181B' } }] },
  };

  it('gives what has a colour of its own that, and everything else the colour of its class', () => {
    expect([placeOf(finer, 'PS', 'ZH'), placeOf(finer, 'PS', 'YS'), placeOf(finer, 'XX', 'ZH')]).toEqual([
      3, 2, 3,
    ]);
    expect(Array.from(paletteBytes(finer, 'dark').slice(12, 16))).toEqual([0x14, 0x18, 0x1b, 255]);
    expect(colourOf(finer, { class: 'PS', sub_class: 'ZH' }).dark).toBe('#14181B');
    expect(colourOf(finer, { class: 'PS', sub_class: 'YS' }).dark).toBe('#94775C');
  });
});

describe('the table of features', () => {
  it('keeps what was put under a gid, also beyond its first rows', () => {
    const table = new FeatureTable();
    table.put(5, 2);
    table.put(70_000, 3);
    expect([table.at(5), table.at(70_000), table.at(6)]).toEqual([2, 3, 0]);
  });

  it('ignores what no texture can hold', () => {
    const table = new FeatureTable();
    table.put(5_000_000, 1);
    table.put(-1, 1);
    expect(table.at(5_000_000)).toBe(0);
  });
});
