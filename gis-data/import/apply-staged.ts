/** The one transaction that changes the city: inserts, updates what differs, retires what the source no longer has. */
import type pg from 'pg';
import { collectionById } from '../index.ts';
import type { RoutedRejection } from './reader-process.ts';
import { unreferred } from './unreferred.ts';
import { closeStaging, type Staging, type StagedRoute } from './staging.ts';
import { inTransaction } from '../store/in-transaction.ts';
import { appendAudit } from '../store/append-audit.ts';
import { withoutIndexes } from '../store/without-indexes.ts';

export type SourceRow = {
  readonly key: string;
  readonly title: string;
  readonly licence: string;
  readonly attribution: string | null;
  readonly crs: string;
  readonly sha256: string;
  readonly observedAt: string | null;
  /** Of a hydraulic model: its text. */
  readonly model: string | null;
  /** Account that imports; null: the command line. */
  readonly by: number | null;
};

export type Counts = {
  added: number;
  updated: number;
  unchanged: number;
  retired: number;
  /** Gone from the source, but others refer to it. */
  kept: number;
};

export type RunRecord = {
  readonly read: number;
  readonly repaired: number;
  readonly rejected: number;
  readonly mapping: unknown;
  readonly notes: readonly string[];
  readonly startedAt: Date;
};

/** Refuses to retire most of what a source had: it is then another file of the same name. */
export type RetireGuard = (present: number, retired: number) => void;

const LISTED_REJECTIONS = 10_000;
/** Fewer are soon in, and nobody has to wait for them. */
const BULK_ROWS = 100_000;

/**
 * @param guard called before anything is changed; may throw
 * @returns counts by route, and the id of the source
 */
export async function applyStaged(
  pool: pg.Pool,
  staging: Staging,
  source: SourceRow,
  fileName: string,
  records: readonly RunRecord[],
  rejections: readonly RoutedRejection[],
  guard: RetireGuard,
): Promise<Counts[]> {
  return inTransaction(pool, async (client) => {
    const before = await sourceBefore(client, source.key);
    const sourceId = await upsertSource(client, source);
    if (source.model !== null)
      await client.query(
        `insert into hydraulic_model (source_id, sha256, model) values ($1, $2, $3) on conflict do nothing`,
        [sourceId, source.sha256, source.model],
      );
    const counts: Counts[] = [];
    for (const staged of staging.routes) counts.push(await count(client, staged, sourceId));
    guard(
      sum(counts, (one) => one.retired + one.updated + one.unchanged),
      sum(counts, (one) => one.retired),
    );
    const runs: number[] = [];
    for (const [index, staged] of staging.routes.entries())
      runs.push(
        await openRun(client, staged, sourceId, fileName, source, before, counts[index], records[index]),
      );
    for (const [index, staged] of staging.routes.entries())
      await write(client, staged, sourceId, runs[index], counts[index]);
    for (const { staged, index } of referringFirst(staging.routes))
      await retire(client, staged, sourceId, runs[index], counts[index]);
    for (const [index] of staging.routes.entries()) {
      const listed = rejections.filter((rejection) => rejection.route === index);
      await closeRun(client, runs[index], counts[index], listed);
    }
    await closeStaging(client, staging);
    await appendAudit(client, source.by, {
      action: 'imported',
      subject: `source/${source.key}`,
      after: {
        file: fileName,
        sha256: source.sha256,
        collections: Object.fromEntries(
          staging.routes.map(({ route }, index) => [route.collection, counts[index]]),
        ),
      },
    });
    return counts;
  });
}

export async function sourceIdOf(pool: pg.Pool, key: string): Promise<number | undefined> {
  return (await pool.query<{ id: number }>('select id from source where key = $1', [key])).rows[0]?.id;
}

async function sourceBefore(client: pg.PoolClient, key: string): Promise<unknown> {
  const { rows } = await client.query<{ row: unknown }>(
    'select to_jsonb(s) as row from source s where key = $1',
    [key],
  );
  return rows[0]?.row;
}

/** The lock on its row lets imports of the same source follow each other. */
async function upsertSource(
  client: pg.PoolClient,
  { key, title, licence, attribution, crs, sha256, observedAt }: SourceRow,
): Promise<number> {
  const {
    rows: [row],
  } = await client.query<{ id: number }>(
    `insert into source (key, title, licence, attribution, crs, sha256, observed_at) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (key) do update set title = excluded.title, licence = excluded.licence, attribution = excluded.attribution, crs = excluded.crs,
       sha256 = excluded.sha256, observed_at = excluded.observed_at, loaded_at = now()
     returning id`,
    [key, title, licence, attribution, crs, sha256, observedAt],
  );
  if (!row) throw new Error('the source was not stored');
  return row.id;
}

