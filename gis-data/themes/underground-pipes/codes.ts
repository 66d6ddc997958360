/**
 * Code lists of CJJ 61-2017, appendices B and C. `record` is the standard's colour and never changes; `colour` is
 * what is drawn, moved in lightness only as far as the ground of the interface theme asks.
 */
import type { CodeList } from '../../theme.ts';

export const PIPE_CLASSES = {
  JS: { zh: '给水', en: 'Water supply', short: 'JS', record: '#00FFFF', colour: { light: '#00D5DB', dark: '#00F0F0' } },
  PS: { zh: '排水', en: 'Drainage', short: 'PS', record: '#4C3926', colour: { light: '#4C3926', dark: '#94775C' } },
  RQ: { zh: '燃气', en: 'Gas', short: 'RQ', record: '#FF00FF', colour: { light: '#E800E8', dark: '#FF2EFF' } },
  RL: { zh: '热力', en: 'Heat', short: 'RL', record: '#FF8000', colour: { light: '#F57600', dark: '#FF8A1A' } },
  DL: { zh: '电力', en: 'Power', short: 'DL', record: '#FF0000', colour: { light: '#F00000', dark: '#FF3333' } },
  TX: { zh: '通信', en: 'Telecom', short: 'TX', record: '#00FF00', colour: { light: '#00C800', dark: '#10F010' } },
  GY: { zh: '工业', en: 'Industrial', short: 'GY', record: '#000000', colour: { light: '#000000', dark: '#14181B' } },
  // The class holds utility tunnels (black) and unknown lines (purple); the unknown ones are the more frequent.
  QT: { zh: '其他', en: 'Other', short: 'QT', record: '#6600CC', colour: { light: '#6600CC', dark: '#9A52F2' } },
} as const satisfies CodeList;

export const PIPE_SUB_CLASSES = {
  JY: { zh: '原水', en: 'Raw water' }, SS: { zh: '输水', en: 'Water transmission' }, ZS: { zh: '中水', en: 'Reclaimed water' },
  JP: { zh: '配水', en: 'Water distribution' }, JZ: { zh: '直饮水', en: 'Drinking water' }, XS: { zh: '消防水', en: 'Fire water' },
  LS: { zh: '绿化水', en: 'Irrigation' }, JH: { zh: '循环水', en: 'Circulating water' },
  YS: { zh: '雨水', en: 'Storm water' }, WS: { zh: '污水', en: 'Sewage' }, HS: { zh: '雨污合流', en: 'Combined sewer' },
  MQ: { zh: '煤气', en: 'Coal gas' }, YH: { zh: '液化气', en: 'LPG' }, TR: { zh: '天然气', en: 'Natural gas' },
  RS: { zh: '热水', en: 'Hot water' }, ZQ: { zh: '蒸汽', en: 'Steam' },
  GD: { zh: '供电', en: 'Power supply' }, LD: { zh: '路灯', en: 'Street lighting' }, XH: { zh: '交通信号', en: 'Traffic signals' },
  DC: { zh: '电车', en: 'Tram' }, GG: { zh: '广告', en: 'Advertising' },
  DH: { zh: '电话', en: 'Telephone' }, DS: { zh: '有线电视', en: 'Cable TV' }, XX: { zh: '信息网络', en: 'Data network' }, GB: { zh: '广播', en: 'Broadcast' },
  QQ: { zh: '氢', en: 'Hydrogen' }, YQ: { zh: '氧', en: 'Oxygen' },
  ZH: { zh: '综合管沟', en: 'Utility tunnel' }, BM: { zh: '不明管线', en: 'Unknown line' },
} as const satisfies CodeList;

export const PIPE_MATERIALS = {
  ZT: { zh: '铸铁', en: 'Cast iron' }, G: { zh: '钢', en: 'Steel' }, T: { zh: '混凝土', en: 'Concrete' }, PE: { zh: 'PE', en: 'PE' },
  PVC: { zh: 'PVC', en: 'PVC' }, BLG: { zh: '玻璃钢', en: 'GRP' }, QM: { zh: '球墨铸铁', en: 'Ductile iron' },
  ZS: { zh: '砖石', en: 'Brick and stone' }, Z: { zh: '砖', en: 'Brick' }, S: { zh: '石', en: 'Stone' }, SM: { zh: '石棉', en: 'Asbestos cement' },
  TC: { zh: '陶瓷', en: 'Ceramic' }, TZ: { zh: '铜', en: 'Copper' }, VL: { zh: '钢芯铝', en: 'Steel-core aluminium' }, GX: { zh: '光纤', en: 'Optical fibre' },
} as const satisfies CodeList;

export const LAYINGS = {
  ZM: { zh: '直埋', en: 'Direct buried' }, GM: { zh: '管埋', en: 'In duct' }, GK: { zh: '管块', en: 'Duct block' }, GG: { zh: '管沟', en: 'Trench' },
  JK: { zh: '架空', en: 'Overhead' }, DM: { zh: '地面', en: 'On the ground' }, SJ: { zh: '上架', en: 'Riser' }, XTD: { zh: '小通道', en: 'Borrowed drain' },
  ZH: { zh: '综合管廊', en: 'Utility tunnel' }, RF: { zh: '人防', en: 'Civil defence' }, JN: { zh: '井内连线', en: 'Within a well' },
  DG: { zh: '顶管', en: 'Trenchless' }, SX: { zh: '水下', en: 'Under water' },
} as const satisfies CodeList;

export const SURVEY_STATUS = {
  0: { zh: '在用', en: 'In use' }, 1: { zh: '废弃', en: 'Abandoned' }, 2: { zh: '空管', en: 'Empty' }, 3: { zh: '其他', en: 'Other' },
} as const satisfies CodeList;

export const APPURTENANCES = {
  valve: { zh: '阀门', en: 'Valve' }, 'valve-well': { zh: '阀门井', en: 'Valve well' }, manhole: { zh: '检查井', en: 'Manhole' },
  'rain-grate': { zh: '雨水篦', en: 'Rain grate' }, hydrant: { zh: '消防栓', en: 'Hydrant' }, 'meter-well': { zh: '水表井', en: 'Meter well' },
  outfall: { zh: '出水口', en: 'Outfall' }, 'hand-hole': { zh: '手孔', en: 'Hand hole' }, reservoir: { zh: '水源', en: 'Reservoir' },
  tank: { zh: '水池', en: 'Tank' }, pump: { zh: '泵', en: 'Pump' },
} as const satisfies CodeList;

export const FEATURES = {
  elbow: { zh: '弯头', en: 'Elbow' }, tee: { zh: '三通', en: 'Tee' }, cross: { zh: '四通', en: 'Cross' }, straight: { zh: '直线点', en: 'Straight point' },
  reducer: { zh: '变径', en: 'Reducer' }, end: { zh: '预留口', en: 'Stub end' }, entry: { zh: '入户', en: 'House entry' },
} as const satisfies CodeList;

export const VALVE_STATES = {
  open: { zh: '开', en: 'Open' }, closed: { zh: '关', en: 'Closed' }, faulty: { zh: '失灵', en: 'Out of order' },
} as const satisfies CodeList;
