/** The words of the pipe tools, in both languages. */
import type { Words } from '@twin/gis-data/theme.ts';

export const WORDS = {
  choose: { zh: '在场景中选择一段管线', en: 'Select a pipe in the scene' },
  burst: { zh: '爆管', en: 'Burst' },
  upstream: { zh: '上游', en: 'Upstream' },
  downstream: { zh: '下游', en: 'Downstream' },
  thisPipe: { zh: '检查此管', en: 'Check this pipe' },
  city: { zh: '检查全部', en: 'Check everything' },
  close: { zh: '须关阀门', en: 'Valves to close' },
  mayClose: { zh: '可关阀门', en: 'Valves that may be closed' },
  faulty: { zh: '故障阀门', en: 'Valves out of order' },
  notIsolated: {
    zh: '水源与此管之间无可用阀门',
    en: 'No valve in order stands between a source and this pipe',
  },
  segment: { zh: '停供管段', en: 'Isolated pipes' },
  cutOff: { zh: '连带停供', en: 'Cut off with them' },
  pipes: { zh: '管段', en: 'Pipes' },
  ends: { zh: '端点', en: 'Ends' },
  customers: { zh: '受影响建筑', en: 'Buildings affected' },
  hydrants: { zh: '失水消火栓', en: 'Hydrants lost' },
  violations: { zh: '违规', en: 'Violations' },
  advisories: { zh: '提示', en: 'Advisories' },
  none: { zh: '符合，没有发现', en: 'Nothing found' },
  rule: { zh: '规则', en: 'Rule' },
  pair: { zh: '管线', en: 'Pipes' },
  measured: { zh: '实测', en: 'Measured' },
  limit: { zh: '限值', en: 'Limit' },
  clause: { zh: '条文', en: 'Clause' },
  fly: { zh: '飞到', en: 'Fly to' },
} as const satisfies Readonly<Record<string, Words>>;

export const RULE_WORDS = {
  collision: { zh: '碰撞', en: 'Collision' },
  horizontal: { zh: '水平净距', en: 'Horizontal clearance' },
  vertical: { zh: '垂直净距', en: 'Vertical clearance' },
  cover: { zh: '覆土', en: 'Cover' },
  slope: { zh: '坡度', en: 'Slope' },
  diameter: { zh: '管径', en: 'Diameter' },
  'manhole-spacing': { zh: '井距', en: 'Manhole spacing' },
} as const satisfies Readonly<Record<string, Words>>;
