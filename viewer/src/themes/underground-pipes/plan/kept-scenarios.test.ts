import { describe, expect, it, vi } from 'vitest';
import { forgetScenario, keepScenario, keptScenarios } from './kept-scenarios.ts';

function memory(first: string | null = null) {
  let text = first;
  return () => ({
    getItem: () => text,
    setItem: (_: string, value: string) => {
      text = value;
    },
  });
}

describe('the scenarios that the browser keeps', () => {
  it('are kept by name, the latest first', () => {
    const store = memory();
    for (const one of [
      { name: 'A', query: 'pipe=1' },
      { name: 'B', query: 'pipe=2' },
      { name: 'A', query: 'pipe=3' },
    ])
      expect(keepScenario(one, store)).toBe(true);
    expect(keptScenarios(store)).toEqual([
      { name: 'A', query: 'pipe=3' },
      { name: 'B', query: 'pipe=2' },
    ]);
    forgetScenario('A', store);
    expect(keptScenarios(store).map(({ name }) => name)).toEqual(['B']);
  });

  it('are none where the browser keeps something else, or refuses', () => {
    const warned = vi.spyOn(console, 'warn').mockReturnValue();
    for (const text of ['{', '{}', '[1, {"name": 2}]', null]) expect(keptScenarios(memory(text))).toEqual([]);
    const refusing = () => {
      throw new Error('no storage here');
    };
    expect(keptScenarios(refusing)).toEqual([]);
    expect(keepScenario({ name: 'A', query: '' }, refusing)).toBe(false);
    expect(warned).toHaveBeenCalled();
    warned.mockRestore();
  });
});
