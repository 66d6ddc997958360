/** Code lists of the painted ground. Colours: the scene's materials by day (light) and at dusk (dark). */
import type { CodeList } from '../../theme.ts';

const ASPHALT = { light: '#B4BABE', dark: '#1A2024' };

export const WATER_KINDS = {
  sea: { zh: '海', en: 'Sea', aliases: ['bay'], colour: { light: '#94BDC8', dark: '#142E3A' } },
  river: {
    zh: '河',
    en: 'River',
    aliases: ['stream', 'riverbank'],
    colour: { light: '#A9CAD2', dark: '#16313B' },
  },
  lake: { zh: '湖', en: 'Lake', aliases: ['reservoir'], colour: { light: '#A9CAD2', dark: '#16313B' } },
  pond: { zh: '塘', en: 'Pond', aliases: ['basin'], colour: { light: '#A9CAD2', dark: '#16313B' } },
  canal: {
    zh: '渠',
    en: 'Canal',
    aliases: ['ditch', 'drain'],
    colour: { light: '#A9CAD2', dark: '#16313B' },
  },
} as const satisfies CodeList;

export const ROAD_CLASSES = {
  expressway: {
    zh: '快速路',
    en: 'Expressway',
    aliases: ['motorway', 'trunk', 'motorway_link', 'trunk_link'],
    colour: ASPHALT,
  },
  arterial: { zh: '主干路', en: 'Arterial', aliases: ['primary', 'primary_link'], colour: ASPHALT },
  secondary: { zh: '次干路', en: 'Secondary', aliases: ['secondary_link'], colour: ASPHALT },
  branch: {
    zh: '支路',
    en: 'Branch',
    aliases: ['tertiary', 'tertiary_link', 'residential', 'unclassified', 'road'],
    colour: ASPHALT,
  },
  lane: {
    zh: '巷',
    en: 'Lane',
    aliases: ['service', 'living_street', 'track'],
    colour: { light: '#D9D9D3', dark: '#353D41' },
  },
  path: {
    zh: '步道',
    en: 'Path',
    aliases: ['footway', 'steps', 'pedestrian', 'cycleway', 'corridor', 'bridleway', 'platform', 'elevator'],
    colour: { light: '#E6E2D6', dark: '#48504F' },
  },
} as const satisfies CodeList;

export const LAND_USES = {
  residential: { zh: '居住用地', en: 'Residential', colour: { light: '#C9D2B8', dark: '#2A3733' } },
  village: { zh: '村庄', en: 'Village', colour: { light: '#CDCBC4', dark: '#2C3236' } },
  office: { zh: '商务用地', en: 'Offices', colour: { light: '#DCDCD6', dark: '#2F383D' } },
  commercial: { zh: '商业用地', en: 'Commercial', colour: { light: '#DCDCD6', dark: '#2F383D' } },
  government: { zh: '行政办公用地', en: 'Government', colour: { light: '#D3D6C8', dark: '#2C3537' } },
  education: { zh: '教育用地', en: 'Education', colour: { light: '#D3D6C8', dark: '#2C3537' } },
  medical: { zh: '医疗卫生用地', en: 'Medical', colour: { light: '#D3D6C8', dark: '#2C3537' } },
  culture: { zh: '文化用地', en: 'Culture', colour: { light: '#D3D6C8', dark: '#2C3537' } },
  sport: { zh: '体育用地', en: 'Sport', colour: { light: '#A6BE8A', dark: '#2D4537' } },
  industrial: { zh: '工业用地', en: 'Industrial', colour: { light: '#CFD0CD', dark: '#2B3236' } },
  utility: { zh: '公用设施用地', en: 'Utilities', colour: { light: '#CFD0CD', dark: '#2B3236' } },
  transport: { zh: '交通设施用地', en: 'Transport', colour: { light: '#CFD0CD', dark: '#2B3236' } },
  park: { zh: '公园', en: 'Park', colour: { light: '#B4C69C', dark: '#273A30' } },
  verge: { zh: '防护绿地', en: 'Buffer green', colour: { light: '#A9BB92', dark: '#2C3D33' } },
  square: { zh: '广场', en: 'Square', colour: { light: '#DCDCD6', dark: '#2F383D' } },
  farmland: { zh: '农田', en: 'Farmland', colour: { light: '#C7CFAE', dark: '#26332C' } },
  forest: { zh: '林地', en: 'Woodland', colour: { light: '#B7C49D', dark: '#233029' } },
  beach: { zh: '沙滩', en: 'Beach', colour: { light: '#EDE4CF', dark: '#57554B' } },
  bank: { zh: '河岸', en: 'River bank', colour: { light: '#C9CBB9', dark: '#2A3536' } },
  construction: { zh: '在建工地', en: 'Building site', colour: { light: '#CDBFA6', dark: '#3E3A33' } },
  land: { zh: '陆地', en: 'Land', colour: { light: '#DDDFDA', dark: '#262D31' } },
} as const satisfies CodeList;

export const PAVEMENT_SURFACES = {
  carriageway: { zh: '机动车道', en: 'Carriageway', colour: ASPHALT },
  'cycle-track': { zh: '非机动车道', en: 'Cycle track', colour: { light: '#C3C0B8', dark: '#2A3033' } },
  footway: { zh: '人行道', en: 'Footway', colour: { light: '#DADBD6', dark: '#30383D' } },
  median: { zh: '分隔带', en: 'Median', colour: { light: '#A9BB92', dark: '#2C3D33' } },
  verge: { zh: '路侧绿带', en: 'Verge', colour: { light: '#A9BB92', dark: '#2C3D33' } },
  drive: { zh: '院内道路', en: 'Drive', colour: { light: '#D9D9D3', dark: '#353D41' } },
  parking: { zh: '停车场', en: 'Parking', colour: { light: '#C3C7C9', dark: '#22292D' } },
  plaza: { zh: '铺装广场', en: 'Plaza', colour: { light: '#DCDCD6', dark: '#2F383D' } },
  path: { zh: '园路', en: 'Path', colour: { light: '#E6E2D6', dark: '#48504F' } },
  lawn: { zh: '草坪', en: 'Lawn', colour: { light: '#B4C69C', dark: '#273A30' } },
  garden: { zh: '绿化', en: 'Planting', colour: { light: '#C9D2B8', dark: '#2A3733' } },
  'running-track': { zh: '跑道', en: 'Running track', colour: { light: '#C98873', dark: '#5A3F38' } },
  pitch: { zh: '球场', en: 'Pitch', colour: { light: '#A6BE8A', dark: '#2D4537' } },
  kerb: { zh: '侧石', en: 'Kerb', colour: { light: '#ECEBE8', dark: '#424B50' } },
  marking: { zh: '白色标线', en: 'White marking', colour: { light: '#F4F5F3', dark: '#7F8A90' } },
  'marking-yellow': { zh: '黄色标线', en: 'Yellow marking', colour: { light: '#E3C56A', dark: '#8D7D4A' } },
  zebra: { zh: '人行横道', en: 'Zebra crossing', colour: { light: '#F0F1EF', dark: '#76828A' } },
} as const satisfies CodeList;
