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
  doubts: { zh: '存疑之处', en: 'Doubts' },
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

/** What an analysis met that makes its answer less sure, by the code of the answer. */
export const DOUBT_WORDS: Readonly<Record<string, Words>> = {
  'class-without-limits': { zh: '该类管线无限值', en: 'No limits for the class' },
  'depth-above-ground': { zh: '按埋深高出地面', en: 'Above the ground by its depth' },
  'end-joined-by-place': { zh: '端点无点号，按位置相接', en: 'End without a point, joined by its place' },
  'end-without-point': { zh: '端点无管点', en: 'End without a point' },
  'flow-against-fall': { zh: '流向与坡向相反', en: 'Flow against the fall' },
  'flow-unknown': { zh: '流向不明', en: 'Flow not known' },
  'gas-pressure-unknown': { zh: '燃气压力不明', en: 'Gas pressure not known' },
  'demand-assumed': { zh: '用水量平均分摊到建筑', en: 'Demand shared equally among buildings' },
  'diameter-assumed': { zh: '管径为假设', en: 'Diameter assumed' },
  'elevation-assumed': { zh: '高程为假设', en: 'Elevation assumed' },
  'roughness-assumed': { zh: '粗糙系数为假设', en: 'Roughness assumed' },
  'not-supplied': { zh: '不连通任何水源', en: 'Joined to no source' },
  'no-source': { zh: '没有已知的供给点', en: 'No source is known' },
  'pipe-closed-on-itself': { zh: '起止于同一点', en: 'Begins and ends at one point' },
  'pipe-without-depth': { zh: '无埋深', en: 'No depth' },
  'pipe-without-diameter': { zh: '无管径', en: 'No diameter' },
  'pipe-without-length': { zh: '无长度', en: 'No length' },
  'pipe-without-level': { zh: '无高程', en: 'No level' },
  'pipe-without-path': { zh: '不足两点', en: 'Fewer than two points' },
  'pipes-parallel': { zh: '两点间有并行管段', en: 'Parallel pipes between two points' },
  'point-missing': { zh: '所记管点不存在', en: 'Names a point that is not there' },
  'served-by-any-point': {
    zh: '无接户点，建筑归最近管点',
    en: 'No connections: a building hangs on its nearest point',
  },
  'served-by-nearest': { zh: '建筑归最近接户点', en: 'A building hangs on its nearest connection' },
  'valve-at-junction': {
    zh: '阀门在交叉点，按全断计',
    en: 'Valve at a junction, taken to part all its pipes',
  },
  'valve-state-unknown': { zh: '阀门状态不明，按开启计', en: 'Valve without a state, taken for open' },
};
