/**
 * A table of meter readings comes into the city: by the hour, whatever its interval up to that. Hours that the table does
 * not have stay as they are; a second import of it changes nothing.
 */
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import type pg from 'pg';
import type { Rejection } from '../formats/format.ts';
import { cancelled } from '../import/limited-process.ts';
import { appendAudit } from '../store/append-audit.ts';
import { inTransaction } from '../store/in-transaction.ts';
import { StoreError } from '../store/store-error.ts';
import type { FoundReadings } from './find-readings.ts';
import { hoursOf, type Counts, type MeterHours } from './hours-of.ts';
import { loadMeters, type KnownMeter, type Meters } from './load-meters.ts';
import { inKeptUnit, readReadings, type ReadingsTable } from './read-readings.ts';
import { Zone, type DateOrder } from './read-time.ts';
import { readingUnit } from './reading-units.ts';
import { storeDays, type DayCounts, type MeterDays } from './store-days.ts';

export type ReadingsRequest = {
  readonly table: FoundReadings;
  /** What the person says of the table: `meter`, `zone`, `unit`, `counts` (total or interval), `dates` (dmy or mdy). */
  readonly wish: ReadonlyMap<string, string>;
  /** Name of the source; else that of the file. */
  readonly source?: string | undefined;
  readonly licence?: string | undefined;
  readonly attribution?: string | undefined;
  readonly dryRun: boolean;
  /** Account that imports. */
  readonly by?: number | undefined;
  readonly signal?: AbortSignal | undefined;
};

export type ReadingsProposal = {
  readonly file: string;
  readonly source: string;
  readonly bytes: number;
  readonly encoding: string;
  readonly columns: readonly string[];
  readonly lines: number;
  readonly meters: readonly MeterReport[];
  readonly notes: readonly string[];
};

export type MeterReport = {
  /** As the file calls it, and its item of energy-meters. */
  readonly name: string;
  readonly meter: string;
  readonly unit: string;
  readonly stepSeconds: number;
  readonly counts: Counts;
  readonly readings: number;
  readonly hours: number;
  /** Of all hours together, in the unit. */
  readonly sum: number;
  /** First and last hour, as ISO in UTC. */
  readonly from: string;
  readonly to: string;
};

export type ReadingsReport = {
  readonly file: string;
  readonly readingsOf: readonly MeterReport[];
  readonly source: string;
  readonly outcome: 'imported' | 'tried' | 'left';
  readonly sha256: string;
  readonly seconds: number;
  readonly read: number;
  readonly days: DayCounts;
  readonly notes: readonly string[];
  readonly rejections: readonly Rejection[];
  readonly rejectionCounts: { readonly [code: string]: number };
};

type Prepared = { readonly report: MeterReport; readonly days: MeterDays };
type Result = {
  readonly prepared: readonly Prepared[];
  readonly notes: readonly string[];
  readonly refused: readonly Rejection[];
};

/** Tells the source of readings from those of features and of models. */
export const READINGS_SOURCE_PREFIX = 'readings/';
const HOUR_MS = 3_600_000;
const CITY_ZONE = 'Asia/Shanghai';
const WISHES = ['meter', 'zone', 'unit', 'counts', 'dates'];

/**
 * @param confirm is shown what was read, before anything is written
 * @throws StoreError `wish-unknown`, `zone-unknown`, `unit-unknown`, `nothing-to-import` and those of `readReadings`
 */
