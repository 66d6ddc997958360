import { describe, expect, it } from 'vitest';
import { decodeViewpoint, encodeViewpoint } from './viewpoint-link.ts';

const OPENED = {
  language: 'zh-CN',
  theme: 'dark',
  selected: null,
  hidden: [],
  isolated: null,
  isGhosted: true,
  section: null,
  explode: 0,
  quake: null,
  colourBy: 'material',
  day: null,
  eye: null,
} as const;

describe('the link to a view of a model', () => {
  it('says only what differs from the page as it opens', () => {
    expect(encodeViewpoint(OPENED)).toBe('v=1&lang=zh-CN&theme=dark');
  });

  it('brings back every choice, names with commas and ampersands among them', () => {
    const chosen = {
      ...OPENED,
      language: 'en',
      theme: 'light',
      selected: 'hospital.2uEXaMpLe$_00000000000',
      hidden: ['storey:B1, 设备&管线', 'class:1F/IfcWindow'],
      isolated: ['class:~/IfcBearing'],
      isGhosted: false,
      section: { axis: 'z', atMetres: -1.25, isTurned: true },
      explode: 0.5,
      quake: { id: 'EQ-2024,0611', atSeconds: 12.35, times: 20 },
      colourBy: 'parts',
      day: '2025-06-01',
      eye: { from: [10.5, -20, 3.25], to: [0, 0, -1] },
    } as const;
    expect(decodeViewpoint(`#${encodeViewpoint(chosen)}`)).toEqual(chosen);
  });

  it('says nothing of more groups than a link can hold, rather than half of them', () => {
    const hidden = Array.from({ length: 201 }, (_, n) => `element:${n}`);
    expect(encodeViewpoint({ ...OPENED, hidden })).toBe('v=1&lang=zh-CN&theme=dark');
  });

  it('leaves out what cannot be read', () => {
    for (const hash of [
      '',
      '#v=2&select=x',
      '#v=1&eye=1,2,3',
      '#v=1&eye=a,b,c,d,e,f',
      '#v=1&quake=12,20',
      '#v=1&quake=-1,20,EQ',
      '#v=1&quake=3,1000,EQ',
      '#v=1&section=w,1&explode=2&day=soon&colour=red',
    ])
      expect(decodeViewpoint(hash), hash).toEqual({});
  });
});
