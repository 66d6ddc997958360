/** Words of the excavation tool. */
import type { Words } from '@twin/gis-data/theme.ts';

export const EXCAVATION_WORDS = {
  pit: { zh: '画基坑', en: 'Draw a pit' },
  trench: { zh: '画沟槽', en: 'Draw a trench' },
  howPit: { zh: '依次点基坑各角', en: 'Click the corners of the pit' },
  howTrench: { zh: '沿沟槽中线点选', en: 'Click along the middle of the trench' },
  depth: { zh: '开挖深度', en: 'Depth' },
  width: { zh: '沟槽宽度', en: 'Width' },
  area: { zh: '开挖面积', en: 'Area' },
  volume: { zh: '土方量', en: 'Volume' },
  wall: { zh: '坑壁面积', en: 'Wall' },
  tell: { zh: '须告知权属单位', en: 'Owners to be told' },
  unknownOwner: { zh: '权属不明', en: 'Owner not known' },
  pipes: { zh: '坑内管线', en: 'Pipes in the pit' },
  none: { zh: '坑内没有管线', en: 'No pipe lies in the pit' },
  pipe: { zh: '管线', en: 'Pipe' },
  place: { zh: '位置', en: 'Place' },
  cover: { zh: '覆土', en: 'Cover' },
  length: { zh: '坑内长', en: 'Length in it' },
  exposed: { zh: '出露', en: 'Exposed' },
  below: { zh: '坑底下0.5 m内', en: 'Within 0.5 m below' },
  deep: { zh: '更深', en: 'Deeper' },
  unknown: { zh: '埋深不明', en: 'Depth not known' },
  close: { zh: '回填', en: 'Fill in' },
  note: {
    zh: '直立坑壁，不计放坡与松散系数；坑壁土层为示意，本区无钻孔资料',
    en: 'Upright walls, no slope and no bulking; layers on the walls are an illustration: there are no boreholes here',
  },
} as const satisfies Readonly<Record<string, Words>>;
