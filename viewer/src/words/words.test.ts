import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { en } from './en.ts';
import { zhCN } from './zh-CN.ts';

type Tree = { readonly [key: string]: string | Tree };

const flat = (tree: Tree, path = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[`${path}${key}`, value]] : flat(value, `${path}${key}.`),
  );
const slots = (text: string): string[] => (text.match(/\{\{\w+\}\}/g) ?? []).toSorted();

const CHINESE = flat(zhCN);
const ENGLISH = new Map(flat(en));

describe('the words of the interface', () => {
  it('are complete in both languages, with the same figures in them', () => {
    expect([...ENGLISH.keys()]).toEqual(CHINESE.map(([key]) => key));
    for (const [key, text] of CHINESE) {
      expect(text, key).not.toBe('');
      expect(slots(ENGLISH.get(key) ?? ''), key).toEqual(slots(text));
    }
  });

  it('are all said somewhere in the page', () => {
    const root = join(import.meta.dirname, '..');
    const page = readdirSync(root, { recursive: true, withFileTypes: true })
      .filter(
        (entry) =>
          entry.isFile() &&
          /\.tsx?$/.test(entry.name) &&
          !entry.name.includes('.test.') &&
          !/^(zh-CN|en)\.ts$/.test(entry.name),
      )
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
      .join('\n');
    // `measure.${kind}` says every word of its group.
    const isSaid = (key: string): boolean =>
      page.includes(`'${key}'`) || page.includes(`\`${key.slice(0, key.lastIndexOf('.') + 1)}\${`);
    expect(CHINESE.map(([key]) => key).filter((key) => !isSaid(key))).toEqual([]);
  });

  it('are plain: no exclamation marks, no form of address, no advertising', () => {
    for (const [key, text] of [...CHINESE, ...ENGLISH])
      expect(text, key).not.toMatch(/[!！]|您|亲|智慧|赋能/);
  });

  it('write Chinese with full-width punctuation in sentences', () => {
    for (const [key, text] of CHINESE) expect(text, key).not.toMatch(/[一-鿿][,;:?]/);
  });
});
