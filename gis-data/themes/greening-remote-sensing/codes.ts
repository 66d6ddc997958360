/** Code lists of greening: classes of CJJ/T 85-2017, tree forms that can be drawn, vigour and grades of old trees. */
import { type CodeList, standardCodes } from '../../theme.ts';

const PARK = { light: '#A9C48A', dark: '#2B4A36' };
const ATTACHED = { light: '#C3D3A9', dark: '#2A3D34' };
const REGIONAL = { light: '#9DBB8B', dark: '#24402F' };

/** 大类. 2017 classes: 生产绿地 and G1 to G5 of the 2002 scheme are no more. */
export const GREEN_CLASSES = standardCodes({
  G1: { zh: '公园绿地', en: 'Park', aliases: ['park', 'garden'], colour: PARK },
  G2: { zh: '防护绿地', en: 'Buffer green', colour: { light: '#86AC74', dark: '#1F4A38' } },
  G3: { zh: '广场用地', en: 'Square', colour: { light: '#D5D8BE', dark: '#38433D' } },
  XG: { zh: '附属绿地', en: 'Attached green', colour: ATTACHED },
  EG: { zh: '区域绿地', en: 'Regional green', colour: REGIONAL },
});

/** 中类, 小类 */
export const GREEN_SUB_CLASSES = standardCodes({
  G11: { zh: '综合公园', en: 'City park' },
  G12: { zh: '社区公园', en: 'Community park' },
  G13: { zh: '专类公园', en: 'Special park' },
  G131: { zh: '动物园', en: 'Zoo' },
  G132: { zh: '植物园', en: 'Botanical garden' },
  G133: { zh: '历史名园', en: 'Historic garden' },
  G134: { zh: '遗址公园', en: 'Heritage park' },
  G135: { zh: '游乐公园', en: 'Amusement park' },
  G139: { zh: '其他专类公园', en: 'Other special park' },
  G14: { zh: '游园', en: 'Pocket park' },
  RG: { zh: '居住用地附属绿地', en: 'Residential green' },
  AG: { zh: '公共服务用地附属绿地', en: 'Public-service green' },
  BG: { zh: '商业用地附属绿地', en: 'Commercial green' },
  MG: { zh: '工业用地附属绿地', en: 'Industrial green' },
  WG: { zh: '物流用地附属绿地', en: 'Logistics green' },
  SG: { zh: '道路与交通用地附属绿地', en: 'Street green' },
  UG: { zh: '公用设施用地附属绿地', en: 'Utility green' },
  EG1: { zh: '风景游憩绿地', en: 'Scenic green' },
  EG2: { zh: '生态保育绿地', en: 'Conservation green' },
  EG3: { zh: '区域设施防护绿地', en: 'Facility buffer' },
  EG4: { zh: '生产绿地', en: 'Nursery' },
});

export const TREE_FORMS = {
  broadleaf: { zh: '阔叶', en: 'Broadleaf', aliases: ['BD', 'BE', 'broadleaved'] },
  palm: { zh: '棕榈', en: 'Palm', aliases: ['PALM'] },
  conifer: { zh: '针叶', en: 'Conifer', aliases: ['CE', 'CD', 'needleleaved'] },
  shrub: { zh: '灌木', en: 'Shrub' },
} as const satisfies CodeList;

export const TREE_VIGOURS = {
  normal: { zh: '正常', en: 'Normal' },
  weak: { zh: '衰弱', en: 'Weak' },
  endangered: { zh: '濒危', en: 'Endangered' },
  dead: { zh: '死亡', en: 'Dead' },
} as const satisfies CodeList;

/** 古树: a first-grade tree is at least 500 years old, the second 300 to 499, the third 100 to 299. */
export const ANCIENT_GRADES = {
  '1': { zh: '一级', en: 'Grade 1' },
  '2': { zh: '二级', en: 'Grade 2' },
  '3': { zh: '三级', en: 'Grade 3' },
} as const satisfies CodeList;
