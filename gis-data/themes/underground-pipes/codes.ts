/**
 * Code lists of CJJ 61-2017, appendix B (classes, colours) and appendix C (materials, laying, status).
 * `record` is the standard's colour and never changes; `colour` is what is drawn: the same hue, its lightness
 * moved only as far as the ground of each interface theme asks.
 */
import { type CodeList, standardCodes } from '../../theme.ts';

const BLACK = { record: '#000000', colour: { light: '#000000', dark: '#14181B' } };
const PURPLE = { record: '#6600CC', colour: { light: '#6600CC', dark: '#9A52F2' } };

/** 大类. 其他 has no colour of its own in the standard: it is drawn as 不明管线, and 综合管沟 has its own below. */
export const PIPE_CLASSES = standardCodes({
  JS: { zh: '给水', en: 'Water', record: '#00FFFF', colour: { light: '#00D5DB', dark: '#00F0F0' } },
  PS: { zh: '排水', en: 'Drainage', record: '#4C3926', colour: { light: '#4C3926', dark: '#94775C' } },
  RQ: { zh: '燃气', en: 'Gas', record: '#FF00FF', colour: { light: '#E800E8', dark: '#FF2EFF' } },
  RL: { zh: '热力', en: 'Heat', record: '#FF8000', colour: { light: '#F57600', dark: '#FF8A1A' } },
  DL: { zh: '电力', en: 'Power', record: '#FF0000', colour: { light: '#F00000', dark: '#FF3333' } },
  TX: { zh: '通信', en: 'Telecom', record: '#00FF00', colour: { light: '#00C800', dark: '#10F010' } },
  GY: { zh: '工业', en: 'Industrial', ...BLACK },
  QT: { zh: '其他', en: 'Other', ...PURPLE },
});

export type PipeClass = keyof typeof PIPE_CLASSES;

/** 小类. They share the colour of their class, but for the two of 其他. */
export const PIPE_SUB_CLASSES = standardCodes({
  JY: { zh: '原水', en: 'Raw water' },
  SS: { zh: '输水', en: 'Trunk water' },
  ZS: { zh: '中水', en: 'Reclaimed' },
  JP: { zh: '配水', en: 'Distribution' },
  JZ: { zh: '直饮水', en: 'Drinking' },
  XS: { zh: '消防水', en: 'Fire water' },
  LS: { zh: '绿化水', en: 'Irrigation' },
  JH: { zh: '循环水', en: 'Circulating' },
  YS: { zh: '雨水', en: 'Storm' },
  WS: { zh: '污水', en: 'Sewer' },
  HS: { zh: '雨污合流', en: 'Combined' },
  MQ: { zh: '煤气', en: 'Town gas' },
  YH: { zh: '液化气', en: 'LPG' },
  TR: { zh: '天然气', en: 'Natural gas' },
  RS: { zh: '热水', en: 'Hot water' },
  ZQ: { zh: '蒸汽', en: 'Steam' },
  GD: { zh: '供电', en: 'Supply' },
  LD: { zh: '路灯', en: 'Street light' },
  XH: { zh: '交通信号', en: 'Traffic signal' },
  DC: { zh: '电车', en: 'Tram' },
  GG: { zh: '广告', en: 'Advertising' },
  DH: { zh: '电话', en: 'Telephone' },
  DS: { zh: '有线电视', en: 'Cable TV' },
  XX: { zh: '信息网络', en: 'Data' },
  GB: { zh: '广播', en: 'Broadcast' },
  QQ: { zh: '氢', en: 'Hydrogen' },
  YQ: { zh: '氧', en: 'Oxygen' },
  GQ: { zh: '乙炔', en: 'Acetylene' },
  YX: { zh: '乙烯', en: 'Ethylene' },
  BQ: { zh: '苯', en: 'Benzene' },
  LQ: { zh: '氯', en: 'Chlorine' },
  DQ: { zh: '氮', en: 'Nitrogen' },
  EY: { zh: '二氧化碳', en: 'Carbon dioxide' },
  AQ: { zh: '氨', en: 'Ammonia' },
  JB: { zh: '甲苯', en: 'Toluene' },
  ZH: { zh: '综合管沟', en: 'Utility tunnel', ...BLACK },
  BM: { zh: '不明管线', en: 'Unknown', ...PURPLE },
});

