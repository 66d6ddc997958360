/** Code lists of isolation bearings: kinds of JG/T 118-2018 and GB/T 51408-2021, states of our own life cycle. */
import type { CodeList, Words } from '../../theme.ts';

export const BEARING_KINDS = {
  LNR: { zh: '天然橡胶支座', en: 'Natural rubber', short: 'LNR' },
  LRB: { zh: '铅芯橡胶支座', en: 'Lead rubber', short: 'LRB' },
  HDR: { zh: '高阻尼橡胶支座', en: 'High-damping rubber', short: 'HDR' },
  ESB: { zh: '弹性滑板支座', en: 'Elastic sliding', short: 'ESB' },
  FPS: { zh: '摩擦摆支座', en: 'Friction pendulum', short: 'FPS' },
} as const satisfies CodeList;

/** In the order of a bearing's life; flagged, replaced and retired are its side states. */
export const BEARING_LIFECYCLE = {
  designed: { zh: '设计', en: 'Designed' },
  manufactured: { zh: '生产', en: 'Manufactured' },
  'factory-tested': { zh: '出厂检验', en: 'Factory tested' },
  delivered: { zh: '进场', en: 'Delivered' },
  'witnessed-retest': { zh: '见证复检', en: 'Witnessed retest' },
  installed: { zh: '安装', en: 'Installed' },
  accepted: { zh: '验收', en: 'Accepted' },
  'in-service': { zh: '在役', en: 'In service' },
  flagged: { zh: '待处理', en: 'Flagged' },
  replaced: { zh: '已更换', en: 'Replaced' },
  retired: { zh: '退役', en: 'Retired' },
} as const satisfies CodeList;

/** 到期: an inspection is due; 超期: it is overdue; 异常: a limit is passed. */
export const BEARING_CONDITIONS = {
  ok: { zh: '正常', en: 'Normal', colour: { light: '#5F7179', dark: '#9FB2BA' } },
  due: { zh: '到期', en: 'Due', colour: { light: '#EFC21F', dark: '#F2D76C' } },
  over: { zh: '超期', en: 'Overdue', colour: { light: '#E07A1C', dark: '#FB9E50' } },
  bad: { zh: '异常', en: 'Abnormal', colour: { light: '#D3261F', dark: '#FC6663' } },
} as const satisfies CodeList;

/** What happens to a bearing, in the order of its life; what may come again and again stands last. */
export const BEARING_EVENTS = {
  designed: { zh: '设计', en: 'Designed' },
  'type-test': { zh: '型式检验', en: 'Type test' },
  manufactured: { zh: '生产', en: 'Manufactured' },
  'factory-test': { zh: '出厂检验', en: 'Factory test' },
  delivered: { zh: '进场', en: 'Delivered' },
  'witnessed-retest': { zh: '见证复检', en: 'Witnessed retest' },
  installed: { zh: '安装', en: 'Installed' },
  accepted: { zh: '验收', en: 'Accepted' },
  completed: { zh: '竣工基准', en: 'Completed' },
  routine: { zh: '常规检查', en: 'Routine check' },
  periodic: { zh: '定期检查', en: 'Periodic check' },
  emergency: { zh: '应急检查', en: 'Emergency check' },
  maintained: { zh: '维护', en: 'Maintained' },
  replaced: { zh: '更换', en: 'Replaced' },
} as const satisfies CodeList;

export const EVENT_RESULTS = {
  done: { zh: '完成', en: 'Done' },
  passed: { zh: '合格', en: 'Passed' },
  observe: { zh: '观察', en: 'Watch' },
  failed: { zh: '不合格', en: 'Failed' },
} as const satisfies CodeList;

/** What stands at a monitored bearing, by the property of its datastream. x and y lie along the axes of the building. */
export const BEARING_SENSORS = {
  displacement_x: { zh: 'X向位移', en: 'Displacement x', unit: 'mm', digits: 2 },
  displacement_y: { zh: 'Y向位移', en: 'Displacement y', unit: 'mm', digits: 2 },
  settlement: { zh: '竖向沉降', en: 'Settlement', unit: 'mm', digits: 2 },
  tilt: { zh: '倾角', en: 'Tilt', unit: '‰', digits: 2 },
  temperature: { zh: '温度', en: 'Temperature', unit: '°C', digits: 1 },
} as const satisfies Readonly<Record<string, Words & { readonly unit: string; readonly digits: number }>>;
