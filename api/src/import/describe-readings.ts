/** What the terminal says of a table of meter readings: before it is stored and after. Pure: data to text. */
import type {
  MeterReport,
  ReadingsProposal,
  ReadingsReport,
} from '@twin/gis-data/readings/import-readings.ts';
import type { UndoneReadings } from '@twin/gis-data/readings/undo-readings.ts';

const METERS_SHOWN = 20;
const REJECTIONS_SHOWN = 10;
const MEGABYTE = 1_000_000;
const OUTCOMES = { imported: 'imported', tried: 'tried, nothing stored', left: 'left as it is' } as const;

export function describeReadingsProposal({
  file,
  source,
  bytes,
  encoding,
  lines,
  meters,
  notes,
}: ReadingsProposal): string {
  return [
    `\n${file}`,
    line(
      'holds',
      `meter readings, ${encoding.toUpperCase()}, ${(bytes / MEGABYTE).toFixed(1)} MB: ${counted(lines)} lines, meters: ${counted(meters.length)}`,
    ),
    line('source', source),
    ...metersOf(meters),
    ...notes.map((note) => line('note', note)),
  ].join('\n');
}

export function describeReadings(report: ReadingsReport): string {
  const { file, source, outcome, seconds, read, days, readingsOf, notes, rejections, rejectionCounts } =
    report;
  const all = Object.values(rejectionCounts).reduce((sum, count) => sum + count, 0);
  return [
    `\n${file}: ${OUTCOMES[outcome]} (${seconds.toFixed(1)} s)`,
    line('source', source),
    ...metersOf(readingsOf),
    line(
      'days',
      `lines read ${counted(read)} · added ${counted(days.added)} · updated ${counted(days.updated)} · unchanged ${counted(days.unchanged)}`,
    ),
    ...notes.map((note) => line('note', note)),
    ...(all > 0
      ? [
          line(
            'rejected',
            Object.entries(rejectionCounts)
              .map(([code, count]) => `${code} ${counted(count)}`)
              .join(', '),
          ),
        ]
      : []),
    ...rejections.slice(0, REJECTIONS_SHOWN).map(({ place, reason }) => line('', `${place}: ${reason}`)),
    ...(all > REJECTIONS_SHOWN
      ? [line('', `and ${counted(all - REJECTIONS_SHOWN)} more in the report`)]
      : []),
  ].join('\n');
}

export function describeUndoneReadings(
  source: string,
  { undoneReadings, removed, restored }: UndoneReadings,
): string {
  return `\nThe import of ${undoneReadings} into ${source} is undone: days removed ${counted(removed)} · restored ${counted(restored)}.`;
}

function metersOf(meters: readonly MeterReport[]): string[] {
  return [
    ...meters
      .slice(0, METERS_SHOWN)
      .map(({ name, meter, unit, stepSeconds, hours, sum, from, to }) =>
        line(
          'meter',
          `${name}${name === meter ? '' : ` = ${meter}`}: every ${stepSeconds} s, ${counted(hours)} hours, ${sum.toLocaleString('en', { maximumFractionDigits: 2 })} ${unit}, ${from.slice(0, 16)} to ${to.slice(0, 16)} UTC`,
        ),
      ),
    ...(meters.length > METERS_SHOWN
      ? [line('', `and ${counted(meters.length - METERS_SHOWN)} meters more`)]
      : []),
  ];
}

function counted(count: number): string {
  return count.toLocaleString('en');
}

function line(head: string, text: string): string {
  return `  ${head.padEnd(15)} ${text}`;
}
