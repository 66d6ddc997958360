/** Stores hours of meters by the day, beside what is there, and keeps what was there before. */
import type pg from 'pg';
import type { KnownMeter } from './load-meters.ts';

export type MeterDays = {
  readonly meter: KnownMeter;
  /** Use by the instant at which the hour begins. */
  readonly hours: ReadonlyMap<number, number>;
};
export type DayCounts = { readonly added: number; readonly updated: number; readonly unchanged: number };
export type ImportRecord = {
  readonly fileName: string;
  readonly sha256: string;
  readonly wish: Readonly<Record<string, string>>;
  readonly read: number;
  readonly rejected: number;
  readonly by: number | null;
};

const HOUR_MS = 3_600_000;
const HOURS_A_DAY = 24;
/** Days are those of the city, whose clocks are never set. */
const CITY_OFFSET_MS = 8 * HOUR_MS;
const DAYS_A_STATEMENT = 2000;

export async function storeDays(
  client: pg.PoolClient,
  sourceId: number,
  meters: readonly MeterDays[],
  record: ImportRecord,
): Promise<DayCounts> {
  await client.query(
    'create temporary table new_day (datastream_id integer, day date, hours real[], primary key (datastream_id, day)) on commit drop',
  );
  for (const { meter, hours } of meters) {
    const datastream = await datastreamOf(client, sourceId, meter);
    const days = daysOf(hours);
    for (let at = 0; at < days.length; at += DAYS_A_STATEMENT)
      await client.query(
        `insert into new_day
         select $1, (one ->> 'day')::date, array(select nullif(value::text, 'null')::real from jsonb_array_elements(one -> 'hours') as value)
         from jsonb_array_elements($2::jsonb) as one`,
        [datastream, JSON.stringify(days.slice(at, at + DAYS_A_STATEMENT))],
      );
  }
  // Hours that the table does not have stay as they are.
  await client.query(
    `create temporary table merged_day on commit drop as
     select n.datastream_id, n.day, m.hours, o.hours as before, to_jsonb(o) - 'datastream_id' - 'day' as old,
       o.day is not null as is_there
     from new_day n
     left join observation_day o using (datastream_id, day)
     cross join lateral (
       select array_agg(coalesce(n.hours[i], o.hours[i]) order by i) as hours from generate_series(1, ${HOURS_A_DAY}) i) m`,
  );
  const {
    rows: [counts],
  } = await client.query<DayCounts>(
    `select count(*) filter (where not is_there)::integer as added,
       count(*) filter (where is_there and hours is distinct from before)::integer as updated,
       count(*) filter (where is_there and hours is not distinct from before)::integer as unchanged
     from merged_day`,
  );
  if (!counts) throw new RangeError('a count has a row');
  await keepRecord(client, sourceId, record, counts);
  await client.query(
    `insert into observation_day (datastream_id, day, hours, count, sum, min, max)
     select datastream_id, day, hours, h.count, h.sum, h.min, h.max
     from merged_day cross join lateral (
       select count(v)::integer as count, sum(v::double precision) as sum, min(v) as min, max(v) as max
       from unnest(hours) as v) h
     where hours is distinct from before or not is_there
     on conflict (datastream_id, day) do update set hours = excluded.hours, count = excluded.count,
       sum = excluded.sum, min = excluded.min, max = excluded.max`,
  );
  await client.query('drop table new_day, merged_day');
  return counts;
}

/** An import that changes nothing has nothing to be taken back. */
async function keepRecord(
  client: pg.PoolClient,
  sourceId: number,
  { fileName, sha256, wish, read, rejected, by }: ImportRecord,
  { added, updated, unchanged }: DayCounts,
): Promise<void> {
  if (added + updated === 0) return;
  const {
    rows: [row],
  } = await client.query<{ id: number }>(
    `insert into reading_import (source_id, file_name, sha256, wish, read_count, rejected_count, added_count, updated_count,
       unchanged_count, account_id) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning id`,
    [sourceId, fileName, sha256, JSON.stringify(wish), read, rejected, added, updated, unchanged, by],
  );
  await client.query(
    `insert into reading_previous (import_id, datastream_id, day, before)
     select $1, datastream_id, day, old from merged_day where hours is distinct from before or not is_there`,
    [row?.id],
  );
}

async function datastreamOf(
  client: pg.PoolClient,
  sourceId: number,
  { id, unit, title }: KnownMeter,
): Promise<number> {
  const {
    rows: [row],
  } = await client.query<{ id: number }>(
    `insert into datastream (source_id, collection, feature_id, property, title, unit, interval_seconds, aggregate)
     values ($1, 'energy-meters', $2, 'energy', $3, $4, 3600, 'sum')
     on conflict (collection, feature_id, property) do update set unit = datastream.unit
     returning id`,
    [sourceId, id, JSON.stringify(title), unit],
  );
  if (!row) throw new RangeError('a datastream was not stored');
  return row.id;
}

function daysOf(hours: ReadonlyMap<number, number>): { day: string; hours: (number | null)[] }[] {
  const days = new Map<string, (number | null)[]>();
  for (const [instant, use] of hours) {
    const clock = new Date(instant + CITY_OFFSET_MS);
    const day = clock.toISOString().slice(0, 10);
    let list = days.get(day);
    if (!list) {
      list = Array.from({ length: HOURS_A_DAY }, () => null);
      days.set(day, list);
    }
    list[clock.getUTCHours()] = use;
  }
  return [...days].map(([day, list]) => ({ day, hours: list }));
}
