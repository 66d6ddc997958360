/**
 * A longitudinal section as a drawing to scale: above, the words of what crosses the run, each led to its place; the
 * ground, the wells and the run below it; then the table, a column for each point and a cell for each pipe between two.
 */
import type { Words } from '../../../../theme.ts';
import { cutShape } from './cut-shape.ts';
import type { Drawing, DrawingLanguage, Point } from './drawing.ts';
import { elevationGrid } from './elevation-grid.ts';
import { figure, LETTER_MM, roomFor, shortened, TITLE_MM } from './lettering.ts';
import type {
  LongitudinalSection,
  ProfileCrossing,
  ProfilePipe,
  ProfileStation,
} from './longitudinal-section.ts';
import { Pen } from './pen.ts';
import { pipeWords } from './pipe-words.ts';
import { scaleFor } from './scale-for.ts';
import { spread } from './spread.ts';

type Say = (words: Words) => string;

/** Scales that longitudinal sections are drawn in; heights are drawn larger. */
const HORIZONTAL_SCALES = [100, 200, 500, 1000, 2000, 5000] as const;
const VERTICAL_SCALES = [20, 50, 100, 200, 500] as const;
/** Room on a lying A3 sheet, mm. A longer run makes a longer sheet. */
const PLOT_WIDTH_MM = 365;
const PLOT_HEIGHT_MM = 66;
const NARROWEST_MM = 150;
const MARGIN_MM = 10;
const NAMES_MM = 32;
const HEAD_MM = 14;
/** For the lines that lead from the words of what crosses. */
const LABEL_APART_MM = 4;
const LEADER_MM = 9;
const COLUMN_MM = 13;
/** Names of other systems may be sentences. */
const LONGEST_NAME_MM = 48;
const SPAN_ROW_MM = 6;
/** Above the ground and below the deepest thing, metres. */
const AIR_METRES = 0.5;
const MM_PER_METRE = 1000;
/** A well is never drawn narrower. */
const WELL_MM = 1.6;
/** Levels are given to the centimetre: a smaller drop is none. */
const DROP_METRES = 0.01;
/** What has a shaft that the section cuts. */
const WELLS: readonly string[] = [
  'manhole',
  'rain-grate',
  'septic-tank',
  'valve-well',
  'meter-well',
  'hand-hole',
  'cable-well',
  'vent-shaft',
];

const WORDS = {
  title: { zh: '管纵断面图', en: 'Longitudinal section' },
  horizontal: { zh: '横向', en: 'horizontal' },
  vertical: { zh: '纵向', en: 'vertical' },
  datum: { zh: '高程单位 m，1985 国家高程基准', en: 'Elevations in m, 1985 national height datum' },
  ground: {
    zh: '地面：管点地面高程，其间以直线相连',
    en: 'Ground: levels at the points, joined by straight lines',
  },
  bottom: { zh: '管底', en: 'bottom' },
  crown: { zh: '管顶', en: 'crown' },
  invert: { zh: '内底', en: 'invert' },
  clear: { zh: '净距', en: 'clear' },
  overlap: { zh: '重叠', en: 'overlap' },
  joins: { zh: '接入', en: 'in:' },
  levelUnknown: { zh: '高程未知', en: 'level not known' },
} as const satisfies Readonly<Record<string, Words>>;

