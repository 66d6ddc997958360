/** Where the top of a bearing went over its foot, seen from above, within the circles that it must not leave. */
import { formatNumber } from '../../words/format.ts';
import { niceMost } from '../nice-most.ts';
import '../chart.css';
import './motion.css';

export type Orbit = { readonly xMm: readonly number[]; readonly yMm: readonly number[] };
export type OrbitCircle = { readonly id: string; readonly mm: number };

type Properties = {
  readonly label: string;
  readonly orbit: Orbit;
  readonly circles: readonly OrbitCircle[];
  /** From the middle to the edge of the plot, mm. */
  readonly reachMm: number;
  /** The sample at which it is now; without it only the farthest is marked. */
  readonly at?: number;
  readonly axes: readonly [x: string, y: string];
};

const SIZE = 264;
const MIDDLE = SIZE / 2;
const EDGE = 8;
/** From the middle of a line of text to its foot. */
const BASELINE = 4;
/** A smaller circle has no room for its figure. */
const NAMED_FROM = 24;

export function OrbitPlot({ label, orbit: { xMm, yMm }, circles, reachMm, at, axes }: Properties) {
  const scale = (MIDDLE - EDGE) / reachMm;
  const x = (mm: number): number => MIDDLE + mm * scale;
  const y = (mm: number): number => MIDDLE - mm * scale;
  const tick = niceMost(reachMm / 4);
  const marked = at ?? farthest({ xMm, yMm });
  const [dotX = 0, dotY = 0] = [xMm[marked], yMm[marked]];
  return (
    <svg className="chart orbit" viewBox={`0 0 ${SIZE} ${SIZE}`} role="img" aria-label={label}>
      <path className="grid" d={`M0 ${MIDDLE}H${SIZE}M${MIDDLE} 0V${SIZE}`} />
      <text x={SIZE} y={MIDDLE - BASELINE} textAnchor="end">
        {axes[0]}
      </text>
      <text x={MIDDLE + BASELINE} y={10}>
        {axes[1]}
      </text>
      <path className="axis" d={`M${x(tick)} ${MIDDLE - BASELINE}v${2 * BASELINE}`} />
      <text x={x(tick)} y={MIDDLE + 4 * BASELINE} textAnchor="middle">
        {formatNumber(tick)} mm
      </text>
      {circles
        .filter(({ mm }) => mm <= reachMm)
        .map(({ id, mm }) => (
          <g key={id} className={id}>
            <circle cx={MIDDLE} cy={MIDDLE} r={mm * scale} />
            {mm * scale > NAMED_FROM && (
              <text
                x={MIDDLE - mm * scale * Math.SQRT1_2}
                y={MIDDLE + mm * scale * Math.SQRT1_2 + BASELINE}
                textAnchor="middle"
              >
                {formatNumber(mm)}
              </text>
            )}
          </g>
        ))}
      <polyline
        className={at === undefined ? 'track' : 'track before'}
        points={xMm.map((mm, index) => `${x(mm).toFixed(1)},${y(yMm[index] ?? 0).toFixed(1)}`).join(' ')}
      />
      {at !== undefined && (
        <polyline
          className="track"
          points={xMm
            .slice(0, at + 1)
            .map((mm, index) => `${x(mm).toFixed(1)},${y(yMm[index] ?? 0).toFixed(1)}`)
            .join(' ')}
        />
      )}
      <circle className="dot" cx={x(dotX)} cy={y(dotY)} r={4} />
    </svg>
  );
}

/** The sample that lies farthest from the middle. */
export function farthest({ xMm, yMm }: Orbit): number {
  let most = 0;
  for (let index = 1; index < xMm.length; index++)
    if (distanceMm({ xMm, yMm }, index) > distanceMm({ xMm, yMm }, most)) most = index;
  return most;
}

export function distanceMm({ xMm, yMm }: Orbit, index: number): number {
  return Math.hypot(xMm[index] ?? 0, yMm[index] ?? 0);
}
