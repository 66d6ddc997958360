/** The import of whatever is named: data by themes and building models, the same by command line and by upload. */
import { basename, join } from 'node:path';
import type { Pool } from 'pg';
import {
  importFiles,
  type Dialogue,
  type Failure,
  type FileReport,
  type ImportRequest,
} from '@twin/gis-data/import/import-files.ts';
import {
  listSources,
  undoImport,
  type ImportedSource,
  type Undone,
  type UndoWish,
} from '@twin/gis-data/import/undo-import.ts';
import { StoreError } from '@twin/gis-data/store/store-error.ts';
import { importModel, type ModelProposal, type ModelReport } from '@twin/bim-models/src/import-model.ts';
import { isIfc } from '@twin/bim-models/src/is-ifc.ts';
import { listModels, MODEL_SOURCE_PREFIX } from '@twin/bim-models/src/model-versions.ts';
import { undoModel, type UndoneModel } from '@twin/bim-models/src/undo-model.ts';
import { RASTERS } from '../start/demo-rasters.ts';

export type ImportWish = {
  readonly request: Omit<ImportRequest, 'workFolder' | 'rasterFolder'>;
  /** Of a building model. */
  readonly name?: string | undefined;
};

export type ImportDialogue = Dialogue & {
  readonly confirmModel: (proposal: ModelProposal) => Promise<boolean>;
};

export type ImportOutcome = FileReport | ModelReport | Failure;

/** What goes wrong with one file does not keep the others from being imported. */
export async function* runImport(
  pool: Pool,
  dataDir: string,
  { request, name }: ImportWish,
  dialogue: ImportDialogue,
): AsyncGenerator<ImportOutcome> {
  const models = request.files.filter(isIfc);
  const files = request.files.filter((file) => !models.includes(file));
  const workFolder = join(dataDir, 'imports', 'work');
  if (files.length > 0)
    yield* importFiles(
      pool,
      { ...request, files, workFolder, rasterFolder: join(dataDir, RASTERS) },
      dialogue,
    );
  for (const file of models) {
    const wish = {
      file,
      folder: modelFolder(dataDir),
      name: request.files.length === 1 ? name : undefined,
      at: request.crs.at,
      licence: request.licence,
      attribution: request.attribution,
      dryRun: request.dryRun,
      by: request.by,
      signal: request.signal,
    };
    dialogue.progress('reading', 0, 0);
    try {
      yield await importModel(pool, wish, dialogue.confirmModel);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      yield { file: basename(file), failed: error };
    }
  }
}

/** The sources that were imported and are there, the last one first. */
export async function sourcesOf(pool: Pool): Promise<ImportedSource[]> {
  const all = await Promise.all([listSources(pool), listModels(pool)]);
  return all.flat().toSorted((a, b) => b.importedAt.getTime() - a.importedAt.getTime());
}

/** @throws StoreError of `undoImport` and `undoModel` */
export function undoSource(
  pool: Pool,
  dataDir: string,
  source: string,
  wish: UndoWish,
): Promise<Undone | UndoneModel> {
  return source.startsWith(MODEL_SOURCE_PREFIX)
    ? undoModel(pool, source, modelFolder(dataDir), wish)
    : undoImport(pool, source, wish);
}

function modelFolder(dataDir: string): string {
  return join(dataDir, 'models');
}
