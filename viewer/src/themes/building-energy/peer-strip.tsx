/** Where a building's index stands among those of its use and against the limits. */
import { formatNumber } from '../../words/format.ts';
import { useWords } from '../../words/use-words.ts';
import type { EnergyAnswer } from './energy-answers.ts';
import { WORDS } from './words.ts';

type Props = {
  readonly index: number;
  readonly peers: NonNullable<EnergyAnswer['peers']>;
  readonly limits: EnergyAnswer['limits'];
};

const WIDTH = 320;
const SIDE = 8;
const AXIS = 36;
const STEPS = [5, 10, 20, 25, 50, 100, 200, 500, 1000];
const MOST_TICKS = 5;

export function PeerStrip({ index, peers, limits }: Props) {
  const { of } = useWords();
  const values = [...peers.indexes, index, ...(limits ? [limits.guide, limits.constraint] : [])];
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const step = STEPS.find((one) => (most - least) / one < MOST_TICKS) ?? 2000;
  const from = Math.floor(least / step) * step;
  const to = Math.max(Math.ceil(most / step) * step, from + step);
  const x = (value: number): number => SIDE + ((value - from) / (to - from)) * (WIDTH - 2 * SIDE);
  const ticks = Array.from({ length: Math.round((to - from) / step) + 1 }, (_, at) => from + at * step);
  const isRight = x(index) > WIDTH / 2;
  return (
    <svg
      className="chart"
      viewBox={`0 0 ${WIDTH} 56`}
      role="img"
      aria-label={`${of(WORDS.this)} ${formatNumber(index, 1)}, ${of(WORDS.mean)} ${formatNumber(peers.mean, 1)}`}
    >
      <path className="axis" d={`M${SIDE} ${AXIS}H${WIDTH - SIDE}`} />
      {ticks.map((tick) => (
        <g key={tick}>
          <path className="axis" d={`M${x(tick)} ${AXIS - 3}v6`} />
          <text x={x(tick)} y={AXIS + 17} textAnchor="middle">
            {formatNumber(tick)}
          </text>
        </g>
      ))}
      {peers.indexes.map((value, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- two peers may have the same index
        <circle key={at} className="peer" cx={x(value)} cy={AXIS} r={4} />
      ))}
      {limits && (
        <>
          <path className="guide" d={`M${x(limits.guide)} ${AXIS - 12}v24`} />
          <path className="constraint" d={`M${x(limits.constraint)} ${AXIS - 12}v24`} />
        </>
      )}
      <path className="mean" d={`M${x(peers.mean)} 20V${AXIS + 6}`} />
      <circle className="this" cx={x(index)} cy={AXIS} r={6} />
      <text
        className="strong"
        x={isRight ? WIDTH - SIDE : SIDE}
        y={13}
        textAnchor={isRight ? 'end' : 'start'}
      >
        {of(WORDS.this)} {formatNumber(index, 1)}
      </text>
      <text x={isRight ? SIDE : WIDTH - SIDE} y={13} textAnchor={isRight ? 'start' : 'end'}>
        {of(WORDS.mean)} {formatNumber(peers.mean, 1)}
      </text>
    </svg>
  );
}