export async function importReadings(
  pool: pg.Pool,
  request: ReadingsRequest,
  confirm: (proposal: ReadingsProposal) => Promise<boolean>,
  progress: (stage: string, done: number, all: number) => void,
): Promise<ReadingsReport> {
  const began = Date.now();
  const { table: found, wish } = request;
  const { label: file, path } = found;
  const bytes = statSync(path).size;
  const { zone, counts, dates } = checkWish(wish);
  const meters = await loadMeters(pool);
  const hash = createHash('sha256');
  let done = 0;
  const table = await readReadings(
    path,
    (name) => meters.find(name) !== undefined,
    { zone, meter: wish.get('meter'), dates },
    (chunk) => {
      if (request.signal?.aborted) throw cancelled();
      hash.update(chunk);
      done += chunk.length;
      progress('importing', done, bytes);
    },
  );
  const sha256 = found.sha256 ?? hash.digest('hex');
  const source = `${READINGS_SOURCE_PREFIX}${request.source ?? nameOf(file)}`;
  const { prepared, notes, refused } = prepare(table, meters, wish.get('unit'), counts);
  const said = [
    ...(table.unzoned > 0 ? [zoneNote(zone, wish)] : []),
    ...(found.besides?.length ? [`sheets without readings are left: ${found.besides.join(', ')}`] : []),
    ...(table.above > 0 ? [`${table.above} lines above the header are left`] : []),
    ...(table.dates ? [`dates are read with the ${table.dates === 'dmy' ? 'day' : 'month'} first`] : []),
    ...(table.isEnd ? ['times are those at which intervals end'] : []),
    ...(table.repeated > 0 ? [`${table.repeated} readings are there twice with the same value`] : []),
    ...(table.empty > 0 ? [`${table.empty} places without a reading`] : []),
    ...notes,
  ];
  const rejections = [...refused, ...table.rejections];
  if (prepared.length === 0)
    throw new StoreError(
      'nothing-to-import',
      `None of the readings can be taken${rejections[0] ? `: ${rejections[0].reason}` : ''}.`,
      'Name the meter of a table without one by --set meter=NUMBER; meters are items of energy-meters.',
    );
  const report = (more: Pick<ReadingsReport, 'outcome' | 'days'>): ReadingsReport => ({
    file,
    readingsOf: prepared.map((one) => one.report),
    source,
    sha256,
    seconds: (Date.now() - began) / 1000,
    read: table.lines,
    notes: said,
    rejections,
    rejectionCounts: {
      ...table.rejectionCounts,
      ...Object.fromEntries(
        Map.groupBy(refused, ({ code }) => code)
          .entries()
          .map(([code, all]) => [code, all.length]),
      ),
    },
    ...more,
  });
  const none: DayCounts = { added: 0, updated: 0, unchanged: 0 };
  const proposal: ReadingsProposal = {
    file,
    source,
    bytes,
    encoding: table.encoding,
    columns: table.columns,
    lines: table.lines,
    meters: prepared.map((one) => one.report),
    notes: [...said, ...refused.map(({ reason }) => reason)],
  };
  if (!(await confirm(proposal))) return report({ outcome: 'left', days: none });
  if (request.signal?.aborted) throw cancelled();
  progress('storing', bytes, bytes);
  const days = await inTransaction(pool, async (client) => {
    await client.query('savepoint untouched');
    const sourceId = await upsertSource(client, request, source, sha256);
    const stored = await storeDays(
      client,
      sourceId,
      prepared.map((one) => one.days),
      {
        fileName: file,
        sha256,
        wish: Object.fromEntries(wish),
        read: table.lines,
        rejected:
          Object.values(table.rejectionCounts).reduce((sum, count) => sum + count, 0) + refused.length,
        by: request.by ?? null,
      },
    );
    await appendAudit(client, request.by ?? null, {
      action: 'imported',
      subject: `source/${source}`,
      after: { file, days: stored },
    });
    // A trial goes all the way, against the rules of the database too, and leaves no trace.
    if (request.dryRun) await client.query('rollback to savepoint untouched');
    return stored;
  });
  return report({ outcome: request.dryRun ? 'tried' : 'imported', days });
}

function checkWish(wish: ReadonlyMap<string, string>): {
  zone: Zone;
  counts: Counts | undefined;
  dates: DateOrder | undefined;
} {
  const unknown = [...wish.keys()].find((name) => !WISHES.includes(name));
  if (unknown !== undefined)
    throw new StoreError(
      'wish-unknown',
      `Of readings ${unknown} cannot be set.`,
      'Set meter, zone (Asia/Shanghai, +08:00), unit (kWh, MWh, kW, m³ …), counts (total of a counter, or interval) or dates (dmy, mdy).',
    );
  const counts = wish.get('counts');
  if (counts !== undefined && counts !== 'total' && counts !== 'interval')
    throw new StoreError(
      'wish-unknown',
      `${counts} is no way to count.`,
      'counts is total, of a counter, or interval.',
    );
  const dates = wish.get('dates');
  if (dates !== undefined && dates !== 'dmy' && dates !== 'mdy')
    throw new StoreError(
      'wish-unknown',
      `${dates} is no order of dates.`,
      'dates is dmy, the day first, or mdy, the month first.',
    );
  const name = wish.get('zone') ?? CITY_ZONE;
  try {
    return { zone: new Zone(name), counts, dates };
  } catch (error) {
    throw new StoreError(
      'zone-unknown',
      `There is no time zone ${name}.`,
      'Name one as Asia/Shanghai or +08:00.',
      error,
    );
  }
}

function zoneNote(zone: Zone, wish: ReadonlyMap<string, string>): string {
  return wish.has('zone')
    ? `times without an offset are those of ${zone.name}`
    : `times without an offset are taken for those of ${zone.name}; --set zone=… says otherwise`;
}

