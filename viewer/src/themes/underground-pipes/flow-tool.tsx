/** Of the selected pipe: where it is fed from, what hangs on it, and what to shut when it bursts. */
import { useEffect } from 'react';
import { useScene } from '../../shell/frame/scene-context.ts';
import { useCityState } from '../../state/city-state.ts';
import { showMarks, type MarkColour, type SceneMark } from '../../state/scene-marks.ts';
import { formatNumber } from '../../words/format.ts';
import { problemText } from '../../words/problem-text.ts';
import { useWords } from '../../words/use-words.ts';
import { readBurst, readTrace, type PipeBurst, type PipePlace, type PipeTrace } from './answers.ts';
import { DoubtList } from './doubt-list.tsx';
import { useAnswer } from './use-answer.ts';
import { WORDS } from './words.ts';
import './pipe-tools.css';

type Found =
  | { readonly kind: 'burst'; readonly burst: PipeBurst }
  | { readonly kind: 'trace'; readonly trace: PipeTrace };

const MOST_LISTED = 40;
const RANGE_METRES = 180;

export function FlowTool() {
  const { t, of } = useWords();
  const selection = useCityState((state) => state.selection);
  const pipe = selection?.collection === 'pipe-lines' ? selection.id : undefined;
  const [asked, ask] = useAnswer(readFound);
  const found = asked.status === 'ready' ? asked.answer : undefined;
  useEffect(() => {
    if (found) showMarks(found.kind === 'burst' ? burstMarks(found.burst) : traceMarks(found.trace));
  }, [found]);
  const address = (path: string): string => `/api/pipes/${path}pipe=${encodeURIComponent(pipe ?? '')}`;
  return (
    <>
      <div className="pipe-actions">
        {pipe === undefined ? of(WORDS.choose) : <code>{pipe}</code>}
        {(
          [
            [WORDS.burst, 'burst?'],
            [WORDS.upstream, 'trace?direction=upstream&'],
            [WORDS.downstream, 'trace?direction=downstream&'],
          ] as const
        ).map(([word, path]) => (
          <button
            key={path}
            type="button"
            className="button small"
            disabled={pipe === undefined}
            onClick={() => ask(address(path))}
          >
            {of(word)}
          </button>
        ))}
      </div>
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
      {found?.kind === 'burst' && <BurstResult burst={found.burst} />}
      {found?.kind === 'trace' && <TraceResult trace={found.trace} />}
    </>
  );
}

function BurstResult({ burst }: { readonly burst: PipeBurst }) {
  const { of } = useWords();
  const { valves, segment, cut_off: cutOff, customers, hydrants } = burst;
  return (
    <>
      {!burst.can_be_isolated && (
        <p className="pipe-warning" role="alert">
          {of(WORDS.notIsolated)}
        </p>
      )}
      <div className="pipe-result" role="status">
        <Places title={of(WORDS.close)} places={valves.close} />
        {valves.faulty.length > 0 && <Places title={of(WORDS.faulty)} places={valves.faulty} />}
        {valves.may_close.length > 0 && <Places title={of(WORDS.mayClose)} places={valves.may_close} />}
        <Metres title={of(WORDS.segment)} {...segment} />
        <Metres title={of(WORDS.cutOff)} {...cutOff} />
        <Buildings {...customers} />
        <Places title={of(WORDS.hydrants)} places={hydrants} />
        <DoubtList doubts={burst.doubts} />
      </div>
    </>
  );
}

function TraceResult({ trace }: { readonly trace: PipeTrace }) {
  const { of } = useWords();
  return (
    <div className="pipe-result" role="status">
      <Metres title={of(WORDS.pipes)} count={trace.count} metres={trace.metres} />
      <Places title={of(WORDS.ends)} places={trace.ends} />
      <Buildings {...trace.customers} />
      <DoubtList doubts={trace.doubts} />
    </div>
  );
}

function Metres({
  title,
  count,
  metres,
}: {
  readonly title: string;
  readonly count: number;
  readonly metres: number;
}) {
  return (
    <section>
      <h3>{title}</h3>
      <strong>{formatNumber(count)}</strong> · {formatNumber(metres, 1)}
      <span className="unit">m</span>
    </section>
  );
}

function Places({ title, places }: { readonly title: string; readonly places: readonly PipePlace[] }) {
  return (
    <section>
      <h3>{title}</h3>
      <strong>{formatNumber(places.length)}</strong>
      {places.slice(0, MOST_LISTED).map(({ id, ...at }) => (
        <Goto key={id} name={id} at={at} />
      ))}
    </section>
  );
}

function Buildings({ count, buildings }: PipeTrace['customers']) {
  const { of } = useWords();
  return (
    <section>
      <h3>{of(WORDS.customers)}</h3>
      <strong>{formatNumber(count)}</strong>
      {buildings.slice(0, MOST_LISTED).map(({ id, name, ...at }) => (
        <Goto key={id} name={name ?? id} at={at} />
      ))}
    </section>
  );
}

function Goto({
  name,
  at,
}: {
  readonly name: string;
  readonly at: { readonly longitude: number; readonly latitude: number };
}) {
  const { of } = useWords();
  const scene = useScene();
  return (
    <button
      type="button"
      className="text-button"
      aria-label={`${of(WORDS.fly)} ${name}`}
      onClick={() => scene?.flyToPoint(at, RANGE_METRES)}
    >
      {name}
    </button>
  );
}

function readFound(value: unknown): Found {
  const isBurst = typeof value === 'object' && value !== null && 'valves' in value;
  return isBurst ? { kind: 'burst', burst: readBurst(value) } : { kind: 'trace', trace: readTrace(value) };
}

function burstMarks({ segment, cut_off: cutOff, valves, hydrants }: PipeBurst): SceneMark[] {
  return [
    ...lines(cutOff.pipes, '--sev-major'),
    ...lines(segment.pipes, '--sev-critical'),
    ...hydrants.map((at) => point(at, 'disc', '--sev-major')),
    ...valves.may_close.map((at) => point(at, 'ring', '--ink-2')),
    ...valves.faulty.map((at) => point(at, 'cross', '--sev-critical')),
    ...valves.close.map((at) => ({ ...point(at, 'square', '--accent'), text: at.id })),
  ];
}

function traceMarks({ pipes, ends }: PipeTrace): SceneMark[] {
  return [...lines(pipes, '--accent'), ...ends.map((at) => point(at, 'diamond', '--accent'))];
}

function lines(pipes: PipeTrace['pipes'], colour: MarkColour): SceneMark[] {
  return pipes.map(({ coordinates }) => ({ kind: 'line', points: coordinates, colour }));
}

function point(
  { longitude, latitude }: PipePlace,
  shape: Extract<SceneMark, { kind: 'point' }>['shape'],
  colour: MarkColour,
): Extract<SceneMark, { kind: 'point' }> {
  return { kind: 'point', at: [longitude, latitude], shape, colour };
}
