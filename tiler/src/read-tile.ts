import type { Pool } from 'pg';
import type { CollectionOfTheme } from '@twin/gis-data/index.ts';
import { readAs, type Visitor } from '@twin/gis-data/store/read-as.ts';
import { planRows, type RowsPlan } from './plan-queries.ts';
import { readRows, type RowsQuery } from './read-rows.ts';
import { TileError } from './tile-error.ts';

/** Sends what the database writes, in the pieces in which it comes. */
export type Feed = (take: (piece: Uint8Array) => void) => Promise<void>;

/**
 * Makes something of the rows of one tile as a visitor sees them; of the most important ones where all of them are too many.
 * @throws TileError `tile-too-large` where even those are; what `make` throws
 */
export async function readTile<T>(
  pool: Pool,
  visitor: Visitor,
  entry: CollectionOfTheme,
  plan: RowsPlan,
  make: (query: RowsQuery, feed: Feed) => Promise<T>,
  abandoned?: AbortSignal,
): Promise<T> {
  const read = (wanted: RowsPlan): Promise<T> => {
    const query = planRows(entry, wanted);
    return make(query, (take) => readAs(pool, visitor, (client) => readRows(client, query, take), abandoned));
  };
  try {
    return await read(plan);
  } catch (error) {
    if (!(error instanceof TileError && error.code === 'tile-too-large') || plan.level) throw error;
    return read({ ...plan, isCrowded: true });
  }
}
