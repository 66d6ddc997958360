import { describe, expect, it } from 'vitest';
import { middleOf } from './named-things.ts';
import { placeLabels, type Candidate } from './place-labels.ts';

const SCREEN = { left: 0, right: 800, top: 0, bottom: 600 };

const at = (text: string, x: number, y: number, sizePixels = 200): Candidate => ({
  texts: [{ text, widthPixels: 60 }],
  kind: 'area',
  points: [[x, y]],
  sizePixels,
});
const street = (text: string, points: readonly (readonly [number, number])[]): Candidate => ({
  texts: [{ text, widthPixels: 80 }],
  kind: 'line',
  points,
  sizePixels: 300,
});
const pipe = (points: readonly (readonly [number, number])[]): Candidate => ({
  texts: [
    { text: 'DN600, concrete', widthPixels: 160 },
    { text: 'DN600', widthPixels: 60 },
  ],
  kind: 'pipe',
  points,
  sizePixels: 300,
});

describe('names on the screen', () => {
  it('never lie over each other: the larger thing keeps its place', () => {
    expect(
      placeLabels([at('small', 110, 100, 130), at('large', 100, 100, 400)], SCREEN).map(({ text }) => text),
    ).toEqual(['large']);
    expect(placeLabels([at('here', 100, 100), at('there', 300, 100)], SCREEN)).toHaveLength(2);
  });

  it('fade in as their thing grows and are absent while it is a speck', () => {
    expect(placeLabels([at('speck', 100, 100, 60)], SCREEN)).toEqual([]);
    expect(placeLabels([at('half', 100, 100, 95)], SCREEN)[0]?.opacity).toBeCloseTo(0.5, 9);
  });

  it('of pipes say all that has room on them, and beside each other', () => {
    const along = (y: number, to: number): Candidate =>
      pipe([
        [100, y],
        [to, y],
      ]);
    const said = (...candidates: Candidate[]): string[] =>
      placeLabels(candidates, SCREEN).map(({ text }) => text);
    expect(said(along(100, 400))).toEqual(['DN600, concrete']);
    expect(said(along(100, 250))).toEqual(['DN600']);
    expect(said(along(100, 150))).toEqual([]);
    // Below its neighbour there is room for the short one alone, beside it.
    expect(said(at('here', 170, 110, 900), along(100, 420))).toEqual(['here', 'DN600']);
  });

  it('of streets lie along them and are never upside down', () => {
    const [down] = placeLabels(
      [
        street('S', [
          [300, 100],
          [300, 300],
        ]),
      ],
      SCREEN,
    );
    expect(down).toMatchObject({ x: 300, y: 200 });
    expect(down?.radians).toBeCloseTo(Math.PI / 2, 9);
    const [back] = placeLabels(
      [
        street('S', [
          [400, 100],
          [200, 100],
        ]),
      ],
      SCREEN,
    );
    expect(back?.radians).toBeCloseTo(0, 9);
  });

  it('of streets stand in the middle of what is in view of them', () => {
    const [label] = placeLabels(
      [
        street('S', [
          [-4000, 100],
          [400, 100],
        ]),
      ],
      SCREEN,
    );
    expect(label).toMatchObject({ x: 200, y: 100 });
  });

  it('of streets lie on a bow, not on its chord', () => {
    const bow = Array.from({ length: 21 }, (_, i): [number, number] => {
      const angle = ((i - 10) * Math.PI) / 150;
      return [400 + 800 * Math.sin(angle), 900 - 800 * Math.cos(angle)];
    });
    const [label] = placeLabels([street('S', bow)], SCREEN);
    expect(label?.x).toBeCloseTo(400, 0);
    // On the bow at its crown; the middle of the chord is 17 pixels lower.
    expect(label?.y).toBeCloseTo(100, 0);
  });

  it('of streets are left out where the stretch is too short or bends', () => {
    expect(
      placeLabels(
        [
          street('S', [
            [100, 100],
            [180, 100],
          ]),
        ],
        SCREEN,
      ),
    ).toEqual([]);
    expect(
      placeLabels(
        [
          street('S', [
            [100, 100],
            [170, 100],
            [170, 170],
          ]),
        ],
        SCREEN,
      ),
    ).toEqual([]);
  });

  it('are not cut by the edge, and repeated only at a distance', () => {
    expect(placeLabels([at('edge', 10, 100)], SCREEN)).toEqual([]);
    expect(
      placeLabels([at('twice', 100, 100), at('twice', 250, 100), at('twice', 500, 100)], SCREEN),
    ).toHaveLength(2);
  });

  it('keep out of what panels cover: a street is named on its free part', () => {
    const free = { ...SCREEN, left: 300 };
    expect(placeLabels([at('behind', 200, 100), at('cut', 310, 300)], free)).toEqual([]);
    expect(
      placeLabels(
        [
          street('through', [
            [0, 100],
            [700, 100],
          ]),
        ],
        free,
      )[0],
    ).toMatchObject({ x: 500, y: 100 });
  });

  it('keep clear of tools that float over the scene, and of what stands before them', () => {
    const names = [at('below the tools', 200, 30), at('behind a house', 400, 300), at('free', 600, 300)];
    const tools = { left: 100, right: 400, top: 0, bottom: 50 };
    expect(
      placeLabels(names, SCREEN, {
        covered: [tools],
        isHidden: ({ texts: [first] }) => first?.text === 'behind a house',
      }).map(({ text }) => text),
    ).toEqual(['free']);
  });

  it('of areas stand inside, also where the middle of the box is outside', () => {
    // A horseshoe open to the right.
    const ring = Float32Array.from([0, 0, 100, 0, 100, 20, 30, 20, 30, 80, 100, 80, 100, 100, 0, 100]);
    const [x, y] = middleOf(ring);
    expect(x).toBeCloseTo(15, 0);
    expect(y).toBeCloseTo(50, 0);
  });
});
