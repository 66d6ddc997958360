/**
 * A cross-section as a drawing to scale: the ground and the pipes above, a table of what was cut below, each column
 * joined to its pipe. Columns keep clear of each other, so that no figure covers another.
 */
import type { Words } from '../../../../theme.ts';
import { PIPE_CLASSES, PIPE_MATERIALS, PIPE_SUB_CLASSES } from '../../codes.ts';
import type { CrossSection, CutPipe } from './cross-section.ts';
import type { Drawing, DrawingItem, DrawingLayer, Point } from './drawing.ts';

export type DrawingLanguage = 'zh-CN' | 'en';

/** Scales that drawings are made in. */
const SCALES = [20, 50, 100, 200, 500, 1000] as const;
/** Room for the section on a lying A3 sheet, between its margins and the names of the rows, mm. */
const PLOT_WIDTH_MM = 365;
const PLOT_HEIGHT_MM = 110;
const MARGIN_MM = 10;
const NAMES_MM = 30;
const HEAD_MM = 20;
const COLUMN_MM = 6;
/** From the deepest pipe to the table: the lines that join them run here. */
const LEADER_MM = 14;
const LETTER_MM = 2.5;
const TITLE_MM = 5;
/** Above the ground and below the deepest pipe, metres. */
const AIR_METRES = 0.5;
const MM_PER_METRE = 1000;
/** Width of a letter to its height: of a Chinese one, and of any other. */
const FULL_WIDTH = 1;
const HALF_WIDTH = 0.6;

const WORDS = {
  title: { zh: '管线横断面图', en: 'Cross-section of pipes' },
  horizontal: { zh: '横向', en: 'horizontal' },
  vertical: { zh: '纵向', en: 'vertical' },
  datum: { zh: '高程单位 m，1985 国家高程基准', en: 'Elevations in m, 1985 national height datum' },
  ground: {
    zh: '地面：管线探测埋深，其间以直线相连',
    en: 'Ground: surveyed depths of the pipes, joined by straight lines',
  },
  carriageway: { zh: '车行道', en: 'Carriageway' },
  empty: { zh: '此线未穿过管线', en: 'The line crosses no pipe' },
} as const satisfies Readonly<Record<string, Words>>;

type Row = {
  readonly title: Words;
  readonly heightMm: number;
  readonly text: (pipe: CutPipe, of: Say) => string;
};
type Say = (words: Words) => string;

const ROWS: readonly Row[] = [
  { title: { zh: '类别', en: 'Class' }, heightMm: 18, text: (pipe, of) => of(classOf(pipe)) },
  { title: { zh: '规格 mm', en: 'Size mm' }, heightMm: 18, text: sizeOf },
  {
    title: { zh: '材质', en: 'Material' },
    heightMm: 20,
    text: ({ material }, of) => of(nameIn(PIPE_MATERIALS, material)),
  },
  {
    title: { zh: '桩号 m', en: 'Chainage m' },
    heightMm: 15,
    text: ({ chainageMetres }) => figure(chainageMetres),
  },
  { title: { zh: '地面高程', en: 'Ground' }, heightMm: 13, text: ({ groundMetres }) => figure(groundMetres) },
  { title: { zh: '管顶高程', en: 'Crown' }, heightMm: 13, text: ({ crownMetres }) => figure(crownMetres) },
  {
    title: { zh: '管内底高程', en: 'Invert' },
    heightMm: 13,
    text: ({ invertMetres }) => figure(invertMetres),
  },
  { title: { zh: '覆土 m', en: 'Cover m' }, heightMm: 12, text: ({ coverMetres }) => figure(coverMetres) },
  { title: { zh: '管号', en: 'Pipe' }, heightMm: 34, text: ({ id }) => shortened(id, 32) },
];
const GAP_ROW: Words = { zh: '净距 m', en: 'Clear gap m' };
const GAP_ROW_MM = 12;

