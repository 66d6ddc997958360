import { describe, expect, it } from 'vitest';
import { Flights } from './flights.ts';
import { work } from './work-for-tests.ts';

describe('things that many ask for at once', () => {
  it('are made once for all of them', async () => {
    const flights = new Flights<string>();
    const { make, seen, end } = work();
    const asked = Array.from({ length: 1000 }, () => flights.join('a', make));
    end();
    expect(new Set(await Promise.all(asked))).toEqual(new Set(['made']));
    expect(seen.begun).toBe(1);
  });

  it('go on while one still waits, and are given up when the last has gone', async () => {
    const flights = new Flights<string>();
    const { make, seen, end } = work();
    const [one, other] = [new AbortController(), new AbortController()];
    const first = flights.join('a', make, one.signal);
    const second = flights.join('a', make, other.signal);
    one.abort();
    await expect(first).rejects.toThrow('aborted');
    expect(seen.abandoned).toBe(false);
    other.abort();
    await expect(second).rejects.toThrow('aborted');
    expect(seen.abandoned).toBe(true);

    const late = flights.join('a', make);
    expect(seen.begun).toBe(2);
    end();
    expect(await late).toBe('made');
  });

  it('are asked for anew after they failed', async () => {
    const flights = new Flights<string>();
    await expect(flights.join('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await flights.join('a', () => Promise.resolve('yes'))).toBe('yes');
  });
});
