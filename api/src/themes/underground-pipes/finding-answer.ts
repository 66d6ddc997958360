/** A finding of the check as it is answered: with its limit, and where that was read. */
import { citationOf } from '@twin/gis-data/limit.ts';
import type { PipeFinding } from '@twin/gis-data/themes/underground-pipes/analysis/check-pipes.ts';
import { roundedTo } from '../../rounded-to.ts';

const rounded = roundedTo(4);

export function findingAnswer({ limit, onlyUnder, ...finding }: PipeFinding) {
  return {
    ...finding,
    measured: rounded(finding.measured),
    ...(onlyUnder ? { only_under: onlyUnder } : {}),
    ...(limit
      ? {
          limit: {
            value: limit.value,
            unit: limit.unit,
            clause: citationOf(limit),
            confidence: limit.confidence,
            source: limit.source,
          },
        }
      : {}),
  };
}
