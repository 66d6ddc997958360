import { describe, expect, it } from 'vitest';
import type { Collection } from '@twin/gis-data/theme.ts';
import {
  conditionFromLink,
  conditionToLink,
  cql2Of,
  meaningful,
  withCondition,
  type FieldCondition,
} from './layer-filter.ts';

const title = { zh: '', en: '' };
const PIPES: Pick<Collection, 'fields'> = {
  fields: {
    class: { type: 'code', title, values: { PS: title, JS: title } },
    width_mm: { type: 'integer', title, unit: 'mm' },
    laid_on: { type: 'date', title },
    measured_at: { type: 'datetime', title },
    is_public: { type: 'boolean', title },
    road: { type: 'text', title },
  },
};
const one = (field: string, operator: FieldCondition['operator'], ...values: string[]): FieldCondition => ({
  field,
  operator,
  values,
});

describe('the filter of a layer', () => {
  it('is one CQL2 sentence of all its conditions', () => {
    expect(
      cql2Of(PIPES, [
        one('class', 'in', 'PS', 'JS'),
        one('width_mm', 'from', '300'),
        one('width_mm', 'to', '1e3'),
        one('laid_on', 'to', '1990-12-31'),
        one('is_public', 'in', 'true'),
      ]),
    ).toBe(
      "class IN ('PS', 'JS') AND width_mm >= 300 AND width_mm <= 1000 AND laid_on <= DATE('1990-12-31') AND (is_public = TRUE)",
    );
  });

  it('takes days as they are in the city, the last one whole', () => {
    expect(
      cql2Of(PIPES, [one('measured_at', 'from', '2025-06-01'), one('measured_at', 'to', '2025-06-01')]),
    ).toBe(
      "measured_at >= TIMESTAMP('2025-05-31T16:00:00.000Z') AND measured_at < TIMESTAMP('2025-06-01T16:00:00.000Z')",
    );
  });

  it('looks for text as it is written, whatever signs it has', () => {
    expect(cql2Of(PIPES, [one('road', 'has', "海秀_路 100%' OR '1")])).toBe(
      "CASEI(road) LIKE CASEI('%海秀\\_路 100\\%'' OR ''1%')",
    );
  });

  it('leaves out what asks for nothing: no such field, code, number, day or operator', () => {
    expect(
      meaningful(PIPES, [
        one('nothing', 'in', 'PS'),
        one('__proto__', 'in', 'PS'),
        one('class', 'in', 'XX'),
        one('class', 'from', 'PS'),
        one('width_mm', 'from', '3 m'),
        one('laid_on', 'to', '1990'),
        one('laid_on', 'to', '1990-13-45'),
        one('road', 'has', ' '),
        one('class', 'in', 'XX', 'JS'),
      ]),
    ).toEqual([one('class', 'in', 'JS')]);
    expect(cql2Of(PIPES, [])).toBeUndefined();
    expect(cql2Of(PIPES, undefined)).toBeUndefined();
  });

  it('replaces a condition, and is without it when it asks for nothing', () => {
    const wide = withCondition([one('class', 'in', 'PS')], 'width_mm', 'from', ['300']);
    expect(wide).toEqual([one('class', 'in', 'PS'), one('width_mm', 'from', '300')]);
    expect(withCondition(wide, 'class', 'in', [])).toEqual([one('width_mm', 'from', '300')]);
    expect(withCondition(wide, 'width_mm', 'from', ['400'])).toContainEqual(one('width_mm', 'from', '400'));
  });

  it('goes into a link and out of it, with every sign that a name can have', () => {
    for (const condition of [
      one('class', 'in', 'PS', 'JS'),
      one('road', 'has', '海秀~路, 100% ’a=b&c.d'),
      one('width_mm', 'from', '-3.5'),
    ]) {
      const link = conditionToLink(condition);
      expect(link).not.toMatch(/[~ ]/);
      expect(conditionFromLink(link)).toEqual(condition);
    }
  });

  it('is nothing where a link is damaged', () => {
    for (const text of [
      '',
      'class',
      'class.in',
      'class.in.',
      'class.out.PS',
      'Class.in.PS',
      'road.has.%E6',
      `road.has.${'x'.repeat(201)}`,
    ])
      expect(conditionFromLink(text), text).toBeUndefined();
  });
});
