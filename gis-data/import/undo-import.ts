/**
 * Takes the last import of a source back, in one transaction: what it added goes, what it updated or retired is as it
 * was before. The record of the import stays, marked as undone. Undone again and again, a source goes back to nothing.
 */
import type pg from 'pg';
import { collectionById, tableOf } from '../index.ts';
import { appendAudit } from '../store/append-audit.ts';
import { inTransaction } from '../store/in-transaction.ts';
import { StoreError } from '../store/store-error.ts';
import { unreferred } from './unreferred.ts';

export type Undone = {
  readonly source: string;
  readonly file: string;
  readonly importedAt: Date;
  readonly collections: readonly UndoneCollection[];
};

export type UndoneCollection = {
  readonly collection: string;
  readonly removed: number;
  readonly restored: number;
  /** Added by the import, but others refer to them. */
  readonly kept: number;
};

export type ImportedSource = {
  readonly source: string;
  readonly file: string;
  readonly crs: string;
  readonly importedAt: Date;
  /** How many imports of it can be undone, one after the other. */
  readonly imports: number;
  /** Of the last import, by which it can be undone. */
  readonly importId: number;
  readonly licence: string;
  /** Who made the last import; null: the command line. */
  readonly by: string | null;
  readonly collections: readonly ImportedCollection[];
};

/** The counts of the last import into a collection. */
export type ImportedCollection = {
  readonly collection: string;
  readonly read: number;
  readonly added: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly retired: number;
  readonly repaired: number;
  readonly rejected: number;
};

export type UndoWish = {
  /** Account that takes it back; null: the command line. */
  readonly by: number | null;
  /** The import that is meant: none is taken back where another has followed. */
  readonly importId?: number | undefined;
};

type Run = {
  readonly id: number;
  readonly collection: string;
  readonly file: string;
  readonly began_empty: boolean;
  readonly source_before: Readonly<Record<string, unknown>> | null;
  readonly applied_at: Date;
};

/** The sources that were imported and are there, the last one first. */
export async function listSources(pool: pg.Pool): Promise<ImportedSource[]> {
  const { rows } = await pool.query<ImportedSource>(
    `select s.key as source, s.title as file, s.crs, s.licence, last.at as "importedAt", last.imports,
            min(r.id) as "importId", max(a.display_name) as by,
            json_agg(json_build_object('collection', r.collection, 'read', r.read_count, 'added', r.added_count,
              'updated', r.updated_count, 'unchanged', r.unchanged_count, 'retired', r.retired_count,
              'repaired', r.repaired_count, 'rejected', r.rejected_count) order by r.id) as collections
     from source s
     join (select source_id, max(applied_at) as at, count(distinct applied_at)::int as imports
           from import_run where undone_at is null group by source_id) last on last.source_id = s.id
     join import_run r on r.source_id = s.id and r.applied_at = last.at and r.undone_at is null
     left join account a on a.id = r.account_id
     group by s.id, last.at, last.imports order by last.at desc`,
  );
  return rows;
}

/** @throws StoreError `source-unknown`, `undo-nothing`, `undo-not-last` */
export function undoImport(pool: pg.Pool, source: string, wish: UndoWish = { by: null }): Promise<Undone> {
  return inTransaction(pool, async (client) => {
    const undone = await undo(client, source, wish);
    await appendAudit(client, wish.by, {
      action: 'import-undone',
      subject: `source/${source}`,
      after: { file: undone.file, importedAt: undone.importedAt, collections: undone.collections },
    });
    return undone;
  });
}

/** @throws StoreError where another import has followed the one that is meant */
export function refuseOtherImport(source: string, last: number, { importId }: UndoWish): void {
  if (importId !== undefined && importId !== last)
    throw new StoreError(
      'undo-not-last',
      `Another import of ${source} has followed the one that was to be undone.`,
      'Look at the list again; the last import is undone first.',
    );
}

