/** The network of the selected water pipe in EPANET: pressures and velocities by the hour, with a pipe shut or leaking. */
import { useEffect, useState } from 'react';
import { useCityState } from '../../state/city-state.ts';
import { showMarks, type MarkColour, type SceneMark } from '../../state/scene-marks.ts';
import { formatNumber } from '../../words/format.ts';
import { problemText } from '../../words/problem-text.ts';
import { useWords } from '../../words/use-words.ts';
import { DoubtList } from './doubt-list.tsx';
import { readHydraulics, type Hydraulics } from './hydraulics-answer.ts';
import { HYDRAULICS_WORDS as WORDS } from './hydraulics-words.ts';
import { useAnswer } from './use-answer.ts';
import './hydraulics-tool.css';

/** Classes of the drawing, metres per second; no standard's limits. */
const VELOCITY_CLASSES: readonly { readonly upTo: number; readonly colour: MarkColour }[] = [
  { upTo: 0.1, colour: '--seq-3' },
  { upTo: 0.5, colour: '--seq-4' },
  { upTo: 1, colour: '--seq-5' },
  { upTo: 2, colour: '--sev-major' },
  { upTo: Infinity, colour: '--sev-critical' },
];
const LINE_PIXELS = 3;
/** For a surveyed network, until somebody says better: a district's day, and a head that reaches the sixth floor. */
const FIRST = { demand: 12_000, head: 40, leak: 20, factor: 1 };
const CHART = { width: 320, height: 84 } as const;

export function HydraulicsTool() {
  const { t, of } = useWords();
  const selection = useCityState((state) => state.selection);
  const pipe = selection?.collection === 'pipe-lines' ? selection.id : undefined;
  const [wishes, setWishes] = useState(FIRST);
  const [shut, setShut] = useState<readonly string[]>([]);
  const [leaking, setLeaking] = useState<string>();
  const [asked, ask] = useAnswer(readHydraulics);
  const query = (id: string): URLSearchParams =>
    new URLSearchParams({
      pipe: id,
      demand_cubic_metres_per_day: String(wishes.demand),
      head_metres: String(wishes.head),
    });
  const run = (nowShut = shut, nowLeaking = leaking): void => {
    if (pipe === undefined) return;
    const parameters = query(pipe);
    parameters.set('shapes', 'true');
    parameters.set('demand_factor', String(wishes.factor));
    if (nowShut.length > 0) parameters.set('close', nowShut.join(','));
    if (nowLeaking !== undefined) {
      parameters.set('leak', nowLeaking);
      parameters.set('leak_litres_per_second', String(wishes.leak));
    }
    ask(`/api/pipes/hydraulics?${parameters}`);
  };
  const toggleShut = (id: string): void => {
    const now = shut.includes(id) ? shut.filter((other) => other !== id) : [...shut, id];
    setShut(now);
    run(now);
  };
  const toggleLeak = (id: string): void => {
    const now = leaking === id ? undefined : id;
    setLeaking(now);
    run(shut, now);
  };
  const number = (key: keyof typeof FIRST, title: string, unit: string) => (
    <label className="hydraulics-field">
      {title}
      <span>
        <input
          type="number"
          min={0}
          step="any"
          value={wishes[key]}
          onChange={({ target }) => setWishes({ ...wishes, [key]: Math.max(0, target.valueAsNumber || 0) })}
        />
        {unit}
      </span>
    </label>
  );
  return (
    <div className="hydraulics">
      <div className="pipe-actions">
        {pipe === undefined ? of(WORDS.choose) : <code>{pipe}</code>}
        <button
          type="button"
          className="button small primary"
          disabled={pipe === undefined}
          onClick={() => run()}
        >
          {of(WORDS.run)}
        </button>
        {pipe !== undefined && (
          <>
            <button
              type="button"
              className="button small"
              aria-pressed={shut.includes(pipe)}
              onClick={() => toggleShut(pipe)}
            >
              {of(shut.includes(pipe) ? WORDS.reopen : WORDS.shut)}
            </button>
            <button
              type="button"
              className="button small"
              aria-pressed={leaking === pipe}
              onClick={() => toggleLeak(pipe)}
            >
              {of(WORDS.leak)} {formatNumber(wishes.leak)} L/s
            </button>
            <a className="text-button" href={`/api/pipes/hydraulics/model?${query(pipe)}`} download>
              {of(WORDS.model)}
            </a>
          </>
        )}
      </div>
      <details className="hydraulics-wishes">
        <summary>{of(WORDS.assumed)}</summary>
        {number('demand', of(WORDS.demand), 'm³/d')}
        {number('head', of(WORDS.head), 'm')}
        {number('factor', of(WORDS.demandFactor), '×')}
        {number('leak', of(WORDS.leak), 'L/s')}
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
      {asked.status === 'ready' && (
        <Result key={asked.answer.times_seconds.length} answer={asked.answer} pipe={pipe} />
      )}
    </div>
  );
}

