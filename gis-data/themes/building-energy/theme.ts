import { defineTheme, type CodeList } from '../../theme.ts';

/** Index divided by the constraint value of GB/T 51161-2016. */
export const ENERGY_CLASSES = {
  guide: { zh: '不高于引导值', en: 'At or below guide value', colour: { light: '#1F9DA3', dark: '#3EB8BE' } },
  limit: { zh: '引导值至约束值', en: 'Guide to constraint', colour: { light: '#E6CB5E', dark: '#F2DC74' } },
  over: { zh: '约束值的 1.0–1.2 倍', en: '1.0–1.2 × constraint', colour: { light: '#DC7810', dark: '#E88A1A' } },
  far: { zh: '高于 1.2 倍', en: 'Above 1.2 ×', colour: { light: '#9E1420', dark: '#C8322C' } },
  none: { zh: '无数据或本类无限值', en: 'No data or no limit', colour: { light: '#B4BDC2', dark: '#56626A' } },
} as const satisfies CodeList;

export const BUILDING_CLASSES = {
  A: { zh: '办公', en: 'Office' }, B: { zh: '商场', en: 'Mall' }, C: { zh: '宾馆饭店', en: 'Hotel' }, D: { zh: '文化教育', en: 'Culture and education' },
  E: { zh: '医疗卫生', en: 'Medical' }, F: { zh: '体育', en: 'Sport' }, G: { zh: '综合', en: 'Mixed' }, H: { zh: '其他', en: 'Other' },
} as const satisfies CodeList;

export const ENERGY_KINDS = {
  electricity: { zh: '电', en: 'Electricity' }, water: { zh: '水', en: 'Water' }, gas: { zh: '燃气', en: 'Gas' }, cooling: { zh: '集中供冷', en: 'District cooling' },
} as const satisfies CodeList;

export const SUB_ITEMS = {
  'lighting-sockets': { zh: '照明插座用电', en: 'Lighting and sockets', colour: { light: '#E8AE38', dark: '#F7D58E' } },
  'air-conditioning': { zh: '空调用电', en: 'Air conditioning', colour: { light: '#1F5C96', dark: '#86C7FB' } },
  power: { zh: '动力用电', en: 'Power', colour: { light: '#AB7CCB', dark: '#9566B8' } },
  special: { zh: '特殊用电', en: 'Special', colour: { light: '#46975D', dark: '#35A56B' } },
} as const satisfies CodeList;

const index = { type: 'number', unit: 'kWh/(m²·a)', digits: 1 } as const;

export default defineTheme({
  id: 'building-energy',
  title: { zh: '公共建筑能耗', en: 'Building energy' },
  access: 'public',
  attribution: { zh: '演示数据', en: 'Demo data' },
  icon: 'energy',
  collections: [
    {
      id: 'metered-buildings', title: { zh: '监测建筑', en: 'Metered buildings' }, geometry: 'Polygon', source: { table: 'metered_building' }, unitWord: { zh: '栋', en: '' },
      fields: {
        name: { type: 'text', title: { zh: '名称', en: 'Chinese name' }, search: true, required: true },
        name_en: { type: 'text', title: { zh: '英文名', en: 'Name' }, search: true },
        energy_class: { type: 'code', title: { zh: '指标分级', en: 'Index class' }, values: ENERGY_CLASSES, inTiles: true, fact: true },
        index_kwh_m2a: { ...index, title: { zh: '单位面积能耗', en: 'Energy index' }, fact: true, inTiles: true },
        constraint_kwh_m2a: { ...index, title: { zh: '约束值', en: 'Constraint value' }, fact: true },
        guide_kwh_m2a: { ...index, title: { zh: '引导值', en: 'Guide value' }, fact: true },
        index_year: { type: 'integer', title: { zh: '年度', en: 'Year' }, fact: true },
        building_class: { type: 'code', title: { zh: '建筑类别', en: 'Building class' }, values: BUILDING_CLASSES },
        energy_use: { type: 'text', title: { zh: '限值类别', en: 'Limit category' } },
        air_conditioning: { type: 'text', title: { zh: '空调类别', en: 'Air-conditioning class' } },
        floor_area_m2: { type: 'number', unit: 'm²', digits: 0, title: { zh: '建筑面积', en: 'Floor area' }, fact: true },
        height_metres: { type: 'number', unit: 'm', digits: 1, title: { zh: '高度', en: 'Height' }, inTiles: true },
        floors_above: { type: 'integer', title: { zh: '地上层数', en: 'Floors' }, inTiles: true },
        ground_elevation_metres: { type: 'number', unit: 'm', digits: 2, title: { zh: '地面高程', en: 'Ground elevation' } },
        building: { type: 'reference', collection: 'buildings', title: { zh: '建筑', en: 'Building' } },
      },
      label: 'name', divideBy: 'energy_class',
      symbol: { kind: 'extrusion', paint: { by: 'energy_class' }, height: 'height_metres', base: 'ground_elevation_metres', floors: 'floors_above' },
      minZoom: 13,
    },
    {
      id: 'energy-meters', title: { zh: '计量表', en: 'Meters' }, geometry: 'Point', source: { table: 'energy_meter' },
      fields: {
        // Which meter hangs where is the owner's and the supervisor's business.
        meter_no: { type: 'text', title: { zh: '表号', en: 'Meter no.' }, access: 'operator' },
        energy_kind: { type: 'code', title: { zh: '能源', en: 'Energy' }, values: ENERGY_KINDS, fact: true },
        sub_item: { type: 'code', title: { zh: '分项', en: 'Sub-item' }, values: SUB_ITEMS, fact: true },
        metered_building: { type: 'reference', collection: 'metered-buildings', title: { zh: '监测建筑', en: 'Metered building' } },
        installed_on: { type: 'date', title: { zh: '安装日期', en: 'Installed' } },
      },
      time: 'installed_on', symbol: { kind: 'none' }, minZoom: 16,
    },
  ],
});
