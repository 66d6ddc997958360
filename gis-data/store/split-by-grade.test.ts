import { describe, expect, it } from 'vitest';
import { type Collection, type Field, type Grade, type Theme } from '../theme.ts';
import { splitByGrade } from './split-by-grade.ts';

function entry(
  own: Grade,
  grades: Record<string, Grade | undefined>,
): { theme: Theme; collection: Collection } {
  const title = { zh: '名称', en: 'Name' };
  const fields = Object.fromEntries(
    Object.entries(grades).map(([name, access]): [string, Field] => [
      name,
      { type: 'text', title, ...(access && { access }) },
    ]),
  );
  const collection: Collection = {
    id: 'bins',
    title,
    geometry: 'Point',
    source: 'feature',
    fields,
    symbol: { kind: 'none' },
    minZoom: 0,
  };
  return {
    theme: {
      id: 'bins',
      title,
      access: own,
      attribution: title,
      icon: 'bin',
      order: 1,
      collections: [collection],
    },
    collection,
  };
}

describe('the properties of a generic feature', () => {
  it('are kept apart by the grade of their fields', () => {
    const bins = entry('public', {
      stream: undefined,
      plan: 'operator',
      cost: 'government',
      phone: 'restricted',
    });
    expect(splitByGrade(bins, { stream: 'kitchen', plan: 'P1', cost: 3, phone: '13800001234' })).toEqual({
      properties: { stream: 'kitchen' },
      operator_properties: { plan: 'P1' },
      government_properties: { cost: 3 },
      restricted_properties: { phone: '13800001234' },
    });
  });

  it('of the collection’s own grade stay together, whatever that is', () => {
    const bins = entry('government', { stream: undefined, cost: 'government', phone: 'restricted' });
    expect(splitByGrade(bins, { stream: 'kitchen', cost: 3, phone: '1' })).toMatchObject({
      properties: { stream: 'kitchen', cost: 3 },
      restricted_properties: { phone: '1' },
    });
  });

  it('are refused where the theme does not declare them', () => {
    expect(() => splitByGrade(entry('public', {}), { secret: 1 })).toThrow(
      'collection bins declares no field secret',
    );
  });
});
