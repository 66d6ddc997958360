import { describe, expect, it } from 'vitest';
import { cellBox, cellCentre } from './cells.ts';
import { toEcef } from './heights.ts';
import { levelsOf } from './levels.ts';
import { planTileset, type LeafCell } from './plan-tileset.ts';

const BUILDINGS = { kind: 'extrusion', paint: { colour: '#FFFFFF' }, height: 'height_metres' } as const;
/** The cell of level 16 at 110.45° E, 20.03° N. */
const [X, Y] = [105_743, 40_057];

function leaf(x: number, y: number, tallestMetres: number, z = 16): LeafCell {
  const address = { z, x, y };
  return { address, box: cellBox(address), lowMetres: -12, highMetres: tallestMetres, tallestMetres };
}

type Tile = {
  transform?: readonly number[];
  geometricError: number;
  refine: string;
  content?: { uri: string };
  children?: Tile[];
  boundingVolume: { region: readonly number[] };
};

function plan(leaves: readonly LeafCell[]): Tile {
  const levels = levelsOf(BUILDINGS);
  if (!levels) throw new Error('buildings have levels');
  return planTileset(levels, leaves, { revision: 7, named: ({ z }) => `?r=${z}&v=3` }).root;
}

const all = (tile: Tile): Tile[] => [tile, ...(tile.children ?? []).flatMap(all)];

describe('the tileset of buildings', () => {
  it('puts each leaf below its coarse cells, each by its own name', () => {
    const uris = all(plan([leaf(X, Y, 80)])).flatMap((tile) => tile.content?.uri ?? []);
    expect(uris).toEqual([
      '10/1652/625.glb?r=10&v=3',
      '12/6608/2503.glb?r=12&v=3',
      '14/26435/10014.glb?r=14&v=3',
      `16/${X}/${Y}.glb?r=16&v=3`,
    ]);
  });

  it('has no coarse content where every building is too low for it', () => {
    const levels = all(plan([leaf(X, Y, 9)])).flatMap((tile) => tile.content?.uri.split('/')[0] ?? []);
    expect(levels).toEqual(['14', '16']);
  });

  it('never asks for more error from a child than from its parent, and encloses it', () => {
    const check = (tile: Tile): void => {
      for (const child of tile.children ?? []) {
        expect(child.geometricError).toBeLessThanOrEqual(tile.geometricError);
        const [a, b] = [tile.boundingVolume.region, child.boundingVolume.region];
        for (const at of [0, 1, 4]) expect(a[at]).toBeLessThanOrEqual(b[at] ?? NaN);
        for (const at of [2, 3, 5]) expect(a[at]).toBeGreaterThanOrEqual(b[at] ?? NaN);
        check(child);
      }
    };
    check(
      plan([
        leaf(X, Y, 80),
        leaf(X + 1, Y, 9),
        leaf(2 * X, 2 * Y, 60, 17),
        leaf(0, 0, 5),
        leaf(131_071, 65_535, 400),
      ]),
    );
  });

  it('places every content on the earth through the chain of its parents', () => {
    const times = (a: readonly number[], b: readonly number[]): number[] =>
      Array.from({ length: 16 }, (_, i) =>
        [0, 1, 2, 3].reduce(
          (sum, k) => sum + (a[k * 4 + (i % 4)] ?? 0) * (b[Math.floor(i / 4) * 4 + k] ?? 0),
          0,
        ),
      );
    const check = (tile: Tile, above: readonly number[]): void => {
      const here = tile.transform ? times(above, tile.transform) : above;
      const [z, x, y] = tile.content?.uri.split(/[/.]/).map(Number) ?? [];
      if (z !== undefined && x !== undefined && y !== undefined) {
        const expected = toEcef(...cellCentre({ z, x, y }), 0);
        expect(Math.hypot(...expected.map((value, axis) => value - (here[12 + axis] ?? NaN)))).toBeLessThan(
          0.001,
        );
      }
      for (const child of tile.children ?? []) check(child, here);
    };
    check(plan([leaf(X, Y, 80), leaf(X + 9, Y, 9)]), [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]);
  });

  it('of nothing is a tileset without children', () => {
    expect(plan([]).children).toBeUndefined();
  });
});
