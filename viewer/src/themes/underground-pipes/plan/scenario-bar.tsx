/** The pipes of the scenario in hand, and the scenarios that the browser keeps. */
import { useState } from 'react';
import { LONGEST_NAME, MOST_PLANNED } from '@twin/gis-data/themes/underground-pipes/planned-pipe.ts';
import { IconButton } from '../../../shell/frame/icon-button.tsx';
import { useWords } from '../../../words/use-words.ts';
import { forgetScenario, keepScenario, keptScenarios } from './kept-scenarios.ts';
import { PLAN_WORDS as WORDS } from './plan-words.ts';
import { queryOf, scenarioIn, withAnother, withoutPipe, type Scenario } from './scenario.ts';
import { TextField } from './text-field.tsx';

export function ScenarioBar({
  scenario,
  take,
}: {
  readonly scenario: Scenario;
  readonly take: (next: Scenario) => void;
}) {
  const { of } = useWords();
  const { pipes, at, name, against } = scenario;
  const [kept, setKept] = useState(() => keptScenarios());
  const [isRefused, setRefused] = useState(false);
  const isAllDrawn = pipes.every(({ pipe }) => pipe === null || pipe.line.length > 1);
  const named = name === '' ? of(WORDS.unnamed) : name;
  /** Without what it is held against: that is a way to look at it. */
  const own = queryOf({ ...scenario, against: null }).toString();
  const keep = (): void => {
    setRefused(!keepScenario({ name: named, query: own }));
    setKept(keptScenarios());
  };
  return (
    <>
      <div className="pipe-actions">
        <TextField
          title={of(WORDS.scenarioName)}
          value={name}
          most={LONGEST_NAME}
          onChange={(next) => take({ ...scenario, name: next })}
        />
        <button type="button" className="button small" disabled={pipes.length === 0} onClick={keep}>
          {of(WORDS.keep)}
        </button>
        {kept.length > 0 && (
          <>
            <select
              className="list-choice"
              aria-label={of(WORDS.kept)}
              value=""
              onChange={({ target }) => {
                const one = kept.find((other) => other.name === target.value);
                if (one) take({ ...scenarioIn(new URLSearchParams(one.query)), name: one.name });
              }}
            >
              <option value="">{of(WORDS.open)}</option>
              {kept.map((one) => (
                <option key={one.name} value={one.name}>
                  {one.name}
                </option>
              ))}
            </select>
            <select
              className="list-choice"
              aria-label={of(WORDS.compareWith)}
              value={kept.find(({ query }) => query === against)?.name ?? ''}
              onChange={({ target }) =>
                take({
                  ...scenario,
                  against: kept.find((other) => other.name === target.value)?.query ?? null,
                })
              }
            >
              <option value="">{of(WORDS.compareWith)}</option>
              {kept
                .filter(({ query }) => query !== own)
                .map((one) => (
                  <option key={one.name} value={one.name}>
                    {one.name}
                  </option>
                ))}
            </select>
            {kept.some((one) => one.name === named) && (
              <IconButton
                icon="bin"
                label={`${of(WORDS.forget)} ${named}`}
                onPress={() => {
                  forgetScenario(named);
                  setKept(keptScenarios());
                }}
              />
            )}
          </>
        )}
        {pipes.length > 0 && (
          <button
            type="button"
            className="button small"
            onClick={() => take({ name: '', pipes: [], at: 0, against: null })}
          >
            {of(WORDS.fresh)}
          </button>
        )}
        {isRefused && <span role="alert">{of(WORDS.notKept)}</span>}
      </div>
      {pipes.length > 0 && (
        <div className="pipe-actions" role="group" aria-label={of(WORDS.planned)}>
          {pipes.map(({ text, pipe }, index) => (
            <button
              key={`${index} ${text}`}
              type="button"
              className="button small"
              aria-pressed={index === at}
              onClick={() => take({ ...scenario, at: index })}
            >
              {[
                `P${index + 1}`,
                pipe === null ? of(WORDS.unreadable) : pipe.name,
                pipe === null
                  ? ''
                  : pipe.heightMm === null
                    ? `DN${pipe.widthMm}`
                    : `${pipe.widthMm}×${pipe.heightMm}`,
                pipe !== null && pipe.line.length < 2 ? of(WORDS.notDrawn) : '',
              ]
                .filter((word) => word !== '')
                .join(' ')}
            </button>
          ))}
          <IconButton
            icon="plus"
            label={of(WORDS.add)}
            isDisabled={!isAllDrawn || pipes.length >= MOST_PLANNED}
            onPress={() => take(withAnother(scenario))}
          />
          <IconButton icon="bin" label={of(WORDS.remove)} onPress={() => take(withoutPipe(scenario))} />
        </div>
      )}
    </>
  );
}
