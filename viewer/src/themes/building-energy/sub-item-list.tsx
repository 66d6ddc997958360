/** A year's electricity by the four sub-items: per area, as shares, against the year before. */
import { SUB_ITEMS } from '@twin/gis-data/themes/building-energy/codes.ts';
import { useCityState } from '../../state/city-state.ts';
import { formatNumber } from '../../words/format.ts';
import { useWords } from '../../words/use-words.ts';
import type { EnergyYear } from './energy-answers.ts';
import { subItemsOf } from './sub-items-of.ts';

type Props = {
  readonly year: EnergyYear;
  /** Only where it was read throughout. */
  readonly before: EnergyYear | undefined;
  readonly areaM2: number;
};

export function SubItemList({ year, before, areaM2 }: Props) {
  const { t, of } = useWords();
  const theme = useCityState((state) => state.theme);
  const items = subItemsOf(year.sub_items);
  return (
    <>
      <div className="energy-shares" aria-hidden="true">
        {items.map(([name, kwh]) => (
          <span key={name} style={{ flexGrow: kwh, background: SUB_ITEMS[name].colour[theme] }} />
        ))}
      </div>
      <table className="energy-items">
        <tbody>
          {items.map(([name, kwh]) => {
            const last = before?.sub_items[name];
            const change = last === undefined || last === 0 ? undefined : (kwh / last - 1) * 100;
            return (
              <tr key={name}>
                <th scope="row">
                  <span className="sample square" style={{ color: SUB_ITEMS[name].colour[theme] }} />
                  {of(SUB_ITEMS[name])}
                </th>
                <td>{formatNumber(kwh / areaM2, 1)}</td>
                <td>{year.kwh > 0 ? `${formatNumber((kwh / year.kwh) * 100, 1)} %` : t('noData')}</td>
                <td>{change === undefined ? '' : `${change > 0 ? '+' : ''}${formatNumber(change, 1)} %`}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}