export function drawCrossSection(section: CrossSection, language: DrawingLanguage): Drawing {
  const of: Say = (words) => (language === 'en' ? words.en : words.zh);
  const { pipes, lengthMetres, ground, gaps, carriageways } = section;
  const horizontalScale = scaleFor(lengthMetres, PLOT_WIDTH_MM);
  const [low, high] = heightsOf(section);
  // Round pipes stay round where both scales can be one.
  const finest = scaleFor(high - low, PLOT_HEIGHT_MM);
  const verticalScale = horizontalScale <= 100 ? Math.max(horizontalScale, finest) : Math.max(finest, 100);

  const across = (metres: number): number => (metres * MM_PER_METRE) / horizontalScale;
  const columnsWidth = (pipes.length + 1) * COLUMN_MM;
  const plotWidth = Math.max(across(lengthMetres), columnsWidth, 90);
  const left = MARGIN_MM + NAMES_MM;
  const x0 = left + (plotWidth - across(lengthMetres)) / 2;
  const x = (metres: number): number => x0 + across(metres);
  const top = MARGIN_MM + HEAD_MM;
  const y = (metres: number): number => top + ((high - metres) * MM_PER_METRE) / verticalScale;
  const foot = y(low);
  const tableTop = foot + LEADER_MM;
  const right = left + plotWidth;
  const items: DrawingItem[] = [];
  const line = (layer: DrawingLayer, ...points: Point[]): void => {
    items.push({ kind: 'line', layer, points });
  };
  const text = (
    at: Point,
    words: string,
    more: {
      heightMm?: number;
      align?: 'start' | 'middle' | 'end';
      isUpright?: boolean;
      pipe?: string;
      layer?: DrawingLayer;
    } = {},
  ): void => {
    if (words !== '')
      items.push({
        kind: 'text',
        layer: 'text',
        heightMm: LETTER_MM,
        align: 'start',
        ...more,
        at,
        text: words,
      });
  };

  text([MARGIN_MM, MARGIN_MM + TITLE_MM], of(WORDS.title), { heightMm: TITLE_MM });
  const scales =
    horizontalScale === verticalScale
      ? `1:${horizontalScale}`
      : `${of(WORDS.horizontal)} 1:${horizontalScale}  ${of(WORDS.vertical)} 1:${verticalScale}`;
  text([right, MARGIN_MM + TITLE_MM], scales, { align: 'end', heightMm: 3.5 });
  text([MARGIN_MM, MARGIN_MM + TITLE_MM + 5], of(WORDS.datum));
  if (ground.length > 0) text([right, MARGIN_MM + TITLE_MM + 5], of(WORDS.ground), { align: 'end' });

  const step = verticalScale <= 50 ? 0.5 : verticalScale <= 200 ? 1 : 5;
  for (let height = Math.ceil(low / step) * step; height <= high + 1e-9; height += step) {
    line('grid', [left, y(height)], [right, y(height)]);
    text([left - 2, y(height) + LETTER_MM / 2], height.toFixed(step < 1 ? 1 : 0), { align: 'end' });
  }
  line('frame', [left, top], [left, foot]);
  for (const { fromMetres, toMetres, name } of carriageways) {
    const level = y(levelAt(ground, (fromMetres + toMetres) / 2) ?? high - AIR_METRES);
    for (const kerb of [fromMetres, toMetres]) line('road', [x(kerb), level - 4], [x(kerb), level + 1]);
    line('road', [x(fromMetres), level - 4], [x(toMetres), level - 4]);
    text(
      [x((fromMetres + toMetres) / 2), level - 5],
      `${name ?? of(WORDS.carriageway)} ${figure(toMetres - fromMetres)}`,
      {
        align: 'middle',
        layer: 'road',
      },
    );
  }
  if (ground.length > 0)
    items.push({
      kind: 'line',
      layer: 'ground',
      widthMm: 0.5,
      points: ground.map(
        ({ chainageMetres, elevationMetres }) => [x(chainageMetres), y(elevationMetres)] as const,
      ),
    });

  const columns = spread(
    pipes.map(({ chainageMetres }) => x(chainageMetres)),
    left + COLUMN_MM / 2 + 1,
    right - COLUMN_MM / 2,
  );
  for (const [index, pipe] of pipes.entries()) {
    const column = columns[index] ?? 0;
    const layer: DrawingLayer = `class-${pipe.class}`;
    const place = x(pipe.chainageMetres);
    const its = { layer, pipe: pipe.id };
    if (pipe.axisMetres === null)
      items.push({
        kind: 'line',
        ...its,
        isDashed: true,
        points: [
          [place, top],
          [place, foot],
        ],
      });
    else items.push(shapeOf(pipe, its, [place, y(pipe.axisMetres)], across, verticalScale));
    const from = pipe.bottomMetres ?? pipe.axisMetres;
    items.push({
      kind: 'line',
      layer: 'dimension',
      pipe: pipe.id,
      points: [
        [place, from === null ? foot : y(from)],
        [place, foot + 2],
        [column, tableTop - 2],
        [column, tableTop],
      ],
    });
  }

  let rowTop = tableTop;
  for (const { title, heightMm, text: textOf } of ROWS) {
    line('frame', [MARGIN_MM, rowTop], [right, rowTop]);
    text([MARGIN_MM + 2, rowTop + heightMm / 2 + LETTER_MM / 2], of(title));
    for (const [index, pipe] of pipes.entries())
      text([(columns[index] ?? 0) + LETTER_MM / 2, rowTop + heightMm - 1.5], textOf(pipe, of), {
        isUpright: true,
        pipe: pipe.id,
        layer: 'text',
      });
    rowTop += heightMm;
  }
  line('frame', [MARGIN_MM, rowTop], [right, rowTop]);
  text([MARGIN_MM + 2, rowTop + GAP_ROW_MM / 2 + LETTER_MM / 2], of(GAP_ROW));
  for (const [index, pipe] of pipes.entries()) {
    const gap = gaps.find(
      ({ left: one, right: other, toMetres }) =>
        other === pipe.id && one === pipes[index - 1]?.id && toMetres <= pipe.chainageMetres,
    );
    if (!gap) continue;
    const middle = ((columns[index - 1] ?? 0) + (columns[index] ?? 0)) / 2;
    text([middle + LETTER_MM / 2, rowTop + GAP_ROW_MM - 1.5], figure(gap.horizontalMetres), {
      isUpright: true,
      layer: 'dimension',
    });
  }
  rowTop += GAP_ROW_MM;
  line('frame', [MARGIN_MM, rowTop], [right, rowTop]);
  for (const edge of [MARGIN_MM, left, right]) line('frame', [edge, tableTop], [edge, rowTop]);
  if (pipes.length === 0)
    text([(left + right) / 2, foot - 8], of(WORDS.empty), { align: 'middle', heightMm: 3.5 });

  return {
    title: of(WORDS.title),
    widthMm: right + MARGIN_MM,
    heightMm: rowTop + MARGIN_MM,
    horizontalScale,
    verticalScale,
    items,
  };
}

