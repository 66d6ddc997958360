import type { CodeList } from '../../theme.ts';

/**
 * The four classes of GB/T 19095-2019 and of Hainan's regulation on household waste (article 5). Blue, red, green and
 * grey are the standard's; it names colours of print, and the values drawn here are ours.
 */
export const WASTE_STREAMS = {
  recyclable: {
    zh: '可回收物',
    en: 'Recyclable',
    aliases: ['recycle', 'recycling'],
    colour: { light: '#236192', dark: '#6FA8DC' },
  },
  hazardous: { zh: '有害垃圾', en: 'Hazardous', colour: { light: '#C8322C', dark: '#E5615B' } },
  kitchen: {
    zh: '厨余垃圾',
    en: 'Kitchen',
    aliases: ['compost', 'organic'],
    colour: { light: '#3A8048', dark: '#6DBB7A' },
  },
  other: {
    zh: '其他垃圾',
    en: 'Other',
    aliases: ['trash', 'rubbish', 'litter'],
    colour: { light: '#5C676B', dark: '#8E999D' },
  },
} as const satisfies CodeList;
