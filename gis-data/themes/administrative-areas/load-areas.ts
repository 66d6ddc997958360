/** Loads the province and its units once, as a source of their own; the demo district comes and goes without them. */
import type pg from 'pg';
import { insertRows } from '../../store/insert-rows.ts';
import { administrativeAreas, AREAS_SOURCE } from './areas.ts';
import { inTransaction } from '../../store/in-transaction.ts';

/**
 * Idempotent; one transaction.
 * @returns number of areas loaded, 0 when they are there already
 */
export async function loadAdministrativeAreas(pool: pg.Pool): Promise<number> {
  const { key, title, licence, attribution, crs, simulated } = AREAS_SOURCE;
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ id: number }>(
      `insert into source (key, title, licence, attribution, crs, simulated) values ($1, $2, $3, $4, $5, $6)
       on conflict (key) do nothing returning id`,
      [key, title, licence, attribution, crs, simulated],
    );
    const [source] = rows;
    const areas = source
      ? administrativeAreas().map((area) => ({
          ...area,
          source_id: source.id,
          source_key: area.id,
          extra: {},
        }))
      : [];
    const columns = Object.keys(areas[0] ?? {});
    const count = await insertRows(client, 'administrative_area', columns, areas);
    return count;
  });
}
