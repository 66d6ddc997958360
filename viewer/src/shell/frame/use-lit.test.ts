import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useCityState } from '../../state/city-state.ts';
import { litBy } from './use-lit.ts';

const LAMP = { collection: 'lamps', id: 'L-1' };
const PIPE = { collection: 'pipe-lines', id: 'WS1-WS2' };
const hovered = () => useCityState.getState().hovered;

describe('a row of a list', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => {
    vi.useRealTimers();
    useCityState.setState({ hovered: null });
  });

  it('lights its thing while the pointer rests on it', () => {
    const row = litBy(LAMP);
    row.on();
    expect(hovered()).toBeNull();
    vi.advanceTimersByTime(100);
    expect(hovered()).toEqual(LAMP);
    row.off();
    expect(hovered()).toBeNull();
  });

  it('lights nothing when the pointer only passes', () => {
    const row = litBy(LAMP);
    row.on();
    row.off();
    vi.advanceTimersByTime(1000);
    expect(hovered()).toBeNull();
  });

  it('leaves alone what another row has lit', () => {
    const [first, second] = [litBy(LAMP), litBy(PIPE)];
    first.on();
    second.on();
    vi.advanceTimersByTime(100);
    first.off();
    expect(hovered()).toEqual(PIPE);
  });
});
