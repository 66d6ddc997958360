import { describe, expect, it } from 'vitest';
import { showExpression } from './tileset-layer.ts';

const PIPES = { by: 'class', finer: 'sub_class' };

describe('what a tileset shows', () => {
  it('is everything while nothing is switched off', () => {
    expect(showExpression(PIPES, [])).toBeUndefined();
    expect(showExpression({ by: undefined, finer: undefined }, ['PS'])).toBeUndefined();
  });

  it('is neither a class nor a sub-class that is switched off', () => {
    expect(showExpression(PIPES, ['RQ', 'PS.YS'])).toBe(
      "${class} !== 'RQ' && (${class} !== 'PS' || ${sub_class} !== 'YS')",
    );
  });

  it('is no block in whose place a model stands', () => {
    expect(showExpression({ by: undefined, finer: undefined }, [], new Set(['B37-001', 'B37-002']))).toBe(
      "${id} !== 'B37-001' && ${id} !== 'B37-002'",
    );
    expect(showExpression(PIPES, ['RQ'], new Set(['B1']))).toBe("${class} !== 'RQ' && ${id} !== 'B1'");
  });

  it('cannot be broken out of by a link', () => {
    expect(showExpression(PIPES, ["PS' || true || '"])).toBe("${class} !== 'PStrue'");
  });
});
