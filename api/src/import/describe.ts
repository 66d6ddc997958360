/** What the terminal says of an import: before, while and after. Pure: data to text. */
import { collectionById } from '@twin/gis-data/index.ts';
import type { ImportedSource, Undone } from '@twin/gis-data/import/undo-import.ts';
import type { FileReport, Proposal } from '@twin/gis-data/import/import-files.ts';

const REJECTIONS_SHOWN = 10;
const COLUMNS_SHOWN = 12;
const MEGABYTE = 1_000_000;

export function describeProposal({
  file,
  bytes,
  format,
  survey,
  found,
  planned,
  sourceKey,
}: Proposal): string {
  const geometries = Object.entries(survey.geometries)
    .map(([type, count]) => `${counted(count)} ${type === 'none' ? 'without geometry' : type}`)
    .join(', ');
  return [
    `\n${file}`,
    line(
      'holds',
      `${format}, ${survey.encoding.toUpperCase()}, ${(bytes / MEGABYTE).toFixed(1)} MB: ${geometries}`,
    ),
    line('lies in', found.crs.name),
    line('source', sourceKey),
    ...planned.plan.routes.flatMap(({ collection, mappings, constants }) => {
      const title = collectionById(collection)?.collection.title;
      const mapped = new Set(mappings.map(({ from }) => from));
      const extra = survey.fields.map(({ name }) => name).filter((name) => !mapped.has(name));
      return [
        line('into', `${collection} (${title?.zh ?? ''} ${title?.en ?? ''})`),
        ...mappings.map(({ field, from, unit, because }) =>
          line(
            '',
            `${field.padEnd(24)} ← ${from}${unit === undefined ? '' : ` in ${unit}${because === undefined ? '' : `: ${because}`}`}`,
          ),
        ),
        ...Object.entries(constants).map(([field, value]) => line('', `${field.padEnd(24)} = ${value}`)),
        // A network's reader knows what it gives: what the one collection does not take is the other's.
        ...(extra.length > 0 && survey.collections.length === 0
          ? [
              line(
                'kept as extra',
                `${extra.slice(0, COLUMNS_SHOWN).join(', ')}${extra.length > COLUMNS_SHOWN ? ` and ${extra.length - COLUMNS_SHOWN} more` : ''}`,
              ),
            ]
          : []),
      ];
    }),
    ...[...survey.facts.notes, ...found.notes, ...planned.notes].map((note) => line('note', note)),
  ].join('\n');
}

export function describeReport(report: FileReport): string {
  if (report.outcome === 'left') return `\n${report.file}: left as it is.`;
  const rejected = Object.entries(report.rejectionCounts);
  const all = rejected.reduce((sum, [, count]) => sum + count, 0);
  return [
    `\n${report.file}: ${report.outcome === 'tried' ? 'tried, nothing stored' : 'imported'} in ${report.seconds.toFixed(1)} s`,
    ...report.collections.map(
      ({ collection, read, added, updated, unchanged, retired, kept, repaired, rejected: out }) =>
        line(
          collection,
          [
            `read ${counted(read)}`,
            ...(report.outcome === 'tried'
              ? []
              : [
                  `added ${counted(added)}`,
                  `updated ${counted(updated)}`,
                  `unchanged ${counted(unchanged)}`,
                  `retired ${counted(retired)}`,
                ]),
            `repaired ${counted(repaired)}`,
            `rejected ${counted(out)}`,
            ...(kept > 0 ? [`kept because others refer to them ${counted(kept)}`] : []),
          ].join(' · '),
        ),
    ),
    ...report.findings.map((note) => line('note', note)),
    ...(all > 0
      ? [line('rejected', rejected.map(([code, count]) => `${code} ${counted(count)}`).join(', '))]
      : []),
    ...report.rejections
      .slice(0, REJECTIONS_SHOWN)
      .map(({ place, reason }) => line('', `${place}: ${reason}`)),
    ...(all > REJECTIONS_SHOWN
      ? [line('', `and ${counted(all - REJECTIONS_SHOWN)} more in the report`)]
      : []),
  ].join('\n');
}

export function describeSources(sources: readonly ImportedSource[]): string {
  if (sources.length === 0) return '\nNothing was imported.';
  return [
    '\nImported, the last one first:',
    ...sources.map(
      ({ source, file, crs, importedAt, imports }) =>
        `  ${source.padEnd(30)} ${importedAt.toISOString().slice(0, 16).replace('T', ' ')}  ${file} in ${crs}, ${counted(imports)} to undo`,
    ),
  ].join('\n');
}

export function describeUndone({ source, file, importedAt, collections }: Undone): string {
  return [
    `\nThe import of ${file} into ${source} of ${importedAt.toISOString().slice(0, 16).replace('T', ' ')} is undone:`,
    ...collections.map(({ collection, removed, restored, kept }) =>
      line(
        collection,
        `removed ${counted(removed)} · restored ${counted(restored)}${kept > 0 ? ` · kept because others refer to them ${counted(kept)}` : ''}`,
      ),
    ),
  ].join('\n');
}

/** @param seconds since the stage began */
export function progressLine(stage: string, done: number, all: number, seconds: number): string {
  if (all === 0) return `${stage} …`; // how far it is cannot be told
  if (done >= all || done === 0) return `${stage}  ${(all / MEGABYTE).toFixed(1)} MB`;
  const rate = done / Math.max(seconds, 0.001);
  return `${stage}  ${Math.floor((100 * done) / all)} %  ${(rate / MEGABYTE).toFixed(1)} MB/s  ${Math.ceil((all - done) / rate)} s left`;
}

function counted(count: number): string {
  return count.toLocaleString('en');
}

function line(head: string, text: string): string {
  return `  ${head.padEnd(15)} ${text}`;
}
