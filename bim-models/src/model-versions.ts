/** The imports of models that are not undone. */
import type pg from 'pg';
import type { ImportedSource } from '@twin/gis-data/import/undo-import.ts';
import type { SitePlace } from './ifc-reading.ts';

export type ModelVersion = {
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
    `select source_id as "sourceId", sha256, title, place, file_name as "fileName"
     from bim_version where model = $1 and undone_at is null order by id desc limit 2`,
    [model],
  );
  return rows;
}

/** The models that were imported and are there, the last one first. */
export async function listModels(pool: pg.Pool): Promise<ImportedSource[]> {
  const { rows } = await pool.query<ImportedSource>(
    `select s.key as source, s.title as file, s.crs, max(v.imported_at) as "importedAt", count(*)::int as imports
     from bim_version v join source s on s.id = v.source_id where v.undone_at is null
     group by s.id order by max(v.imported_at) desc`,
  );
  return rows;
}