async function count(client: pg.PoolClient, staged: StagedRoute, source: number): Promise<Counts> {
  const { table, staged: from } = staged;
  const present = await client.query(`select from ${table} t where ${ours(staged)} limit 1`, [source]);
  if (present.rowCount === 0) {
    const {
      rows: [row],
    } = await client.query<{ added: number }>(`select count(*)::int as added from ${from}`);
    return { added: row?.added ?? 0, updated: 0, unchanged: 0, retired: 0, kept: 0 };
  }
  const {
    rows: [row],
  } = await client.query<Counts>(
    `select count(*) filter (where t.gid is null)::int as added, count(*) filter (where t.gid is not null and ${differs(staged)})::int as updated,
            count(*) filter (where t.gid is not null and not ${differs(staged)})::int as unchanged, 0 as kept,
            (select count(*)::int from ${table} t where ${ours(staged)} and not exists (select from ${from} s where s.source_key = t.source_key)) as retired
     from ${from} s left join ${table} t on ${ours(staged)} and t.source_key = s.source_key`,
    [source],
  );
  if (!row) throw new Error('nothing was counted');
  return { ...row };
}

/** A statement that changes no row would still raise the revision of the collection. */
async function write(
  client: pg.PoolClient,
  staged: StagedRoute,
  source: number,
  run: number | undefined,
  counts: Counts | undefined,
): Promise<void> {
  const { table, staged: from, route } = staged;
  const columns = valueColumns(staged);
  if (counts && counts.updated > 0) {
    await client.query(
      `insert into import_previous (import_run_id, id, change, row, geom)
       select $2, t.id, 'updated', to_jsonb(t) - 'geom', t.geom from ${table} t
       join ${from} s on s.source_key = t.source_key where ${ours(staged)} and ${differs(staged)}`,
      [source, run],
    );
    await client.query(
      `update ${table} t set ${[...givenColumns(staged), 'extra', 'geom'].map((name) => `${name} = ${value(staged, name)}`).join(', ')}, updated_at = now()
       from ${from} s where ${ours(staged)} and t.source_key = s.source_key and ${differs(staged)}`,
      [source],
    );
  }
  if (counts && counts.added > 0) {
    if (!beganEmpty(counts)) {
      await client.query(
        `insert into import_previous (import_run_id, id, change) select $2, s.id, 'added' from ${from} s
         where not exists (select from ${table} t where ${ours(staged)} and t.source_key = s.source_key)`,
        [source, run],
      );
    }
    const own = route.generic ? ', collection' : '';
    const isNew = beganEmpty(counts)
      ? ''
      : `where not exists (select from ${table} t where ${ours(staged)} and t.source_key = s.source_key)`;
    const insert = (): Promise<unknown> =>
      client.query(
        `insert into ${table} (source_id, id, source_key, ${columns.join(', ')}${own})
         select $1, s.id, s.source_key, ${columns.map((name) => value(staged, name)).join(', ')}${route.generic ? `, '${route.collection}'` : ''} from ${from} s
         ${isNew}`,
        [source],
      );
    if (await isBulk(client, staged, counts)) await withoutIndexes(client, table, insert);
    else await insert();
  }
}

/** Whether the rows that come outnumber those that are there: then each index is sooner built anew than extended. */
async function isBulk(
  client: pg.PoolClient,
  { table, route }: StagedRoute,
  counts: Counts,
): Promise<boolean> {
  if (route.generic || !beganEmpty(counts) || counts.added < BULK_ROWS) return false;
  const {
    rows: [row],
  } = await client.query<{ few: boolean }>(`select count(*) < $1 as few from ${table}`, [counts.added]);
  return row?.few ?? false;
}

/** What others refer to stays: a point that the next version lacks may still be the end of another source's pipe. */
async function retire(
  client: pg.PoolClient,
  staged: StagedRoute,
  source: number,
  run: number | undefined,
  counts: Counts | undefined,
): Promise<void> {
  if (!counts || counts.retired === 0) return;
  const { rowCount } = await client.query(
    `with gone as (
       delete from ${staged.table} t
       where ${ours(staged)} and not exists (select from ${staged.staged} s where s.source_key = t.source_key)
         and ${await unreferred(client, staged.table)}
       returning t.*)
     insert into import_previous (import_run_id, id, change, row, geom)
     select $2, id, 'retired', to_jsonb(gone) - 'geom', geom from gone`,
    [source, run],
  );
  counts.kept = counts.retired - (rowCount ?? 0);
  counts.retired = rowCount ?? 0;
}

