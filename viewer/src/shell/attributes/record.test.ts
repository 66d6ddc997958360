import { collectionById } from '@twin/gis-data/index.ts';
import { describe, expect, it } from 'vitest';
import { recordOf, valueOf, type ItemRecord } from './record.ts';

const YES_NO = { yes: '是', no: '否' };

function record(
  id: string,
  properties: Readonly<Record<string, unknown>>,
  language: 'zh-CN' | 'en' = 'zh-CN',
): ItemRecord {
  const entry = collectionById(id);
  if (!entry) throw new Error(`there is no collection ${id}`);
  return recordOf(entry.theme, entry.collection, properties, language, YES_NO);
}

describe('the record of an item', () => {
  const SEWER = {
    class: 'PS',
    sub_class: 'WS',
    start_point: 'WS2037',
    start_depth_metres: 3.96,
    end_depth_metres: 4.112,
    length_metres: 48.2,
    width_mm: 1200,
    material: 'T',
    laid_year: 2019,
    status: '0',
    owner: '北岸水务（演示）',
    joint: null,
    surveyed_on: '2025-11-06',
  };

  it('shows six facts with their units, and years without thousands', () => {
    expect(
      record('pipe-lines', SEWER).facts.map(({ name, value }) => [name, value?.text, value?.unit]),
    ).toEqual([
      ['start_depth_metres', '3.96', 'm'],
      ['end_depth_metres', '4.11', 'm'],
      ['length_metres', '48.2', 'm'],
      ['width_mm', '1,200', 'mm'],
      ['material', '混凝土', undefined],
      ['laid_year', '2019', undefined],
    ]);
  });

  it('says codes in words, with the code of the standard beside them', () => {
    const { rows } = record('pipe-lines', SEWER);
    expect(rows.find(({ name }) => name === 'sub_class')?.value).toEqual({ text: '污水', code: 'WS' });
    expect(record('pipe-lines', SEWER, 'en').rows.find(({ name }) => name === 'sub_class')?.value).toEqual({
      text: 'Sewer',
      code: 'WS',
    });
    expect(rows.find(({ name }) => name === 'start_point')?.value?.refersTo).toEqual({
      collection: 'pipe-points',
      id: 'WS2037',
    });
  });

  it('keeps apart what has no value, and never makes a zero of it', () => {
    expect(record('pipe-lines', SEWER).empty.map(({ name }) => name)).toEqual(['joint']);
    expect(
      record('pipe-lines', { ...SEWER, length_metres: null }).facts.find(
        ({ name }) => name === 'length_metres',
      )?.value,
    ).toBeUndefined();
    expect(
      valueOf({ type: 'number', unit: 'm', title: { zh: '', en: '' } }, 'no number', 'en', YES_NO),
    ).toBeUndefined();
  });

  it('names what the visitor may not see', () => {
    expect(
      record('buildings', { name: '望海广场' }).withheld.find(({ name }) => name === 'owner'),
    ).toMatchObject({ grade: 'restricted', field: { mask: 'name' } });
  });

  it('shows a code that no list knows as it came', () => {
    expect(record('pipe-lines', { class: 'XX' }).rows[0]?.value).toEqual({ text: 'XX' });
  });
});
