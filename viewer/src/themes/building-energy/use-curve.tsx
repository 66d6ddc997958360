/** What all buildings use together, over the span. */
import { formatNumber } from '../../words/format.ts';
import type { EnergyUse } from './energy-answers.ts';
import { niceMost } from '../nice-most.ts';

const WIDTH = 1000;
const HEIGHT = 100;
const KW_A_MW = 1000;

export function UseCurve({
  answer: { total_kw: total },
  at,
}: {
  readonly answer: EnergyUse;
  readonly at: number;
}) {
  const most = niceMost(Math.max(...total));
  const last = Math.max(1, total.length - 1);
  const x = (step: number): string => ((step / last) * WIDTH).toFixed(1);
  const line = total.map((kw, step) => `${x(step)} ${(HEIGHT - (kw / most) * HEIGHT).toFixed(1)}`).join('L');
  return (
    <div className="use-curve" aria-hidden="true">
      <span>{formatNumber(most / KW_A_MW)} MW</span>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none">
        <path className="area" d={`M0 ${HEIGHT}L${line}L${WIDTH} ${HEIGHT}Z`} />
        <path className="line" d={`M${line}`} />
        <path className="now" d={`M${x(at)} 0V${HEIGHT}`} />
      </svg>
    </div>
  );
}
