/** What a run says: the worst of the network, the selected thing over the day, and the classes in which it is drawn. */
import { useEffect } from 'react';
import { useCityState } from '../../../state/city-state.ts';
import { showMarks } from '../../../state/scene-marks.ts';
import { formatNumber } from '../../../words/format.ts';
import { useWords } from '../../../words/use-words.ts';
import { DoubtList } from '../doubt-list.tsx';
import { PRESSURE_CLASSES, VELOCITY_CLASSES, type HydraulicClass } from './hydraulic-classes.ts';
import { hydraulicMarks } from './hydraulic-marks.ts';
import type { Hydraulics } from './hydraulics-answer.ts';
import { HYDRAULICS_WORDS as WORDS } from './hydraulics-words.ts';
import { HydraulicCurve } from './hydraulic-curve.tsx';
import { TimeOfRun } from './time-of-run.tsx';
import { useStep } from './use-step.ts';

export function HydraulicResult({ answer }: { readonly answer: Hydraulics }) {
  const { of } = useWords();
  const id = useCityState(({ selection }) => selection?.id);
  const [step, goTo] = useStep(answer);
  useEffect(() => showMarks(hydraulicMarks(answer, step)), [answer, step]);
  const { points, links } = answer;
  const junctions = points.filter(({ kind }) => kind === 'junction');
  const pressures = junctions.map(({ pressure_metres: metres }) => metres[step] ?? Number.NaN);
  const speeds = links.map(({ velocity_metres_per_second: speed }) => Math.abs(speed[step] ?? 0));
  const link = id === undefined ? undefined : links.find((one) => one.id === id);
  const ends = points.filter((one) =>
    link ? one.name === link.from || one.name === link.to : one.id !== null && one.id === id,
  );
  return (
    <>
      {answer.times_seconds.length > 1 && <TimeOfRun answer={answer} step={step} goTo={goTo} />}
      <div className="hydraulics-legends">
        <Legend title={of(WORDS.velocity)} unit="m/s" classes={VELOCITY_CLASSES} shape="line" />
        <Legend title={of(WORDS.pressure)} unit="m" classes={PRESSURE_CLASSES} shape="disc" />
      </div>
      <div className="pipe-result" role="status">
        <Figure title={of(WORDS.lowest)} value={least(pressures)} unit="m" />
        <Figure title={of(WORDS.fastest)} value={most(speeds)} unit="m/s" digits={2} />
        <Figure
          title={of(WORDS.dry)}
          value={pressures.filter((metres) => metres <= 0).length}
          unit={of(WORDS.ofPoints).replace('{n}', formatNumber(junctions.length))}
          digits={0}
        />
        {link && (
          <>
            {link.kind !== 'pump' && (
              <Figure
                title={of(WORDS.velocity)}
                value={Math.abs(link.velocity_metres_per_second[step] ?? 0)}
                unit="m/s"
                digits={2}
              />
            )}
            <Figure
              title={of(WORDS.flow)}
              value={Math.abs(link.flow_litres_per_second[step] ?? 0)}
              unit="L/s"
            />
          </>
        )}
        {ends.map((end) => (
          <Figure
            key={end.name}
            title={`${of(WORDS.pressure)} ${end.id ?? end.name}`}
            value={end.pressure_metres[step] ?? Number.NaN}
            unit="m"
          />
        ))}
        {answer.times_seconds.length > 1 && ends.length > 0 && (
          <HydraulicCurve
            title={of(WORDS.pressure)}
            unit="m"
            step={step}
            lines={ends.map((end) => ({ name: end.id ?? end.name, values: end.pressure_metres }))}
          />
        )}
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
      <p className="pipe-source">
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

function Legend({
  title,
  unit,
  classes,
  shape,
}: {
  readonly title: string;
  readonly unit: string;
  readonly classes: readonly HydraulicClass[];
  readonly shape: 'line' | 'disc';
}) {
  return (
    <section>
      <h3>
        {title} <span className="unit">{unit}</span>
      </h3>
      <ul className="hydraulics-legend">
        {classes.map(({ upTo, colour }, index) => (
          <li key={colour}>
            <i className={shape} style={{ background: `var(${colour})` }} />
            {Number.isFinite(upTo) ? `≤ ${upTo}` : `> ${classes[index - 1]?.upTo ?? 0}`}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Of thousands of values, which are too many to be arguments of a function. */
function least(values: readonly number[]): number {
  return values.reduce((low, value) => Math.min(low, value), values[0] ?? Number.NaN);
}

function most(values: readonly number[]): number {
  return values.reduce((high, value) => Math.max(high, value), values[0] ?? Number.NaN);
}
