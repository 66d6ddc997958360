/** What is asked of images beside their tiles: the value at a point, and statistics within a polygon. */
import type { Pool } from 'pg';
import { z } from 'zod';
import { collectionById, tableOf } from '@twin/gis-data/index.ts';
import { readAs, type Visitor } from '@twin/gis-data/store/read-as.ts';
import type { Zone } from '@twin/tiler/src/raster/zonal-statistics.ts';
import type { TileService } from '@twin/tiler/src/tile-service.ts';
import { operation, type Operation } from './operations.ts';
import { Problem } from './problems.ts';
import { visibleCollections } from './ogc/visible-collections.ts';

const TAG = 'raster';
/** Of a polygon that comes in the address: longer ones are items. */
const MOST_CHARACTERS = 12_000;
const MOST_VERTICES = 20_000;

const layer = z.string().min(1).max(100).describe('Raster layer, as ndvi; /tiles/catalog lists them');
const position = z.tuple([z.number(), z.number()]).rest(z.number());
const polygon = z.array(z.array(position).min(4)).min(1);
const area = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), coordinates: polygon }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(polygon).min(1) }),
]);
type Area = z.infer<typeof area>;

export function rasterOperations(pool: Pool, tiles: TileService): Operation[] {
  return [
    operation({
      path: '/raster/{layer}/value',
      tag: TAG,
      summary: 'What a raster layer shows at a point, and the bands of each image there, the latest first',
      query: {
        layer,
        lon: z.coerce.number().min(-180).max(180).describe('Longitude, degrees'),
        lat: z.coerce.number().min(-90).max(90).describe('Latitude, degrees'),
      },
      async answer({ layer: id, lon, lat }, visitor) {
        return { ...measured(id), ...(await tiles.questions.valueAt(id, lon, lat, visitor)) };
      },
    }),
    operation({
      path: '/raster/{layer}/statistics',
      tag: TAG,
      summary:
        'Statistics of a raster layer within a polygon: given as GeoJSON, or as an item of a collection',
      query: {
        layer,
        geometry: z
          .string()
          .max(MOST_CHARACTERS)
          .optional()
          .describe('GeoJSON Polygon or MultiPolygon in degrees'),
        collection: z.string().max(100).optional().describe('Collection whose item is the polygon'),
        item: z.string().max(200).optional().describe('Id of the item'),
        above: z.coerce.number().optional().describe('The share and area above this value are told too'),
      },
      async answer({ layer: id, geometry, collection, item, above }, visitor) {
        const isItem = collection !== undefined && item !== undefined;
        if ((geometry !== undefined) === isItem)
          throw new Problem('parameter-invalid', 'Give the polygon as geometry, or as collection and item.');
        const zone = zoneOf(
          isItem ? await itemArea(pool, visitor, collection, item) : readArea(geometry ?? ''),
        );
        return { ...measured(id), statistics: await tiles.questions.within(id, zone, above, visitor) };
      },
    }),
  ];
}

/** What the numbers are of. */
function measured(id: string): { layer: string; unit?: string } {
  const symbol = collectionById(id)?.collection.symbol;
  const unit = symbol?.kind === 'raster' && symbol.picture.as === 'ramp' ? symbol.picture.unit : undefined;
  return { layer: id, ...(unit === undefined ? {} : { unit }) };
}

function readArea(text: string): Area {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new Problem(
      'parameter-invalid',
      `geometry is no JSON: ${error instanceof Error ? error.message : ''}`,
    );
  }
  const read = area.safeParse(parsed);
  if (!read.success)
    throw new Problem(
      'parameter-invalid',
      'geometry is a GeoJSON Polygon or MultiPolygon in degrees: {"type":"Polygon","coordinates":[[[110.44,20.02],…]]}.',
    );
  return read.data;
}

async function itemArea(pool: Pool, visitor: Visitor, id: string, item: string): Promise<Area> {
  const entry = collectionById(id);
  if (!entry || !visibleCollections(visitor).includes(entry))
    throw new Problem('collection-unknown', `There is no collection ${id}; /ogc/collections lists them.`);
  const isGeneric = entry.collection.source === 'feature';
  const {
    rows: [row],
  } = await readAs(pool, visitor, (client) =>
    client.query<{ shape: unknown }>(
      `select ST_AsGeoJSON(ST_Force2D(geom), 9)::json as shape from ${tableOf(entry.collection)} where id = $1${isGeneric ? ' and collection = $2' : ''}`,
      isGeneric ? [item, id] : [item],
    ),
  );
  if (!row) throw new Problem('item-unknown', `${id} has no item ${item}.`);
  const read = area.safeParse(row.shape);
  if (!read.success) throw new Problem('parameter-invalid', `${item} of ${id} is no polygon.`);
  return read.data;
}

/** All rings alike: what lies within an odd number of them is inside. */
function zoneOf({ type, coordinates }: Area): Zone {
  const rings = type === 'Polygon' ? coordinates : coordinates.flat();
  const zone = rings.map((ring) =>
    ring.map(([longitude, latitude]): [number, number] => {
      if (Math.abs(longitude) > 180 || Math.abs(latitude) > 90)
        throw new Problem(
          'parameter-invalid',
          `${longitude}, ${latitude} is no longitude and latitude in degrees.`,
        );
      return [longitude, latitude];
    }),
  );
  const vertices = zone.reduce((sum, { length }) => sum + length, 0);
  if (vertices > MOST_VERTICES)
    throw new Problem(
      'area-too-large',
      `The polygon has ${vertices} points; ${MOST_VERTICES} are taken at once. Simplify it, or ask for parts of it.`,
    );
  return zone;
}
