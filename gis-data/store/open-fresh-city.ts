/** A city with its schema and its catalogue and nothing in it, for tests and measurements. */
import { themes } from '../index.ts';
import { openDatabase, type Database } from './connect.ts';
import { freshDatabase } from './fresh-database.ts';
import { migrate } from './migrate.ts';
import { publishCatalogue } from './publish-catalogue.ts';

/**
 * @param server URL of a database server, on which it is a new database; undefined: the embedded one
 * @param dataDir of the embedded one
 */
export async function openFreshCity(server: string | undefined, dataDir: string): Promise<Database> {
  const databaseUrl = server && (await freshDatabase(server));
  const database = await openDatabase({ databaseUrl, dataDir });
  await migrate(database);
  await publishCatalogue(database.pool, themes);
  return database;
}
