/** Collections whose items have more to tell than their record: a life event by event, a year of readings. */
import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import type { Words } from '@twin/gis-data/theme.ts';

export type Life = {
  readonly collection: string;
  readonly title: Words;
  readonly tab: Words;
  readonly Panel: LazyExoticComponent<ComponentType<{ readonly id: string }>>;
};

const LIFE: Words = { zh: '履历', en: 'Life' };

export const lives: readonly Life[] = [
  {
    collection: 'metered-buildings',
    title: { zh: '公共建筑能耗', en: 'Building energy' },
    tab: { zh: '能耗', en: 'Energy' },
    Panel: lazy(async () => ({ default: (await import('./building-energy/energy-life.tsx')).EnergyLife })),
  },
  {
    collection: 'isolation-bearings',
    title: { zh: '隔震支座', en: 'Isolation bearing' },
    tab: LIFE,
    Panel: lazy(async () => ({
      default: (await import('./seismic-isolation/bearing-life.tsx')).BearingLife,
    })),
  },
  {
    collection: 'prefab-parts',
    title: { zh: '装配式部品', en: 'Prefab part' },
    tab: LIFE,
    Panel: lazy(async () => ({ default: (await import('./prefab-traceability/part-life.tsx')).PartLife })),
  },
];
