/** Findings of a check as files for other desks: a table for a report, GeoJSON for a map. */
import { z } from 'zod';
import { citationOf } from '@twin/gis-data/limit.ts';
import type {
  CheckReport,
  PipeFinding,
} from '@twin/gis-data/themes/underground-pipes/analysis/check-pipes.ts';
import type { DrawingLanguage } from '@twin/gis-data/themes/underground-pipes/analysis/sections/drawing.ts';
import {
  FINDING_COLUMNS,
  RULE_WORDS,
  SEVERITY_WORDS,
} from '@twin/gis-data/themes/underground-pipes/check-words.ts';
import type { Words } from '@twin/gis-data/theme.ts';
import { BYTE_ORDER_MARK, csvLine } from '../../csv-line.ts';
import { FileAnswer } from '../../operations.ts';
import { roundedTo } from '../../rounded-to.ts';

const rounded = roundedTo(4);

export const findingsFormat = z
  .enum(['json', 'csv', 'geojson'])
  .default('json')
  .describe('json: the report; csv: all findings as a table; geojson: the gap of each finding as a line');
export type FindingsFormat = z.infer<typeof findingsFormat>;

const NAME = 'pipe-findings';

export function findingsFile(
  { findings }: CheckReport,
  format: Exclude<FindingsFormat, 'json'>,
  language: DrawingLanguage,
): FileAnswer {
  const of = (words: Words): string => (language === 'en' ? words.en : words.zh);
  return format === 'csv'
    ? new FileAnswer('text/csv; charset=utf-8', `${NAME}.csv`, tableOf(findings, of))
    : new FileAnswer('application/geo+json', `${NAME}.geojson`, JSON.stringify(collectionOf(findings)));
}

type Say = (words: Words) => string;

function tableOf(findings: readonly PipeFinding[], of: Say): string {
  const lines = findings.map((finding) => {
    const { rule, severity, pipe, other, measured, limit, yields, from } = finding;
    return csvLine([
      of(RULE_WORDS[rule]),
      of(SEVERITY_WORDS[severity]),
      pipe,
      other,
      rounded(measured),
      limit?.value,
      limit?.unit ?? 'm',
      limit && citationOf(limit),
      limit?.confidence,
      yields,
      degrees(from[0]),
      degrees(from[1]),
      from[2] === undefined ? undefined : rounded(from[2]),
    ]);
  });
  return BYTE_ORDER_MARK + csvLine(FINDING_COLUMNS.map(of)) + lines.join('');
}

/** Codes rather than words: what reads it is a program. */
function collectionOf(findings: readonly PipeFinding[]): unknown {
  return {
    type: 'FeatureCollection',
    features: findings.map(({ rule, severity, pipe, other, measured, limit, yields, from, to }) => ({
      type: 'Feature',
      geometry: { type: 'LineString', coordinates: [from, to] },
      properties: {
        rule,
        severity,
        pipe,
        other: other ?? null,
        measured: rounded(measured),
        limit: limit?.value ?? null,
        unit: limit?.unit ?? 'm',
        clause: limit ? citationOf(limit) : null,
        confidence: limit?.confidence ?? null,
        yields: yields ?? null,
      },
    })),
  };
}

/** To the millimetre. */
function degrees(value: number): number {
  return Number(value.toFixed(8));
}
