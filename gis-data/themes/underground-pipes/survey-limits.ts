/** Where the checks of a pipe survey raise an alarm. CJJ 61 names none of them: most are examples of a checking tool or our own, and nothing is kept out by them. */
import type { Limit } from '../../limit.ts';
import { DRAIN_LIMITS } from './limits.ts';

const example = (value: number, unit: string): Limit => ({
  value,
  unit,
  standard: 'project',
  confidence: 'P',
  source: 'example value of a survey checking tool (BdJmLtd _pipeline/excel)',
});

export const SURVEY_LIMITS = {
  longestMetres: example(75, 'm'),
  shortestMetres: example(0.05, 'm'),
  slopingDegrees: example(10, '°'),
  steepestDegrees: example(30, '°'),
  /** The tool asks for a depth and names none: deeper than what is laid in open trenches. */
  deepestMetres: { ...example(15, 'm'), source: 'chosen here: the checking tool leaves it to its user' },
  /** Levels are given to the centimetre: two roundings. */
  levelToleranceMetres: { ...example(0.02, 'm'), source: 'two roundings to the centimetre' },
  leastTurnDegrees: DRAIN_LIMITS.leastTurnDegrees,
} as const satisfies Readonly<Record<string, Limit>>;