const POINT_ROWS: readonly {
  readonly title: Words;
  readonly leastMm: number;
  readonly text: (station: ProfileStation) => string;
}[] = [
  {
    title: { zh: '管点号', en: 'Point' },
    leastMm: 14,
    text: ({ point: { pointNo, id } }) => shortened(pointNo ?? id, LONGEST_NAME_MM),
  },
  {
    title: { zh: '桩号 m', en: 'Chainage m' },
    leastMm: 14,
    text: ({ chainageMetres }) => figure(chainageMetres),
  },
  {
    title: { zh: '地面高程 m', en: 'Ground m' },
    leastMm: 11,
    text: ({ groundMetres }) => figure(groundMetres),
  },
  {
    title: { zh: '管顶高程 m', en: 'Crown m' },
    leastMm: 11,
    text: ({ crownMetres }) => figure(crownMetres),
  },
  { title: { zh: '管内底高程 m', en: 'Invert m' }, leastMm: 11, text: invertText },
  {
    title: { zh: '内底埋深 m', en: 'Invert depth m' },
    leastMm: 11,
    text: ({ depthMetres }) => figure(depthMetres),
  },
];
const PIPE_ROWS: readonly {
  readonly title: Words;
  readonly text: (pipe: ProfilePipe, of: Say) => string;
}[] = [
  { title: { zh: '坡度 ‰', en: 'Slope ‰' }, text: ({ slopePerMille }) => figure(slopePerMille, 1) },
  { title: { zh: '规格 mm', en: 'Size mm' }, text: (pipe) => pipeWords(pipe).size || '—' },
  { title: { zh: '材质', en: 'Material' }, text: (pipe, of) => of(pipeWords(pipe).material) || '—' },
  { title: { zh: '平距 m', en: 'Length m' }, text: ({ lengthMetres }) => figure(lengthMetres) },
];

