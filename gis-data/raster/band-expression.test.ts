import { describe, expect, it } from 'vitest';
import { bandsOfExpression, computeBands, parseBandExpression } from './band-expression.ts';

const compute = (text: string, bands: { readonly [name: string]: readonly number[] }): number[] => {
  const columns = new Map(Object.entries(bands).map(([name, cells]) => [name, Float32Array.from(cells)]));
  const length = Math.max(...Object.values(bands).map((cells) => cells.length));
  return [...computeBands(parseBandExpression(text), columns, length)];
};

describe('an expression over bands', () => {
  it('gives NDVI as it is defined', () => {
    const [red, nir] = [
      [50, 0, 4000, 120],
      [150, 10, 4000, 40],
    ];
    expect(compute('(nir - red) / (nir + red)', { red, nir })).toEqual([0.5, 1, 0, -0.5]);
  });

  it('multiplies before it adds, from left to right', () => {
    expect(compute('a - 2 - 3 * 4 / 2', { a: [20] })).toEqual([12]);
    expect(compute('-a + max(a, 7) - abs(min(a, -2))', { a: [5] })).toEqual([0]);
    expect(compute('sqrt(a) + log(1)', { a: [9] })).toEqual([3]);
  });

  it('has no value where a band has none, and where it divides by nothing', () => {
    expect(compute('a / b', { a: [Number.NaN, 1, 6], b: [1, 0, 3] })).toEqual([Number.NaN, Number.NaN, 2]);
  });

  it('names the bands that it reads, each once', () => {
    expect(bandsOfExpression(parseBandExpression('(nir - red) / (nir + red + 0.5)'))).toEqual(['nir', 'red']);
  });

  it.each([
    ['(nir - red', '")" is expected at the end'],
    ['nir red', 'the end is expected before "red"'],
    ['nir +', 'a band or a number is expected at the end'],
    ['max(nir)', '"," is expected before ")"'],
    ['nir ^ 2', '"^ 2" is not understood'],
  ])('%s is refused with the place: %s', (text, reason) => {
    expect(() => parseBandExpression(text)).toThrow(reason);
  });
});