export type PipeSubClass = keyof typeof PIPE_SUB_CLASSES;

/** 材质, C.0.1 */
export const PIPE_MATERIALS = standardCodes({
  ZT: { zh: '铸铁', en: 'Cast iron', aliases: ['iron', 'CI'] },
  QM: { zh: '球墨铸铁', en: 'Ductile iron', aliases: ['ductile iron', 'FD', 'DI', '球墨铸铁管'] },
  G: { zh: '钢', en: 'Steel', aliases: ['ST', '钢管'] },
  T: { zh: '混凝土', en: 'Concrete', aliases: ['cement', '砼', '钢筋混凝土', '钢筋砼'] },
  PE: { zh: '聚乙烯', en: 'PE', aliases: ['PEAD', 'PEHD', 'HDPE', 'PEC', 'polyethylene'] },
  PVC: { zh: '聚氯乙烯', en: 'PVC', aliases: ['PVC-U', 'UPVC', '塑料'] },
  BLG: { zh: '玻璃钢', en: 'Glass fibre' },
  ZS: { zh: '砖石', en: 'Brick and stone' },
  Z: { zh: '砖', en: 'Brick', aliases: ['bricks'] },
  S: { zh: '石', en: 'Stone' },
  SM: { zh: '石棉', en: 'Asbestos', aliases: ['fibre cement', 'FC', 'AC', 'asbestos cement'] },
  TC: { zh: '陶瓷', en: 'Ceramic' },
  TZ: { zh: '铜', en: 'Copper' },
  VL: { zh: '钢芯铝', en: 'Steel-core aluminium' },
  GX: { zh: '光纤', en: 'Fibre' },
});

/** 埋设方式, C.0.2 */
export const PIPE_LAYINGS = standardCodes({
  ZM: { zh: '直埋', en: 'Direct' },
  GM: { zh: '管埋', en: 'In duct' },
  GK: { zh: '管块', en: 'Duct block' },
  GG: { zh: '管沟', en: 'Trench' },
  JK: { zh: '架空', en: 'Overhead' },
  DM: { zh: '地面', en: 'On ground' },
  SJ: { zh: '上架', en: 'Riser' },
  XTD: { zh: '小通道', en: 'Small passage' },
  ZH: { zh: '综合管廊', en: 'Utility tunnel' },
  RF: { zh: '人防', en: 'Air-raid shelter' },
  JN: { zh: '井内连线', en: 'In a well' },
  DG: { zh: '顶管、非开挖', en: 'Trenchless' },
  SX: { zh: '水下', en: 'Under water' },
});

/** 状态, C.0.3 */
export const PIPE_STATUSES = standardCodes({
  '0': { zh: '在用', en: 'In use' },
  '1': { zh: '废弃', en: 'Abandoned' },
  '2': { zh: '空管', en: 'Empty' },
  '3': { zh: '其他', en: 'Other' },
});

/** 特征: what the pipe does at the point. The survey's words as stable keys; the standard numbers them in appendix F. */
export const POINT_FEATURES = {
  straight: { zh: '直线点', en: 'Straight' },
  elbow: { zh: '弯头', en: 'Elbow' },
  tee: { zh: '三通', en: 'Tee' },
  cross: { zh: '四通', en: 'Cross' },
  'multi-way': { zh: '多通', en: 'Multi-way' },
  reducer: { zh: '变径', en: 'Reducer' },
  'material-change': { zh: '变材', en: 'Material change' },
  'grade-change': { zh: '变坡点', en: 'Grade change' },
  riser: { zh: '出地', en: 'Riser' },
  entry: { zh: '入户', en: 'Entry' },
  cap: { zh: '管帽', en: 'Cap' },
  stub: { zh: '预留口', en: 'Stub' },
  inlet: { zh: '进水口', en: 'Inlet' },
  outlet: { zh: '出水口', en: 'Outlet' },
  unexplored: { zh: '非普查', en: 'Not surveyed' },
} as const satisfies CodeList;

