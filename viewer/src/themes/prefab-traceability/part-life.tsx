/** A part's life: the twelve states in their order, who brought it there, when, where and by which paper; and its batch. */
import type { Words } from '@twin/gis-data/theme.ts';
import { PART_STATES } from '@twin/gis-data/themes/prefab-traceability/codes.ts';
import { useJson } from '../../city-data/use-json.ts';
import { formatNumber } from '../../words/format.ts';
import { problemText } from '../../words/problem-text.ts';
import { useCityState } from '../../state/city-state.ts';
import { useWords } from '../../words/use-words.ts';
import { readBatch, readPartLife, type PartLifeAnswer } from './part-answers.ts';
import '../life-line.css';

const WORDS = {
  events: { zh: '履历', en: 'Life' },
  batch: { zh: '同批构件', en: 'Parts of the batch' },
  verify: { zh: '公开验证页', en: 'Public page' },
} as const satisfies Readonly<Record<string, Words>>;
/** Side states are told where they happened only. */
const ASIDE: readonly string[] = ['rework', 'scrapped'];

export function PartLife({ id }: { readonly id: string }) {
  const { t, of } = useWords();
  const theme = useCityState((state) => state.theme);
  const loaded = useJson(`/api/parts/life?part=${encodeURIComponent(id)}`, readPartLife);
  if (loaded.status === 'failed')
    return (
      <p className="state" role="alert">
        {problemText(loaded.error, t)}
      </p>
    );
  if (loaded.status !== 'ready')
    return (
      <p className="state" role="status">
        {t('loading')}
      </p>
    );
  const { part, states } = loaded.answer;
  const state = wordFrom(part.state);
  return (
    <div className="life">
      <p className="life-state">
        {state && <span className="sample disc" style={{ color: state.colour[theme] }} aria-hidden="true" />}
        <strong>{state ? of(state) : part.state}</strong>
        {part.concrete_grade !== null && <span>{part.concrete_grade}</span>}
        {part.weight_kg !== null && <span>{formatNumber(part.weight_kg, 0)} kg</span>}
      </p>
      <h3>{of(WORDS.events)}</h3>
      <ol className="life-line">
        {states
          .filter(({ state: one, events }) => events.length > 0 || !ASIDE.includes(one))
          .map((one) => (
            <StateRow key={one.state} state={one} />
          ))}
      </ol>
      {part.batch !== null && <Batch batch={part.batch} />}
      {part.qr_id !== null && (
        <p>
          <a className="text-link" href={`/p/${encodeURIComponent(part.qr_id)}`}>
            {of(WORDS.verify)}
          </a>
        </p>
      )}
    </div>
  );
}

function StateRow({ state: { state, events } }: { readonly state: PartLifeAnswer['states'][number] }) {
  const { of } = useWords();
  const word = wordFrom(state);
  const name = word ? of(word) : state;
  if (events.length === 0)
    return (
      <li className="open">
        <span />
        <span>{name}</span>
      </li>
    );
  return events.map((event) => (
    <li key={event.id} className={ASIDE.includes(state) ? 'failed' : 'reached'}>
      <time dateTime={event.happened_on}>{event.happened_on}</time>
      <div>
        <b>{name}</b>
        {event.finding !== null && <p className="finding">{event.finding}</p>}
        <p>{[event.actor, event.location, event.document].filter((one) => one !== null).join(' · ')}</p>
      </div>
    </li>
  ));
}

function Batch({ batch }: { readonly batch: string }) {
  const { of } = useWords();
  const loaded = useJson(`/api/parts/batch?batch=${encodeURIComponent(batch)}`, readBatch);
  if (loaded.status !== 'ready') return null;
  const { count, states, buildings } = loaded.answer;
  return (
    <>
      <h3>
        {of(WORDS.batch)} {batch}
      </h3>
      <p>
        {formatNumber(count)}:{' '}
        {Object.entries(states)
          .map(([state, number]) => {
            const word = wordFrom(state);
            return `${word ? of(word) : state} ${formatNumber(number)}`;
          })
          .join(' · ')}
      </p>
      <p>
        {buildings
          .map(({ building, count: number }) => `${building ?? ''} ${formatNumber(number)}`)
          .join(' · ')}
      </p>
    </>
  );
}

function wordFrom(state: string) {
  return Object.hasOwn(PART_STATES, state) ? PART_STATES[state as keyof typeof PART_STATES] : undefined;
}
