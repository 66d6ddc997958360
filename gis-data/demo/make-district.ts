/**
 * Makes the demo district from one seed: the same bytes on every machine. Each theme that has a `demo.ts` in its
 * folder adds its part, in an order in which each finds what it stands on.
 */
import { existsSync } from 'node:fs';
import { themes } from '../index.ts';
import type { Curve, Demo, DemoPart, FeatureRow, Row, Series } from './district.ts';
import { DISTRICT_SEED, randomStream } from './random.ts';

/** Themes that others build on come first; the rest follow in the order of the registry. */
const FIRST = ['base-map', 'buildings', 'street-lighting', 'greening-remote-sensing'];

export async function makeDistrict(seed = DISTRICT_SEED): Promise<Required<DemoPart>> {
  const tables: Record<string, Row[]> = {};
  const features: Record<string, readonly FeatureRow[]> = {};
  const series: Series[] = [];
  const curves: Curve[] = [];
  const ordered = [...FIRST, ...themes.map((theme) => theme.id).filter((id) => !FIRST.includes(id))];
  for (const id of ordered) {
    const file = new URL(`../themes/${id}/demo.ts`, import.meta.url);
    if (!existsSync(file)) continue;
    const { demo } = (await import(file.href)) as { demo: Demo };
    const part = demo({
      random: (name) => randomStream(seed, `${id}/${name}`),
      made: (table) => tables[table] ?? [],
    });
    for (const [table, rows] of Object.entries(part.tables ?? {}))
      tables[table] = [...(tables[table] ?? []), ...rows];
    Object.assign(features, part.features ?? {});
    series.push(...(part.series ?? []));
    curves.push(...(part.curves ?? []));
  }
  return { tables, features, series, curves };
}
