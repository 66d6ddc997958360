/** Twelve months as columns of the sub-items, the year before as a bar across each. */
import { SUB_ITEMS } from '@twin/gis-data/themes/building-energy/codes.ts';
import { useCityState } from '../../state/city-state.ts';
import { formatNumber } from '../../words/format.ts';
import type { EnergyMonth } from './energy-answers.ts';
import { niceMost } from '../nice-most.ts';
import { subItemsOf } from './sub-items-of.ts';

const WIDTH = 320;
const HEIGHT = 112;
const LEFT = 34;
const FOOT = 18;
const KWH_A_MWH = 1000;

export function MonthColumns({
  months,
  year,
  label,
}: {
  readonly months: readonly EnergyMonth[];
  readonly year: number;
  readonly label: string;
}) {
  const theme = useCityState((state) => state.theme);
  const of = (one: number, month: number): EnergyMonth | undefined =>
    months.find((each) => each.month === `${one}-${String(month).padStart(2, '0')}`);
  const most = niceMost(Math.max(...months.map(({ kwh }) => kwh)) / KWH_A_MWH);
  const y = (mwh: number): number => HEIGHT - FOOT - (mwh / most) * (HEIGHT - FOOT - 8);
  const pitch = (WIDTH - LEFT) / 12;
  return (
    <svg className="chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      {[0, most / 2, most].map((tick) => (
        <g key={tick}>
          <path className="grid" d={`M${LEFT} ${y(tick)}H${WIDTH}`} />
          <text x={LEFT - 5} y={y(tick) + 4} textAnchor="end">
            {formatNumber(tick)}
          </text>
        </g>
      ))}
      {Array.from({ length: 12 }, (_, at) => {
        const [now, before] = [of(year, at + 1), of(year - 1, at + 1)];
        const x = LEFT + at * pitch + pitch * 0.16;
        const width = pitch * 0.68;
        let top = 0;
        return (
          // oxlint-disable-next-line react/no-array-index-key -- a month is its place
          <g key={at}>
            <title>{`${year}-${String(at + 1).padStart(2, '0')}: ${now ? formatNumber(now.kwh / KWH_A_MWH, 1) : '–'} MWh`}</title>
            {now &&
              subItemsOf(now.sub_items).map(([name, kwh]) => {
                const from = top;
                top += kwh / KWH_A_MWH;
                return (
                  <rect
                    key={name}
                    x={x}
                    width={width}
                    y={y(top)}
                    height={Math.max(0, y(from) - y(top))}
                    fill={SUB_ITEMS[name].colour[theme]}
                  />
                );
              })}
            {before && <path className="before" d={`M${x - 2} ${y(before.kwh / KWH_A_MWH)}h${width + 4}`} />}
            <text x={x + width / 2} y={HEIGHT - 4} textAnchor="middle">
              {at + 1}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
