/** What would be done with each file, and every choice about it. Nothing is imported that was not shown. */
import { useState } from 'react';
import { formatNumber } from '../words/format.ts';
import { withWish } from './imports.ts';
import { PlanCard } from './plan-card.tsx';
import type { ImportOptions, Job, Plan, SourceOptions } from './server-answers.ts';
import { useSay } from './use-say.ts';
import { WORDS } from './words.ts';

type Properties = {
  readonly job: Job;
  readonly onPlan: (options: ImportOptions) => void;
  readonly onRun: () => void;
};

export function PlanForm({ job, onPlan, onRun }: Properties) {
  const { of, say } = useSay();
  const [options, setOptions] = useState(job.options);
  const isChanged = JSON.stringify(options) !== JSON.stringify(job.options);
  // After an import only what could not be taken is still a question.
  const settled = new Set(job.results.flatMap(({ file, outcome }) => (outcome === 'refused' ? [] : [file])));
  const shown = job.plan.filter(({ file, passedOver }) => !passedOver && !settled.has(file));
  const ready = shown.filter(
    ({ source, refused }) => !refused && !(source !== null && options.each?.[source]?.skip),
  );
  const features = ready.reduce((sum, plan) => sum + (plan.features ?? 0), 0);
  const canRun = !isChanged && job.state !== 'open' && ready.length > 0;
  const hasModel = shown.some(({ place, refused }) => place !== null || refused?.code.startsWith('ifc-'));

  /** A choice that another file waits for as well is made for both. */
  const choose = (plan: Plan, change: SourceOptions): void => {
    if (plan.source === null) {
      setOptions({ ...options, ...(change.at && { at: change.at }) });
      return;
    }
    const alike = shown.filter(
      (other) =>
        other !== plan && other.refused?.code === plan.refused?.code && isAnswerFor(other, options, change),
    );
    setOptions(
      [plan, ...alike].reduce(
        (all, { source }) => (source === null ? all : withWish(all, source, change)),
        options,
      ),
    );
  };
  const text = (name: 'source' | 'name' | 'licence' | 'attribution' | 'observedAt', value: string): void => {
    const { [name]: _, ...rest } = options;
    setOptions(value.trim() === '' ? rest : { ...rest, [name]: value });
  };

  return (
    <form
      className="plan"
      onSubmit={(event) => {
        event.preventDefault();
        if (canRun) onRun();
        else onPlan(options);
      }}
    >
      {job.results.length > 0 && <h3>{of(WORDS.notImported)}</h3>}
      {shown.map((plan) => (
        <PlanCard
          key={`${plan.file} ${plan.source ?? ''}`}
          plan={plan}
          options={(plan.source !== null && options.each?.[plan.source]) || {}}
          at={options.at}
          onChange={(change) => choose(plan, change)}
        />
      ))}
      {shown.length > 0 && (
        <details className="card provenance">
          <summary>{of(WORDS.provenance)}</summary>
          <label>
            {of(WORDS.group)}
            <input
              className="input"
              value={options.source ?? ''}
              pattern="[\p{L}\p{N}][\p{L}\p{N}_.\-]{0,79}"
              onChange={(event) => text('source', event.target.value)}
            />
            <small>{of(WORDS.groupHint)}</small>
          </label>
          {hasModel && (
            <label>
              {of(WORDS.model)}
              <input
                className="input"
                value={options.name ?? ''}
                onChange={(event) => text('name', event.target.value)}
              />
            </label>
          )}
          <label>
            {of(WORDS.licence)}
            <input
              className="input"
              value={options.licence ?? ''}
              onChange={(event) => text('licence', event.target.value)}
            />
          </label>
          <label>
            {of(WORDS.attribution)}
            <input
              className="input"
              value={options.attribution ?? ''}
              onChange={(event) => text('attribution', event.target.value)}
            />
          </label>
          <label>
            {of(WORDS.observed)}
            <input
              className="input"
              type="date"
              value={options.observedAt ?? ''}
              onChange={(event) => text('observedAt', event.target.value)}
            />
          </label>
        </details>
      )}
      <div className="admin-actions sticky">
        {isChanged && <small>{of(WORDS.planHint)}</small>}
        <button
          type="button"
          className={canRun ? 'button' : 'button primary'}
          onClick={() => onPlan(options)}
        >
          {of(job.plan.length > 0 ? WORDS.planAgain : WORDS.plan)}
        </button>
        {canRun && (
          <button type="submit" className="button primary">
            {job.results.length > 0 ? of(WORDS.runAgain) : say(WORDS.run, { n: formatNumber(features) })}
          </button>
        )}
      </div>
    </form>
  );
}

/** Whether a choice for one file is among what was proposed for another that has made none. */
function isAnswerFor(
  { source, proposals }: Plan,
  { each = {} }: ImportOptions,
  change: SourceOptions,
): boolean {
  const own = source === null ? undefined : each[source];
  const { theme, crs, axes } = change;
  if (theme !== undefined) return own?.theme === undefined && proposals.themes.includes(theme);
  return (
    crs !== undefined &&
    own?.crs === undefined &&
    proposals.crs.some((proposed) => proposed.crs === crs && proposed.axes === (axes ?? 'xy'))
  );
}
