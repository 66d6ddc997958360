import type { Pool } from 'pg';
import type { CollectionOfTheme } from '@twin/gis-data/index.ts';
import { readAs, type Visitor } from '@twin/gis-data/store/read-as.ts';
import { planRows, type RowsPlan } from './plan-queries.ts';
import { readRows, type CopiedRows } from './read-rows.ts';
import { TileError } from './tile-error.ts';

/**
 * The rows of one tile as a visitor sees them; the most important ones where all of them are too many.
 * @throws TileError `tile-too-large` where even those are
 */
export async function readTile(
  pool: Pool,
  visitor: Visitor,
  entry: CollectionOfTheme,
  plan: RowsPlan,
  abandoned?: AbortSignal,
): Promise<CopiedRows> {
  const read = (wanted: RowsPlan): Promise<CopiedRows> =>
    readAs(pool, visitor, (client) => readRows(client, planRows(entry, wanted)), abandoned);
  try {
    return await read(plan);
  } catch (error) {
    if (!(error instanceof TileError) || plan.level) throw error;
    return read({ ...plan, isCrowded: true });
  }
}