export function drawLongitudinalSection(section: LongitudinalSection, language: DrawingLanguage): Drawing {
  const of: Say = (words) => (language === 'en' ? words.en : words.zh);
  const { stations, pipes, crossings, ground, lengthMetres } = section;
  const columnMm = roomFor(
    pipes.flatMap((pipe) => PIPE_ROWS.map(({ text }) => text(pipe, of))),
    COLUMN_MM,
  );
  const columnsWidth = Math.max(stations.length * columnMm, (crossings.length + 2) * LABEL_APART_MM);
  const horizontalScale = scaleFor(lengthMetres, Math.max(PLOT_WIDTH_MM, columnsWidth), HORIZONTAL_SCALES);
  const [low, high] = heightsOf(section);
  const verticalScale = scaleFor(high - low, PLOT_HEIGHT_MM, VERTICAL_SCALES);

  const runWidth = (lengthMetres * MM_PER_METRE) / horizontalScale;
  const left = MARGIN_MM + NAMES_MM;
  const plotWidth = Math.max(runWidth + columnMm, columnsWidth, NARROWEST_MM);
  const right = left + plotWidth;
  const x = (metres: number): number =>
    left + (plotWidth - runWidth) / 2 + (metres * MM_PER_METRE) / horizontalScale;
  const labelTexts = crossings.map((crossing) => crossingText(crossing, of));
  const labelFoot = MARGIN_MM + HEAD_MM + (crossings.length > 0 ? roomFor(labelTexts, 0) : 0);
  const top = labelFoot + (crossings.length > 0 ? LEADER_MM : 0);
  const y = (metres: number): number => top + ((high - metres) * MM_PER_METRE) / verticalScale;
  const foot = y(low);
  const tableTop = foot + LEADER_MM;
  const pen = new Pen();
  const { items } = pen;

  const [first] = pipes;
  const what = first ? of(pipeWords(first).class) : '';
  const title = language === 'en' ? `${of(WORDS.title)}: ${what}` : `${what}${of(WORDS.title)}`;
  pen.text([MARGIN_MM, MARGIN_MM + TITLE_MM], title, { heightMm: TITLE_MM });
  pen.text(
    [right, MARGIN_MM + TITLE_MM],
    `${of(WORDS.horizontal)} 1:${horizontalScale}  ${of(WORDS.vertical)} 1:${verticalScale}`,
    { align: 'end', heightMm: 3.5 },
  );
  pen.text([MARGIN_MM, MARGIN_MM + TITLE_MM + 5], of(WORDS.datum));
  if (ground.length > 1) pen.text([right, MARGIN_MM + TITLE_MM + 5], of(WORDS.ground), { align: 'end' });

  elevationGrid(pen, { low, high, left, right, y, verticalScale });
  pen.line('frame', [left, top], [left, foot]);
  if (ground.length > 1)
    items.push({
      kind: 'line',
      layer: 'ground',
      widthMm: 0.5,
      points: ground.map(({ chainageMetres, elevationMetres }) => [x(chainageMetres), y(elevationMetres)]),
    });
  for (const pipe of pipes) drawPipe(pen, pipe, x, y);
  for (const station of stations) drawStation(pen, station, x, y, horizontalScale);

  const labels = spread(
    crossings.map(({ chainageMetres }) => x(chainageMetres)),
    left + LABEL_APART_MM,
    right - LABEL_APART_MM,
    LABEL_APART_MM,
  );
  for (const [index, crossing] of crossings.entries()) {
    const [place, column] = [x(crossing.chainageMetres), labels[index] ?? 0];
    const its = { layer: `class-${crossing.class}`, pipe: crossing.id } as const;
    const { axisMetres } = crossing;
    if (axisMetres === null)
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
      items.push({ ...its, ...cutShape(crossing, [place, y(axisMetres)], horizontalScale, verticalScale) });
    items.push({
      kind: 'line',
      layer: 'dimension',
      pipe: crossing.id,
      points: [
        [column, labelFoot],
        [column, labelFoot + 1.5],
        [place, top - 1.5],
        [place, axisMetres === null ? top : y(crossing.crownMetres ?? axisMetres)],
      ],
    });
    pen.text([column + LETTER_MM / 2 - 0.3, labelFoot - 1], labelTexts[index] ?? '', {
      isUpright: true,
      pipe: crossing.id,
    });
  }

  const columns = spread(
    stations.map(({ chainageMetres }) => x(chainageMetres)),
    left + columnMm / 2,
    right - columnMm / 2,
    columnMm,
  );
  for (const [index, { chainageMetres }] of stations.entries()) {
    const [place, column] = [x(chainageMetres), columns[index] ?? 0];
    pen.line('dimension', [place, foot], [place, foot + 1.5], [column, tableTop - 1.5], [column, tableTop]);
  }
  let rowTop = tableTop;
  const ruled = (words: Words, heightMm: number): void => {
    pen.line('frame', [MARGIN_MM, rowTop], [right, rowTop]);
    pen.text([MARGIN_MM + 2, rowTop + heightMm / 2 + LETTER_MM / 2 - 0.3], of(words));
  };
  for (const { title: words, leastMm, text } of POINT_ROWS) {
    const heightMm = roomFor(stations.map(text), leastMm);
    ruled(words, heightMm);
    for (const [index, station] of stations.entries())
      pen.text([(columns[index] ?? 0) + LETTER_MM / 2 - 0.3, rowTop + heightMm - 1.5], text(station), {
        isUpright: true,
      });
    rowTop += heightMm;
  }
  const cellsTop = rowTop;
  for (const { title: words, text } of PIPE_ROWS) {
    ruled(words, SPAN_ROW_MM);
    for (const [index, pipe] of pipes.entries()) {
      const [from, to] = [columns[index] ?? 0, columns[index + 1] ?? 0];
      const at: Point = [(from + to) / 2, rowTop + SPAN_ROW_MM / 2 + LETTER_MM / 2 - 0.3];
      pen.text(at, text(pipe, of), { align: 'middle', pipe: pipe.id });
    }
    rowTop += SPAN_ROW_MM;
  }
  pen.line('frame', [MARGIN_MM, rowTop], [right, rowTop]);
  for (const edge of [MARGIN_MM, left, right]) pen.line('frame', [edge, tableTop], [edge, rowTop]);
  for (const column of columns) pen.line('frame', [column, cellsTop], [column, rowTop]);

  return {
    title,
    widthMm: right + MARGIN_MM,
    heightMm: rowTop + MARGIN_MM,
    horizontalScale,
    verticalScale,
    items,
  };
}

type Place = (metres: number) => number;

/** Its wall from crown to bottom with the line of the invert; the axis where no size is known. */
function drawPipe({ items }: Pen, { id, class: code, levels }: ProfilePipe, x: Place, y: Place): void {
  const its = { layer: `class-${code}`, pipe: id } as const;
  const along = (height: 'crownMetres' | 'bottomMetres' | 'invertMetres' | 'axisMetres'): Point[] =>
    levels.flatMap(({ chainageMetres, [height]: metres }) =>
      metres === null ? [] : [[x(chainageMetres), y(metres)] as const],
    );
  const [crown, bottom] = [along('crownMetres'), along('bottomMetres')];
  if (crown.length === levels.length) {
    items.push({ kind: 'area', ...its, corners: [...crown, ...bottom.toReversed()] });
    items.push({ kind: 'line', layer: 'well', pipe: id, points: along('invertMetres') });
  } else items.push({ kind: 'line', ...its, widthMm: 0.5, points: along('axisMetres') });
}

