/** Finds the place of a model that was read, with the grid that it names. */
import type pg from 'pg';
import { crsNamed } from '@twin/gis-data/import/find-crs.ts';
import type { ModelFacts, SitePlace } from './ifc-reading.ts';
import { placeModel, type ModelPlace } from './place-model.ts';

/**
 * @param wished by a person; wins over everything
 * @throws StoreError of `placeModel` and `crsNamed`
 */
export async function findPlace(
  pool: pg.Pool,
  facts: Pick<ModelFacts, 'mapConversion' | 'site'>,
  wished?: SitePlace,
): Promise<ModelPlace> {
  const { mapConversion } = facts;
  const grid = mapConversion && !wished ? await crsNamed(pool, mapConversion.crs) : undefined;
  return placeModel(facts, grid, wished);
}
