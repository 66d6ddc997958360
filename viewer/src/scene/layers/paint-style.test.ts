import { describe, expect, it } from 'vitest';
import type { Collection } from '@twin/gis-data/theme.ts';
import { colourFields, colourOf, fieldStyle, paintStyle } from './paint-style.ts';

const BINS: Collection = {
  id: 'bins',
  title: { zh: '桶', en: 'Bins' },
  geometry: 'Point',
  source: 'feature',
  minZoom: 12,
  fields: {
    stream: {
      type: 'code',
      title: { zh: '类别', en: 'Stream' },
      values: {
        wet: { zh: '湿', en: 'Wet', colour: { light: '#111111', dark: '#222222' } },
        dry: { zh: '干', en: 'Dry', colour: '#333333' },
        old: { zh: '旧', en: 'Old' },
      },
    },
    fill: { type: 'number', unit: '%', title: { zh: '满', en: 'Fill' } },
  },
  symbol: { kind: 'mark', paint: { by: 'stream' } },
};

describe('colours of a theme', () => {
  it('come from the code of the feature, for both interfaces', () => {
    const style = paintStyle(BINS, { by: 'stream' });
    expect(colourOf(style, { stream: 'wet' })).toEqual({ light: '#111111', dark: '#222222' });
    expect(colourOf(style, { stream: 'dry' })).toEqual({ light: '#333333', dark: '#333333' });
  });

  it('fall back to a neutral tone for a code without colour and for an unknown one', () => {
    const style = paintStyle(BINS, { by: 'stream' });
    expect(colourOf(style, { stream: 'old' })).toEqual(colourOf(style, { stream: 'never heard of' }));
  });

  it('come from classes of a number, the last class being open', () => {
    const step = (upTo: number, colour: string) => ({ upTo, colour, title: { zh: '级', en: 'class' } });
    const style = paintStyle(BINS, { by: 'fill', steps: [step(50, '#00FF00'), step(90, '#FF0000')] });
    expect([50, 51, 99].map((fill) => colourOf(style, { fill }).light)).toEqual([
      '#00FF00',
      '#FF0000',
      '#FF0000',
    ]);
  });

  it('are refused where the declaration names a field without codes', () => {
    expect(() => paintStyle(BINS, { by: 'fill' })).toThrow('bins is painted by fill');
  });
});

describe('colours by a field of one’s choice', () => {
  const pipes: Collection = {
    ...BINS,
    fields: {
      stream: {
        type: 'code',
        title: { zh: '类别', en: 'Stream' },
        inTiles: true,
        values: { a: { zh: '甲', en: 'A' } },
      },
      depth: { type: 'number', title: { zh: '深', en: 'Depth' }, inTiles: true, classes: [1, 2, 3, 4, 5, 6] },
      plain: { type: 'number', title: { zh: '数', en: 'Number' }, inTiles: true },
      kind: {
        type: 'code',
        title: { zh: '种', en: 'Kind' },
        inTiles: true,
        values: Object.fromEntries('abcdefgh'.split('').map((code) => [code, { zh: code, en: code }])),
      },
      hidden: { type: 'code', title: { zh: '密', en: 'Hidden' }, values: { a: { zh: '甲', en: 'A' } } },
    },
    symbol: { kind: 'tube', paint: { by: 'stream' }, widthMm: 'plain', heightMm: 'plain', wallMm: 'plain' },
  };
  const field = (name: string) =>
    fieldStyle(name, pipes.fields[name] ?? { type: 'text', title: { zh: '', en: '' } });

  it('are offered for what tiles carry and can be told apart, but not for the theme’s own way', () => {
    expect(colourFields(pipes).map(([name]) => name)).toEqual(['depth', 'kind']);
    expect(colourFields(BINS)).toEqual([]);
  });

  it('have seven classes of a number, the limits belonging below, and a neutral tone for what is not known', () => {
    const style = field('depth');
    const colours = [0, 1, 1.01, 6, 60].map((depth) => colourOf(style, { depth }).light);
    expect(colours).toEqual(['#F6F3D8', '#F6F3D8', '#CFE0B8', '#1E5768', '#163544']);
    for (const depth of [Number.NaN, null, undefined, 'deep'])
      expect(colourOf(style, { depth })).toEqual(style.otherwise);
  });

  it('have six categories of codes without colours; the seventh is one of the rest', () => {
    const style = field('kind');
    const lights = 'abcdefgh'.split('').map((kind) => colourOf(style, { kind }).light);
    expect(new Set(lights.slice(0, 6)).size).toBe(6);
    expect(lights.slice(6)).toEqual([style.otherwise.light, style.otherwise.light]);
  });
});
