/** Code lists of public building energy: the ministry's technical guidelines (建科〔2008〕114 号) and GB/T 51161-2016. */
import type { CodeList } from '../../theme.ts';

/** Index ÷ constraint value: up to the guide value, up to the constraint, up to 1.2 × it, above. */
export const ENERGY_CLASSES = {
  guide: { zh: '≤引导值', en: '≤ guide', colour: { light: '#1F9DA3', dark: '#3EB8BE' } },
  limit: { zh: '引导值至约束值', en: 'Guide to constraint', colour: { light: '#E6CB5E', dark: '#F2DC74' } },
  over: {
    zh: '约束值1.0至1.2倍',
    en: '1.0 to 1.2 × constraint',
    colour: { light: '#DC7810', dark: '#E88A1A' },
  },
  far: { zh: '>约束值1.2倍', en: '> 1.2 × constraint', colour: { light: '#9E1420', dark: '#C8322C' } },
  none: { zh: '无数据或无限值', en: 'No data or no limit', colour: { light: '#B4BDC2', dark: '#56626A' } },
} as const satisfies CodeList;

export type EnergyClass = keyof typeof ENERGY_CLASSES;

export const BUILDING_CLASSES = {
  A: { zh: '办公建筑', en: 'Office' },
  B: { zh: '商场建筑', en: 'Mall' },
  C: { zh: '宾馆饭店', en: 'Hotel' },
  D: { zh: '文化教育', en: 'Education' },
  E: { zh: '医疗卫生', en: 'Medical' },
  F: { zh: '体育建筑', en: 'Sport' },
  G: { zh: '综合建筑', en: 'Mixed use' },
  H: { zh: '其他建筑', en: 'Other' },
} as const satisfies CodeList;

/** What the limits of GB/T 51161-2016 are given for, and the uses without a limit, which are compared with their peers. */
export const ENERGY_USES = {
  'office-government': { zh: '党政机关办公', en: 'Government office' },
  'office-commercial': { zh: '商业办公', en: 'Commercial office' },
  'mall-department-store': { zh: '百货店', en: 'Department store' },
  'mall-shopping-centre': { zh: '购物中心', en: 'Shopping centre' },
  'mall-supermarket': { zh: '超市', en: 'Supermarket' },
  'mall-restaurant': { zh: '餐饮店', en: 'Restaurant' },
  'mall-shop': { zh: '一般商铺', en: 'Shop' },
  'hotel-five-star': { zh: '五星级宾馆', en: 'Five-star hotel' },
  'hotel-four-star': { zh: '四星级宾馆', en: 'Four-star hotel' },
  'hotel-three-star': { zh: '三星级及以下宾馆', en: 'Three-star hotel' },
  education: { zh: '文化教育', en: 'Education, culture' },
  medical: { zh: '医疗卫生', en: 'Medical' },
  other: { zh: '其他', en: 'Other' },
} as const satisfies CodeList;

export type EnergyUse = keyof typeof ENERGY_USES;

/** GB/T 51161-2016: A can be ventilated naturally, B depends on mechanical ventilation and central cooling. */
export const AIR_CONDITIONING_CLASSES = {
  A: { zh: 'A类', en: 'Class A' },
  B: { zh: 'B类', en: 'Class B' },
} as const satisfies CodeList;

export const ENERGY_KINDS = {
  electricity: { zh: '电', en: 'Electricity' },
  water: { zh: '水', en: 'Water' },
  gas: { zh: '燃气', en: 'Gas' },
  cooling: { zh: '集中供冷', en: 'Cooling' },
} as const satisfies CodeList;

/** 四大分项. Platforms order the children differently, so the names are the keys and letters are for display. */
export const SUB_ITEMS = {
  'lighting-sockets': {
    zh: '照明插座用电',
    en: 'Lighting and sockets',
    short: 'A',
    colour: { light: '#E8AE38', dark: '#F7D58E' },
  },
  'air-conditioning': {
    zh: '空调用电',
    en: 'Air conditioning',
    short: 'B',
    colour: { light: '#1F5C96', dark: '#86C7FB' },
  },
  power: { zh: '动力用电', en: 'Power', short: 'C', colour: { light: '#AB7CCB', dark: '#9566B8' } },
  special: { zh: '特殊用电', en: 'Special', short: 'D', colour: { light: '#46975D', dark: '#35A56B' } },
} as const satisfies CodeList;
