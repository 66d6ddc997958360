import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../store/connect.ts';
import { openFreshCity } from '../store/open-fresh-city.ts';
import { importReadings, type ReadingsReport } from './import-readings.ts';
import { loadMeters } from './load-meters.ts';
import { recogniseReadings } from './read-readings.ts';
import { listReadings, undoReadings } from './undo-readings.ts';

const SERVER = process.env['TEST_DATABASE_URL'];
const DATA = fileURLToPath(new URL('../../../shared/data/energy/', import.meta.url));
const ITEMS = `
  insert into source (id, key, title, licence, crs, simulated) values (1000, 'hand', 'Made by hand', 'CC0-1.0', 'EPSG:4490', true);
  insert into metered_building (id, name, building_class, energy_use, floor_area_m2, height_metres, energy_class, source_id,
      source_key, division, operator, geom)
    values ('B', 'B', 'A', 'office-government', 1000, 30, 'none', 1000, 'B', '460100', 'ours',
      ST_Multi(ST_MakeEnvelope(110, 20, 110.001, 20.001, 4490)));
  insert into energy_meter (id, metered_building, energy_kind, sub_item, meter_no, source_id, source_key, division, operator, geom)
    select id, 'B', kind, item, number, 1000, id, '460100', 'ours', ST_SetSRID(ST_MakePoint(110, 20, 0), 4490)
    from (values ('m-light', 'electricity', 'lighting-sockets', 'YS0011'), ('m-cool', 'electricity', 'air-conditioning', 'YS0012'),
      ('m-water', 'water', null, 'SB0001'), ('m-a', 'electricity', 'power', 'TWICE'), ('m-b', 'electricity', 'special', 'TWICE'))
      as m(id, kind, item, number);
`;

describe('on the embedded database', () => behaviour(undefined));
describe.skipIf(!SERVER)('on PostgreSQL (skipped when TEST_DATABASE_URL names no server)', () =>
  behaviour(SERVER),
);

