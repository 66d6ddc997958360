import { describe, expect, it } from 'vitest';
import type { Collection } from '@twin/gis-data/theme.ts';
import { colourOf, paintStyle } from './paint-style.ts';

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
