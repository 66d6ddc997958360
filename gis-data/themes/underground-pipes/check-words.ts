/** How a check of pipes is spoken of: on the screen and in the files that leave it. */
import type { Finding } from '../../limit.ts';
import type { Words } from '../../theme.ts';

export const RULE_WORDS = {
  collision: { zh: '碰撞', en: 'Collision' },
  horizontal: { zh: '水平净距', en: 'Horizontal clearance' },
  vertical: { zh: '垂直净距', en: 'Vertical clearance' },
  cover: { zh: '覆土', en: 'Cover' },
  slope: { zh: '坡度', en: 'Slope' },
  diameter: { zh: '管径', en: 'Diameter' },
  'manhole-spacing': { zh: '井距', en: 'Manhole spacing' },
} as const satisfies Readonly<Record<string, Words>>;

export const SEVERITY_WORDS: Readonly<Record<Finding, Words>> = {
  violation: { zh: '违规', en: 'Violation' },
  advisory: { zh: '提示', en: 'Advisory' },
};

/** Of the table of findings. Degrees are of CGCS2000, elevations of the 1985 national height datum. */
export const FINDING_COLUMNS: readonly Words[] = [
  { zh: '规则', en: 'Rule' },
  { zh: '级别', en: 'Severity' },
  { zh: '管线', en: 'Pipe' },
  { zh: '另一管线', en: 'Other pipe' },
  { zh: '实测', en: 'Measured' },
  { zh: '限值', en: 'Limit' },
  { zh: '单位', en: 'Unit' },
  { zh: '条文', en: 'Clause' },
  { zh: '可信度', en: 'Confidence' },
  { zh: '避让', en: 'Yields' },
  { zh: '经度', en: 'Longitude' },
  { zh: '纬度', en: 'Latitude' },
  { zh: '高程 m', en: 'Elevation m' },
];
