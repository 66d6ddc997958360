/** The import of whatever is named: data by themes and building models, the same by command line and by upload. */
import { rmSync } from 'node:fs';
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
import { openWorkFolder } from '@twin/gis-data/import/open-work-folder.ts';
import { findReadings } from '@twin/gis-data/readings/find-readings.ts';
import {
  importReadings,
  READINGS_SOURCE_PREFIX,
  type ReadingsProposal,
  type ReadingsReport,
} from '@twin/gis-data/readings/import-readings.ts';
import { loadMeters } from '@twin/gis-data/readings/load-meters.ts';
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

/** What goes wrong with one file does not keep the others from being imported. */
export async function* runImport(
  pool: Pool,
  dataDir: string,
  { request, name }: ImportWish,
  dialogue: ImportDialogue,
): AsyncGenerator<ImportOutcome> {
  const workFolder = join(dataDir, 'imports', 'work');
  const models = request.files.filter(isIfc);
  const others = request.files.filter((file) => !models.includes(file));
  const meters = await loadMeters(pool);
  const sheets = openWorkFolder(workFolder);
  try {
    const readings = await findReadings(others, {
      folder: sheets,
      sheets: request.layers,
      isMeter: (meter) => meters.find(meter) !== undefined,
      signal: request.signal,
    });
    const files = others.filter((one) => !readings.some(({ file }) => file === one));
    if (files.length > 0)
      yield* importFiles(
        pool,
        { ...request, files, workFolder, rasterFolder: join(dataDir, RASTERS) },
        dialogue,
      );
    yield* importModels(pool, dataDir, models, { request, name }, dialogue);
    for (const table of readings) {
      const wish = {
        table,
        wish: request.wishes.set,
        source: request.source,
        licence: request.licence,
        attribution: request.attribution,
        dryRun: request.dryRun,
        by: request.by,
        signal: request.signal,
      };
      yield await orFailure(
        table.label,
        importReadings(pool, wish, dialogue.confirmReadings, dialogue.progress),
      );
    }
  } finally {
    rmSync(sheets, { recursive: true, force: true });
  }
}

async function* importModels(
  pool: Pool,
  dataDir: string,
  models: readonly string[],
  { request, name }: ImportWish,
  dialogue: ImportDialogue,
): AsyncGenerator<ModelReport | Failure> {
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
    yield await orFailure(basename(file), importModel(pool, wish, dialogue.confirmModel));
  }
}

async function orFailure<T>(file: string, work: Promise<T>): Promise<T | Failure> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return { file, failed: error };
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
