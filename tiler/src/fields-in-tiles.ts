import type { Collection } from '@twin/gis-data/theme.ts';

/** Fields that tiles carry: declared so, and for everybody who may see the collection. */
export function fieldsInTiles(collection: Collection): string[] {
  return Object.entries(collection.fields)
    .filter(([, field]) => field.inTiles && field.access === undefined)
    .map(([name]) => name);
}
