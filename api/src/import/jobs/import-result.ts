/** What became of a file or layer, as the answer and the report say it. */
import { basename } from 'node:path';
import type { Rejection } from '@twin/gis-data/formats/format.ts';
import type { CollectionReport } from '@twin/gis-data/import/import-files.ts';
import type { ReadingsReport } from '@twin/gis-data/readings/import-readings.ts';
import type { ImportOutcome } from '../run-import.ts';
import { refusalOf, type Refusal } from './plan-document.ts';

export type ImportResult = {
  readonly file: string;
  /** In the city; null where nothing came there. */
  readonly source: string | null;
  /** `left`: it was not wanted; `unchanged`: this version stood in the city already. */
  readonly outcome: 'imported' | 'unchanged' | 'left' | 'refused';
  readonly crs: string | null;
  readonly collections: readonly Omit<CollectionReport, 'mapping'>[];
  readonly rejectionCounts: { readonly [code: string]: number };
  readonly rejections: readonly Rejection[];
  readonly notes: readonly string[];
  readonly seconds: number;
  readonly refused: Refusal | null;
  readonly passedOver: boolean;
  /** Part of the city's address that shows it. */
  readonly shownAt: string | null;
};

const NOTHING: Omit<ImportResult, 'file' | 'outcome'> = {
  source: null,
  crs: null,
  collections: [],
  rejectionCounts: {},
  rejections: [],
  notes: [],
  seconds: 0,
  refused: null,
  passedOver: false,
  shownAt: null,
};

export function resultOf(
  outcome: ImportOutcome,
  skipped: ReadonlySet<string>,
  shownAt: string | undefined,
): ImportResult {
  const file = 'model' in outcome ? basename(outcome.file) : outcome.file;
  const head = { ...NOTHING, file, shownAt: shownAt ?? null };
  if ('failed' in outcome) {
    const { failed, passedOver, source } = outcome;
    if (passedOver || (source && skipped.has(source.key)))
      return { ...head, outcome: 'left', passedOver: passedOver ?? false };
    return { ...head, outcome: 'refused', refused: refusalOf(failed) };
  }
  if ('readingsOf' in outcome) return resultOfReadings(head, outcome);
  const { source, crs = null, seconds } = outcome;
  if (outcome.outcome === 'left' || outcome.outcome === 'tried') return { ...head, outcome: 'left' };
  const stored = { ...head, source, crs, seconds };
  if ('model' in outcome) {
    const { elements = 0, difference, warnings } = outcome;
    const [added, updated, retired] = [
      difference?.added.length ?? elements,
      (difference?.changed.length ?? 0) + (difference?.moved.length ?? 0),
      difference?.removed.length ?? 0,
    ];
    const unchanged = difference?.unchanged ?? 0;
    return {
      ...stored,
      outcome: outcome.outcome,
      collections:
        outcome.outcome === 'unchanged'
          ? []
          : [
              {
                collection: 'bim-elements',
                read: elements,
                added,
                updated,
                unchanged,
                retired,
                kept: 0,
                repaired: 0,
                rejected: 0,
              },
            ],
      notes: warnings,
    };
  }
  const { collections, rejectionCounts, rejections, assumed, findings } = outcome;
  const isSame = collections.every(({ added, updated, retired }) => added + updated + retired === 0);
  return {
    ...stored,
    outcome: isSame ? 'unchanged' : 'imported',
    collections: collections.map(countsOf),
    rejectionCounts,
    rejections,
    notes: [...assumed, ...findings],
  };
}

function resultOfReadings(
  head: Omit<ImportResult, 'outcome'>,
  { outcome, source, seconds, read, days, notes, rejections, rejectionCounts }: ReadingsReport,
): ImportResult {
  if (outcome !== 'imported') return { ...head, outcome: 'left' };
  const rejected = Object.values(rejectionCounts).reduce((sum, count) => sum + count, 0);
  return {
    ...head,
    source,
    seconds,
    outcome: days.added + days.updated === 0 ? 'unchanged' : 'imported',
    collections: [{ collection: 'energy-meters', read, ...days, retired: 0, kept: 0, repaired: 0, rejected }],
    rejectionCounts,
    rejections,
    notes,
  };
}

function countsOf(report: CollectionReport): ImportResult['collections'][number] {
  const { mapping: _, ...counts } = report;
  return counts;
}
