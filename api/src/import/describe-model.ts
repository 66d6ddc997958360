/** What the terminal says of a building model: before it is stored and after. Pure: data to text. */
import type { ModelProposal, ModelReport } from '@twin/bim-models/src/import-model.ts';
import type { UndoneModel } from '@twin/bim-models/src/undo-model.ts';

const CLASSES_SHOWN = 12;
const GUIDS_SHOWN = 5;
const OUTCOMES = {
  imported: 'imported',
  tried: 'tried, nothing stored',
  unchanged: 'nothing to do, this version stands in the city already',
  left: 'left as it is',
} as const;

export function describeModelProposal({ file, model, facts, place }: ModelProposal): string {
  const [longitude, latitude] = place.lonLat(0, 0);
  return [
    `\n${file}`,
    line('holds', `${facts.schema}${facts.application ? ` by ${facts.application}` : ''}`),
    line('elements', counts(facts.counts)),
    ...(Object.keys(facts.withoutGeometry).length > 0
      ? [line('without shape', counts(facts.withoutGeometry))]
      : []),
    line('unit', `${facts.metresPerUnit} m`),
    line(
      'stands at',
      `${longitude.toFixed(6)}, ${latitude.toFixed(6)}, ${place.heightMetres.toFixed(2)} m, by ${place.crsName}; its y axis points to ${place.bearingDegrees.toFixed(2)}°`,
    ),
    line('model', model),
    ...[...facts.warnings, ...place.warnings].map((warning) => line('note', warning)),
  ].join('\n');
}

export function describeModel({
  file,
  source,
  outcome,
  seconds,
  elements,
  difference,
  warnings,
}: ModelReport): string {
  return [
    `\n${file}: ${OUTCOMES[outcome]} (${seconds.toFixed(1)} s)`,
    line('source', source),
    ...(elements === undefined ? [] : [line('elements', elements.toLocaleString('en'))]),
    ...(difference
      ? [
          line('unchanged', difference.unchanged.toLocaleString('en')),
          ...(['added', 'removed', 'moved', 'changed'] as const)
            .filter((kind) => difference[kind].length > 0)
            .map((kind) => line(kind, guids(difference[kind]))),
        ]
      : []),
    ...warnings.map((warning) => line('note', warning)),
  ].join('\n');
}

export function describeUndoneModel(source: string, { undone, restored }: UndoneModel): string {
  return `\nThe import of ${undone} into ${source} is undone: ${restored === null ? 'the model is gone' : `${restored} stands again`}.`;
}

function counts(byClass: Readonly<Record<string, number>>): string {
  const sorted = Object.entries(byClass).toSorted(([, a], [, b]) => b - a);
  const rest = sorted.length - CLASSES_SHOWN;
  const shown = sorted
    .slice(0, CLASSES_SHOWN)
    .map(([name, count]) => `${name} ${count.toLocaleString('en')}`);
  return shown.join(', ') + (rest > 0 ? ` and ${rest} classes more` : '');
}

function guids(ids: readonly string[]): string {
  const rest = ids.length - GUIDS_SHOWN;
  return `${ids.length.toLocaleString('en')}: ${ids.slice(0, GUIDS_SHOWN).join(', ')}${rest > 0 ? ', …' : ''}`;
}

function line(head: string, text: string): string {
  return `  ${head.padEnd(15)} ${text}`;
}
