/** A water network in EPANET: what is shut, leaks, draws or pumps otherwise, and the pressures and velocities then. */
import { useEffect } from 'react';
import { useCityState } from '../../../state/city-state.ts';
import { problemText } from '../../../words/problem-text.ts';
import { useWords } from '../../../words/use-words.ts';
import { useAnswer } from '../use-answer.ts';
import { useWork } from '../use-work.ts';
import { ChangeBar } from './change-bar.tsx';
import { HydraulicResult } from './hydraulic-result.tsx';
import { readHydraulics } from './hydraulics-answer.ts';
import { HYDRAULICS_WORDS as WORDS } from './hydraulics-words.ts';
import { NumberField } from '../number-field.tsx';
import '../pipe-tools.css';
import './hydraulics-tool.css';

/** Of a surveyed network, until somebody says better: a district's day, and a head that reaches the sixth floor. */
const FIRST = { demand_cubic_metres_per_day: 12_000, head_metres: 40, demand_factor: 1 } as const;
const ASSUMPTIONS = [
  ['demand_cubic_metres_per_day', WORDS.demand, 'm³/d'],
  ['head_metres', WORDS.head, 'm'],
  ['demand_factor', WORDS.demandFactor, '×'],
] as const;

export function HydraulicsTool() {
  const { t, of } = useWords();
  const selection = useCityState((state) => state.selection);
  const [asked, ask] = useAnswer(readHydraulics);
  const [query, take] = useWork('hydraulics');
  const anchor = query.get('pipe');
  const address = anchor === null ? undefined : `/api/pipes/hydraulics?${query.toString()}&shapes=true`;
  const pipe = selection?.collection === 'pipe-lines' ? selection.id : undefined;
  useEffect(() => {
    if (address !== undefined) ask(address);
  }, [address, ask]);
  const answer = asked.status === 'ready' && anchor !== null ? asked.answer : undefined;
  const change = (name: string, value: string): void => {
    const next = new URLSearchParams(query);
    next.set(name, value);
    take(next);
  };
  const run = (): void =>
    take(
      new URLSearchParams({
        ...Object.fromEntries(Object.entries(FIRST).map(([name, value]) => [name, String(value)])),
        ...Object.fromEntries(query),
        pipe: pipe ?? '',
      }),
    );
  if (anchor === null)
    return (
      <div className="pipe-actions">
        {pipe === undefined ? of(WORDS.choose) : <code>{pipe}</code>}
        <button type="button" className="button small primary" disabled={pipe === undefined} onClick={run}>
          {of(WORDS.run)}
        </button>
      </div>
    );
  return (
    <>
      <ChangeBar query={query} answer={answer} take={take} />
      <details className="hydraulics-assumed">
        <summary>{of(WORDS.assumed)}</summary>
        {ASSUMPTIONS.filter(([name]) => name === 'demand_factor' || answer?.network.kind !== 'epanet').map(
          ([name, title, unit]) => (
            <NumberField
              key={name}
              title={of(title)}
              unit={unit}
              value={Number(query.get(name) ?? FIRST[name])}
              onChange={(value) => change(name, String(value))}
            />
          ),
        )}
        <a
          className="text-button"
          href={`/api/pipes/hydraulics/model?${modelQuery(query).toString()}`}
          download
        >
          {of(WORDS.model)}
        </a>
      </details>
      {asked.status === 'loading' && (
        <p className="state" role="status">
          {t('loading')}
        </p>
      )}
      {asked.status === 'failed' && (
        <p className="state" role="alert">
          {problemText(asked.error, t)}
        </p>
      )}
      {answer && <HydraulicResult answer={answer} />}
    </>
  );
}

/** The model is that of the network, without what is changed. */
function modelQuery(query: URLSearchParams): URLSearchParams {
  const names = ['pipe', 'demand_cubic_metres_per_day', 'head_metres'];
  return new URLSearchParams([...query].filter(([name]) => names.includes(name)));
}
