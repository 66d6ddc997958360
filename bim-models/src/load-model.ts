/** Puts a model that was read into the store, where it says that it stands. */
import type pg from 'pg';
import { inTransaction } from '@twin/gis-data/store/in-transaction.ts';
import { findPlace } from './find-place.ts';
import type { IfcReading } from './ifc-reading.ts';
import { writeModel, type ModelSource, type WrittenModel } from './write-model.ts';

/**
 * One transaction: a killed load leaves the model as it was.
 * @throws StoreError of `findPlace`
 */
export async function loadModel(
  pool: pg.Pool,
  reading: IfcReading,
  source: ModelSource,
): Promise<WrittenModel> {
  const place = await findPlace(pool, reading.facts);
  return inTransaction(pool, (client) => writeModel(client, reading, place, source));
}
