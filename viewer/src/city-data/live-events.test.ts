import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connectLiveEvents, useConnection } from './live-events.ts';

class Wire extends EventTarget {
  readyState = 0;
  closed = false;
  close(): void {
    this.closed = true;
  }
  answer(): void {
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
  }
  breaks(readyState: number): void {
    this.readyState = readyState;
    this.dispatchEvent(new Event('error'));
  }
  says(type: string, data: string): void {
    this.dispatchEvent(new MessageEvent(type, { data }));
  }
}

describe('live events', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const connected = () => {
    const wires: Wire[] = [];
    const told: string[] = [];
    const stop = connectLiveEvents(
      (collection, revision) => told.push(`${collection} ${revision}`),
      () => told.push('reopened'),
      () => {
        const wire = new Wire();
        wires.push(wire);
        return wire;
      },
    );
    return { wires, told, stop };
  };

  it('tell of an edit', () => {
    const {
      wires: [wire],
      told,
      stop,
    } = connected();
    wire?.answer();
    wire?.says('revision', '{"collection":"roads","revision":12}');
    expect(told).toEqual(['roads 12']);
    expect(useConnection.getState().state).toBe('open');
    stop();
    expect(wire?.closed).toBe(true);
  });

  it('are left to the browser while it tries again by itself, and say that something was missed', () => {
    const { wires, told, stop } = connected();
    wires[0]?.answer();
    wires[0]?.breaks(0);
    expect(useConnection.getState().state).toBe('interrupted');
    vi.advanceTimersByTime(60_000);
    expect(wires).toHaveLength(1);
    wires[0]?.answer();
    expect(told).toEqual(['reopened']);
    stop();
  });

  it('are asked for again, ever more slowly, where the answer was no stream', () => {
    const { wires, stop } = connected();
    for (const seconds of [1, 2, 4, 8, 16, 30, 30]) {
      wires.at(-1)?.breaks(2);
      vi.advanceTimersByTime(seconds * 1000 - 1);
      const before = wires.length;
      vi.advanceTimersByTime(1);
      expect(wires).toHaveLength(before + 1);
    }
    stop();
    wires.at(-1)?.breaks(2);
  });
});
