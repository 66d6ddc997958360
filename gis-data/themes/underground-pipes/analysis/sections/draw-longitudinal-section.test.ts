import { describe, expect, it } from 'vitest';
import { drawLongitudinalSection } from './draw-longitudinal-section.ts';
import type { DrawingItem } from './drawing.ts';
import { longitudinalSection, type OtherPipe, type RunPipe, type RunPoint } from './longitudinal-section.ts';

/** A degree of longitude at 20° N is some 104.6 km: 1e-5 of it is about a metre. */
const east = (metres: number): number => 110 + metres / 104_646;
const pipe = (
  id: string,
  path: RunPipe['path'],
  more: Partial<RunPipe & OtherPipe> = {},
): RunPipe & OtherPipe => ({
  id,
  class: 'PS',
  subClass: 'WS',
  material: 'T',
  path,
  widthMm: 600,
  heightMm: null,
  wallMm: 50,
  startDepthMetres: 2,
  endDepthMetres: 2,
  elevationReference: 'invert',
  isReversed: false,
  flowDirection: 1,
  startPoint: null,
  endPoint: null,
  ...more,
});
const point = (id: string): RunPoint => ({
  id,
  pointNo: id,
  feature: null,
  appurtenance: 'manhole',
  groundMetres: 10,
  depthMetres: 3,
  wellSizeMm: 900,
});
const levels = (from: number, to: number, start: number, end: number): RunPipe['path'] => [
  [east(from), 20, start],
  [east(to), 20, end],
];
const RUN = [
  pipe('a', levels(0, 40, 8, 7.9)),
  pipe('b', levels(40, 42, 7.9, 7.895)),
  pipe('c', levels(42, 43, 7.2, 7.19)),
  pipe('d', levels(43, 100, 7.19, 7)),
];
// Seven pipes of a duct within two metres, and a lateral.
const OTHERS = [
  ...Array.from({ length: 7 }, (_, index) => {
    const x = east(20 + index * 0.3);
    return pipe(
      `duct-${index}`,
      [
        [x, 19.9999, 9],
        [x, 20.0001, 9],
      ],
      { class: 'TX', subClass: 'DX', widthMm: 110 },
    );
  }),
  pipe(
    'lateral',
    [
      [east(42), 20, 8],
      [east(42), 20.0001, 8.2],
    ],
    { startPoint: 'P2' },
  ),
];
const POINTS = ['P0', 'P1', 'P2', 'P3', 'P4'].map(point);
const section = longitudinalSection(RUN, POINTS, OTHERS);
const drawings = (['zh-CN', 'en'] as const).map((language) => drawLongitudinalSection(section, language));
type Text = DrawingItem & { kind: 'text' };
const textsOf = ({ items }: { readonly items: readonly DrawingItem[] }): Text[] =>
  items.filter((item): item is Text => item.kind === 'text');

