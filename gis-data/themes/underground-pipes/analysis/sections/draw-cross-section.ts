/**
 * A cross-section as a drawing to scale: the ground and the pipes above, a table of what was cut below, each column
 * joined to its pipe. Columns keep clear of each other, so that no figure covers another.
 */
import type { Words } from '../../../../theme.ts';
import type { CrossSection, CutPipe } from './cross-section.ts';
import type { Drawing, DrawingLanguage, DrawingLayer } from './drawing.ts';
import { cutShape } from './cut-shape.ts';
import { elevationGrid } from './elevation-grid.ts';
import { groundAt } from './ground-at.ts';
import { figure, LETTER_MM, roomFor, shortened, TITLE_MM } from './lettering.ts';
import { Pen } from './pen.ts';
import { pipeWords } from './pipe-words.ts';
import { scaleFor } from './scale-for.ts';
import { spread } from './spread.ts';

/** Scales that cross-sections are drawn in. */
const SCALES = [20, 50, 100, 200, 500, 1000] as const;
/** Room for the section on a lying A3 sheet, between its margins and the names of the rows, mm. */
const PLOT_WIDTH_MM = 365;
const PLOT_HEIGHT_MM = 85;
const MARGIN_MM = 10;
const NAMES_MM = 30;
const HEAD_MM = 14;
const COLUMN_MM = 6;
/** Names of other systems may be sentences. */
const LONGEST_NAME_MM = 48;
/** From the deepest pipe to the table: the lines that join them run here. */
const LEADER_MM = 10;
/** Above the ground and below the deepest pipe, metres. */
const AIR_METRES = 0.5;
const MM_PER_METRE = 1000;

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
  readonly leastMm: number;
  readonly text: (pipe: CutPipe, of: Say) => string;
};
type Say = (words: Words) => string;

const ROWS: readonly Row[] = [
  { title: { zh: '类别', en: 'Class' }, leastMm: 12, text: (pipe, of) => of(pipeWords(pipe).class) },
  { title: { zh: '规格 mm', en: 'Size mm' }, leastMm: 12, text: (pipe) => pipeWords(pipe).size },
  {
    title: { zh: '材质', en: 'Material' },
    leastMm: 12,
    text: (pipe, of) => of(pipeWords(pipe).material),
  },
  {
    title: { zh: '桩号 m', en: 'Chainage m' },
    leastMm: 12,
    text: ({ chainageMetres }) => figure(chainageMetres),
  },
  { title: { zh: '地面高程', en: 'Ground' }, leastMm: 11, text: ({ groundMetres }) => figure(groundMetres) },
  { title: { zh: '管顶高程', en: 'Crown' }, leastMm: 11, text: ({ crownMetres }) => figure(crownMetres) },
  {
    title: { zh: '管内底高程', en: 'Invert' },
    leastMm: 11,
    text: ({ invertMetres }) => figure(invertMetres),
  },
  { title: { zh: '覆土 m', en: 'Cover m' }, leastMm: 11, text: ({ coverMetres }) => figure(coverMetres) },
  { title: { zh: '管号', en: 'Pipe' }, leastMm: 14, text: ({ id }) => shortened(id, LONGEST_NAME_MM) },
];
const GAP_ROW: Words = { zh: '净距 m', en: 'Clear gap m' };
const GAP_ROW_MM = 11;

export function drawCrossSection(section: CrossSection, language: DrawingLanguage): Drawing {
  const of: Say = (words) => (language === 'en' ? words.en : words.zh);
  const { pipes, lengthMetres, ground, gaps, carriageways } = section;
  const horizontalScale = scaleFor(lengthMetres, PLOT_WIDTH_MM, SCALES);
  const [low, high] = heightsOf(section);
  // Round pipes stay round where both scales can be one.
  const finest = scaleFor(high - low, PLOT_HEIGHT_MM, SCALES);
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
  const pen = new Pen();
  const { items } = pen;
  pen.text([MARGIN_MM, MARGIN_MM + TITLE_MM], of(WORDS.title), { heightMm: TITLE_MM });
  const scales =
    horizontalScale === verticalScale
      ? `1:${horizontalScale}`
      : `${of(WORDS.horizontal)} 1:${horizontalScale}  ${of(WORDS.vertical)} 1:${verticalScale}`;
  pen.text([right, MARGIN_MM + TITLE_MM], scales, { align: 'end', heightMm: 3.5 });
  pen.text([MARGIN_MM, MARGIN_MM + TITLE_MM + 5], of(WORDS.datum));
  if (ground.length > 0) pen.text([right, MARGIN_MM + TITLE_MM + 5], of(WORDS.ground), { align: 'end' });

  elevationGrid(pen, { low, high, left, right, y, verticalScale });
  pen.line('frame', [left, top], [left, foot]);
  for (const { fromMetres, toMetres, name } of carriageways) {
    const level = y(groundAt(ground, (fromMetres + toMetres) / 2) ?? high - AIR_METRES);
    for (const kerb of [fromMetres, toMetres]) pen.line('road', [x(kerb), level - 4], [x(kerb), level + 1]);
    pen.line('road', [x(fromMetres), level - 4], [x(toMetres), level - 4]);
    pen.text(
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
    COLUMN_MM,
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
    else
      items.push({ ...its, ...cutShape(pipe, [place, y(pipe.axisMetres)], horizontalScale, verticalScale) });
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
  for (const { title, leastMm, text: textOf } of ROWS) {
    const heightMm = roomFor(
      pipes.map((pipe) => textOf(pipe, of)),
      leastMm,
    );
    pen.line('frame', [MARGIN_MM, rowTop], [right, rowTop]);
    pen.text([MARGIN_MM + 2, rowTop + heightMm / 2 + LETTER_MM / 2], of(title));
    for (const [index, pipe] of pipes.entries())
      pen.text([(columns[index] ?? 0) + LETTER_MM / 2, rowTop + heightMm - 1.5], textOf(pipe, of), {
        isUpright: true,
        pipe: pipe.id,
        layer: 'text',
      });
    rowTop += heightMm;
  }
  pen.line('frame', [MARGIN_MM, rowTop], [right, rowTop]);
  pen.text([MARGIN_MM + 2, rowTop + GAP_ROW_MM / 2 + LETTER_MM / 2], of(GAP_ROW));
  for (const [index, pipe] of pipes.entries()) {
    const gap = gaps.find(
      ({ left: one, right: other, toMetres }) =>
        other === pipe.id && one === pipes[index - 1]?.id && toMetres <= pipe.chainageMetres,
    );
    if (!gap) continue;
    const middle = ((columns[index - 1] ?? 0) + (columns[index] ?? 0)) / 2;
    pen.text([middle + LETTER_MM / 2, rowTop + GAP_ROW_MM - 1.5], figure(gap.horizontalMetres), {
      isUpright: true,
      layer: 'dimension',
    });
  }
  rowTop += GAP_ROW_MM;
  pen.line('frame', [MARGIN_MM, rowTop], [right, rowTop]);
  for (const edge of [MARGIN_MM, left, right]) pen.line('frame', [edge, tableTop], [edge, rowTop]);
  if (pipes.length === 0)
    pen.text([(left + right) / 2, foot - 8], of(WORDS.empty), { align: 'middle', heightMm: 3.5 });

  return {
    title: of(WORDS.title),
    widthMm: right + MARGIN_MM,
    heightMm: rowTop + MARGIN_MM,
    horizontalScale,
    verticalScale,
    items,
  };
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
