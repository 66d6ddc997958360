/** The words of the section tool, in both languages. */
import type { Words } from '@twin/gis-data/theme.ts';

export const SECTION_WORDS = {
  draw: { zh: '画剖切线', en: 'Draw the line' },
  howTo: { zh: '横跨道路点两点或更多', en: 'Click two points or more across the street' },
  whole: { zh: '全屏', en: 'Full screen' },
  pipes: { zh: '管线', en: 'Pipes' },
} as const satisfies Readonly<Record<string, Words>>;

export const DOUBT_WORDS: Readonly<Record<string, Words>> = {
  'ground-by-survey': {
    zh: '地面线由管线探测埋深推得，其间以直线相连',
    en: 'The ground follows from the surveyed depths of the pipes; straight lines join it between them',
  },
  'ground-unknown': { zh: '管线上方地面高程未知', en: 'The ground level over a pipe is not known' },
  'elevation-unknown': {
    zh: '管线高程未知，只示平面位置',
    en: 'The elevation of a pipe is not known; only its place is shown',
  },
  'size-unknown': { zh: '管径未知，只示管轴', en: 'The size of a pipe is not known; its axis is shown' },
  'depth-above-ground': { zh: '按埋深高出地面', en: 'By its depth a pipe lies above the ground' },
  'along-the-line': {
    zh: '与剖切线近于平行，请横跨其走向另画',
    en: 'A pipe runs along the line or nearly so; draw the line across it',
  },
};
