/** The imports of models that are not undone. */
import type pg from 'pg';
import type { ImportedSource } from '@twin/gis-data/import/undo-import.ts';
import type { SitePlace } from './ifc-reading.ts';

export type ModelVersion = {
  readonly id: number;
  readonly sourceId: number;
  readonly sha256: string;
  readonly title: string | null;
  readonly place: SitePlace | null;
  readonly fileName: string;
};

/** Tells the source of a model from those of features. */
export const MODEL_SOURCE_PREFIX = 'ifc/';

/** @returns the last one and the one before it */
export async function versionsOf(pool: pg.Pool, model: string): Promise<ModelVersion[]> {
  const { rows } = await pool.query<ModelVersion>(
    `select id, source_id as "sourceId", sha256, title, place, file_name as "fileName"
     from bim_version where model = $1 and undone_at is null order by id desc limit 2`,
    [model],
  );
  return rows;
}

/** The models that were imported and are there, the last one first. */
export async function listModels(pool: pg.Pool): Promise<ImportedSource[]> {
  const { rows } = await pool.query<ImportedSource>(
    `select s.key as source, s.title as file, s.crs, s.licence, last.at as "importedAt", last.imports,
            last.id as "importId", a.display_name as by,
            json_build_array(json_build_object('collection', 'bim-elements', 'read', e.n, 'added', e.n, 'updated', 0,
              'unchanged', 0, 'retired', 0, 'repaired', 0, 'rejected', 0)) as collections
     from source s
     join (select source_id, max(id) as id, max(imported_at) as at, count(*)::int as imports
           from bim_version where undone_at is null group by source_id) last on last.source_id = s.id
     join bim_version v on v.id = last.id
     left join account a on a.id = v.account_id
     cross join lateral (select count(*)::int as n from bim_element e where e.model = v.model) e
     order by last.at desc`,
  );
  return rows;
}
