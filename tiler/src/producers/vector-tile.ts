/** The vector tile of a collection: what its zoom leaves of the rows, encoded. */
import type { Collection } from '@twin/gis-data/theme.ts';
import { fieldsInTiles } from '../fields-in-tiles.ts';
import type { TileAddress } from '../tile-row.ts';
import type { TileRows } from '../tile-rows.ts';
import { thinRows } from './thin-rows.ts';
import { produceVector, rowsInOrder } from './vector.ts';

/**
 * @param chosen rows that may lie in the tile, in the order of their gid
 * @returns an empty array when nothing of the rows lies in the tile
 */
export function produceVectorTile(
  collection: Collection,
  address: TileAddress,
  rows: TileRows,
  chosen: Uint32Array = rowsInOrder(rows.gids),
): Uint8Array {
  const thinned = thinRows(rows, chosen, address, fieldsInTiles(collection));
  return produceVector(collection.id, address, thinned.rows, thinned.fields, thinned.chosen);
}
