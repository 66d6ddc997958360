import { SUB_ITEMS } from '@twin/gis-data/themes/building-energy/codes.ts';
import type { EnergyYear } from './energy-answers.ts';

type SubItem = keyof typeof SUB_ITEMS;

/** kWh by sub-item in the order of the list, those that were read. */
export function subItemsOf(kwh: EnergyYear['sub_items']): (readonly [SubItem, number])[] {
  return (Object.keys(SUB_ITEMS) as SubItem[]).flatMap((name) => {
    const value = kwh[name];
    return value === undefined ? [] : [[name, value] as const];
  });
}
