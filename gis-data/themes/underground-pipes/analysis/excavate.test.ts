import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excavate, type OwnedPipe } from './excavate.ts';
import { localFrame } from './local-frame.ts';
import { trenchRing } from './trench-ring.ts';

const ORIGIN = [110.45, 20.02] as const;
const { perLongitude, perLatitude } = localFrame(ORIGIN[1]);
const at = (x: number, y: number) => [ORIGIN[0] + x / perLongitude, ORIGIN[1] + y / perLatitude] as const;
const ring = (...corners: readonly (readonly [number, number])[]) => corners.map(([x, y]) => at(x, y));
const SQUARE = ring([0, 0], [10, 0], [10, 10], [0, 10]);

/** Of 400 mm, walls of 10 mm, its top at these depths. */
const pipe = (
  id: string,
  from: readonly [number, number],
  to: readonly [number, number],
  depths: readonly [number | null, number | null],
  owner: string | null = 'water works',
): OwnedPipe => ({
  id,
  class: 'JS',
  subClass: null,
  material: null,
  path: [
    [...at(...from), 5],
    [...at(...to), 5],
  ],
  widthMm: 400,
  heightMm: null,
  wallMm: 10,
  startDepthMetres: depths[0],
  endDepthMetres: depths[1],
  elevationReference: 'top',
  owner,
});

describe('a pit', () => {
  it('of ten by ten metres and two deep is two hundred cubic metres', () => {
    const { areaM2, perimeterMetres, volumeM3, pipes, owners } = excavate(SQUARE, 2, []);
    expect([areaM2, perimeterMetres, volumeM3].map((value) => Number(value.toFixed(6)))).toEqual([
      100, 40, 200,
    ]);
    expect([pipes, owners]).toEqual([[], []]);
  });

  it('meets what crosses it for as long as it does, above the floor, close below it or far down', () => {
    const { pipes, owners } = excavate(SQUARE, 2, [
      pipe('shallow', [-5, 5], [15, 5], [1, 1]),
      pipe('close', [5, -5], [5, 5], [2.3, 2.3], 'gas works'),
      pipe('deep', [1, -5], [1, 15], [4, 4], 'drainage'),
      pipe('beside', [-5, 11], [15, 11], [1, 1]),
      pipe('unknown', [2, 2], [2, 6], [null, null], null),
    ]);
    const byId = pipes.toSorted((a, b) => a.id.localeCompare(b.id));
    expect(byId.map(({ id, place, metres }) => [id, place, Number(metres.toFixed(6))])).toEqual([
      ['close', 'below', 5],
      ['deep', 'deep', 10],
      ['shallow', 'exposed', 10],
      ['unknown', 'unknown', 4],
    ]);
    expect(owners.map(({ owner, pipes: count, metres }) => [owner, count, Math.round(metres)])).toEqual([
      ['water works', 1, 10],
      ['gas works', 1, 5],
      [null, 1, 4],
    ]);
  });

  it('meets a falling pipe by its least cover within it', () => {
    // From 1 m at x = −5 to 5 m at x = 15: within the pit 2 m to 4 m.
    const [met] = excavate(SQUARE, 2.5, [pipe('falling', [-5, 5], [15, 5], [1, 5])]).pipes;
    expect(met?.place).toBe('exposed');
    expect(met?.coverMetres?.map((cover) => Number(cover.toFixed(6)))).toEqual([2, 4]);
  });

  it('that turns inwards meets a pipe in two parts', () => {
    const bay = ring([0, 0], [9, 0], [9, 9], [6, 9], [6, 3], [3, 3], [3, 9], [0, 9]);
    const [met] = excavate(bay, 2, [pipe('across', [-5, 6], [15, 6], [1, 1])]).pipes;
    expect(met?.metres).toBeCloseTo(6, 6);
    expect(excavate(bay, 1, []).areaM2).toBeCloseTo(81 - 18, 6);
  });

  it('names a pipe whose depth is not recorded among the doubts', () => {
    expect(
      excavate(SQUARE, 2, [pipe('x', [1, 1], [9, 1], [null, null])]).doubts.map(({ code }) => code),
    ).toContain('depth-unknown');
  });

  it('meets as much of a pipe as steps of a centimetre along it count', () => {
    const coordinate = fc.integer({ min: -150, max: 250 }).map((value) => value / 10 + 0.037);
    const place = fc.tuple(coordinate, coordinate);
    fc.assert(
      fc.property(place, place, (from, to) => {
        const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
        const steps = Math.ceil(length * 100);
        let inside = 0;
        for (let step = 0; step < steps; step++) {
          const t = (step + 0.5) / steps;
          const [x, y] = [from[0] + (to[0] - from[0]) * t, from[1] + (to[1] - from[1]) * t];
          if (x > 0 && x < 10 && y > 0 && y < 10) inside += length / steps;
        }
        const met = excavate(SQUARE, 2, [pipe('any', from, to, [1, 1])]).pipes[0]?.metres ?? 0;
        expect(Math.abs(met - inside)).toBeLessThan(0.05);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a trench', () => {
  it('of six decimetres is as long as its line and square at its ends', () => {
    const straight = trenchRing([at(0, 0), at(20, 0)], 0.6);
    expect(excavate(straight, 1.5, []).areaM2).toBeCloseTo(12, 4);
    expect(excavate(straight, 1.5, []).perimeterMetres).toBeCloseTo(41.2, 4);
  });

  it('is mitred at a corner, so that both legs have their width', () => {
    // Ten and ten metres around a right angle: along the middle line 20 m.
    expect(excavate(trenchRing([at(0, 0), at(10, 0), at(10, 10)], 2), 1, []).areaM2).toBeCloseTo(40, 4);
  });

  it('has a way out of a line that turns back on itself', () => {
    expect(
      trenchRing([at(0, 0), at(10, 0), at(0, 0.1)], 1)
        .flat()
        .every(Number.isFinite),
    ).toBe(true);
    expect(() => trenchRing([at(0, 0)], 1)).toThrow(RangeError);
    expect(() => trenchRing([at(0, 0), at(0, 0)], 1)).toThrow(RangeError);
  });
});
