/** The import of whatever is named: data by themes and building models, the same by command line and by upload. */
import { statSync } from 'node:fs';
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
import {
  importReadings,
  READINGS_SOURCE_PREFIX,
  type ReadingsProposal,
  type ReadingsReport,
} from '@twin/gis-data/readings/import-readings.ts';
import { loadMeters } from '@twin/gis-data/readings/load-meters.ts';
import { recogniseReadings } from '@twin/gis-data/readings/read-readings.ts';
import { listReadings, undoReadings, type UndoneReadings } from '@twin/gis-data/readings/undo-readings.ts';
import { RASTERS } from '../start/demo-rasters.ts';

export type ImportWish = {
  readonly request: Omit<ImportRequest, 'workFolder' | 'rasterFolder'>;
  /** Of a building model. */
  readonly name?: string | undefined;
};

export type ImportDialogue = Dialogue & {
  readonly confirmModel: (proposal: ModelProposal) => Promise<boolean>;
  readonly confirmReadings: (proposal: ReadingsProposal) => Promise<boolean>;
};

export type ImportOutcome = FileReport | ModelReport | ReadingsReport | Failure;

/** Names of files that may hold a table of readings. */
const TABLE = /\.(csv|tsv|txt)(\.gz)?$/i;

/** What goes wrong with one file does not keep the others from being imported. */
export async function* runImport(
  pool: Pool,
  dataDir: string,
  { request, name }: ImportWish,
  dialogue: ImportDialogue,
): AsyncGenerator<ImportOutcome> {
  const models = request.files.filter(isIfc);
  const readings = await readingsAmong(
    pool,
    request.files.filter((file) => !models.includes(file)),
  );
  const files = request.files.filter((file) => !models.includes(file) && !readings.includes(file));
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
    yield await orFailure(file, importModel(pool, wish, dialogue.confirmModel));
  }
  for (const file of readings) {
    const wish = {
      file,
      wish: request.wishes.set,
      source: request.source,
      licence: request.licence,
      attribution: request.attribution,
      dryRun: request.dryRun,
      by: request.by,
      signal: request.signal,
    };
    yield await orFailure(file, importReadings(pool, wish, dialogue.confirmReadings, dialogue.progress));
  }
}

async function readingsAmong(pool: Pool, files: readonly string[]): Promise<string[]> {
  const tables = files.filter(
    (file) => TABLE.test(file) && statSync(file, { throwIfNoEntry: false })?.isFile(),
  );
  if (tables.length === 0) return [];
  const meters = await loadMeters(pool);
  const isMeter = (name: string): boolean => meters.find(name) !== undefined;
  const found = await Promise.all(tables.map((file) => recogniseReadings(file, isMeter)));
  return tables.filter((_, at) => found[at]);
}

async function orFailure<T>(file: string, work: Promise<T>): Promise<T | Failure> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return { file: basename(file), failed: error };
  }
}

/** The sources that were imported and are there, the last one first. */
export async function sourcesOf(pool: Pool): Promise<ImportedSource[]> {
  const all = await Promise.all([listSources(pool), listModels(pool), listReadings(pool)]);
  return all.flat().toSorted((a, b) => b.importedAt.getTime() - a.importedAt.getTime());
}

/** @throws StoreError of `undoImport`, `undoModel` and `undoReadings` */
export function undoSource(
  pool: Pool,
  dataDir: string,
  source: string,
  wish: UndoWish,
): Promise<Undone | UndoneModel | UndoneReadings> {
  if (source.startsWith(READINGS_SOURCE_PREFIX)) return undoReadings(pool, source, wish);
  return source.startsWith(MODEL_SOURCE_PREFIX)
    ? undoModel(pool, source, modelFolder(dataDir), wish)
    : undoImport(pool, source, wish);
}

function modelFolder(dataDir: string): string {
  return join(dataDir, 'models');
}
