import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CATEGORICAL, DIVERGING, SEQUENTIAL } from './palettes.ts';

it('the palettes are those of the style sheet', () => {
  const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8');
  // The dark theme stands first.
  const [dark, light] = css.split('[data-theme="light"]').map((part) => ({
    sequential: [...part.matchAll(/--seq-\d: (#[0-9A-F]{6})/g)].map(([, colour]) => colour),
    diverging: [...part.matchAll(/--div-[np]?\d: (#[0-9A-F]{6})/g)].map(([, colour]) => colour),
    categorical: [...part.matchAll(/--cat-\d: (#[0-9A-F]{6})/g)].map(([, colour]) => colour),
  }));
  for (const [theme, found] of [
    ['dark', dark],
    ['light', light],
  ] as const) {
    expect(found?.sequential).toEqual(SEQUENTIAL.map((pair) => pair[theme]));
    expect(found?.categorical).toEqual(CATEGORICAL.map((pair) => pair[theme]));
    expect(found?.diverging).toEqual(DIVERGING.map((pair) => pair[theme]));
  }
});
