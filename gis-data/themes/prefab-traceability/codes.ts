/** Code lists of precast parts: the kinds that GB/T 51129-2017 counts, and the states of a part's life. */
import type { CodeList } from '../../theme.ts';

export const PART_KINDS = {
  wall: { zh: '墙板', en: 'Wall panel' },
  slab: { zh: '叠合板', en: 'Slab' },
  stair: { zh: '楼梯', en: 'Stair' },
  balcony: { zh: '阳台', en: 'Balcony' },
  column: { zh: '柱', en: 'Column' },
  beam: { zh: '梁', en: 'Beam' },
  'bathroom-pod': { zh: '集成卫生间', en: 'Bathroom pod' },
  facade: { zh: '外挂墙板', en: 'Façade panel' },
} as const satisfies CodeList;

/** Twelve states in their order, then two beside it. The ramp runs from the ground's tone to its opposite. */
export const PART_STATES = {
  designed: { zh: '设计', en: 'Designed', colour: { light: '#CFE0B8', dark: '#1F4653' } },
  scheduled: { zh: '排产', en: 'Scheduled', colour: { light: '#CFE0B8', dark: '#1F4653' } },
  cast: { zh: '生产', en: 'Cast', colour: { light: '#93C4A4', dark: '#216672' } },
  cured: { zh: '养护', en: 'Cured', colour: { light: '#93C4A4', dark: '#216672' } },
  inspected: { zh: '质检', en: 'Inspected', colour: { light: '#93C4A4', dark: '#216672' } },
  stocked: { zh: '入库', en: 'Stocked', colour: { light: '#57A19A', dark: '#3B8A89' } },
  shipped: { zh: '出厂', en: 'Shipped', colour: { light: '#57A19A', dark: '#3B8A89' } },
  'in-transit': { zh: '运输', en: 'In transit', colour: { light: '#57A19A', dark: '#3B8A89' } },
  received: { zh: '进场', en: 'Received', colour: { light: '#2B7C85', dark: '#72AE95' } },
  installed: { zh: '安装', en: 'Installed', colour: { light: '#2B7C85', dark: '#72AE95' } },
  joined: { zh: '灌浆连接', en: 'Joined', colour: { light: '#1E5768', dark: '#B5CFA0' } },
  accepted: { zh: '验收', en: 'Accepted', colour: { light: '#163544', dark: '#F4EDBE' } },
  rework: { zh: '返修', en: 'Rework', colour: { light: '#D9731A', dark: '#FB9E50' } },
  scrapped: { zh: '报废', en: 'Scrapped', colour: { light: '#D3261F', dark: '#FC6663' } },
} as const satisfies CodeList;
