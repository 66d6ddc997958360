/** The loop of a test: force against displacement, with the line whose slope is the equivalent stiffness. */
import type { Words } from '@twin/gis-data/theme.ts';
import { formatNumber } from '../../words/format.ts';
import { useWords } from '../../words/use-words.ts';
import type { BearingLifeAnswer } from './bearing-answers.ts';
import { niceMost } from '../nice-most.ts';
import '../chart.css';
import './motion.css';

type Loop = NonNullable<BearingLifeAnswer['events'][number]['loop']>;

const WORDS = {
  stiffness: { zh: '等效刚度', en: 'Stiffness' },
  damping: { zh: '等效阻尼比', en: 'Damping' },
} as const satisfies Readonly<Record<string, Words>>;
const WIDTH = 200;
const HEIGHT = 132;
const EDGE = 6;
const PERCENT = 100;

export function LoopPlot({ title, loop }: { readonly title: string; readonly loop: Loop }) {
  const { of } = useWords();
  const { displacement_mm: mm, force_kn: kn, stiffness_kn_mm: stiffness, damping_ratio: damping } = loop;
  const most = { mm: niceMost(mostOf(mm)), kn: niceMost(mostOf(kn)) };
  const x = (value: number): number => WIDTH / 2 + (value / most.mm) * (WIDTH / 2 - EDGE);
  const y = (value: number): number => HEIGHT / 2 - (value / most.kn) * (HEIGHT / 2 - EDGE);
  const end = mostOf(mm);
  return (
    <figure>
      <figcaption>{title}</figcaption>
      <svg className="chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`${title}, kN/mm`}>
        <path className="grid" d={`M0 ${HEIGHT / 2}H${WIDTH}M${WIDTH / 2} 0V${HEIGHT}`} />
        <polygon
          className="loop"
          points={mm.map((value, index) => `${x(value)},${y(kn[index] ?? 0)}`).join(' ')}
        />
        <path className="secant" d={`M${x(-end)} ${y(-end * stiffness)}L${x(end)} ${y(end * stiffness)}`} />
        <text x={WIDTH} y={HEIGHT / 2 + 13} textAnchor="end">
          {formatNumber(most.mm)} mm
        </text>
        <text x={WIDTH / 2 + 4} y={10}>
          {formatNumber(most.kn)} kN
        </text>
      </svg>
      <figcaption>
        {of(WORDS.stiffness)} {formatNumber(stiffness, 3)} kN/mm
        <br />
        {of(WORDS.damping)} {formatNumber(damping * PERCENT, 1)} %
      </figcaption>
    </figure>
  );
}

function mostOf(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
