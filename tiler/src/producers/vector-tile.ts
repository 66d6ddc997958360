/** The vector tile of a collection: what its zoom leaves of the rows, encoded. */
import type { Collection } from '@twin/gis-data/theme.ts';
import { fieldsInTiles } from '../fields-in-tiles.ts';
import type { TileAddress } from '../tile-row.ts';
import type { TileRows } from '../tile-rows.ts';
import { thinRows } from './thin-rows.ts';
import type { TileGeometries } from './tile-geometries.ts';
import { produceVector, rowsInOrder } from './vector.ts';

/**
 * @param chosen rows that may lie in the tile, in the order of their gid
 * @param ahead the geometries of all rows, where they have been made before
 * @returns an empty array when nothing of the rows lies in the tile
 */
export function produceVectorTile(
  collection: Collection,
  address: TileAddress,
  rows: TileRows,
  chosen: Uint32Array = rowsInOrder(rows.gids),
  ahead?: TileGeometries,
): Uint8Array {
  const thinned = thinRows(rows, chosen, address, fieldsInTiles(collection));
  // Lines that have become one have another geometry.
  const made = thinned.rows.wkb === rows.wkb ? ahead : undefined;
  return produceVector(collection.id, address, thinned.rows, thinned.fields, thinned.chosen, made);
}
