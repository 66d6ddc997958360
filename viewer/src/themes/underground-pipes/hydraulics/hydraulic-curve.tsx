/** Values over a run, and where its time stands. */
import { formatNumber } from '../../../words/format.ts';

const CHART = { width: 320, height: 84 } as const;
const STYLES = ['first', 'second'] as const;

export function HydraulicCurve({
  title,
  unit,
  step,
  lines,
}: {
  readonly title: string;
  readonly unit: string;
  readonly step: number;
  readonly lines: readonly { readonly name: string; readonly values: readonly number[] }[];
}) {
  const all = lines.flatMap(({ values }) => values);
  const [low, high] = [Math.min(0, ...all), Math.max(...all, 1)];
  const last = Math.max(1, (lines[0]?.values.length ?? 1) - 1);
  const x = (index: number): number => (index / last) * CHART.width;
  const y = (value: number): number => CHART.height - ((value - low) / (high - low)) * CHART.height;
  return (
    <section className="hydraulics-curve">
      <h3>
        {title} <span className="unit">{`${formatNumber(low, 0)}–${formatNumber(high, 0)} ${unit}`}</span>
        {lines.map(({ name }, line) => (
          <span key={name} className={`curve-name ${STYLES[line] ?? 'second'}`}>
            {name}
          </span>
        ))}
      </h3>
      <svg
        viewBox={`0 -2 ${CHART.width} ${CHART.height + 4}`}
        role="img"
        aria-label={title}
        preserveAspectRatio="none"
      >
        {lines.map(({ name, values }, line) => (
          <polyline
            key={name}
            className={STYLES[line] ?? 'second'}
            points={values.map((value, index) => `${x(index).toFixed(1)},${y(value).toFixed(1)}`).join(' ')}
          />
        ))}
        <line className="now" x1={x(step)} x2={x(step)} y1={0} y2={CHART.height} />
      </svg>
    </section>
  );
}
