import { defineTheme, type CodeList } from '../../theme.ts';

/** Street classes; the carriageway tone is the same for all, the class orders and names them. */
export const ROAD_CLASSES = {
  expressway: { zh: '快速路', en: 'Expressway' },
  arterial: { zh: '主干路', en: 'Arterial' },
  secondary: { zh: '次干路', en: 'Secondary road' },
  branch: { zh: '支路', en: 'Branch road' },
  lane: { zh: '街巷', en: 'Lane' },
  path: { zh: '步道', en: 'Path' },
} as const satisfies CodeList;

export const WATER_KINDS = {
  sea: { zh: '海', en: 'Sea' },
  river: { zh: '河流', en: 'River' },
  lake: { zh: '湖', en: 'Lake' },
  pond: { zh: '池塘', en: 'Pond' },
  canal: { zh: '沟渠', en: 'Canal' },
} as const satisfies CodeList;

/** Colours are those of the scene's ground: matte, below 0.35 saturation. */
export const LAND_USES = {
  residential: { zh: '居住用地', en: 'Residential', colour: { light: '#D8DCC9', dark: '#2C3530' } },
  office: { zh: '商务用地', en: 'Offices', colour: { light: '#DCDCD6', dark: '#2F383D' } },
  government: { zh: '行政办公用地', en: 'Government', colour: { light: '#DCDCD6', dark: '#2F383D' } },
  commercial: { zh: '商业用地', en: 'Commercial', colour: { light: '#DCDCD6', dark: '#2F383D' } },
  education: { zh: '教育用地', en: 'Education', colour: { light: '#D6DACB', dark: '#2B342F' } },
  medical: { zh: '医疗卫生用地', en: 'Medical', colour: { light: '#D9DCD2', dark: '#2D3633' } },
  park: { zh: '公园', en: 'Park', colour: { light: '#B4C69C', dark: '#273A30' } },
  square: { zh: '广场', en: 'Square', colour: { light: '#DCDCD6', dark: '#2F383D' } },
  village: { zh: '村庄', en: 'Village', colour: { light: '#D5D3C2', dark: '#30352E' } },
  industrial: { zh: '工业用地', en: 'Industrial', colour: { light: '#D3D5D3', dark: '#2A3135' } },
  beach: { zh: '沙滩', en: 'Beach', colour: { light: '#EDE4CF', dark: '#57554B' } },
} as const satisfies CodeList;

export const SURFACES = {
  carriageway: { zh: '机动车道', en: 'Carriageway', colour: { light: '#B4BABE', dark: '#1A2024' } },
  'cycle-track': { zh: '非机动车道', en: 'Cycle track', colour: { light: '#C3C6C5', dark: '#20272B' } },
  footway: { zh: '人行道', en: 'Footway', colour: { light: '#DADBD6', dark: '#30383D' } },
  verge: { zh: '绿化带', en: 'Planted strip', colour: { light: '#B4C69C', dark: '#273A30' } },
  marking: { zh: '标线', en: 'Marking', colour: { light: '#F3F4F2', dark: '#59646A' } },
} as const satisfies CodeList;

export default defineTheme({
  id: 'base-map',
  title: { zh: '道路与地面', en: 'Roads and ground' },
  access: 'public',
  attribution: { zh: '演示数据', en: 'Demo data' },
  icon: 'road',
  collections: [
    {
      id: 'land-use', title: { zh: '用地', en: 'Land use' }, geometry: 'Polygon', source: 'feature',
      fields: {
        name: { type: 'text', title: { zh: '名称', en: 'Name' }, search: true },
        use: { type: 'code', title: { zh: '用途', en: 'Use' }, values: LAND_USES, inTiles: true, fact: true },
        area_m2: { type: 'number', unit: 'm²', digits: 0, title: { zh: '面积', en: 'Area' }, fact: true },
      },
      label: 'name',
      symbol: { kind: 'area', paint: { by: 'use' } }, minZoom: 9, shown: true, base: true,
    },
    {
      id: 'water', title: { zh: '水域', en: 'Water' }, geometry: 'Polygon', source: { table: 'water' },
      fields: {
        name: { type: 'text', title: { zh: '名称', en: 'Chinese name' }, search: true },
        name_en: { type: 'text', title: { zh: '英文名', en: 'Name' }, search: true },
        kind: { type: 'code', title: { zh: '类别', en: 'Kind' }, values: WATER_KINDS, inTiles: true, fact: true },
        level_metres: { type: 'number', unit: 'm', digits: 2, title: { zh: '常水位', en: 'Mean level' }, fact: true },
      },
      label: 'name',
      symbol: { kind: 'area', paint: { colour: { light: '#A9CAD2', dark: '#16313B' } } }, minZoom: 6, shown: true, base: true,
    },
    {
      id: 'pavements', title: { zh: '路面', en: 'Pavements' }, geometry: 'Polygon', source: 'feature',
      fields: {
        surface: { type: 'code', title: { zh: '路面', en: 'Surface' }, values: SURFACES, inTiles: true },
        road: { type: 'reference', collection: 'roads', title: { zh: '所属道路', en: 'Road' } },
      },
      symbol: { kind: 'area', paint: { by: 'surface' } }, minZoom: 13, shown: true, base: true,
    },
    {
      id: 'roads', title: { zh: '道路', en: 'Roads' }, geometry: 'LineString', source: { table: 'road' },
      fields: {
        name: { type: 'text', title: { zh: '路名', en: 'Chinese name' }, search: true, inTiles: true },
        name_en: { type: 'text', title: { zh: '英文名', en: 'Name' }, search: true, inTiles: true },
        class: { type: 'code', title: { zh: '等级', en: 'Class' }, values: ROAD_CLASSES, inTiles: true, fact: true },
        width_metres: { type: 'number', unit: 'm', digits: 1, title: { zh: '红线宽度', en: 'Red-line width' }, inTiles: true, fact: true },
        carriageway_metres: { type: 'number', unit: 'm', digits: 1, title: { zh: '车行道宽度', en: 'Carriageway' }, fact: true },
        lanes: { type: 'integer', title: { zh: '车道数', en: 'Lanes' }, fact: true },
        surface: { type: 'text', title: { zh: '面层', en: 'Surface' } },
        one_way: { type: 'boolean', title: { zh: '单行', en: 'One way' } },
        built_year: { type: 'integer', title: { zh: '建成年份', en: 'Built' } },
      },
      label: 'name',
      symbol: { kind: 'line', paint: { colour: { light: '#B4BABE', dark: '#262E33' } }, widthMetres: 'width_metres' },
      minZoom: 9, shown: true, base: true,
    },
  ],
});
