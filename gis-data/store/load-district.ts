/** Loads the demo district once: one transaction, so that a killed load leaves nothing half. */
import type pg from 'pg';
import { TODAY } from '../demo/calendar.ts';
import type { DemoPart } from '../demo/district.ts';
import type { RasterFile } from '../demo/write-rasters.ts';
import { collectionById } from '../index.ts';
import { insertRows, type InsertRow } from './insert-rows.ts';
import { loadSeries } from './load-series.ts';
import { splitByGrade } from './split-by-grade.ts';
import { inTransaction } from './in-transaction.ts';

export const DEMO_SOURCE = 'demo-district';
/** Hainan. */
export const DEMO_DIVISION = '460100';
const HOURS = 24;

/** What stands on others comes after them: the order of the foreign keys. */
const TABLES = [
  'administrative_area',
  'road',
  'water',
  'building',
  'pipe_point',
  'pipe_line',
  'lamp_cabinet',
  'lamp_circuit',
  'lamp',
  'green_space',
  'tree',
  'metered_building',
  'energy_meter',
  'isolation_bearing',
  'bearing_event',
  'earthquake',
  'motion_record',
  'prefab_part',
  'part_event',
];
/** What is read from files of the district after it, and stands on its tables. */
const READ_AFTERWARDS = ['bim_element', 'bim_model'];
const DEMO_SOURCES = "select id from source where key = $1 or key like $1 || '/%'";

export async function hasDistrict(pool: pg.Pool): Promise<boolean> {
  const { rowCount } = await pool.query('select from source where key = $1', [DEMO_SOURCE]);
  return rowCount === 1;
}

/**
 * @param progress rows loaded so far and in all; of readings the days count
 * @returns number of rows
 */
export async function loadDistrict(
  pool: pg.Pool,
  district: Required<DemoPart>,
  progress: (done: number, all: number) => void = () => {},
): Promise<number> {
  const all =
    [...Object.values(district.tables), ...Object.values(district.features)].reduce(
      (sum, rows) => sum + rows.length,
      0,
    ) +
    district.series.reduce((sum, { hours }) => sum + hours.length / HOURS, 0) +
    district.curves.length;
  let done = 0;
  return inTransaction(pool, async (client) => {
    const source = await addSource(client, {
      key: DEMO_SOURCE,
      title: '北岸示范区 演示数据',
      observedOn: TODAY,
    });
    const common = { source_id: source, division: DEMO_DIVISION, extra: {} };
    for (const table of TABLES) {
      const rows = district.tables[table] ?? [];
      const [first] = rows;
      if (!first) continue;
      const columns = [...Object.keys(first), ...Object.keys(common), 'source_key'];
      const before = done;
      done += await insertRows(
        client,
        table,
        columns,
        map(rows, (row) => ({ ...row, ...common, source_key: row.id })),
        '',
        (count) => progress(before + count, all),
      );
    }
    for (const [collection, rows] of Object.entries(district.features)) {
      const declared = collectionById(collection);
      if (!declared) throw new Error(`the district has features of ${collection}, which no theme declares`);
      const before = done;
      done += await insertRows(
        client,
        'feature',
        [
          'id',
          'geom',
          'collection',
          'source_key',
          ...Object.keys(common),
          ...Object.keys(splitByGrade(declared, {})),
        ],
        map(rows, ({ properties, ...row }) => ({
          ...row,
          ...common,
          collection,
          source_key: row.id,
          ...splitByGrade(declared, properties),
        })),
        '',
        (count) => progress(before + count, all),
      );
    }
    for (const series of district.series) {
      done += await loadSeries(client, source, series);
      progress(done, all);
    }
    done += await insertRows(
      client,
      'bearing_curve',
      ['motion_record', 'bearing_event', 'x', 'y'],
      map(district.curves, (curve) => ({
        motion_record: 'motionRecord' in curve ? curve.motionRecord : null,
        bearing_event: 'bearingEvent' in curve ? curve.bearingEvent : null,
        x: curve.x,
        y: curve.y,
      })),
    );
    if (done !== all) throw new Error(`${all - done} rows of the district name a table that nothing loads`);
    return done;
  });
}

/** Takes the district out again, everything that names its source. */
export async function removeDistrict(pool: pg.Pool): Promise<void> {
  await inTransaction(pool, async (client) => {
    const streams = 'select d.id from datastream d join source s on s.id = d.source_id where s.key = $1';
    for (const readings of ['observation', 'observation_day']) {
      await client.query(`delete from ${readings} where datastream_id in (${streams})`, [DEMO_SOURCE]);
    }
    for (const table of [...READ_AFTERWARDS, 'datastream', 'feature', ...TABLES.toReversed()]) {
      await client.query(
        `delete from ${client.escapeIdentifier(table)} where source_id in (${DEMO_SOURCES})`,
        [DEMO_SOURCE],
      );
    }
    await client.query(`delete from import_run where source_id in (${DEMO_SOURCES})`, [DEMO_SOURCE]);
    await client.query(`delete from source where id in (${DEMO_SOURCES})`, [DEMO_SOURCE]);
  });
}

/** Where a file of the district is said to come from; the same key again is the same source. */
export function addDemoSource(
  pool: pg.Pool,
  file: Pick<RasterFile, 'key' | 'title' | 'file' | 'sha256'>,
): Promise<number> {
  return addSource(pool, { ...file, key: `${DEMO_SOURCE}/${file.key}`, observedOn: TODAY });
}

async function addSource(
  client: pg.Pool | pg.PoolClient,
  source: Pick<RasterFile, 'key' | 'title' | 'observedOn'> & Partial<RasterFile>,
): Promise<number> {
  const {
    rows: [row],
  } = await client.query<{ id: number }>(
    `insert into source (key, title, licence, attribution, crs, height_datum, simulated, observed_at, file, sha256)
     values ($1, $2, '演示数据,不得用于决策', '演示数据', 'EPSG:4546', '1985 国家高程基准', true, $3, $4, $5)
     on conflict (key) do update set title = excluded.title, height_datum = excluded.height_datum, simulated = true,
         file = excluded.file, sha256 = excluded.sha256, loaded_at = now() returning id`,
    [source.key, source.title, source.observedOn, source.file ?? null, source.sha256 ?? null],
  );
  return Number(row?.id);
}

function* map<T>(rows: readonly T[], change: (row: T) => InsertRow): Generator<InsertRow> {
  for (const row of rows) yield change(row);
}