function prepare(
  table: ReadingsTable,
  meters: Meters,
  unitWish: string | undefined,
  counts: Counts | undefined,
): Result {
  const prepared: Prepared[] = [];
  const notes: string[] = [];
  const refused: Rejection[] = [];
  const refuse = (name: string, code: string, reason: string): void => {
    refused.push({ place: `meter ${name}`, code, reason });
  };
  for (const [name, gathered] of table.meters) {
    const readings = { ...gathered, isEnd: table.isEnd };
    const known = meters.find(name);
    if (!known) {
      refuse(
        name,
        'meter-unknown',
        `no item of energy-meters is called ${name.slice(0, 60)}: its ${readings.values.length} readings are left`,
      );
      continue;
    }
    const said = unitWish ?? readings.unit;
    const unit = said === null ? { kept: known.unit, factor: 1 } : readingUnit(said);
    if (said === null) notes.push(`${name} is taken to be read in ${known.unit}: the table names no unit`);
    if (!unit || unit.kept !== known.unit) {
      refuse(
        name,
        'unit-unfit',
        `${name} measures ${known.unit}, and "${(said ?? '').slice(0, 20)}" is no unit of that`,
      );
      continue;
    }
    const rough = hoursOf(readings, unit.isPower ? 'interval' : counts);
    if (rough.hours === null) {
      refuse(
        name,
        'interval-unfit',
        `${name} is read every ${rough.stepSeconds} seconds: readings are kept by the hour, of steps that divide it`,
      );
      continue;
    }
    const hours =
      unit.factor === 1 && !unit.isPower
        ? rough
        : hoursOf(inKeptUnit(readings, unit, rough.stepSeconds), rough.counts);
    if (hours.hours === null || hours.hours.size === 0) {
      refuse(name, 'hours-none', `no hour of ${name} was read whole`);
      continue;
    }
    notes.push(...notesOf(name, known, hours));
    prepared.push({
      report: reportOf(name, known, readings.values.length, hours),
      days: { meter: known, hours: hours.hours },
    });
  }
  return { prepared, notes, refused };
}

function notesOf(
  name: string,
  { unit }: KnownMeter,
  { counts, incomplete, resets, unplaced }: MeterHours,
): string[] {
  return [
    ...(counts === 'total' ? [`${name} is a counter: what is used is the difference of its readings`] : []),
    ...(resets > 0
      ? [`${name} fell ${resets} times: it was replaced or turned over, and that use is not known`]
      : []),
    ...(unplaced > 0
      ? [`${name} counted ${Math.round(unplaced)} ${unit} while it was not read: they are of no one hour`]
      : []),
    ...(incomplete > 0
      ? [`${name} has ${incomplete} hours of which a part was not read: they are left out`]
      : []),
  ];
}

function reportOf(
  name: string,
  known: KnownMeter,
  readings: number,
  { stepSeconds, counts, hours }: MeterHours,
): MeterReport {
  let [sum, from, to] = [0, Infinity, -Infinity];
  for (const [hour, use] of hours) {
    sum += use;
    from = Math.min(from, hour);
    to = Math.max(to, hour);
  }
  return {
    name,
    meter: known.id,
    unit: known.unit,
    stepSeconds,
    counts,
    readings,
    hours: hours.size,
    sum,
    from: new Date(from).toISOString(),
    to: new Date(to + HOUR_MS).toISOString(),
  };
}

async function upsertSource(
  client: pg.PoolClient,
  { table, licence, attribution }: ReadingsRequest,
  key: string,
  sha256: string,
): Promise<number> {
  const {
    rows: [row],
  } = await client.query<{ id: number }>(
    `insert into source (key, title, licence, attribution, crs, sha256) values ($1, $2, $3, $4, 'none', $5)
     on conflict (key) do update set title = excluded.title, licence = excluded.licence,
       attribution = excluded.attribution, sha256 = excluded.sha256, loaded_at = now()
     returning id`,
    [key, table.label, licence ?? 'not stated', attribution ?? null, sha256],
  );
  if (!row) throw new RangeError('a source was not stored');
  return row.id;
}

function nameOf(label: string): string {
  const cleaned = label
    .replace(/(\.(csv|txt|tsv|gz|xlsx))+(?=$| › )/i, '')
    .replaceAll(/[^\p{L}\p{N}_.-]+/gu, '-')
    .replaceAll(/^[-.]+|[-.]+$/g, '')
    .slice(0, 80);
  return cleaned === '' ? 'readings' : cleaned;
}
