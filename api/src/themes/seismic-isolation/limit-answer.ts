/** A limit as an answer gives it: with its clause, how far it is to be trusted, and what passing it means. */
import { citationOf, findingOf, type Limit } from '@twin/gis-data/limit.ts';

export function limitAnswer(limit: Limit) {
  return {
    value: limit.value,
    unit: limit.unit,
    clause: citationOf(limit),
    confidence: limit.confidence,
    severity: findingOf(limit),
  };
}