describe('the drawing of a longitudinal section', () => {
  it('is true to its scales: lengths in one, heights in another', () => {
    const [drawing] = drawings;
    // 100 m in 365 mm, and 4 m of height with what lies above and below it in 66 mm.
    expect([drawing?.horizontalScale, drawing?.verticalScale]).toEqual([500, 100]);
    const areas = drawing?.items.filter((item) => item.kind === 'area') ?? [];
    expect(areas.map(({ pipe: id }) => id)).toEqual(['a', 'b', 'c', 'd']);
    const [corner, next] = areas[0]?.corners ?? [];
    expect((next?.[0] ?? 0) - (corner?.[0] ?? 0)).toBeCloseTo(80, 1);
    // 0.1 m lower at the end.
    expect((next?.[1] ?? 0) - (corner?.[1] ?? 0)).toBeCloseTo(1, 6);
    const bottom = areas[0]?.corners[3];
    // 0.7 m of pipe with its walls.
    expect((bottom?.[1] ?? 0) - (corner?.[1] ?? 0)).toBeCloseTo(7, 6);
  });

  it('writes no word over another, in either language, however near the points and the crossings are', () => {
    for (const drawing of drawings) {
      const boxes = textsOf(drawing).map(boxOf);
      for (const [index, box] of boxes.entries())
        for (const other of boxes.slice(index + 1))
          expect(overlap(box, other), `${box.text} over ${other.text}`).toBe(false);
    }
  });

  it('keeps everything on the sheet', () => {
    for (const drawing of drawings) {
      for (const { left, right, top, bottom, text } of textsOf(drawing).map(boxOf)) {
        expect(Math.min(left, top), text).toBeGreaterThanOrEqual(0);
        expect(right, text).toBeLessThanOrEqual(drawing.widthMm);
        expect(bottom, text).toBeLessThanOrEqual(drawing.heightMm);
      }
    }
  });

  it('says both inverts of a drop manhole, the slopes, and the height of what crosses and comes in', () => {
    const words = textsOf(drawings[0] as (typeof drawings)[0]).map(({ text }) => text);
    expect(words).toContain('污水管纵断面图');
    // Axis 7.895 and 7.2, less half a bore.
    expect(words.some((word) => /^7\.(59|60)\/6\.90$/.test(word))).toBe(true);
    expect(words).toContain('2.5');
    expect(words.filter((word) => word.startsWith('管底 '))).toHaveLength(7);
    expect(words).toContain('接入 内底 7.70 污水 DN600');
  });

  it('cuts no word: names, materials and what crosses are whole, in both languages', () => {
    const run = RUN.map((one) => ({ ...one, material: 'ZS' }));
    const names = POINTS.map((one, index) => ({ ...one, pointNo: `NORTH-SEWER-2024/${index}` }));
    for (const [language, material, label] of [
      ['zh-CN', '砖石', '接入 内底 7.70 污水 DN600'],
      ['en', 'Brick and stone', 'in: invert 7.70 Sewer DN600'],
    ] as const) {
      const drawn = drawLongitudinalSection(longitudinalSection(run, names, OTHERS), language);
      const words = textsOf(drawn).map(({ text }) => text);
      expect(words).toEqual(expect.arrayContaining([material, label, 'NORTH-SEWER-2024/0']));
      expect(words.filter((word) => word.includes('…'))).toEqual([]);
      const boxes = textsOf(drawn).map(boxOf);
      for (const [index, box] of boxes.entries())
        for (const other of boxes.slice(index + 1))
          expect(overlap(box, other), `${box.text} over ${other.text}`).toBe(false);
    }
  });

  it('draws what it can of a run that has no levels', () => {
    const bare = longitudinalSection(
      [
        pipe(
          'a',
          [
            [110, 20],
            [east(30), 20],
          ],
          { widthMm: null },
        ),
      ],
      [point('P'), { ...point('Q'), groundMetres: null }],
      [
        pipe('x', [
          [east(10), 19.9999],
          [east(10), 20.0001],
        ]),
      ],
    );
    const words = textsOf(drawLongitudinalSection(bare, 'zh-CN')).map(({ text }) => text);
    expect(words.filter((word) => word === '—').length).toBeGreaterThan(5);
    expect(words.some((word) => word.startsWith('高程未知'))).toBe(true);
  });
});

type Box = {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
};

/** Full Chinese letters, others at 0.55 of their height: as common sans-serif faces are. */
function boxOf({ text, at: [x, y], heightMm, align, isUpright }: Text): Box {
  const length = Array.from(text).reduce(
    (sum, letter) => sum + heightMm * (letter.charCodeAt(0) > 0x2e80 ? 1 : 0.55),
    0,
  );
  const before = align === 'end' ? length : align === 'middle' ? length / 2 : 0;
  const cap = heightMm * 0.75;
  return isUpright
    ? { text, left: x - cap, right: x, top: y + before - length, bottom: y + before }
    : { text, left: x - before, right: x - before + length, top: y - cap, bottom: y };
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
