import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeWorkbook, type Cell } from '../formats/workbook-for-tests.ts';
import { findReadings, type FoundReadings } from './find-readings.ts';
import { readReadings } from './read-readings.ts';
import { Zone } from './read-time.ts';

const folder = mkdtempSync(join(tmpdir(), 'twin-workbooks-'));
afterAll(() => rmSync(folder, { recursive: true }));
/** 2025-01-01 0:00 as a spreadsheet counts. */
const NEW_YEAR = 45_658;

describe('a workbook', () => {
  it('has its readings found under a merged title, its dates and numbers whole', async () => {
    const file = put('power.xlsx', {
      Sheet1: [
        ['2025年1月用电明细'],
        ['采集时间', '表号', '用电量(kWh)'],
        ...Array.from({ length: 24 }, (_, at): Cell[] => [
          { serial: NEW_YEAR + at / 24 },
          'YS0011',
          1234.5 + at / 1000,
        ]),
        [{ serial: NEW_YEAR + 1 }, 'YS0011', '--'],
      ],
    });
    const [found, ...others] = await find(file);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ file, label: 'power.xlsx', besides: [] });
    expect(found?.sha256).toBe(createHash('sha256').update(readFileSync(file)).digest('hex'));
    const { meters, empty, rejections } = await read(found);
    expect(rejections).toEqual([]);
    expect(empty).toBe(1);
    const { instants, values, unit } = meters.get('YS0011') ?? { instants: [], values: [], unit: null };
    expect(unit).toBe('kWh');
    expect(instants.map((instant) => (instant - Date.UTC(2024, 11, 31, 16)) / 3_600_000)).toEqual(
      Array.from({ length: 24 }, (_, at) => at),
    );
    const milli = values.reduce((sum, value) => sum + Math.round(value * 1000), 0);
    expect(milli).toBe(24 * 1_234_500 + (23 * 24) / 2);
  });

  it('has a line for each meter and day, with numbered hours', async () => {
    const hours = Array.from({ length: 24 }, (_, at) => at + 1);
    const file = put('days.xlsx', {
      Sheet1: [
        ['表号', '日期', ...hours],
        ['YS0011', { serial: NEW_YEAR }, ...hours.map((hour) => hour / 4)],
      ],
    });
    const { meters, isEnd } = await read((await find(file))[0]);
    expect(isEnd).toBe(true);
    expect(meters.get('YS0011')?.values.reduce((sum, value) => sum + value, 0)).toBe(75);
    expect(meters.get('YS0011')?.instants.at(-1)).toBe(Date.UTC(2025, 0, 1, 16));
  });

  it('of several sheets gives those with readings, and names the others', async () => {
    const readings: Cell[][] = [
      ['时间', '表号', 'kWh'],
      [{ serial: NEW_YEAR }, 'YS0011', 1],
    ];
    const file = put('book.xlsx', {
      一月: readings,
      说明: [
        ['项', '文'],
        ['a', 'b'],
      ],
      二月: readings,
    });
    const found = await find(file);
    expect(found.map(({ label, besides }) => [label, besides])).toEqual([
      ['book.xlsx › 一月', ['说明']],
      ['book.xlsx › 二月', ['说明']],
    ]);
  });

  it('that is broken, or holds features, or is none, is left to the import of files', async () => {
    const whole = readFileSync(
      put('whole.xlsx', {
        Sheet1: [
          ['时间', '值'],
          [{ serial: NEW_YEAR }, 1],
        ],
      }),
    );
    const cut = join(folder, 'cut.xlsx');
    writeFileSync(cut, whole.subarray(0, whole.length / 2));
    const text = join(folder, 'text.xlsx');
    writeFileSync(text, 'no workbook');
    const places = put('places.xlsx', {
      Sheet1: [
        ['经度', '纬度', '日期', '值'],
        [110.3, 20, { serial: NEW_YEAR }, 1],
      ],
    });
    expect(await findReadings([cut, text, places, join(folder, 'none.xlsx'), folder], search)).toEqual([]);
  });
});

const search = { folder, sheets: undefined, isMeter: () => false };

function find(file: string): Promise<FoundReadings[]> {
  return findReadings([file], search);
}

function read(found: FoundReadings | undefined): ReturnType<typeof readReadings> {
  const wish = { zone: new Zone('Asia/Shanghai') };
  return readReadings(
    found?.path ?? '',
    () => false,
    wish,
    () => undefined,
  );
}

function put(name: string, sheets: Parameters<typeof makeWorkbook>[0]): string {
  const file = join(folder, name);
  writeFileSync(file, makeWorkbook(sheets));
  return file;
}
