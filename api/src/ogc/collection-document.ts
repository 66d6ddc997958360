/** A collection as OGC API Features describes it. */
import type { CollectionOfTheme } from '@twin/gis-data/index.ts';
import { GEOJSON, RELATIONS, SCHEMA, type Link } from './answer.ts';
import { EXPORTS } from './items/exports/exports.ts';
import { CRS84, REFERENCE_SYSTEMS, STORAGE } from './reference-systems.ts';

/** @param extent west, south, east, north in degrees; absent where there is nothing */
export function collectionDocument(
  entry: CollectionOfTheme,
  base: string,
  extent: readonly number[] | undefined,
) {
  const { collection, theme } = entry;
  const own = `${base}/collections/${collection.id}`;
  return {
    id: collection.id,
    title: collectionTitle(entry),
    description: collection.description?.zh ?? theme.title.zh,
    attribution: theme.attribution.zh,
    itemType: 'feature',
    crs: REFERENCE_SYSTEMS.map(({ uri }) => uri),
    storageCrs: STORAGE.uri,
    ...(extent ? { extent: { spatial: { bbox: [extent], crs: CRS84.uri } } } : {}),
    links: [
      { href: own, rel: 'self', type: 'application/json' },
      { href: `${own}/items`, rel: 'items', type: GEOJSON },
      { href: `${own}/items?f=html`, rel: 'items', type: 'text/html' },
      ...Object.entries(EXPORTS).map(([f, { mediaType }]) => ({
        href: `${own}/items?f=${f}`,
        rel: 'items',
        type: mediaType,
      })),
      { href: `${own}/queryables`, rel: `${RELATIONS}/queryables`, type: SCHEMA },
      { href: `${own}/schema`, rel: `${RELATIONS}/schema`, type: SCHEMA },
      { href: `${own}/tiles`, rel: `${RELATIONS}/tilesets-vector`, type: 'application/json' },
      { href: `${base}/styles/${theme.id}`, rel: 'stylesheet', type: 'application/vnd.mapbox.style+json' },
    ] satisfies Link[],
  };
}

export function collectionTitle({ collection }: CollectionOfTheme): string {
  return `${collection.title.zh} ${collection.title.en}`;
}
