/** The outdoor air of the divisions that measure it. */
import type { PoolClient } from 'pg';

type WarmthRow = { readonly division: string; readonly day: string; readonly celsius: number };
/** Mean °C by day. */
export type Warmth = ReadonlyMap<string, number>;

/** The first six characters of a metered building's id are its division, whose air is measured. */
const DIVISION_CHARACTERS = 6;
const NOTHING: Warmth = new Map();

/**
 * @param building only the air of this one
 * @returns the air of a building by its id; empty where its division measures none
 */
export async function readWarmth(
  client: PoolClient,
  building?: string,
): Promise<{ of(building: string): Warmth }> {
  const { rows } = await client.query<WarmthRow>(
    `select d.feature_id as division, to_char(o.day, 'YYYY-MM-DD') as day, o.sum / o.count as celsius
     from datastream d join observation_day o on o.datastream_id = d.id
     where d.collection = 'administrative-areas' and d.property = 'outdoor_temperature'
       and ($1::text is null or d.feature_id = $1)`,
    [building?.slice(0, DIVISION_CHARACTERS) ?? null],
  );
  const air = Map.groupBy(rows, ({ division }) => division);
  const byDivision = new Map(
    [...air].map(([division, days]) => [division, new Map(days.map(({ day, celsius }) => [day, celsius]))]),
  );
  return { of: (building) => byDivision.get(building.slice(0, DIVISION_CHARACTERS)) ?? NOTHING };
}
