/** Brings the schema to the newest migration, or back down: SQL files of the room `migrations`, both databases. */
import { fileURLToPath } from 'node:url';
import { runner } from 'node-pg-migrate';
import type { Database } from './connect.ts';
import { StoreError } from './store-error.ts';

const FOLDER = fileURLToPath(new URL('../../migrations', import.meta.url));

const INSUFFICIENT_PRIVILEGE = '42501';

/**
 * @param count how many migrations; all when absent
 * @returns names of the migrations that ran
 * @throws StoreError `database-rights` when the server's user may not make roles or extensions
 */
export async function migrate(
  database: Database,
  direction: 'up' | 'down' = 'up',
  count = Infinity,
): Promise<string[]> {
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
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== INSUFFICIENT_PRIVILEGE) throw error;
    throw new StoreError(
      'database-rights',
      `The user of DATABASE_URL may not do what the schema needs: ${error.message}.`,
      'Let an administrator run "create extension postgis" there, and grant the user CREATEROLE and ownership of the database.',
      error,
    );
  } finally {
    client.release();
  }
}
