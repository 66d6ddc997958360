/** Takes the last import of a model back, by the file of the version before it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { refuseOtherImport, type UndoWish } from '@twin/gis-data/import/undo-import.ts';
import { appendAudit } from '@twin/gis-data/store/append-audit.ts';
import { inTransaction } from '@twin/gis-data/store/in-transaction.ts';
import { StoreError } from '@twin/gis-data/store/store-error.ts';
import { findPlace } from './find-place.ts';
import { MODEL_SOURCE_PREFIX, versionsOf } from './model-versions.ts';
import { readInProcess } from './read-in-process.ts';
import { writeModel } from './write-model.ts';

export type UndoneModel = { readonly undone: string; readonly restored: string | null };

/**
 * The version before stands again, or nothing.
 * @returns the file whose import is undone, and the one that stands again
 * @throws StoreError `source-unknown`, `undo-file-gone`, and those of `readInProcess`
 */
export async function undoModel(
  pool: pg.Pool,
  source: string,
  folder: string,
  wish: UndoWish = { by: null },
): Promise<UndoneModel> {
  const model = source.slice(MODEL_SOURCE_PREFIX.length);
  const [last, before] = await versionsOf(pool, model);
  if (!last)
    throw new StoreError(
      'source-unknown',
      `No import of ${source} is left to be undone.`,
      'npm run import -- --list names what is there.',
    );
  refuseOtherImport(source, last.id, wish);
  const kept = before && join(folder, `${before.sha256}.ifc`);
  if (kept && !existsSync(kept))
    throw new StoreError(
      'undo-file-gone',
      `The version before, ${before.fileName}, is no more among the files of the models.`,
      'Import that file again instead.',
    );
  const reading = kept === undefined ? undefined : await readInProcess(kept);
  const place = reading && (await findPlace(pool, reading.facts, before?.place ?? undefined));
  await inTransaction(pool, async (client) => {
    if (before && reading && place) {
      await writeModel(client, reading, place, {
        id: model,
        sourceId: before.sourceId,
        division: null,
        fileName: before.fileName,
        title: before.title ?? undefined,
      });
      await client.query('update source set crs = $2, sha256 = $3, title = $4 where id = $1', [
        before.sourceId,
        place.crsName,
        before.sha256,
        before.fileName,
      ]);
    } else await client.query('delete from bim_model where id = $1', [model]);
    await client.query(
      `update bim_version set undone_at = now()
       where id = (select max(id) from bim_version where model = $1 and undone_at is null)`,
      [model],
    );
    await appendAudit(client, wish.by, {
      action: 'import-undone',
      subject: `source/${source}`,
      after: { file: last.fileName, restored: before?.fileName ?? null },
    });
  });
  return { undone: last.fileName, restored: before?.fileName ?? null };
}
