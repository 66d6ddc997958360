/** One file or layer: what it is, where it lies, into what it goes; and what can be chosen about that. */
import { useId } from 'react';
import { collectionById, themes } from '@twin/gis-data/index.ts';
import { formatDegrees } from '../coordinates/format-coordinates.ts';
import { formatNumber } from '../words/format.ts';
import { formatBytes } from './format-bytes.ts';
import { MappingTable } from './mapping-table.tsx';
import { Notes } from './notes.tsx';
import { PlaceField } from './place-field.tsx';
import { RecordTable } from './record-table.tsx';
import type { Plan, SourceOptions } from './server-answers.ts';
import { useSay } from './use-say.ts';
import { Verdict } from './verdict.tsx';
import { GEOMETRY_WORDS, WORDS } from './words.ts';

const COUNTS_SHOWN = 4;
const GRIDS = ['EPSG:4546', 'EPSG:4545', 'EPSG:4490', 'EPSG:3857', 'GCJ-02', 'BD-09', 'CRS84'];

type Properties = {
  readonly plan: Plan;
  readonly options: SourceOptions;
  /** Of the whole import: where a building model stands. */
  readonly at: SourceOptions['at'];
  readonly onChange: (change: SourceOptions) => void;
};

export function PlanCard({ plan, options, at, onChange }: Properties) {
  const { of } = useSay();
  const id = useId();
  const { file, source, refused, proposals, crs, place } = plan;
  const code = refused?.code ?? '';
  const isModel = place !== null || code.startsWith('ifc-');
  const isTable = plan.columns.length > 0;
  const isSkipped = options.skip ?? false;
  const theme = options.theme ?? themeOf(plan) ?? '';
  const wantsPlace =
    isModel || options.at !== undefined || (code === 'crs-missing' && proposals.crs.length === 0);
  return (
    <section className="card" aria-label={file}>
      <h3>
        {file}
        {source !== null && (
          <label className="check">
            <input
              type="checkbox"
              checked={!isSkipped}
              onChange={(event) => onChange({ skip: !event.target.checked })}
            />
            {of(WORDS.include)}
          </label>
        )}
      </h3>
      <Facts plan={plan} />
      {!isSkipped && refused && <Verdict refused={refused} />}
      {!isSkipped && proposals.crs.length > 0 && options.crs === undefined && (
        <div className="proposals">
          <span>{of(WORDS.looksLike)}</span>
          {proposals.crs.map((proposed) => (
            <Proposed
              key={`${proposed.crs} ${proposed.axes}`}
              proposed={proposed}
              onChoose={() => onChange({ crs: proposed.crs, axes: proposed.axes })}
            />
          ))}
        </div>
      )}
      {!isSkipped && source !== null && !isModel && (
        <div className="fields">
          <label htmlFor={`${id}-theme`}>
            {of(WORDS.theme)}
            <select
              id={`${id}-theme`}
              className="input"
              value={theme}
              // The fields of another theme are others.
              onChange={(event) => onChange({ theme: event.target.value, map: [], leave: [], set: {} })}
            >
              {theme === '' && <option value="">{of(WORDS.chooseTheme)}</option>}
              <ThemeOptions likely={proposals.themes} />
            </select>
          </label>
          <label htmlFor={`${id}-crs`}>
            {of(WORDS.crs)}
            <input
              id={`${id}-crs`}
              className="input"
              list={`${id}-grids`}
              placeholder={crs ?? of(WORDS.crsFromFile)}
              value={options.crs ?? ''}
              onChange={(event) => onChange({ crs: event.target.value.trim() || undefined })}
            />
            <datalist id={`${id}-grids`}>
              {GRIDS.map((grid) => (
                <option key={grid} value={grid}>
                  {grid}
                </option>
              ))}
            </datalist>
          </label>
          <label htmlFor={`${id}-axes`}>
            {of(WORDS.axes)}
            <select
              id={`${id}-axes`}
              className="input"
              value={options.axes ?? ''}
              onChange={(event) =>
                onChange({
                  axes: event.target.value === '' ? undefined : event.target.value === 'yx' ? 'yx' : 'xy',
                })
              }
            >
              <option value="">{of(WORDS.crsFromFile)}</option>
              <option value="xy">{of(WORDS.xy)}</option>
              <option value="yx">{of(WORDS.yx)}</option>
            </select>
          </label>
        </div>
      )}
      {!isSkipped && wantsPlace && (
        <PlaceField value={isModel ? at : options.at} onChange={(chosen) => onChange({ at: chosen })} />
      )}
      {!isSkipped && plan.routes.length > 0 && isTable && (
        <MappingTable plan={plan} options={options} onChange={onChange} />
      )}
      {!isSkipped && <RecordTable records={plan.records} />}
      <Notes notes={plan.notes} />
    </section>
  );
}

function Facts({
  plan: { format, bytes, encoding, features, counts, crs, place, routes },
}: {
  readonly plan: Plan;
}) {
  const { of } = useSay();
  const sorted = Object.entries(counts).toSorted(([, a], [, b]) => b - a);
  const parts = [
    format,
    bytes === null ? null : formatBytes(bytes),
    encoding?.toUpperCase() ?? null,
    ...sorted.slice(0, COUNTS_SHOWN).map(([name, count]) => {
      const words = GEOMETRY_WORDS[name];
      return `${formatNumber(count)} ${words ? of(words) : name}`;
    }),
    sorted.length > COUNTS_SHOWN ? '…' : null,
    features === null || sorted.length > 0 ? null : formatNumber(features),
    crs,
    place && formatDegrees({ longitude: place[0], latitude: place[1] }, 6),
  ].filter((part) => part !== null);
  const titles = routes.map(({ collection }) => collectionById(collection)?.collection.title);
  return (
    <p className="plan-facts">
      {parts.join(' · ')}
      {titles.length > 0 && (
        <>
          {' → '}
          <b>{titles.map((title) => (title ? of(title) : '')).join('、')}</b>
        </>
      )}
    </p>
  );
}

function Proposed({
  proposed: { crs, axes, at },
  onChoose,
}: {
  readonly proposed: Plan['proposals']['crs'][number];
  readonly onChoose: () => void;
}) {
  const { of, say } = useSay();
  const near = formatDegrees({ longitude: at[0], latitude: at[1] }, 3);
  return (
    <button type="button" className="button small" onClick={onChoose}>
      <b>{crs}</b>
      {axes === 'yx' && of(WORDS.yx)}
      <small>{say(WORDS.thenNear, { at: near })}</small>
    </button>
  );
}

function ThemeOptions({ likely }: { readonly likely: readonly string[] }) {
  const { of } = useSay();
  const first = likely.flatMap((id) => themes.filter((theme) => theme.id === id));
  const others = themes.filter(({ id }) => !likely.includes(id));
  const options = (some: typeof first) =>
    some.map(({ id, title }) => (
      <option key={id} value={id}>
        {of(title)}
      </option>
    ));
  return first.length === 0 ? (
    options(others)
  ) : (
    <>
      <optgroup label={of(WORDS.likely)}>{options(first)}</optgroup>
      <optgroup label={of(WORDS.others)}>{options(others)}</optgroup>
    </>
  );
}

/** Where the server has chosen by itself. */
function themeOf({ routes: [first] }: Plan): string | undefined {
  return first && collectionById(first.collection)?.theme.id;
}