/** 附属物: what stands at the point. */
export const POINT_APPURTENANCES = {
  manhole: {
    zh: '检查井',
    en: 'Manhole',
    aliases: ['CIRC_MANHOLE', 'RECT_MANHOLE', 'OUT_MANHOLE', 'CHAMBER'],
  },
  'rain-grate': {
    zh: '雨水箅',
    en: 'Rain grate',
    aliases: ['GINLET', 'GULLY', 'NETGULLY', '雨水篦', 'PGULLY', 'VGULLY'],
  },
  'septic-tank': { zh: '化粪池', en: 'Septic tank' },
  outfall: { zh: '排水口', en: 'Outfall', aliases: ['OUTFALLS'] },
  valve: { zh: '阀门', en: 'Valve', aliases: ['SHUTOFF_VALVE', 'CHECK_VALVE'] },
  'valve-well': { zh: '阀门井', en: 'Valve well' },
  meter: { zh: '水表', en: 'Meter' },
  'meter-well': { zh: '水表井', en: 'Meter well' },
  hydrant: { zh: '消火栓', en: 'Hydrant' },
  'air-valve': { zh: '排气阀', en: 'Air valve', aliases: ['AIR_VALVE'] },
  'drain-valve': { zh: '排泥阀', en: 'Washout' },
  'pressure-reducer': { zh: '减压阀', en: 'Pressure reducer', aliases: ['PR_REDUC_VALVE', 'PRV'] },
  'pump-station': { zh: '泵站', en: 'Pump station' },
  pump: { zh: '水泵', en: 'Pump' },
  reservoir: { zh: '水源', en: 'Source', aliases: ['SOURCE', 'WATERWELL', 'INLET'] },
  tank: { zh: '水池', en: 'Tank', aliases: ['STORAGE', 'SEWER_STORAGE', 'EXPANTANK'] },
  'gas-regulator': { zh: '调压箱', en: 'Gas regulator' },
  'regulator-station': { zh: '调压站', en: 'Regulator station', aliases: ['门站', '调压计量站'] },
  'condensate-pot': { zh: '凝水缸', en: 'Condensate pot' },
  'hand-hole': { zh: '手孔', en: 'Handhole' },
  'cable-well': { zh: '人孔', en: 'Cable well' },
  'junction-box': { zh: '分线箱', en: 'Junction box' },
  'ring-main-unit': { zh: '环网柜', en: 'Ring main unit' },
  substation: { zh: '变压器', en: 'Transformer' },
  'steam-trap': { zh: '疏水器', en: 'Steam trap' },
  'vent-shaft': { zh: '通风井', en: 'Vent shaft' },
} as const satisfies CodeList;

export const SECTIONS = {
  round: { zh: '圆形', en: 'Round' },
  rectangular: { zh: '矩形', en: 'Rectangular' },
} as const satisfies CodeList;

/** Where on the section an elevation is measured: top of pressure pipes, invert of gravity pipes, by local practice. */
export const ELEVATION_REFERENCES = {
  top: { zh: '管顶', en: 'Top' },
  invert: { zh: '管底', en: 'Invert' },
  axis: { zh: '管中', en: 'Axis' },
} as const satisfies CodeList;

export const FLOW_DIRECTIONS = {
  '1': { zh: '起点至终点', en: 'Start to end' },
  '-1': { zh: '终点至起点', en: 'End to start' },
  '0': { zh: '双向', en: 'Both ways' },
} as const satisfies CodeList;

/** Gas pressure classes; the borders in MPa stand with the limits. */
export const PRESSURE_CLASSES = {
  L: { zh: '低压', en: 'Low' },
  MB: { zh: '中压B', en: 'Medium B' },
  MA: { zh: '中压A', en: 'Medium A' },
  SB: { zh: '次高压B', en: 'Sub-high B' },
  SA: { zh: '次高压A', en: 'Sub-high A' },
  H: { zh: '高压', en: 'High' },
} as const satisfies CodeList;

export const WELL_SHAPES = {
  round: { zh: '圆形', en: 'Round' },
  square: { zh: '方形', en: 'Square' },
} as const satisfies CodeList;

export const VALVE_STATES = {
  open: { zh: '开', en: 'Open' },
  closed: { zh: '关', en: 'Closed' },
  faulty: { zh: '故障', en: 'Faulty' },
} as const satisfies CodeList;
