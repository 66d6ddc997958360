import { formatNumber, withUnit } from '../words/format.ts';

const STEP = 1000;
const UNITS = ['B', 'kB', 'MB', 'GB'] as const;

/** 12.4 MB */
export function formatBytes(bytes: number): string {
  const power = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(bytes, 1)) / 3)));
  return withUnit(formatNumber(Math.round((10 * bytes) / STEP ** power) / 10), UNITS[power]);
}