function shapeOf(
  { isRound, cutWidthMetres, cutHeightMetres }: CutPipe,
  its: { readonly layer: DrawingLayer; readonly pipe: string },
  [x, y]: Point,
  across: (metres: number) => number,
  verticalScale: number,
): DrawingItem {
  // A pipe whose size is not known is a cross.
  if (cutWidthMetres === null || cutHeightMetres === null)
    return {
      kind: 'line',
      ...its,
      points: [
        [x - 1, y - 1],
        [x + 1, y + 1],
        [x, y],
        [x - 1, y + 1],
        [x + 1, y - 1],
      ],
    };
  const [width, height] = [across(cutWidthMetres), (cutHeightMetres * MM_PER_METRE) / verticalScale];
  return isRound
    ? { kind: 'ellipse', ...its, at: [x, y], radii: [width / 2, height / 2] }
    : { kind: 'rectangle', ...its, at: [x - width / 2, y - height / 2], size: [width, height] };
}

/** The finest scale in which a length fits; the coarsest where none does. */
function scaleFor(metres: number, roomMm: number): number {
  return SCALES.find((scale) => (metres * MM_PER_METRE) / scale <= roomMm) ?? 1000;
}

function heightsOf({ pipes }: CrossSection): readonly [low: number, high: number] {
  const known = pipes
    .flatMap(({ bottomMetres, crownMetres, axisMetres, groundMetres }) => [
      bottomMetres,
      crownMetres,
      axisMetres,
      groundMetres,
    ])
    .filter((height) => height !== null);
  if (known.length === 0) return [0, 1];
  return [Math.floor(Math.min(...known) - AIR_METRES), Math.ceil(Math.max(...known) + AIR_METRES * 2)];
}

function levelAt(ground: CrossSection['ground'], chainageMetres: number): number | undefined {
  const next = ground.findIndex((one) => one.chainageMetres >= chainageMetres);
  const [before, after] = [ground[next === -1 ? ground.length - 1 : next - 1], ground[next]];
  if (!before || !after) return (before ?? after)?.elevationMetres;
  const span = after.chainageMetres - before.chainageMetres;
  const share = span > 0 ? (chainageMetres - before.chainageMetres) / span : 0;
  return before.elevationMetres + (after.elevationMetres - before.elevationMetres) * share;
}

/** Each as near to its place as the others allow; rising places in, rising columns out. */
function spread(places: readonly number[], from: number, to: number): number[] {
  const columns: number[] = [];
  for (const place of places) columns.push(Math.max(place, (columns.at(-1) ?? from - COLUMN_MM) + COLUMN_MM));
  let limit = to;
  for (let index = columns.length - 1; index >= 0; index--) {
    columns[index] = Math.min(columns[index] ?? 0, limit);
    limit = (columns[index] ?? 0) - COLUMN_MM;
  }
  return columns;
}

function classOf({ class: code, subClass }: CutPipe): Words {
  const sub = nameIn(PIPE_SUB_CLASSES, subClass);
  return sub.zh === '' ? nameIn(PIPE_CLASSES, code) : sub;
}

function nameIn(list: Readonly<Record<string, Words>>, code: string | null): Words {
  return code === null ? { zh: '', en: '' } : (list[code] ?? { zh: code, en: code });
}

function sizeOf({ widthMm, heightMm }: CutPipe): string {
  if (widthMm === null) return '';
  return heightMm === null ? `DN${widthMm}` : `${widthMm}×${heightMm}`;
}

function figure(metres: number | null): string {
  return metres === null ? '—' : metres.toFixed(2).replace('-', '−');
}

/** What fits into so many millimetres. */
function shortened(text: string, roomMm: number): string {
  const letters = Array.from(text);
  let width = 0;
  for (const [index, letter] of letters.entries()) {
    width += LETTER_MM * (letter > '\u2E80' ? FULL_WIDTH : HALF_WIDTH);
    if (width > roomMm) return `${letters.slice(0, index - 1).join('')}…`;
  }
  return text;
}
