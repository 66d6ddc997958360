/** Collections whose items have a life that is told event by event, beside what they are now. */
import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import type { Words } from '@twin/gis-data/theme.ts';

export type Life = {
  readonly collection: string;
  readonly title: Words;
  readonly Panel: LazyExoticComponent<ComponentType<{ readonly id: string }>>;
};

export const lives: readonly Life[] = [
  {
    collection: 'isolation-bearings',
    title: { zh: '隔震支座', en: 'Isolation bearing' },
    Panel: lazy(async () => ({
      default: (await import('./seismic-isolation/bearing-life.tsx')).BearingLife,
    })),
  },
  {
    collection: 'prefab-parts',
    title: { zh: '装配式部品', en: 'Prefab part' },
    Panel: lazy(async () => ({ default: (await import('./prefab-traceability/part-life.tsx')).PartLife })),
  },
];
