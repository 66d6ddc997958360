import { describe, expect, it } from 'vitest';
import { en } from './en.ts';
import { zhCN } from './zh-CN.ts';

type Tree = { readonly [key: string]: string | Tree };

const flat = (tree: Tree, path = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]): [string, string][] => (typeof value === 'string' ? [[`${path}${key}`, value]] : flat(value, `${path}${key}.`)));
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

  it('are plain: no exclamation marks, no form of address, no advertising', () => {
    for (const [key, text] of [...CHINESE, ...ENGLISH]) expect(text, key).not.toMatch(/[!！]|您|亲|智慧|赋能/);
  });

  it('write Chinese with full-width punctuation in sentences', () => {
    for (const [key, text] of CHINESE) expect(text, key).not.toMatch(/[一-鿿][,;:?]/);
  });
});
