/** The registry: what the city is made of, in the order of the legend. A new theme is one line here. */
import type { Collection, Field, Grade, Theme } from './theme.ts';
import { GRADES } from './theme.ts';
import undergroundPipes from './themes/underground-pipes/theme.ts';
import buildings from './themes/buildings/theme.ts';
import baseMap from './themes/base-map/theme.ts';
import streetLighting from './themes/street-lighting/theme.ts';
import greening from './themes/greening-remote-sensing/theme.ts';
import buildingEnergy from './themes/building-energy/theme.ts';
import seismicIsolation from './themes/seismic-isolation/theme.ts';
import prefabTraceability from './themes/prefab-traceability/theme.ts';
import administrativeAreas from './themes/administrative-areas/theme.ts';

export const themes: readonly Theme[] = [
  undergroundPipes,
  buildings,
  baseMap,
  streetLighting,
  greening,
  buildingEnergy,
  seismicIsolation,
  prefabTraceability,
  administrativeAreas,
];

export type CollectionOfTheme = { readonly theme: Theme; readonly collection: Collection };

/** Every collection with its theme, in the order of the legend. */
export const collections: readonly CollectionOfTheme[] = themes.flatMap((theme) =>
  theme.collections.map((collection) => ({ theme, collection })));

const byId = new Map(collections.map((entry) => [entry.collection.id, entry]));

export function collectionById(id: string): CollectionOfTheme | undefined {
  return byId.get(id);
}

/** True when a reader of grade `reader` may see what asks for `needed`. */
export function mayRead(reader: Grade, needed: Grade): boolean {
  return GRADES.indexOf(reader) >= GRADES.indexOf(needed);
}

/** The declared fields that a reader of this grade gets, in the order of the declaration. */
export function visibleFields(entry: CollectionOfTheme, reader: Grade): readonly (readonly [string, Field])[] {
  return Object.entries(entry.collection.fields).filter(([, field]) => mayRead(reader, field.access ?? entry.theme.access));
}

/** The table that holds a collection. */
export function tableOf(collection: Collection): string {
  return collection.source === 'feature' ? 'feature' : collection.source.table;
}
