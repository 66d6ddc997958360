/** The mean working day and the mean day of a weekend, by the hour. */
import { formatNumber } from '../../words/format.ts';
import { useWords } from '../../words/use-words.ts';
import { niceMost } from '../nice-most.ts';
import type { TypicalDay } from './typical-day.ts';
import { WORDS } from './words.ts';

const WIDTH = 320;
const HEIGHT = 112;
const LEFT = 34;
const FOOT = 18;
const HOURS_A_DAY = 24;

export function DayCurves({ workday, weekend }: TypicalDay) {
  const { of } = useWords();
  const most = niceMost(Math.max(...[...workday, ...weekend].map((kw) => kw ?? 0)));
  const y = (kw: number): number => HEIGHT - FOOT - (kw / most) * (HEIGHT - FOOT - 8);
  const x = (hour: number): number => LEFT + (hour / HOURS_A_DAY) * (WIDTH - LEFT);
  // An hour's mean stands over its middle.
  const line = (values: TypicalDay['workday']): string =>
    values.map((kw, hour) => (kw === null ? '' : `${x(hour + 0.5)},${y(kw)}`)).join(' ');
  return (
    <svg
      className="chart"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={`${of(WORDS.day)}, kW: ${of(WORDS.workday)}, ${of(WORDS.weekend)}`}
    >
      {[0, most / 2, most].map((tick) => (
        <g key={tick}>
          <path className="grid" d={`M${LEFT} ${y(tick)}H${WIDTH}`} />
          <text x={LEFT - 5} y={y(tick) + 4} textAnchor="end">
            {formatNumber(tick)}
          </text>
        </g>
      ))}
      {[0, 6, 12, 18, 24].map((hour) => (
        <text
          key={hour}
          x={x(hour)}
          y={HEIGHT - 4}
          textAnchor={hour === 0 ? 'start' : hour === HOURS_A_DAY ? 'end' : 'middle'}
        >
          {hour}
        </text>
      ))}
      <polyline className="weekend" points={line(weekend)} />
      <polyline className="workday" points={line(workday)} />
    </svg>
  );
}
