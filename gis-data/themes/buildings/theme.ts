import { defineTheme, type CodeList } from '../../theme.ts';

export const BUILDING_USES = {
  residential: { zh: '住宅', en: 'Residential' },
  office: { zh: '办公', en: 'Office' },
  government: { zh: '行政', en: 'Government' },
  commercial: { zh: '商业', en: 'Commercial' },
  hotel: { zh: '酒店', en: 'Hotel' },
  education: { zh: '教育', en: 'Education' },
  medical: { zh: '医疗', en: 'Medical' },
  culture: { zh: '文化', en: 'Culture' },
  sport: { zh: '体育', en: 'Sport' },
  industrial: { zh: '工业', en: 'Industrial' },
  transport: { zh: '交通', en: 'Transport' },
  village: { zh: '村宅', en: 'Village house' },
  utility: { zh: '市政设施', en: 'Utility' },
  other: { zh: '其他', en: 'Other' },
} as const satisfies CodeList;

export const FACADES = {
  dwelling: { zh: '住宅开窗', en: 'Dwelling' },
  curtain: { zh: '幕墙', en: 'Curtain wall' },
  ribbon: { zh: '带形窗', en: 'Ribbon windows' },
  shop: { zh: '店面', en: 'Shop front' },
  school: { zh: '学校与医院', en: 'School or hospital' },
  blank: { zh: '厂房', en: 'Blank hall' },
  village: { zh: '村宅', en: 'Village' },
} as const satisfies CodeList;

export default defineTheme({
  id: 'buildings',
  title: { zh: '建筑', en: 'Buildings' },
  access: 'public',
  attribution: { zh: '演示数据', en: 'Demo data' },
  icon: 'building',
  collections: [
    {
      id: 'buildings', title: { zh: '建筑', en: 'Buildings' }, geometry: 'Polygon', source: { table: 'building' },
      unitWord: { zh: '栋', en: '' },
      fields: {
        name: { type: 'text', title: { zh: '名称', en: 'Chinese name' }, search: true, aliases: ['名称', 'BuildingName'] },
        name_en: { type: 'text', title: { zh: '英文名', en: 'Name' }, search: true },
        use: { type: 'code', title: { zh: '用途', en: 'Use' }, values: BUILDING_USES, inTiles: true, fact: true, required: true },
        facade: { type: 'code', title: { zh: '立面', en: 'Façade' }, values: FACADES, inTiles: true },
        height_metres: { type: 'number', unit: 'm', digits: 1, title: { zh: '高度', en: 'Height' }, inTiles: true, fact: true, required: true, aliases: ['height', '建筑高度'] },
        floors_above: { type: 'integer', unit: '层', title: { zh: '地上层数', en: 'Floors above ground' }, inTiles: true, fact: true, aliases: ['levels', 'building:levels', '层数'] },
        floors_below: { type: 'integer', title: { zh: '地下层数', en: 'Floors below ground' } },
        floor_area_m2: { type: 'number', unit: 'm²', digits: 0, title: { zh: '建筑面积', en: 'Floor area' }, fact: true },
        built_year: { type: 'integer', title: { zh: '建成年份', en: 'Built' }, fact: true },
        structure: { type: 'text', title: { zh: '结构', en: 'Structure' } },
        address: { type: 'text', title: { zh: '地址', en: 'Address' }, search: true },
        ground_elevation_metres: { type: 'number', unit: 'm', digits: 2, title: { zh: '地面高程', en: 'Ground elevation' }, fact: true },
        min_height_metres: { type: 'number', unit: 'm', digits: 1, title: { zh: '底部高度', en: 'Foot above ground' } },
        // A person may stand behind an owner: personal data, never public.
        owner: { type: 'text', title: { zh: '权利人', en: 'Owner' }, access: 'restricted', mask: 'name' },
      },
      label: 'name',
      symbol: { kind: 'extrusion', paint: { colour: { light: '#F1F0EC', dark: '#525D65' } }, height: 'height_metres',
        base: 'ground_elevation_metres', floors: 'floors_above', facade: 'facade', foot: 'min_height_metres' },
      minZoom: 13, shown: true,
    },
  ],
});
