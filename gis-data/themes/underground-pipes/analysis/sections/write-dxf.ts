/** A drawing as ASCII DXF of release 12: one unit to the millimetre on paper, a layer for each class of pipes. */
import type { Drawing, DrawingItem, Point } from './drawing.ts';

/** Colours of AutoCAD's index that are nearest to those of CJJ 61. */
const COLOURS: Readonly<Record<string, number>> = {
  'class-JS': 4,
  'class-PS': 34,
  'class-RQ': 6,
  'class-RL': 30,
  'class-DL': 1,
  'class-TX': 3,
  'class-QT': 190,
  grid: 9,
  ground: 34,
  road: 8,
  dimension: 8,
};
const BLACK_OR_WHITE = 7;
/** R12 has no ellipses. */
const ELLIPSE_CORNERS = 64;
const ALIGN = { start: 0, middle: 1, end: 2 } as const;

export function writeDxf({ items, widthMm, heightMm }: Drawing): string {
  // Upwards is up in a drawing.
  const up = ([x, y]: Point): Point => [x, heightMm - y];
  const layers = [...new Set(items.map(({ layer }) => layer))];
  return codes([
    [
      0,
      'SECTION',
      2,
      'HEADER',
      9,
      '$ACADVER',
      1,
      'AC1009',
      9,
      '$EXTMIN',
      10,
      0,
      20,
      0,
      9,
      '$EXTMAX',
      10,
      widthMm,
      20,
      heightMm,
      0,
      'ENDSEC',
    ],
    [0, 'SECTION', 2, 'TABLES', 0, 'TABLE', 2, 'LTYPE', 70, 2],
    [0, 'LTYPE', 2, 'CONTINUOUS', 70, 0, 3, 'Solid', 72, 65, 73, 0, 40, 0],
    [0, 'LTYPE', 2, 'DASHED', 70, 0, 3, 'Dashed', 72, 65, 73, 2, 40, 3, 49, 2, 49, -1, 0, 'ENDTAB'],
    [0, 'TABLE', 2, 'LAYER', 70, layers.length],
    ...layers.map((layer) => [
      0,
      'LAYER',
      2,
      nameOf(layer),
      70,
      0,
      62,
      COLOURS[layer] ?? BLACK_OR_WHITE,
      6,
      'CONTINUOUS',
    ]),
    [0, 'ENDTAB', 0, 'ENDSEC', 0, 'SECTION', 2, 'ENTITIES'],
    ...items.map((item) => entityOf(item, up)),
    [0, 'ENDSEC', 0, 'EOF'],
  ]);
}

function entityOf(item: DrawingItem, up: (point: Point) => Point): readonly (string | number)[] {
  const layer = nameOf(item.layer);
  switch (item.kind) {
    case 'line':
      return polyline(layer, item.points.map(up), false, item.isDashed ? 'DASHED' : 'CONTINUOUS');
    case 'area':
      return polyline(layer, item.corners.map(up), true, 'CONTINUOUS');
    case 'rectangle': {
      const [[x, y], [width, height]] = [item.at, item.size];
      const corners: Point[] = [
        [x, y],
        [x + width, y],
        [x + width, y + height],
        [x, y + height],
      ];
      return polyline(layer, corners.map(up), true, 'CONTINUOUS');
    }
    case 'ellipse': {
      const [x, y] = up(item.at);
      const [rx, ry] = item.radii;
      if (Math.abs(rx - ry) < 1e-6) return [0, 'CIRCLE', 8, layer, 10, x, 20, y, 30, 0, 40, rx];
      const corners = Array.from({ length: ELLIPSE_CORNERS }, (_, index): Point => {
        const turn = (index / ELLIPSE_CORNERS) * 2 * Math.PI;
        return [x + rx * Math.cos(turn), y + ry * Math.sin(turn)];
      });
      return polyline(layer, corners, true, 'CONTINUOUS');
    }
    case 'text': {
      const [x, y] = up(item.at);
      const place = [
        10,
        x,
        20,
        y,
        30,
        0,
        40,
        item.heightMm,
        1,
        inAscii(item.text),
        50,
        item.isUpright ? 90 : 0,
      ];
      const align = item.align === 'start' ? [] : [72, ALIGN[item.align], 11, x, 21, y, 31, 0];
      return [0, 'TEXT', 8, layer, ...place, ...align];
    }
  }
}

function polyline(
  layer: string,
  points: readonly Point[],
  isClosed: boolean,
  dashes: string,
): (string | number)[] {
  const head = [0, 'POLYLINE', 8, layer, 6, dashes, 66, 1, 10, 0, 20, 0, 30, 0, 70, isClosed ? 1 : 0];
  const corners = points.flatMap(([x, y]) => [0, 'VERTEX', 8, layer, 10, x, 20, y, 30, 0]);
  return [...head, ...corners, 0, 'SEQEND', 8, layer];
}

/** R12 knows capitals. */
function nameOf(layer: string): string {
  return layer.toUpperCase().replace('CLASS-', 'PIPE_');
}

/** Letters beyond ASCII as readers of DXF expect them, whatever their code page. */
function inAscii(text: string): string {
  return text
    .replaceAll('−', '-')
    .replaceAll(
      /[^ -~]/g,
      (letter) => `\\U+${letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
    );
}

function codes(groups: readonly (readonly (string | number)[])[]): string {
  const lines: string[] = [];
  for (const group of groups)
    for (let at = 0; at < group.length; at += 2) {
      const value = group[at + 1] ?? '';
      const isReal = typeof value === 'number' && !Number.isInteger(value);
      lines.push(String(group[at]), isReal ? value.toFixed(4) : String(value));
    }
  return `${lines.join('\r\n')}\r\n`;
}
