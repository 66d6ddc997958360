/** Stores hourly readings: a datastream, and its days as `observation_day` keeps them. */
import type pg from 'pg';
import type { Series } from '../demo/district.ts';
import { insertRows, type InsertRow } from './insert-rows.ts';

const HOURS = 24;
const DAY_MS = 86_400_000;
const COLUMNS = ['datastream_id', 'day', 'hours', 'count', 'sum', 'min', 'max'];

/**
 * @param client in a transaction: a datastream without its readings says nothing
 * @returns number of days, those without a reading among them
 */
export async function loadSeries(client: pg.PoolClient, sourceId: number, series: Series): Promise<number> {
  const { rows: [stream] } = await client.query<{ id: number }>(
    `insert into datastream (source_id, collection, feature_id, property, title, unit, interval_seconds, aggregate)
     values ($1, $2, $3, $4, $5, $6, 3600, $7) returning id`,
    [sourceId, series.collection, series.featureId, series.property, series.title, series.unit, series.aggregate]);
  await insertRows(client, 'observation_day', COLUMNS, days(Number(stream?.id), series));
  return series.hours.length / HOURS;
}

function* days(stream: number, { firstDay, hours }: Series): Generator<InsertRow> {
  const first = Date.parse(firstDay);
  for (let from = 0; from < hours.length; from += HOURS) {
    const day = hours.subarray(from, from + HOURS);
    const read = day.filter((value) => !Number.isNaN(value));
    if (read.length === 0) continue;
    yield {
      datastream_id: stream, day: new Date(first + (from / HOURS) * DAY_MS).toISOString().slice(0, 10),
      hours: Array.from(day, (value) => (Number.isNaN(value) ? null : shortest(value))),
      count: read.length, sum: read.reduce((sum, value) => sum + value, 0), min: shortest(Math.min(...read)), max: shortest(Math.max(...read)),
    };
  }
}

/** The decimal that a four-byte float stands for: half the text of its eight-byte value. */
function shortest(value: number): number {
  return Number(value.toPrecision(7));
}
