/** The vector tiles of a collection as OGC API Tiles describes them. */
import type { CollectionOfTheme } from '@twin/gis-data/index.ts';
import { RELATIONS, type Link } from '../answer.ts';
import { collectionTitle } from '../collection-document.ts';
import { fieldSchema } from '../items/field-schema.ts';
import { CRS84 } from '../reference-systems.ts';
import { DEEPEST_ZOOM, TILE_MATRIX_SET, WEB_MERCATOR_QUAD } from './tile-matrix-set.ts';

export const MVT = 'application/vnd.mapbox-vector-tile';
const GEOMETRY_DIMENSION = { Point: 0, LineString: 1, Polygon: 2 } as const;

/** @param base address of the OGC API */
function tilesetAddress({ collection }: CollectionOfTheme, base: string): string {
  return `${base}/collections/${collection.id}/tiles/${WEB_MERCATOR_QUAD}`;
}

/** What a list of tilesets says of one. */
export function tilesetItem(entry: CollectionOfTheme, base: string) {
  const own = tilesetAddress(entry, base);
  return {
    title: collectionTitle(entry),
    dataType: 'vector',
    crs: TILE_MATRIX_SET.crs,
    tileMatrixSetURI: TILE_MATRIX_SET.uri,
    links: [
      { href: own, rel: 'self', type: 'application/json' },
      {
        href: `${base}/tileMatrixSets/${WEB_MERCATOR_QUAD}`,
        rel: `${RELATIONS}/tiling-scheme`,
        type: 'application/json',
      },
      { href: `${own}/{tileMatrix}/{tileRow}/{tileCol}`, rel: 'item', type: MVT, templated: true },
    ] satisfies Link[],
  };
}

/** @param extent west, south, east, north in degrees; absent where there is nothing */
export function tilesetDocument(
  entry: CollectionOfTheme,
  base: string,
  extent: readonly number[] | undefined,
) {
  const { collection, theme } = entry;
  const [west, south, east, north] = extent ?? [];
  return {
    ...tilesetItem(entry, base),
    attribution: theme.attribution.zh,
    layers: [
      {
        id: collection.id,
        title: collectionTitle(entry),
        dataType: 'vector',
        geometryDimension: GEOMETRY_DIMENSION[collection.geometry],
        minTileMatrix: String(collection.minZoom),
        maxTileMatrix: String(DEEPEST_ZOOM),
        propertiesSchema: {
          type: 'object',
          properties: Object.fromEntries(
            Object.entries(collection.fields)
              .filter(([, field]) => field.inTiles)
              .map(([name, field]) => [name, fieldSchema(field)]),
          ),
        },
      },
    ],
    ...(extent
      ? { boundingBox: { lowerLeft: [west, south], upperRight: [east, north], crs: CRS84.uri } }
      : {}),
  };
}
