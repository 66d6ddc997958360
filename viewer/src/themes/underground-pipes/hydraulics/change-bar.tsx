/** What can be done to the selected thing of the network, and what has been done to others. */
import { useState } from 'react';
import { Icon } from '../../../shell/frame/icon.tsx';
import { useCityState } from '../../../state/city-state.ts';
import { formatNumber, withUnit } from '../../../words/format.ts';
import { useWords } from '../../../words/use-words.ts';
import type { Hydraulics } from './hydraulics-answer.ts';
import { HYDRAULICS_WORDS as WORDS } from './hydraulics-words.ts';
import { NumberField } from '../number-field.tsx';
import { changesIn, withChange, withoutChange, type Change } from './scenario.ts';

const FIRST_LEAK = 20;
const KINDS = {
  close: { title: WORDS.shut, unit: '' },
  leak: { title: WORDS.leak, unit: 'L/s' },
  demand: { title: WORDS.draws, unit: 'L/s' },
  speed: { title: WORDS.speed, unit: '' },
} as const;

type Properties = {
  readonly query: URLSearchParams;
  readonly answer: Hydraulics | undefined;
  readonly take: (query: URLSearchParams) => void;
};

export function ChangeBar({ query, answer, take }: Properties) {
  const { of } = useWords();
  const changes = changesIn(query);
  return (
    <>
      <OfSelected query={query} answer={answer} take={take} />
      {changes.length > 0 && (
        <div className="pipe-actions">
          {of(WORDS.changed)}
          <ul className="pipe-chips" aria-label={of(WORDS.changed)}>
            {changes.map((change) => (
              <li key={`${change.kind} ${change.id}`}>
                <button
                  type="button"
                  aria-label={`${of(WORDS.takeBack)} ${of(KINDS[change.kind].title)} ${change.id}`}
                  onClick={() => take(withoutChange(query, change))}
                >
                  {of(KINDS[change.kind].title)} {change.id}
                  {change.value !== undefined &&
                    ` ${withUnit(formatNumber(change.value), KINDS[change.kind].unit)}`}
                  <Icon name="close" size={14} />
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

function OfSelected({ query, answer, take }: Properties) {
  const { of } = useWords();
  const [leak, setLeak] = useState(FIRST_LEAK);
  const id = useCityState(({ selection }) => selection?.id);
  if (id === undefined) return <p className="pipe-actions">{of(WORDS.choose)}</p>;
  const link = answer?.links.find((one) => one.id === id);
  const point = answer?.points.find((one) => one.id === id);
  const changes = changesIn(query);
  const given = (kind: Change['kind']): Change | undefined =>
    changes.find((one) => one.kind === kind && one.id === id);
  const [isShut, isLeaking] = [given('close') !== undefined, given('leak') !== undefined];
  return (
    <div className="pipe-actions">
      <code>{id}</code>
      {answer && !link && !point && of(WORDS.outside)}
      {(link ?? point?.can_be_shut) && (
        <button
          type="button"
          className="button small"
          aria-pressed={isShut}
          onClick={() => take((isShut ? withoutChange : withChange)(query, { kind: 'close', id }))}
        >
          {of(isShut ? WORDS.reopen : WORDS.shut)}
        </button>
      )}
      {link?.kind === 'pipe' && (
        <>
          <button
            type="button"
            className="button small"
            aria-pressed={isLeaking}
            onClick={() =>
              take((isLeaking ? withoutChange : withChange)(query, { kind: 'leak', id, value: leak }))
            }
          >
            {of(isLeaking ? WORDS.mend : WORDS.leak)}
          </button>
          <NumberField
            title={of(WORDS.leakRate)}
            unit="L/s"
            value={given('leak')?.value ?? leak}
            onChange={(value) => {
              setLeak(value);
              if (isLeaking) take(withChange(query, { kind: 'leak', id, value }));
            }}
          />
        </>
      )}
      {link?.kind === 'pump' && (
        <NumberField
          title={of(WORDS.speed)}
          unit=""
          value={given('speed')?.value ?? 1}
          onChange={(value) => take(withChange(query, { kind: 'speed', id, value }))}
        />
      )}
      {point?.kind === 'junction' && (
        <NumberField
          title={of(WORDS.draws)}
          unit="L/s"
          value={given('demand')?.value ?? point.demand_litres_per_second ?? 0}
          onChange={(value) => take(withChange(query, { kind: 'demand', id, value }))}
        />
      )}
    </div>
  );
}
