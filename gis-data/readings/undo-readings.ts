/** The imports of readings that are there, and the way back. */
import type pg from 'pg';
import { refuseOtherImport, type ImportedSource, type UndoWish } from '../import/undo-import.ts';
import { appendAudit } from '../store/append-audit.ts';
import { inTransaction } from '../store/in-transaction.ts';
import { StoreError } from '../store/store-error.ts';

export type UndoneReadings = {
  readonly undoneReadings: string;
  /** Days. */
  readonly removed: number;
  readonly restored: number;
};

/** The tables of readings that were imported and are there, the last one first. */
export async function listReadings(pool: pg.Pool): Promise<ImportedSource[]> {
  const { rows } = await pool.query<ImportedSource>(
    `select s.key as source, s.title as file, s.crs, s.licence, r.applied_at as "importedAt", last.imports,
            r.id as "importId", a.display_name as by,
            json_build_array(json_build_object('collection', 'energy-meters', 'read', r.read_count, 'added', r.added_count,
              'updated', r.updated_count, 'unchanged', r.unchanged_count, 'retired', 0, 'repaired', 0,
              'rejected', r.rejected_count)) as collections
     from source s
     join (select source_id, max(id) as id, count(*)::int as imports
           from reading_import where undone_at is null group by source_id) last on last.source_id = s.id
     join reading_import r on r.id = last.id
     left join account a on a.id = r.account_id
     order by r.applied_at desc`,
  );
  return rows;
}

/** @throws StoreError `source-unknown`, `undo-not-last` */
export function undoReadings(
  pool: pg.Pool,
  source: string,
  wish: UndoWish = { by: null },
): Promise<UndoneReadings> {
  return inTransaction(pool, async (client) => {
    const {
      rows: [last],
    } = await client.query<{ id: number; file_name: string }>(
      `select r.id, r.file_name from reading_import r join source s on s.id = r.source_id
       where s.key = $1 and r.undone_at is null order by r.id desc limit 1 for update`,
      [source],
    );
    if (!last)
      throw new StoreError(
        'source-unknown',
        `No import of ${source} is left to be undone.`,
        'npm run import -- --list names what is there.',
      );
    refuseOtherImport(source, last.id, wish);
    const { rowCount: other } = await client.query(
      `select from reading_previous p join reading_import r on r.id = p.import_id
       where r.undone_at is null and r.id > $1
         and exists (select from reading_previous own where own.import_id = $1
           and own.datastream_id = p.datastream_id and own.day = p.day) limit 1`,
      [last.id],
    );
    if (other)
      throw new StoreError(
        'undo-not-last',
        `A later import of another source has changed days of ${source} again.`,
        'Take that one back first; npm run import -- --list names it.',
      );
    const { rowCount: removed } = await client.query(
      `delete from observation_day o using reading_previous p
       where p.import_id = $1 and p.before is null and o.datastream_id = p.datastream_id and o.day = p.day`,
      [last.id],
    );
    const { rowCount: restored } = await client.query(
      `update observation_day o set hours = array(select nullif(value::text, 'null')::real from jsonb_array_elements(p.before -> 'hours') as value),
         count = (p.before ->> 'count')::integer, sum = (p.before ->> 'sum')::double precision,
         min = (p.before ->> 'min')::real, max = (p.before ->> 'max')::real
       from reading_previous p
       where p.import_id = $1 and p.before is not null and o.datastream_id = p.datastream_id and o.day = p.day`,
      [last.id],
    );
    await client.query('update reading_import set undone_at = now() where id = $1', [last.id]);
    await appendAudit(client, wish.by, {
      action: 'import-undone',
      subject: `source/${source}`,
      after: { file: last.file_name, removed, restored },
    });
    return { undoneReadings: last.file_name, removed: removed ?? 0, restored: restored ?? 0 };
  });
}
