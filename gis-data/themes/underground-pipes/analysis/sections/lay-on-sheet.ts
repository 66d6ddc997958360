/**
 * A drawing on a lying A3 sheet, with a frame and a title block at the lower right. What is larger than the sheet keeps
 * its scale and makes the sheet larger.
 */
import type { Words } from '../../../../theme.ts';
import type { Drawing, DrawingItem, DrawingLanguage, Point } from './drawing.ts';
import { LETTER_MM, shortened } from './lettering.ts';
import { Pen } from './pen.ts';

export type SheetFacts = {
  /** Of the drawing's making, as 2026-01-31. */
  readonly date: string;
  /** Where what it shows comes from. */
  readonly sources: readonly string[];
};

const A3_MM = [420, 297] as const;
const EDGE_MM = 5;
const ROW_MM = 8;
/** Columns of the title block: a name and what it names, thrice. */
const NAME_MM = 22;
const VALUE_MM = [70, 40, 34] as const;
const FRAME_LINE_MM = 0.5;

const WORDS = {
  maker: { zh: '琼城孪生', en: 'Hainan city twin' },
  made: { zh: '出图', en: 'Made by' },
  title: { zh: '图名', en: 'Title' },
  source: { zh: '数据来源', en: 'Source' },
  and: { zh: '、', en: ', ' },
  scale: { zh: '比例', en: 'Scale' },
  crs: { zh: '坐标系', en: 'Coordinates' },
  datum: { zh: '高程基准', en: 'Heights' },
  datumName: { zh: '1985 国家高程', en: '1985 national' },
  date: { zh: '日期', en: 'Date' },
  drawn: { zh: '制图', en: 'Drawn' },
  checked: { zh: '审核', en: 'Checked' },
} as const satisfies Readonly<Record<string, Words>>;

export function layOnSheet(
  drawing: Drawing,
  { date, sources }: SheetFacts,
  language: DrawingLanguage,
): Drawing {
  const of = (words: Words): string => (language === 'en' ? words.en : words.zh);
  const rows: readonly (readonly (readonly [name: string, value: string])[])[] = [
    [
      [of(WORDS.title), drawing.title],
      [of(WORDS.scale), scaleText(drawing)],
      [of(WORDS.drawn), ''],
    ],
    [
      [of(WORDS.source), sources.join(of(WORDS.and))],
      [of(WORDS.crs), 'CGCS2000'],
      [of(WORDS.checked), ''],
    ],
    [
      [of(WORDS.made), of(WORDS.maker)],
      [of(WORDS.datum), of(WORDS.datumName)],
      [of(WORDS.date), date],
    ],
  ];
  const blockHeight = rows.length * ROW_MM;
  const widthMm = Math.max(A3_MM[0], drawing.widthMm);
  // The margin of the drawing lies over the frame's and the block's edge.
  const heightMm = Math.max(A3_MM[1], drawing.heightMm - EDGE_MM + blockHeight + EDGE_MM);
  const [right, bottom] = [widthMm - EDGE_MM, heightMm - EDGE_MM];
  const pen = new Pen();
  pen.items.push({
    kind: 'line',
    layer: 'frame',
    widthMm: FRAME_LINE_MM,
    points: [
      [EDGE_MM, EDGE_MM],
      [right, EDGE_MM],
      [right, bottom],
      [EDGE_MM, bottom],
      [EDGE_MM, EDGE_MM],
    ],
  });
  const left = right - VALUE_MM.reduce((sum, width) => sum + width + NAME_MM, 0);
  for (const [row, cells] of rows.entries()) {
    const top = bottom - blockHeight + row * ROW_MM;
    const baseline = top + ROW_MM / 2 + LETTER_MM / 2 - 0.3;
    pen.line('frame', [left, top], [right, top]);
    let x = left;
    for (const [column, [name, value]] of cells.entries()) {
      const width = VALUE_MM[column] ?? 0;
      pen.text([x + 2, baseline], name);
      pen.text([x + NAME_MM + 2, baseline], shortened(value, width - 3));
      for (const edge of [x, x + NAME_MM]) pen.line('frame', [edge, top], [edge, top + ROW_MM]);
      x += NAME_MM + width;
    }
  }
  return {
    ...drawing,
    widthMm,
    heightMm,
    items: [...pen.items, ...drawing.items.map((item) => moved(item, [(widthMm - drawing.widthMm) / 2, 0]))],
  };
}

function scaleText({ horizontalScale, verticalScale }: Drawing): string {
  return horizontalScale === verticalScale
    ? `1:${horizontalScale}`
    : `1:${horizontalScale} / 1:${verticalScale}`;
}

function moved(item: DrawingItem, [dx, dy]: Point): DrawingItem {
  const move = ([x, y]: Point): Point => [x + dx, y + dy];
  switch (item.kind) {
    case 'line':
      return { ...item, points: item.points.map(move) };
    case 'area':
      return { ...item, corners: item.corners.map(move) };
    default:
      return { ...item, at: move(item.at) };
  }
}
