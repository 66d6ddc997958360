/** Brings the schema to the newest migration, or back down: SQL files of the room `migrations`, both databases. */
import { fileURLToPath } from 'node:url';
import { runner } from 'node-pg-migrate';
import type { Database } from './connect.ts';

const FOLDER = fileURLToPath(new URL('../../migrations', import.meta.url));

/**
 * @param count how many migrations; all when absent
 * @returns names of the migrations that ran
 */
export async function migrate(database: Database, direction: 'up' | 'down' = 'up', count = Infinity): Promise<string[]> {
  const client = await database.pool.connect();
  try {
    const ran = await runner({
      dbClient: client,
      dir: FOLDER,
      ignorePattern: '(?!.*\\.sql$).*',
      direction,
      count,
      migrationsTable: 'schema_migration',
      checkOrder: true,
      // The embedded database is alone on its folder and knows no session locks.
      noLock: database.kind === 'embedded',
      log: () => {},
    });
    return ran.map((migration) => migration.name);
  } finally {
    client.release();
  }
}
