/** A year's days by temperature with the baseline through them. */
import { formatNumber } from '../../words/format.ts';
import { useWords } from '../../words/use-words.ts';
import type { EnergyBaseline } from './energy-answers.ts';
import { niceMost } from '../nice-most.ts';
import { WORDS } from './words.ts';

const WIDTH = 320;
const HEIGHT = 128;
const LEFT = 42;
const FOOT = 18;
const STEP_CELSIUS = 5;

export function BaselinePlot({ baseline }: { readonly baseline: EnergyBaseline }) {
  const { of } = useWords();
  const { points, cooling, heating, base_kwh_per_day: base } = baseline;
  const warmth = points.map(([celsius]) => celsius);
  const from = Math.floor(Math.min(...warmth) / STEP_CELSIUS) * STEP_CELSIUS;
  const to = Math.max(Math.ceil(Math.max(...warmth) / STEP_CELSIUS) * STEP_CELSIUS, from + STEP_CELSIUS);
  const kwhAt = (celsius: number): number =>
    base +
    (cooling ? cooling.kwh_per_degree * Math.max(0, celsius - cooling.celsius) : 0) +
    (heating ? heating.kwh_per_degree * Math.max(0, heating.celsius - celsius) : 0);
  const most = niceMost(Math.max(...points.map(([, kwh]) => kwh), kwhAt(from), kwhAt(to)));
  const x = (celsius: number): number => LEFT + ((celsius - from) / (to - from)) * (WIDTH - LEFT - 6);
  const y = (kwh: number): number => HEIGHT - FOOT - (kwh / most) * (HEIGHT - FOOT - 8);
  const corners = [from, heating?.celsius, cooling?.celsius, to].filter((one) => one !== undefined);
  return (
    <svg className="chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={of(WORDS.baselineNote)}>
      {[0, most / 2, most].map((tick) => (
        <g key={tick}>
          <path className="grid" d={`M${LEFT} ${y(tick)}H${WIDTH}`} />
          <text x={LEFT - 5} y={y(tick) + 4} textAnchor="end">
            {formatNumber(tick)}
          </text>
        </g>
      ))}
      {Array.from({ length: (to - from) / STEP_CELSIUS + 1 }, (_, at) => from + at * STEP_CELSIUS).map(
        (celsius) => (
          <text key={celsius} x={x(celsius)} y={HEIGHT - 4} textAnchor={celsius === to ? 'end' : 'middle'}>
            {celsius === to ? `${celsius} °C` : celsius}
          </text>
        ),
      )}
      <path
        className="days"
        d={points.map(([celsius, kwh]) => `M${x(celsius).toFixed(1)} ${y(kwh).toFixed(1)}h.01`).join('')}
      />
      <polyline
        className="workday"
        points={corners.map((celsius) => `${x(celsius)},${y(kwhAt(celsius))}`).join(' ')}
      />
    </svg>
  );
}
