import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { remember, remembered } from './remembered.ts';

const storeWith = (value: string | null) => {
  const kept = new Map(value === null ? [] : [['twin.choices', value]]);
  return () => ({
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
  });
};

describe('remembered choices', () => {
  beforeEach(() => void vi.spyOn(console, 'warn').mockImplementation(() => undefined));
  afterEach(() => vi.restoreAllMocks());

  it('come back as they were left', () => {
    const store = storeWith(null);
    remember({ language: 'en', theme: 'light' }, store);
    expect(remembered(store)).toEqual({ language: 'en', theme: 'light' });
  });

  it.each([null, 'null', '[]', '{"language":"fr","theme":7}', '{broken', '"dark"'])(
    'are none where %s is kept',
    (value) => {
      expect(remembered(storeWith(value))).toEqual({});
    },
  );

  it('do without a browser that refuses to keep anything', () => {
    const refuses = () => {
      throw new Error('SecurityError');
    };
    expect(remembered(refuses)).toEqual({});
    expect(() => remember({ language: 'en', theme: 'dark' }, refuses)).not.toThrow();
  });
});