async function undo(client: pg.PoolClient, source: string, wish: UndoWish): Promise<Undone> {
  // The lock on the row of the source keeps an import of it waiting.
  const {
    rows: [row],
  } = await client.query<{ id: number }>('select id from source where key = $1 for update', [source]);
  if (!row)
    throw new StoreError(
      'source-unknown',
      `There is no source ${source}.`,
      'npm run import -- --list names them.',
    );
  const { rows: runs } = await client.query<Run>(
    `select id, collection, file_name as file, began_empty, source_before, applied_at from import_run
     where source_id = $1 and undone_at is null
       and applied_at = (select max(applied_at) from import_run where source_id = $1 and undone_at is null)
     order by id`,
    [row.id],
  );
  const [last] = runs;
  if (!last)
    throw new StoreError(
      'undo-nothing',
      `No import of ${source} is left to be undone.`,
      'npm run import -- --list names what is there.',
    );
  refuseOtherImport(source, last.id, wish);
  const restored = new Map<number, number>();
  for (const run of runs.toSorted(referredFirst)) restored.set(run.id, await restore(client, run));
  const removed = new Map<number, Removal>();
  for (const run of runs.toSorted((a, b) => referredFirst(b, a)))
    removed.set(run.id, await remove(client, run, row.id));
  await client.query('update import_run set undone_at = now() where id = any($1)', [
    runs.map(({ id }) => id),
  ]);
  if (last.source_before) {
    await client.query(
      `update source s set title = b.title, licence = b.licence, attribution = b.attribution, crs = b.crs, sha256 = b.sha256,
         observed_at = b.observed_at, loaded_at = b.loaded_at from jsonb_populate_record(null::source, $2) b where s.id = $1`,
      [row.id, JSON.stringify(last.source_before)],
    );
  }
  return {
    source,
    file: last.file,
    importedAt: last.applied_at,
    collections: runs.map(({ id, collection }) => ({
      collection,
      restored: restored.get(id) ?? 0,
      ...(removed.get(id) ?? { removed: 0, kept: 0 }),
    })),
  };
}

type Removal = { readonly removed: number; readonly kept: number };

async function remove(
  client: pg.PoolClient,
  { id, collection, began_empty: all }: Run,
  source: number,
): Promise<Removal> {
  const { table, own } = tableOfRun(collection);
  const added = all
    ? `t.source_id = $1 and $2::int is not null`
    : `t.source_id = $1 and t.id in (select id from import_previous where import_run_id = $2 and change = 'added')`;
  const count = async (): Promise<number> =>
    (
      await client.query<{ n: number }>(`select count(*)::int as n from ${table} t where ${added}${own}`, [
        source,
        id,
      ])
    ).rows[0]?.n ?? 0;
  const there = await count();
  // A statement that changes no row would still raise the revision of the collection.
  if (there === 0) return { removed: 0, kept: 0 };
  const { rowCount } = await client.query(
    `delete from ${table} t where ${added}${own} and ${await unreferred(client, table)}`,
    [source, id],
  );
  return { removed: rowCount ?? 0, kept: there - (rowCount ?? 0) };
}

async function restore(client: pg.PoolClient, { id, collection }: Run): Promise<number> {
  const { table, own } = tableOfRun(collection);
  const { rows: before } = await client.query(
    'select from import_previous where import_run_id = $1 and row is not null limit 1',
    [id],
  );
  if (before.length === 0) return 0;
  const {
    rows: [columns],
  } = await client.query<{ names: string[] }>(
    `select array_agg(quote_ident(attname) order by attnum) as names from pg_attribute
     where attrelid = to_regclass($1) and attnum > 0 and not attisdropped and attgenerated = '' and attname <> 'geom'`,
    [table],
  );
  const names = columns?.names ?? [];
  const { rowCount: updated } = await client.query(
    `update ${table} t set ${names.map((name) => `${name} = b.${name}`).join(', ')}, geom = p.geom
     from import_previous p, jsonb_populate_record(null::${table}, p.row) b
     where p.import_run_id = $1 and p.change = 'updated' and t.id = p.id${own}`,
    [id],
  );
  const { rowCount: inserted } = await client.query(
    `insert into ${table} (${names.join(', ')}, geom)
     select ${names.map((name) => `b.${name}`).join(', ')}, p.geom
     from import_previous p, jsonb_populate_record(null::${table}, p.row) b
     where p.import_run_id = $1 and p.change = 'retired' and not exists (select from ${table} t where t.id = p.id${own})`,
    [id],
  );
  return (updated ?? 0) + (inserted ?? 0);
}

function tableOfRun(id: string): { table: string; own: string } {
  const collection = collectionById(id)?.collection;
  if (!collection)
    throw new StoreError(
      'collection-unknown',
      `The collection ${id} is declared no more.`,
      'Bring its theme back to undo the import.',
    );
  return {
    table: tableOf(collection),
    own: collection.source === 'feature' ? ` and t.collection = '${id}'` : '',
  };
}

/** What others refer to comes before them. */
function referredFirst(a: Run, b: Run): number {
  return Number(refersTo(a, b)) - Number(refersTo(b, a));
}

function refersTo(from: Run, to: Run): boolean {
  const fields = Object.values(collectionById(from.collection)?.collection.fields ?? {});
  return fields.some((field) => field.type === 'reference' && field.collection === to.collection);
}