function Result({ answer, pipe }: { readonly answer: Hydraulics; readonly pipe: string | undefined }) {
  const { of } = useWords();
  const [step, setStep] = useState(0);
  useEffect(() => showMarks(marksAt(answer, step)), [answer, step]);
  const { times_seconds: times, points, links } = answer;
  const junctions = points.filter(({ kind }) => kind === 'junction');
  const pressures = junctions.map(({ pressure_metres: metres }) => metres[step] ?? Number.NaN);
  const velocities = links.map(({ velocity_metres_per_second: speed }) => speed[step] ?? 0);
  const link = links.find(({ id }) => id === pipe);
  const ends = link ? points.filter(({ name }) => name === link.from || name === link.to) : [];
  return (
    <>
      {times.length > 1 && (
        <label className="hydraulics-time">
          {of(WORDS.time)}
          <input
            type="range"
            min={0}
            max={times.length - 1}
            value={step}
            aria-valuetext={clock(times[step] ?? 0)}
            onChange={({ target }) => setStep(target.valueAsNumber)}
          />
          <output>{clock(times[step] ?? 0)}</output>
        </label>
      )}
      <div className="pipe-result" role="status">
        <Figure title={of(WORDS.lowest)} value={Math.min(...pressures)} unit="m" />
        <Figure title={of(WORDS.fastest)} value={Math.max(...velocities)} unit="m/s" digits={2} />
        <Figure
          title={of(WORDS.dry)}
          value={pressures.filter((metres) => metres <= 0).length}
          unit=""
          digits={0}
        />
        {link && (
          <Figure
            title={of(WORDS.velocity)}
            value={link.velocity_metres_per_second[step] ?? 0}
            unit="m/s"
            digits={2}
          />
        )}
        {link && (
          <Figure
            title={of(WORDS.flow)}
            value={Math.abs(link.flow_litres_per_second[step] ?? 0)}
            unit="L/s"
          />
        )}
        {ends.map(({ id, name, pressure_metres: metres }) => (
          <Figure
            key={name}
            title={`${of(WORDS.pressureAt)} ${id ?? name}`}
            value={metres[step] ?? 0}
            unit="m"
          />
        ))}
        {times.length > 1 && ends.length > 0 && (
          <Curve
            title={of(WORDS.pressureAt)}
            step={step}
            lines={ends.map(({ pressure_metres: metres }) => metres)}
          />
        )}
        <Legend />
        {answer.warnings.length > 0 && (
          <section>
            <h3>{of(WORDS.warnings)}</h3>
            {answer.warnings.map((warning) => (
              <p key={warning} lang="en">
                {warning}
              </p>
            ))}
          </section>
        )}
        <DoubtList doubts={answer.doubts} />
      </div>
      <p className="hydraulics-source">
        {of(WORDS.engine)} · {of(answer.network.kind === 'epanet' ? WORDS.imported : WORDS.surveyed)}
        {answer.network.kind === 'epanet' && ` ${answer.network.title}`}
      </p>
    </>
  );
}

function Figure({
  title,
  value,
  unit,
  digits = 1,
}: {
  readonly title: string;
  readonly value: number;
  readonly unit: string;
  readonly digits?: number;
}) {
  return (
    <section>
      <h3>{title}</h3>
      <strong>{Number.isFinite(value) ? formatNumber(value, digits) : '—'}</strong>
      <span className="unit">{unit}</span>
    </section>
  );
}

/** Values over the run, and where the slider stands. */
function Curve({
  title,
  step,
  lines,
}: {
  readonly title: string;
  readonly step: number;
  readonly lines: readonly (readonly number[])[];
}) {
  const all = lines.flat();
  const [low, high] = [Math.min(0, ...all), Math.max(...all, 1)];
  const last = Math.max(1, (lines[0]?.length ?? 1) - 1);
  const x = (index: number): number => (index / last) * CHART.width;
  const y = (value: number): number => CHART.height - ((value - low) / (high - low)) * CHART.height;
  return (
    <section className="hydraulics-curve">
      <h3>
        {title} <span className="unit">{`${formatNumber(low, 0)} – ${formatNumber(high, 0)} m`}</span>
      </h3>
      <svg
        viewBox={`0 -2 ${CHART.width} ${CHART.height + 4}`}
        role="img"
        aria-label={title}
        preserveAspectRatio="none"
      >
        {lines.map((values, line) => (
          <polyline
            key={line}
            className={line === 0 ? 'first' : 'second'}
            points={values.map((value, index) => `${x(index).toFixed(1)},${y(value).toFixed(1)}`).join(' ')}
          />
        ))}
        <line className="now" x1={x(step)} x2={x(step)} y1={0} y2={CHART.height} />
      </svg>
    </section>
  );
}

function Legend() {
  const { of } = useWords();
  return (
    <section>
      <h3>{of(WORDS.velocity)} m/s</h3>
      <ul className="hydraulics-legend">
        {VELOCITY_CLASSES.map(({ upTo, colour }, index) => (
          <li key={colour}>
            <i style={{ background: `var(${colour})` }} />
            {Number.isFinite(upTo) ? `≤ ${upTo}` : `> ${VELOCITY_CLASSES[index - 1]?.upTo ?? 0}`}
          </li>
        ))}
      </ul>
    </section>
  );
}

function marksAt({ links }: Hydraulics, step: number): SceneMark[] {
  return links.flatMap(({ coordinates, velocity_metres_per_second: speeds }) => {
    if (!coordinates) return [];
    const speed = Math.abs(speeds[step] ?? 0);
    const colour = VELOCITY_CLASSES.find(({ upTo }) => speed <= upTo)?.colour ?? '--ink-3';
    const points = coordinates.map(([longitude = 0, latitude = 0, elevation]) =>
      elevation === undefined
        ? ([longitude, latitude] as const)
        : ([longitude, latitude, elevation] as const),
    );
    return [{ kind: 'line' as const, points, colour, widthPixels: LINE_PIXELS }];
  });
}

/** Hours and minutes since the run's own start. */
function clock(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}