/** A well from its cover to its bottom, anything else as a thin line down to the run. */
function drawStation(
  pen: Pen,
  { point, groundMetres, bottomMetres, chainageMetres, ...levels }: ProfileStation,
  x: Place,
  y: Place,
  horizontalScale: number,
): void {
  const inverts = [levels.arrivingInvertMetres, levels.leavingInvertMetres].filter((one) => one !== null);
  if (groundMetres === null) return;
  const place = x(chainageMetres);
  const lowest = Math.min(...inverts, bottomMetres ?? Infinity);
  if (!Number.isFinite(lowest)) return;
  if (!WELLS.includes(point.appurtenance ?? '')) {
    pen.line('dimension', [place, y(groundMetres)], [place, y(levels.crownMetres ?? lowest)]);
    return;
  }
  const half = Math.max(WELL_MM, (point.wellSizeMm ?? 0) / horizontalScale) / 2;
  pen.line(
    'well',
    [place - half, y(groundMetres)],
    [place - half, y(lowest)],
    [place + half, y(lowest)],
    [place + half, y(groundMetres)],
    [place - half, y(groundMetres)],
  );
}

/** One height, or the one that comes in and the one that goes on where they differ. */
function invertText({ arrivingInvertMetres, leavingInvertMetres, dropMetres }: ProfileStation): string {
  return dropMetres !== null && Math.abs(dropMetres) >= DROP_METRES
    ? `${figure(arrivingInvertMetres)}/${figure(leavingInvertMetres)}`
    : figure(leavingInvertMetres ?? arrivingInvertMetres);
}

/** How high it lies against the run, and what it is. */
function crossingText(crossing: ProfileCrossing, of: Say): string {
  const { class: name, size } = pipeWords(crossing);
  return [levelText(crossing, of), of(name), size].filter((word) => word !== '').join(' ');
}

function levelText(crossing: ProfileCrossing, of: Say): string {
  const { relation, axisMetres, bottomMetres, crownMetres, invertMetres, clearMetres } = crossing;
  if (axisMetres === null) return of(WORDS.levelUnknown);
  switch (relation) {
    case 'joins':
      return `${of(WORDS.joins)} ${of(WORDS.invert)} ${figure(invertMetres)}`;
    case 'above':
      return `${of(WORDS.bottom)} ${figure(bottomMetres)} ${of(WORDS.clear)} ${figure(clearMetres)}`;
    case 'below':
      return `${of(WORDS.crown)} ${figure(crownMetres)} ${of(WORDS.clear)} ${figure(clearMetres)}`;
    case 'level':
      return `${of(WORDS.overlap)} ${figure(clearMetres === null ? null : -clearMetres)}`;
    case 'unknown':
      return `${of(WORDS.crown)} ${figure(crownMetres)}`;
  }
}

function heightsOf({
  stations,
  pipes,
  crossings,
}: LongitudinalSection): readonly [low: number, high: number] {
  const known = [
    ...stations.flatMap(({ groundMetres, bottomMetres }) => [groundMetres, bottomMetres]),
    ...pipes.flatMap(({ levels }) => levels.flatMap(levelsOf)),
    ...crossings.flatMap(levelsOf),
  ].filter((height) => height !== null);
  if (known.length === 0) return [0, 1];
  return [Math.floor(Math.min(...known) - AIR_METRES), Math.ceil(Math.max(...known) + AIR_METRES)];
}

function levelsOf({
  crownMetres,
  bottomMetres,
  axisMetres,
}: Pick<ProfileCrossing, 'crownMetres' | 'bottomMetres' | 'axisMetres'>): (number | null)[] {
  return [crownMetres, bottomMetres, axisMetres];
}
