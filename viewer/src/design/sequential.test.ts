import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { SEQUENTIAL } from './sequential.ts';

it('the sequential palette is that of the style sheet', () => {
  const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8');
  // The dark theme stands first.
  const [dark = [], light = []] = css
    .split('[data-theme="light"]')
    .map((part) =>
      [...part.matchAll(/--seq-(\d): (#[0-9A-F]{6})/g)].map(([, step, colour]) => [step, colour]),
    );
  const stepsOf = (theme: 'dark' | 'light') => SEQUENTIAL.map((pair, at) => [String(at + 1), pair[theme]]);
  expect(dark).toEqual(stepsOf('dark'));
  expect(light).toEqual(stepsOf('light'));
});