async function openRun(
  client: pg.PoolClient,
  { route }: StagedRoute,
  source: number,
  fileName: string,
  { sha256, by }: SourceRow,
  before: unknown,
  counts: Counts | undefined,
  run: RunRecord | undefined,
): Promise<number> {
  const {
    rows: [row],
  } = await client.query<{ id: number }>(
    `insert into import_run (source_id, collection, file_name, sha256, mapping, notes, read_count, repaired_count,
       rejected_count, started_at, source_before, began_empty, account_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) returning id`,
    [
      source,
      route.collection,
      fileName,
      sha256,
      JSON.stringify(run?.mapping ?? {}),
      JSON.stringify(run?.notes ?? []),
      run?.read ?? 0,
      run?.repaired ?? 0,
      run?.rejected ?? 0,
      run?.startedAt ?? new Date(),
      before === undefined ? null : JSON.stringify(before),
      counts === undefined || beganEmpty(counts),
      by,
    ],
  );
  if (!row) throw new Error('the run was not stored');
  return row.id;
}

async function closeRun(
  client: pg.PoolClient,
  run: number | undefined,
  counts: Counts | undefined,
  rejections: readonly RoutedRejection[],
): Promise<void> {
  await client.query(
    `update import_run set added_count = $2, updated_count = $3, unchanged_count = $4, retired_count = $5,
       finished_at = clock_timestamp() where id = $1`,
    [run, counts?.added ?? 0, counts?.updated ?? 0, counts?.unchanged ?? 0, counts?.retired ?? 0],
  );
  const listed = rejections.slice(0, LISTED_REJECTIONS);
  await client.query(
    `insert into import_rejection (import_run_id, serial, place, code, reason)
     select $1, serial, place, code, reason from unnest($2::text[], $3::text[], $4::text[]) with ordinality as r(place, code, reason, serial)`,
    [
      run,
      listed.map(({ place }) => place),
      listed.map(({ code }) => code),
      listed.map(({ reason }) => reason.replaceAll('\0', '')),
    ],
  );
}

function beganEmpty({ updated, unchanged, retired, kept }: Counts): boolean {
  return updated + unchanged + retired + kept === 0;
}

function ours({ route }: StagedRoute): string {
  return `t.source_id = $1${route.generic ? ` and t.collection = '${route.collection}'` : ''}`;
}

function givenColumns({ route, columns }: StagedRoute): string[] {
  return route.generic
    ? columns.filter((name) => name.endsWith('properties'))
    : route.given.map((column) => column.name);
}

function valueColumns(staged: StagedRoute): string[] {
  return [...givenColumns(staged), ...staged.route.assumed.map((column) => column.name), 'extra', 'geom'];
}

function differs(staged: StagedRoute): string {
  const columns = [...givenColumns(staged), 'extra', 'geom'];
  return `(${columns.map((name) => `t.${name}`).join(', ')}) is distinct from (${columns.map((name) => value(staged, name)).join(', ')})`;
}

/** What the city stores for a staged column: measured where the theme says so, the table's default where it must have one. */
function value({ route }: StagedRoute, name: string): string {
  const fields = collectionById(route.collection)?.collection.fields ?? {};
  if (route.generic && name === 'properties') {
    const measured = Object.entries(fields)
      .filter(([, field]) => field.fromGeometry)
      .map(
        ([field, { fromGeometry }]) =>
          `case when s.properties ? '${field}' then '{}' else jsonb_build_object('${field}', round(${MEASURE[fromGeometry ?? 'area']}::numeric, 1)) end`,
      );
    return ['s.properties', ...measured].join(' || ');
  }
  const measured = fields[name]?.fromGeometry;
  if (measured) return `coalesce(s.${name}, ${MEASURE[measured]}::real)`;
  const column = route.given.find((given) => given.name === name);
  return column?.notNullDefault === undefined ? `s.${name}` : `coalesce(s.${name}, ${column.notNullDefault})`;
}

const MEASURE = { area: 'ST_Area(s.geom::geography)', length: 'ST_Length(s.geom::geography)' } as const;

/** Retired in this order, no row goes while another that goes too still refers to it. */
function referringFirst(routes: readonly StagedRoute[]): { staged: StagedRoute; index: number }[] {
  return routes
    .map((staged, index) => ({ staged, index }))
    .toSorted((a, b) => Number(refersTo(b.staged, a.staged)) - Number(refersTo(a.staged, b.staged)));
}

function refersTo(from: StagedRoute, to: StagedRoute): boolean {
  const fields = Object.values(collectionById(from.route.collection)?.collection.fields ?? {});
  return fields.some((field) => field.type === 'reference' && field.collection === to.route.collection);
}

function sum(counts: readonly Counts[], of: (one: Counts) => number): number {
  return counts.reduce((all, one) => all + of(one), 0);
}
