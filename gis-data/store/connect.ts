/** Opens the database: the embedded one, or the PostgreSQL that a URL names. One pool for both. */
import pg from 'pg';
import { runningEmbeddedDatabase, startEmbeddedDatabase } from './embedded-database.ts';
import { StoreError } from './store-error.ts';

const { Pool } = pg;

const POSTGRESQL_AT_LEAST = 150_000;
const POSTGIS_AT_LEAST = [3, 3] as const;
/** The embedded database is one backend whose connections take turns: a few, so that a short query can slip in between. */
const EMBEDDED_CONNECTIONS = 4;
const SERVER_CONNECTIONS = 12;

export type DatabaseConfig = {
  readonly databaseUrl?: string | undefined;
  readonly dataDir: string;
  /** A command that runs beside the product uses the embedded database that the product has open. */
  readonly join?: boolean;
};
export type Database = {
  readonly kind: 'embedded' | 'postgresql';
  readonly pool: pg.Pool;
  close(): Promise<void>;
};

/**
 * @throws StoreError with the way out: server not reachable, too old, without PostGIS; data folder in use or broken
 */
export async function openDatabase(config: DatabaseConfig): Promise<Database> {
  if (config.databaseUrl) return openServer(config.databaseUrl);
  const embedded =
    (config.join && runningEmbeddedDatabase(config.dataDir)) || (await startEmbeddedDatabase(config.dataDir));
  const pool = embeddedPool(embedded.host);
  return {
    kind: 'embedded',
    pool,
    async close() {
      await pool.end();
      await embedded.close();
    },
  };
}

function embeddedPool(host: string): pg.Pool {
  return ready(new Pool({ host, user: 'postgres', database: 'postgres', max: EMBEDDED_CONNECTIONS }));
}

async function openServer(url: string): Promise<Database> {
  let pool: pg.Pool;
  try {
    pool = ready(
      new Pool({ connectionString: url, max: SERVER_CONNECTIONS, connectionTimeoutMillis: 10_000 }),
    );
  } catch (cause) {
    throw new StoreError(
      'database-url-wrong',
      'DATABASE_URL is not a PostgreSQL URL.',
      'Write it as postgresql://user:password@host:5432/database.',
      cause,
    );
  }
  try {
    await checkServer(pool);
  } catch (error) {
    await pool.end();
    if (error instanceof StoreError) throw error;
    throw new StoreError(
      'database-unreachable',
      `The database of DATABASE_URL cannot be opened: ${reasonOf(error)}.`,
      'Check host, port, database, user and password in DATABASE_URL, or leave it out to use the embedded database.',
      error,
    );
  }
  return { kind: 'postgresql', pool, close: () => pool.end() };
}

async function checkServer(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ version: string; postgis: string | null }>(
    `select current_setting('server_version_num') as version,
            (select default_version from pg_available_extensions where name = 'postgis') as postgis`,
  );
  const [row] = rows;
  if (!row || Number(row.version) < POSTGRESQL_AT_LEAST) {
    throw new StoreError(
      'database-too-old',
      `The database server is PostgreSQL ${row?.version ?? 'of unknown version'}; 15 or later is needed.`,
      'Upgrade the server, or leave DATABASE_URL out to use the embedded database.',
    );
  }
  if (row.postgis === null) {
    throw new StoreError(
      'postgis-missing',
      'The database server has no PostGIS.',
      'Install PostGIS 3.3 or later on the server (Debian: postgresql-15-postgis-3), or leave DATABASE_URL out.',
    );
  }
  const [major = 0, minor = 0] = row.postgis.split('.').map(Number);
  if (major < POSTGIS_AT_LEAST[0] || (major === POSTGIS_AT_LEAST[0] && minor < POSTGIS_AT_LEAST[1])) {
    throw new StoreError(
      'postgis-too-old',
      `The database server has PostGIS ${row.postgis}; ${POSTGIS_AT_LEAST.join('.')} or later is needed.`,
      'Upgrade PostGIS on the server.',
    );
  }
}

/** A connection that breaks, idle or amid a transaction, must not end the process: who asks next hears of it. */
function ready(pool: pg.Pool): pg.Pool {
  pool.on('connect', (client) =>
    client.on('error', (error) => process.emitWarning(`a database connection was lost: ${error.message}`)),
  );
  // The pool says the same of an idle one, and throws where nobody listens.
  pool.on('error', () => {});
  return pool;
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join(', ');
  return error instanceof Error ? error.message : String(error);
}