function behaviour(server: string | undefined): void {
  let database: Database;
  const folder = mkdtempSync(join(tmpdir(), 'twin-readings-'));
  beforeAll(async () => {
    database = await openFreshCity(server, folder);
    await database.pool.query(ITEMS);
  }, 180_000);
  beforeEach(async () => {
    await database.pool.query(
      'delete from reading_previous; delete from reading_import; delete from observation_day',
    );
  });
  afterAll(async () => {
    await database.close();
    rmSync(folder, { recursive: true });
  });

  const put = (name: string, content: string | Buffer): string => {
    const file = join(folder, name);
    writeFileSync(file, content);
    return file;
  };
  const take = (file: string, set: Record<string, string> = {}, dryRun = false): Promise<ReadingsReport> =>
    importReadings(
      database.pool,
      {
        table: { file, label: basename(file), path: file },
        wish: new Map(Object.entries(set)),
        dryRun,
      },
      async () => true,
      () => undefined,
    );
  const sums = async (): Promise<unknown[]> =>
    (
      await database.pool.query(
        `select d.feature_id as meter, count(*)::integer as days, sum(o.count)::integer as hours, sum(o.sum)::real as sum
         from observation_day o join datastream d on d.id = o.datastream_id group by 1 order by 1`,
      )
    ).rows;
  const hour = (at: number): string =>
    new Date(Date.UTC(2025, 0, 1, at)).toISOString().slice(0, 16).replace('T', ' ');

  it('a table of one reading a line goes to the meters that it names, by number or id, in the city’s days', async () => {
    const lines = Array.from({ length: 48 }, (_, at) => [
      `${hour(at)},YS0011,1.5`,
      `${hour(at)},m-cool,0.25`,
    ]).flat();
    const report = await take(put('long.csv', ['时间,表号,用电量(kWh)', ...lines].join('\n')));
    expect(report).toMatchObject({
      outcome: 'imported',
      read: 96,
      days: { added: 4, updated: 0, unchanged: 0 },
      rejections: [],
    });
    expect(report.notes).toEqual([expect.stringContaining('Asia/Shanghai')]);
    expect(await sums()).toEqual([
      { meter: 'm-cool', days: 2, hours: 48, sum: 12 },
      { meter: 'm-light', days: 2, hours: 48, sum: 72 },
    ]);
  });

  it('a table of a column for each meter goes to them, of GBK, with a tab, packed, in megawatt-hours', async () => {
    const lines = Array.from({ length: 24 }, (_, at) => `2025年1月1日${at}时\t0.001\t--`);
    // 采集时间 in GBK.
    const header = Buffer.concat([
      Buffer.from([0xb2, 0xc9, 0xbc, 0xaf, 0xca, 0xb1, 0xbc, 0xe4]),
      Buffer.from('\tYS0011(MWh)\tYS0012(MWh)\n'),
    ]);
    const gbk = (text: string): Buffer =>
      Buffer.from(
        text
          .split('')
          .flatMap(
            (letter) =>
              ({ 年: [0xc4, 0xea], 月: [0xd4, 0xc2], 日: [0xc8, 0xd5], 时: [0xca, 0xb1] })[letter] ?? [
                letter.charCodeAt(0),
              ],
          ),
      );
    const report = await take(put('wide.csv.gz', gzipSync(Buffer.concat([header, gbk(lines.join('\n'))]))));
    expect(report.readingsOf).toMatchObject([
      { name: 'YS0011', meter: 'm-light', unit: 'kWh', hours: 24, sum: 24 },
    ]);
    expect(report.notes).toContain('24 places without a reading');
  });

  it('a second import changes nothing, a correction updates its day and keeps the others’ hours', async () => {
    const table = (value: number, from: number, to: number): string =>
      [
        'time,meter,kWh',
        ...Array.from({ length: to - from }, (_, at) => `${hour(from + at)},YS0011,${value}`),
      ].join('\n');
    const file = put('year.csv', table(2, 0, 48));
    await take(file);
    expect((await take(file)).days).toEqual({ added: 0, updated: 0, unchanged: 2 });
    expect((await listReadings(database.pool)).map(({ imports }) => imports)).toEqual([1]);
    writeFileSync(file, table(5, 12, 24));
    expect((await take(file)).days).toEqual({ added: 0, updated: 1, unchanged: 0 });
    expect(await sums()).toEqual([{ meter: 'm-light', days: 2, hours: 48, sum: 36 * 2 + 12 * 5 }]);

    expect(await undoReadings(database.pool, 'readings/year')).toEqual({
      undoneReadings: 'year.csv',
      removed: 0,
      restored: 1,
    });
    expect(await sums()).toEqual([{ meter: 'm-light', days: 2, hours: 48, sum: 96 }]);
    expect(await undoReadings(database.pool, 'readings/year')).toMatchObject({ removed: 2, restored: 0 });
    expect(await sums()).toEqual([]);
    await expect(undoReadings(database.pool, 'readings/year')).rejects.toMatchObject({
      code: 'source-unknown',
    });
  });

  it('a table of a line for each meter goes to the hours of its columns, under a title and over units', async () => {
    const times = Array.from({ length: 96 }, (_, at) => at * 15);
    const clock = (minutes: number): string =>
      `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
    const report = await take(
      put(
        'day.csv',
        [
          '全年用电报表',
          `表号,日期,${times.map(clock).join(',')}`,
          `,,${times.map(() => 'kWh').join(',')}`,
          `YS0011,2025/1/1,${times.map((minutes) => (minutes / 15) % 8).join(',')}`,
          `YS0012,2025年1月2日,${times.map(() => 0.25).join(',')}`,
        ].join('\n'),
      ),
    );
    expect(report.readingsOf).toMatchObject([
      {
        meter: 'm-light',
        stepSeconds: 900,
        hours: 24,
        sum: 12 * 28,
        from: '2024-12-31T16:00:00.000Z',
        to: '2025-01-01T16:00:00.000Z',
      },
      { meter: 'm-cool', hours: 24, sum: 24, to: '2025-01-02T16:00:00.000Z' },
    ]);
    expect(report.notes).toContain('1 lines above the header are left');
    expect(report.rejections).toEqual([expect.objectContaining({ place: 'line 3', code: 'time-broken' })]);
  });

  it.each([
    ['numbers from 1', Array.from({ length: 24 }, (_, at) => `${at + 1}`)],
    ['numbers from 0', Array.from({ length: 24 }, (_, at) => `${at}`)],
    ['the ends of hours', Array.from({ length: 24 }, (_, at) => `${(at + 1) % 24}:00`)],
    ['from and to', Array.from({ length: 24 }, (_, at) => `${at}:00-${at + 1}:00`)],
    ['hours in Chinese', Array.from({ length: 24 }, (_, at) => `${at}时`)],
  ])('the columns of a day may be %s: the day is the same', async (_, names) => {
    const report = await take(
      put('names.csv', `日期,表号,${names.join(',')}\n2025-01-01,YS0011,${names.map(() => 2).join(',')}\n`),
    );
    expect(report.readingsOf).toMatchObject([
      { hours: 24, sum: 48, from: '2024-12-31T16:00:00.000Z', to: '2025-01-01T16:00:00.000Z' },
    ]);
  });

  it('a table of a line for each meter and a column for each moment goes there', async () => {
    const report = await take(
      put('moments.csv', `表号,单位,${hour(0)},${hour(1)},${hour(2)}\nYS0011,MWh,1,2,--\nYS0012,kWh,5,6,7\n`),
    );
    expect(report.readingsOf).toMatchObject([
      { meter: 'm-light', hours: 2, sum: 3000 },
      { meter: 'm-cool', hours: 3, sum: 18 },
    ]);
  });

  it('what is told at the end of an interval was used before', async () => {
    const report = await take(
      put(
        'ends.csv',
        '结束时间,表号,kWh\n2025-01-01 01:00,YS0011,3\n2025-01-01 24:00,YS0011,4\n2025-01-01 02:00,YS0011,5\n',
      ),
    );
    expect(report.readingsOf).toMatchObject([
      { hours: 3, sum: 12, from: '2024-12-31T16:00:00.000Z', to: '2025-01-01T16:00:00.000Z' },
    ]);
    expect(report.notes).toContain('times are those at which intervals end');
  });

  it('dates with the year last are read in the order that the column proves, else refused until it is said', async () => {
    const table = (dates: readonly string[]): string =>
      put(
        'dates.csv',
        `time,meter,kWh\n${dates.flatMap((date) => [0, 1, 2].map((at) => `${date} 0${at}:00,YS0011,1`)).join('\n')}\n`,
      );
    const from = async (dates: readonly string[], set = {}): Promise<string | undefined> =>
      (await take(table(dates), set, true)).readingsOf[0]?.from;
    expect(await from(['03/04/2025', '13/04/2025'])).toBe('2025-04-02T16:00:00.000Z');
    expect(await from(['03/04/2025', '03/13/2025'])).toBe('2025-03-03T16:00:00.000Z');
    await expect(from(['03/04/2025', '04/04/2025'])).rejects.toMatchObject({ code: 'dates-ambiguous' });
    await expect(from(['13/04/2025', '04/13/2025'])).rejects.toMatchObject({ code: 'dates-ambiguous' });
    expect(await from(['03/04/2025'], { dates: 'mdy' })).toBe('2025-03-03T16:00:00.000Z');
    await expect(from(['03/04/2025'], { dates: 'ydm' })).rejects.toMatchObject({ code: 'wish-unknown' });
  });

  it('a trial stores nothing', async () => {
    const report = await take(put('trial.csv', `time,meter,kWh\n${hour(0)},YS0011,1\n`), {}, true);
    expect(report).toMatchObject({ outcome: 'tried', days: { added: 1 } });
    expect(await sums()).toEqual([]);
  });

  it('what cannot be taken is named with its line and its reason', async () => {
    const report = await take(
      put(
        'bad.csv',
        [
          'time,meter,value,unit',
          '2025-01-01 00:00,YS0011,1,kWh',
          '2025-01-01 00:00,YS0011,1,kWh',
          '2025-01-01 00:00,YS0011,2,kWh',
          '2025-02-30 00:00,YS0011,1,kWh',
          '2025-01-01 01:00,YS0011,-4,kWh',
          '2025-01-01 01:00,YS0011,much,kWh',
          '2025-01-01 01:00,YS0011,1,MWh',
          '2025-01-01 01:00,,1,kWh',
          '2025-01-01 01:00,TWICE,1,kWh',
          '2025-01-01 01:00,SB0001,1,kWh',
          '2025-01-01 01:00,YS0012,N/A,kWh',
          "2025-01-01 01:00,'; drop table energy_meter; --,1,kWh",
        ].join('\r\n'),
      ),
    );
    expect(report.days).toEqual({ added: 1, updated: 0, unchanged: 0 });
    expect(report.rejectionCounts).toEqual({
      'reading-twice': 1,
      'time-broken': 1,
      'value-negative': 1,
      'value-broken': 1,
      'unit-changes': 1,
      'meter-missing': 1,
      'meter-unknown': 2,
      'unit-unfit': 1,
    });
    expect(report.rejections.map(({ place }) => place)).toContain('line 5');
    expect(report.notes).toContain('1 readings are there twice with the same value');
  });

  it('a mean power is what it uses in its interval, and water is kept in cubic metres', async () => {
    const quarters = Array.from(
      { length: 8 },
      (_, at) => `2025-01-01 0${Math.floor(at / 4)}:${String((at % 4) * 15).padStart(2, '0')},40`,
    );
    const power = await take(put('power.csv', ['time,value(kW)', ...quarters].join('\n')), {
      meter: 'YS0012',
    });
    expect(power.readingsOf).toMatchObject([{ stepSeconds: 900, hours: 2, sum: 80 }]);
    const water = await take(
      put('water.csv', `time,meter,value,unit\n${hour(0)},SB0001,1500,L\n${hour(1)},SB0001,500,L\n`),
    );
    expect(water.readingsOf).toMatchObject([{ unit: 'm³', sum: 2 }]);
  });

  it('is refused with a way out: no meter, an unknown zone, an unknown wish, readings by the day, nothing at all', async () => {
    const plain = put('plain.csv', `time,value\n${hour(0)},1\n${hour(1)},1\n`);
    await expect(take(plain)).rejects.toMatchObject({
      code: 'nothing-to-import',
      hint: expect.stringContaining('--set meter'),
    });
    await expect(take(plain, { meter: 'YS0011', zone: 'Mars/Olympus' })).rejects.toMatchObject({
      code: 'zone-unknown',
    });
    await expect(take(plain, { colour: 'red' })).rejects.toMatchObject({ code: 'wish-unknown' });
    await expect(take(plain, { meter: 'YS0011', unit: 'bushel' })).rejects.toMatchObject({
      code: 'nothing-to-import',
    });
    const daily = put(
      'daily.csv',
      'date,meter,kWh\n2025-01-01,YS0011,5\n2025-01-02,YS0011,5\n2025-01-03,YS0011,5\n',
    );
    await expect(take(daily)).rejects.toThrow(/every 86400 seconds/);
    await expect(take(put('empty.csv', 'time,value\n'), { meter: 'YS0011' })).rejects.toMatchObject({
      code: 'no-records',
    });
    await expect(
      take(put('quote.csv', `time,value\n${hour(0)},"1\n`), { meter: 'YS0011' }),
    ).rejects.toMatchObject({ code: 'table-broken' });
    expect(await sums()).toEqual([]);
  });

  it('is told from other tables: those with places, and those without a time or a reading', async () => {
    const meters = await loadMeters(database.pool);
    const isReadings = async (text: string): Promise<boolean> =>
      (await recogniseReadings(put('some.csv', text), (name) => meters.find(name) !== undefined)) !==
      undefined;
    expect(await isReadings(`time,value\n${hour(0)},1\n`)).toBe(true);
    expect(await isReadings(`\uFEFF"时间","YS0011"\n"${hour(0)}","1"\n`)).toBe(true);
    expect(await isReadings('lon,lat,date,value\n110,20,2025-01-01,5\n')).toBe(false);
    expect(await isReadings('date,species\n2025-01-01,oak\n')).toBe(false);
    expect(await isReadings('time,value\nsoon,1\n')).toBe(false);
    expect(await isReadings('')).toBe(false);
  });

  const hourly = join(DATA, 'il-electricity-cdd-hdd-hourly.csv.gz');
  it.skipIf(!existsSync(hourly))(
    'two years of a real meter add up to the last kilowatt-hour (skipped where ../shared/data/energy is not there)',
    async () => {
      const lines = gunzipSync(readFileSync(hourly)).toString().trim().split('\n').slice(1);
      const sum = lines.reduce((all, line) => all + Number(line.split(',')[1]), 0);
      const report = await take(hourly, { meter: 'YS0011' });
      expect(report.readingsOf).toMatchObject([
        { hours: lines.length, counts: 'interval', stepSeconds: 3600 },
      ]);
      expect(report.readingsOf[0]?.sum).toBeCloseTo(sum, 6);
      const [stored] = (await sums()) as { hours: number; sum: number }[];
      expect(stored?.hours).toBe(lines.length);
      expect(stored?.sum).toBeCloseTo(sum, 1);
    },
  );
}
