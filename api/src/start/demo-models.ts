/** The building models of the demo district: written as IFC files, read like any other, put into the store once. */
import { join } from 'node:path';
import type pg from 'pg';
import type { DemoPart } from '@twin/gis-data/demo/district.ts';
import { addDemoSource, DEMO_DIVISION } from '@twin/gis-data/store/load-district.ts';
import { writeModels } from '@twin/bim-models/author/write-models.ts';
import { loadModel } from '@twin/bim-models/src/load-model.ts';
import { readInProcess } from '@twin/bim-models/src/read-in-process.ts';

export async function hasDemoModels(pool: pg.Pool): Promise<boolean> {
  const { rowCount } = await pool.query('select from bim_model where id = $1', [LAST_MODEL]);
  return rowCount === 1;
}

/** They are loaded in the order in which they are written. */
const LAST_MODEL = 'office';

/** @returns number of elements */
export async function loadDemoModels(
  pool: pg.Pool,
  { tables }: Required<DemoPart>,
  dataDir: string,
  progress: (title: string) => void,
): Promise<number> {
  let elements = 0;
  for (const model of await writeModels(tables, dataDir)) {
    progress(model.key);
    const reading = await readInProcess(join(dataDir, model.file));
    const sourceId = await addDemoSource(pool, model);
    const loaded = await loadModel(pool, reading, {
      id: model.key,
      sourceId,
      division: DEMO_DIVISION,
      fileName: `${model.key}.ifc`,
    });
    elements += loaded.elements;
  }
  return elements;
}
