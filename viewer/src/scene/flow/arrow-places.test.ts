import { describe, expect, it } from 'vitest';
import { arrowPlaces } from './arrow-places.ts';

const SCREEN = { left: 0, right: 800, top: 0, bottom: 600 };

describe('arrows along a line', () => {
  it('stand as far apart as asked, and point the way of the line', () => {
    const line = [
      [100, 100],
      [250, 100],
    ] as const;
    expect(arrowPlaces(line, SCREEN, 50, 0)).toEqual([
      { x: 100, y: 100, radians: 0 },
      { x: 150, y: 100, radians: 0 },
      { x: 200, y: 100, radians: 0 },
    ]);
    expect(arrowPlaces(line.toReversed(), SCREEN, 100, 20).map(({ x }) => x)).toEqual([230, 130]);
  });

  it('walk on round a bend', () => {
    const bent = [
      [100, 100],
      [130, 100],
      [130, 200],
    ] as const;
    const places = arrowPlaces(bent, SCREEN, 40, 10);
    expect(places.map(({ x, y }) => [x, y])).toEqual([
      [110, 100],
      [130, 120],
      [130, 160],
    ]);
    expect(places[1]?.radians).toBeCloseTo(Math.PI / 2, 9);
  });

  it('are few, however far the line goes on beside the screen', () => {
    const places = arrowPlaces(
      [
        [-1e6, 300],
        [1e6, 300],
      ],
      SCREEN,
      48,
      5,
    );
    expect(places.length).toBeGreaterThan(15);
    expect(places.length).toBeLessThan(18);
    expect(places.every(({ x }) => x >= 0 && x <= 800)).toBe(true);
    expect(arrowPlaces([[-10, -10]], SCREEN, 48, 0)).toEqual([]);
  });
});
