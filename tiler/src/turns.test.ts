import { describe, expect, it } from 'vitest';
import { Turns } from './turns.ts';
import { work } from './work-for-tests.ts';

describe('turns', () => {
  const never = new AbortController().signal;

  it('are taken in the order of asking, so many at once, and one too many is refused', async () => {
    const turns = new Turns({ atOnce: 1, mostWaiting: 2 });
    const [first, second, third] = [work(), work(), work()];
    const done: string[] = [];
    const take = async (name: string, { make }: ReturnType<typeof work>): Promise<void> => {
      await turns.take(never, () => make(never));
      done.push(name);
    };
    const all = [take('first', first), take('second', second), take('third', third)];
    await expect(turns.take(never, () => Promise.resolve())).rejects.toMatchObject({ code: 'busy' });
    expect([first, second, third].map(({ seen }) => seen.begun)).toEqual([1, 0, 0]);
    for (const { end } of [third, second, first]) end();
    await Promise.all(all);
    expect(done).toEqual(['first', 'second', 'third']);
    expect(await turns.take(never, () => Promise.resolve('free again'))).toBe('free again');
  });

  it('are lost by who is not waited for any more, and the queue has room again', async () => {
    const turns = new Turns({ atOnce: 1, mostWaiting: 1 });
    const [running, dropped, next] = [work(), work(), work()];
    const first = turns.take(never, () => running.make(never));
    const abandon = new AbortController();
    const second = turns.take(abandon.signal, () => dropped.make(abandon.signal));
    abandon.abort();
    await expect(second).rejects.toThrow('nobody waits');
    const third = turns.take(never, () => next.make(never));
    running.end();
    next.end();
    expect(await Promise.all([first, third])).toEqual(['made', 'made']);
    expect(dropped.seen.begun).toBe(0);
  });

  it('go on after work that failed', async () => {
    const turns = new Turns({ atOnce: 1, mostWaiting: 0 });
    await expect(turns.take(never, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await turns.take(never, () => Promise.resolve('yes'))).toBe('yes');
  });
});
