/** The tables in which rows wait, one for each collection of a run; and the sweep of what killed runs left there. */
import { hostname } from 'node:os';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { collectionById, tableOf } from '../index.ts';
import type { Route } from './conversion-plan.ts';
import { isAlive } from './is-alive.ts';

/** A run of another machine that was not seen for so long is dead. */
const FOREIGN_SILENCE = '1 hour';
const GENERIC_COLUMNS = [
  'properties',
  'operator_properties',
  'government_properties',
  'restricted_properties',
];

export type StagedRoute = {
  readonly route: Route;
  /** The collection's own table. */
  readonly table: string;
  /** The staging table, qualified and quoted. */
  readonly staged: string;
  /** Columns that the rows carry, in the order of the text. */
  readonly columns: readonly string[];
};

export type Staging = { readonly run: number; readonly routes: readonly StagedRoute[] };

/** Registers a run and makes its tables: columns of the collection's table, without its rules. */
export async function openStaging(pool: pg.Pool, routes: readonly Route[]): Promise<Staging> {
  const {
    rows: [row],
  } = await pool.query<{ id: number }>(
    'insert into import_staging.run (host, pid) values ($1, $2) returning id',
    [hostname(), process.pid],
  );
  const run = row?.id ?? 0;
  const staged: StagedRoute[] = [];
  for (const [index, route] of routes.entries()) {
    const collection = collectionById(route.collection)?.collection;
    if (!collection) throw new Error(`no theme declares the collection ${route.collection}`);
    const table = tableOf(collection);
    const name = `import_staging.run_${run}_${index}`;
    await pool.query(
      `create unlogged table ${name} as select null::bigint as ordinal, null::text as place, t.* from ${table} t with no data`,
    );
    const values = route.generic
      ? GENERIC_COLUMNS
      : [...route.given, ...route.assumed].map((column) => column.name);
    staged.push({
      route,
      table,
      staged: name,
      columns: ['ordinal', 'place', 'id', 'source_key', ...values, 'extra', 'geom'],
    });
  }
  return { run, routes: staged };
}

/** Puts whole rows into a staging table, in a short transaction of their own. */
export async function stageRows(
  pool: pg.Pool,
  { run }: Staging,
  { staged, columns }: StagedRoute,
  rows: Buffer,
): Promise<void> {
  const client = await pool.connect();
  try {
    const sink = client.query(
      copyFrom(
        `copy ${staged} (${columns.map((column) => client.escapeIdentifier(column)).join(', ')}) from stdin`,
      ),
    );
    await pipeline([rows], sink);
    await client.query('update import_staging.run set seen_at = now() where id = $1', [run]);
  } finally {
    client.release();
  }
}

export async function closeStaging(pool: pg.Pool | pg.PoolClient, { run, routes }: Staging): Promise<void> {
  for (const { staged } of routes) await pool.query(`drop table if exists ${staged}`);
  await pool.query('delete from import_staging.run where id = $1', [run]);
}

/**
 * Drops what runs left that were killed: of this machine those whose process is gone, of others the silent ones.
 * @returns how many runs were swept
 */
export async function sweepStaging(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{
    id: number;
    host: string;
    pid: number;
    silent: boolean;
    tables: string[];
  }>(
    `select id, host, pid, seen_at < now() - interval '${FOREIGN_SILENCE}' as silent,
            array(select tablename::text from pg_tables where schemaname = 'import_staging' and tablename like 'run\\_' || id || '\\_%') as tables
     from import_staging.run`,
  );
  const dead = rows.filter(({ host, pid, silent }) => (host === hostname() ? !isAlive(pid) : silent));
  for (const { id, tables } of dead) {
    for (const table of tables) await pool.query(`drop table if exists import_staging.${table}`);
    await pool.query('delete from import_staging.run where id = $1', [id]);
  }
  return dead.length;
}
