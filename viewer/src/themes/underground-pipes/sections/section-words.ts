/** The words of the section tool, in both languages. */
import type { Words } from '@twin/gis-data/theme.ts';

export const SECTION_WORDS = {
  draw: { zh: '画剖切线', en: 'Draw the line' },
  howTo: { zh: '横跨道路点两点或更多', en: 'Click two points or more across the street' },
  whole: { zh: '全屏', en: 'Full screen' },
  pipes: { zh: '管线', en: 'Pipes' },
  pick: { zh: '选管段', en: 'Pick pipes' },
  howToPick: {
    zh: '在场景中依次点选管线或管点，其间自动取最短路径',
    en: 'Click pipes or points in the scene, in order; the shortest way joins them',
  },
  reverse: { zh: '反向', en: 'Reverse' },
  clear: { zh: '清空', en: 'Clear' },
  stops: { zh: '已选管段与管点', en: 'Picked pipes and points' },
  remove: { zh: '移除', en: 'Remove' },
  crossings: { zh: '交叉与接入', en: 'Crossing or joining' },
} as const satisfies Readonly<Record<string, Words>>;

export const DOUBT_WORDS: Readonly<Record<string, Words>> = {
  'ground-by-survey': {
    zh: '地面线由管线探测埋深推得，其间以直线相连',
    en: 'The ground follows from the surveyed depths of the pipes; straight lines join it between them',
  },
  'ground-unknown': { zh: '地面高程未知', en: 'The ground level is not known' },
  'elevation-unknown': {
    zh: '管线高程未知，只示平面位置',
    en: 'The elevation of a pipe is not known; only its place is shown',
  },
  'size-unknown': { zh: '管径未知，只示管轴', en: 'The size of a pipe is not known; its axis is shown' },
  'depth-above-ground': { zh: '按埋深高出地面', en: 'By its depth a pipe lies above the ground' },
  'along-the-run': {
    zh: '与所选管段近于平行，只标位置',
    en: 'A pipe runs along the run or nearly so; only its place is marked',
  },
  'ends-apart': {
    zh: '相接两管的端点不在同一位置',
    en: 'Two pipes that meet at a point end in different places',
  },
  'flow-against-fall': { zh: '流向与坡向相反', en: 'A drain is said to flow towards its higher end' },
  'ground-between-points': {
    zh: '地面线由管点地面高程得出，其间以直线相连',
    en: 'The ground is known at the points; straight lines join it between them',
  },
  'ground-disagrees': {
    zh: '管点地面高程与管线埋深推得的不符',
    en: 'The ground of a point is another than the depth of its pipe gives',
  },
  'pipe-without-length': { zh: '管段无长度', en: 'A pipe has no length' },
  'along-the-line': {
    zh: '与剖切线近于平行，请横跨其走向另画',
    en: 'A pipe runs along the line or nearly so; draw the line across it',
  },
};
