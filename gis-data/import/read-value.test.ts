import { describe, expect, it } from 'vitest';
import type { Field } from '../theme.ts';
import { readValue } from './read-value.ts';

const title = { zh: '值', en: 'Value' };
const millimetres: Field = { type: 'integer', unit: 'mm', title };
const metres: Field = { type: 'number', unit: 'm', title };
const count: Field = { type: 'integer', title };
const day: Field = { type: 'date', title };
const time: Field = { type: 'datetime', title };
const material: Field = {
  type: 'code',
  title,
  values: { PE: { zh: '聚乙烯', en: 'PE' }, T: { zh: '混凝土', en: 'Concrete', aliases: ['cement'] } },
};

describe('a value of a file', () => {
  it.each([
    ['300', 300],
    ['DN300', 300],
    ['300 mm', 300],
    ['0.3 m', 300],
    ['12"', 305],
    ['１２００', 1200],
    ['1,200', 1200],
    ['1 200', 1200],
    ['30 厘米', 300],
    [0.6, 1],
  ])('%j is a width of %d mm', (raw, value) =>
    expect(readValue(raw, { field: millimetres })).toEqual({ value }),
  );

  it.each([
    ['1,234.5', 1234.5],
    ['1.234,5', 1234.5],
    ['3,14', 3.14],
    ["1'234.5", 1234.5],
    ['-2.5', -2.5],
    ['6 ft', 1.8288],
    ['1e3', 1000],
  ])('%j is a length of %d m', (raw, value) =>
    expect(readValue(raw, { field: metres })).toEqual({ value: expect.closeTo(value, 9) }),
  );

  it('takes the unit of the column where the value names none', () => {
    expect(readValue(105, { field: metres, unit: 'ft' })).toEqual({ value: 105 * 0.3048 });
    expect(readValue('2 m', { field: metres, unit: 'ft' })).toEqual({ value: 2 });
  });

  it.each(['abc', '12 kW', '1,2,3', '300x200', true, {}])('%j is no length', (raw) =>
    expect(readValue(raw, { field: metres })).toHaveProperty('unreadable'),
  );

  it.each([-9999, '-9999', '-9999.0', 'N/A', '<Null>', '无', -3.4028234663852886e38])(
    '%j stands for none',
    (raw) => expect(readValue(raw, { field: metres })).toEqual({ none: 'sentinel' }),
  );

  it.each([null, undefined, '', '  '])('%j is empty', (raw) =>
    expect(readValue(raw, { field: metres })).toEqual({ none: 'empty' }),
  );

  it('of a count must be whole, of a length is rounded', () => {
    expect(readValue('1.5', { field: count })).toHaveProperty('unreadable');
    expect(readValue('1.0', { field: count })).toEqual({ value: 1 });
  });

  it.each([
    ['PE', 'PE'],
    ['pe', 'PE'],
    ['混凝土', 'T'],
    ['concrete', 'T'],
    ['Cement', 'T'],
  ])('%j is the code %s', (raw, value) => expect(readValue(raw, { field: material })).toEqual({ value }));

  it('is no code where the list does not have it, be it the name of something else', () => {
    for (const raw of ['steel', 'constructor', '__proto__', 'toString'])
      expect(readValue(raw, { field: material })).toHaveProperty('unreadable');
  });

  it.each([
    ['2017-12-05', '2017-12-05'],
    ['2017/1/5', '2017-01-05'],
    ['2017年1月5日', '2017-01-05'],
    ['20170105', '2017-01-05'],
    ['1887-03-01', '1887-03-01'],
    ['0099-01-01', '0099-01-01'],
    [1_774_387_062_000, '2026-03-24'],
    ['2024-02-29', '2024-02-29'],
  ])('%j is the day %s', (raw, value) => expect(readValue(raw, { field: day })).toEqual({ value }));

  it.each(['2023-02-29', '2017-13-01', '2014', 'yesterday', '20171'])('%j is no day', (raw) =>
    expect(readValue(raw, { field: day })).toHaveProperty('unreadable'),
  );

  it('of a time keeps its zone, and is of Greenwich where it names none', () => {
    expect(readValue('2024-02-21 12:08:24+08:00', { field: time })).toEqual({
      value: '2024-02-21T12:08:24+08:00',
    });
    expect(readValue('2024-02-21T9:08', { field: time })).toEqual({ value: '2024-02-21T09:08Z' });
  });

  it('of a year is that of a whole date too', () => {
    expect(readValue('2017-12-05', { field: count, isYear: true })).toEqual({ value: 2017 });
    expect(readValue('1998', { field: count, isYear: true })).toEqual({ value: 1998 });
  });
});
