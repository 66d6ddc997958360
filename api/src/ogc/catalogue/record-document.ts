/** A collection as a record of OGC API Records: what it is, whose, how fresh, how complete, and how to get it. */
import type { CollectionOfTheme } from '@twin/gis-data/index.ts';
import type { CollectionFacts, SourceFacts } from '../../collection-facts.ts';
import { GEOJSON, type Link } from '../answer.ts';
import { collectionTitle } from '../collection-document.ts';
import type { Completeness } from './completeness.ts';
import { EXPORTS } from '../items/exports/exports.ts';
import { MVT } from '../tiles/tileset-document.ts';

export type RecordDocument = ReturnType<typeof recordDocument>;

const RECORD_CORE = 'http://www.opengis.net/spec/ogcapi-records-1/1.0/conf/record-core';

/** @param base address of the OGC API */
export function recordDocument(
  entry: CollectionOfTheme,
  facts: CollectionFacts | undefined,
  completeness: Completeness | undefined,
  base: string,
) {
  const { collection, theme } = entry;
  const own = `${base}/collections/${collection.id}`;
  const sources = facts?.sources ?? [];
  const loaded = sources.map(({ loaded_at }) => loaded_at.getTime());
  return {
    type: 'Feature',
    id: collection.id,
    conformsTo: [RECORD_CORE],
    time: completeness?.interval ? { interval: completeness.interval } : null,
    geometry: facts?.extent ? polygonOf(facts.extent) : null,
    properties: {
      type: 'dataset',
      title: collectionTitle(entry),
      description: collection.description?.zh ?? theme.title.zh,
      keywords: [theme.title.zh, theme.title.en, collection.title.zh, collection.title.en],
      themes: [{ concepts: [{ id: theme.id, title: theme.title.zh }], scheme: `${base}/styles` }],
      language: { code: 'zh' },
      ...(loaded.length > 0
        ? {
            created: new Date(Math.min(...loaded)).toISOString(),
            updated: new Date(Math.max(...loaded)).toISOString(),
          }
        : {}),
      license: licenceOf(sources),
      attribution: theme.attribution.zh,
      formats: [
        { name: 'GeoJSON', mediaType: GEOJSON },
        ...Object.entries(EXPORTS).map(([name, { mediaType }]) => ({ name, mediaType })),
        { name: 'Mapbox Vector Tiles', mediaType: MVT },
      ],
      itemCount: facts?.count ?? 0,
      revision: facts?.revision ?? 0,
      completeness: completeness?.shares ?? {},
      sources: sources.map(({ title, licence, attribution, simulated, loaded_at, observed_at, extent }) => ({
        title,
        license: licence,
        attribution,
        simulated,
        loaded: loaded_at.toISOString(),
        observed: observed_at?.toISOString() ?? null,
        bbox: extent,
      })),
    },
    links: [
      { href: `${base}/catalogue/${collection.id}`, rel: 'self', type: GEOJSON },
      { href: own, rel: 'describes', type: 'application/json' },
      { href: `${own}/items`, rel: 'item', type: GEOJSON },
      ...Object.entries(EXPORTS).map(([f, { mediaType }]) => ({
        href: `${own}/items?f=${f}`,
        rel: 'enclosure',
        type: mediaType,
      })),
      { href: `${own}/tiles`, rel: 'tiles', type: 'application/json' },
    ] satisfies Link[],
  };
}

/** The one licence of all sources; of several, none covers the whole, and each source tells its own. */
function licenceOf(sources: readonly SourceFacts[]): string {
  const [licence, ...others] = new Set(sources.map((source) => source.licence));
  return licence === undefined || others.length > 0 ? 'other' : licence;
}

function polygonOf([west, south, east, north]: readonly [number, number, number, number]) {
  return {
    type: 'Polygon',
    coordinates: [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ],
  };
}
