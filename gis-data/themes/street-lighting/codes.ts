/** Code lists of street lighting: FIWARE Smart Data Models (Streetlight), and the lamp states of the interface. */
import type { CodeList } from '../../theme.ts';

const ON = { light: '#C77F00', dark: '#FFC873' };
const FAULT = { light: '#D3261F', dark: '#FF5C55' };

export const POWER_STATES = {
  on: { zh: '亮', en: 'On', colour: ON },
  low: { zh: '调暗', en: 'Dimmed', colour: ON },
  bootingUp: { zh: '启动中', en: 'Starting', colour: ON },
  off: { zh: '灭', en: 'Off', colour: { light: '#7D878C', dark: '#76828A' } },
} as const satisfies CodeList;

/** `lost` and `dayBurner` are ours, the others FIWARE's. Whether a sound lamp burns is its power state. */
export const LAMP_STATUSES = {
  ok: { zh: '正常', en: 'Normal', colour: ON },
  defectiveLamp: { zh: '光源故障', en: 'Lamp defect', colour: FAULT },
  columnIssue: { zh: '灯杆问题', en: 'Column issue', colour: FAULT },
  brokenLantern: { zh: '灯具损坏', en: 'Lantern broken', colour: FAULT },
  lost: { zh: '失联', en: 'No contact', colour: { light: '#6A757A', dark: '#A9B4B9' } },
  dayBurner: { zh: '白天亮', en: 'Lit by day', colour: { light: '#7B3FE4', dark: '#BC8CFF' } },
} as const satisfies CodeList;

export const LAMP_CONTROLS = {
  individual: { zh: '单灯', en: 'Single lamp' },
  group: { zh: '回路', en: 'Circuit' },
  none: { zh: '无', en: 'None' },
} as const satisfies CodeList;

/** FIWARE locationCategory */
export const LAMP_LOCATIONS = {
  road: { zh: '车行道', en: 'Road' },
  sidewalk: { zh: '人行道', en: 'Sidewalk' },
  centralIsland: { zh: '中央分隔带', en: 'Central island' },
  pedestrianPath: { zh: '步道', en: 'Footpath' },
  bridge: { zh: '桥', en: 'Bridge' },
  tunnel: { zh: '隧道', en: 'Tunnel' },
  parking: { zh: '停车场', en: 'Parking' },
  park: { zh: '公园', en: 'Park' },
  garden: { zh: '花园', en: 'Garden' },
  playground: { zh: '游乐场', en: 'Playground' },
  facade: { zh: '建筑立面', en: 'Façade' },
} as const satisfies CodeList;

export const LAMP_TYPES = {
  LED: { zh: 'LED', en: 'LED' },
  'high-pressure-sodium': { zh: '高压钠灯', en: 'High-pressure sodium' },
  'metal-halide': { zh: '金卤灯', en: 'Metal halide' },
  fluorescent: { zh: '荧光灯', en: 'Fluorescent' },
} as const satisfies CodeList;

export const PHASES = {
  A: { zh: 'A相', en: 'Phase A' },
  B: { zh: 'B相', en: 'Phase B' },
  C: { zh: 'C相', en: 'Phase C' },
  ABC: { zh: '三相', en: 'Three-phase' },
} as const satisfies CodeList;
