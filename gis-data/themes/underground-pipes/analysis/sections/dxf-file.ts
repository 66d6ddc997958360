/** ASCII DXF of release 12, which every CAD reads: layers with the colours of CJJ 61, lines, texts. */

/** Group codes and their values in turn. */
export type DxfEntity = readonly (string | number)[];
type Point = readonly [x: number, y: number, z?: number];
type Written = {
  readonly height: number;
  readonly isUpright: boolean;
  readonly align: keyof typeof ALIGN;
};

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
const ALIGN = { start: 0, middle: 1, end: 2 } as const;
/** Of a polyline: closed; its points have heights. */
const FLAGS = { closed: 1, inSpace: 8 } as const;

export function dxfFile({
  from,
  to,
  layers,
  entities,
}: {
  readonly from: Point;
  readonly to: Point;
  /** As the product names them: `class-JS`. */
  readonly layers: readonly string[];
  readonly entities: readonly DxfEntity[];
}): string {
  const extent = (name: string, [x, y]: Point) => [9, name, 10, x, 20, y];
  return codes([
    [0, 'SECTION', 2, 'HEADER', 9, '$ACADVER', 1, 'AC1009'],
    [...extent('$EXTMIN', from), ...extent('$EXTMAX', to), 0, 'ENDSEC'],
    [0, 'SECTION', 2, 'TABLES', 0, 'TABLE', 2, 'LTYPE', 70, 2],
    [0, 'LTYPE', 2, 'CONTINUOUS', 70, 0, 3, 'Solid', 72, 65, 73, 0, 40, 0],
    [0, 'LTYPE', 2, 'DASHED', 70, 0, 3, 'Dashed', 72, 65, 73, 2, 40, 3, 49, 2, 49, -1, 0, 'ENDTAB'],
    [0, 'TABLE', 2, 'LAYER', 70, layers.length],
    ...layers.map((layer) => layerOf(layer)),
    [0, 'ENDTAB', 0, 'ENDSEC', 0, 'SECTION', 2, 'ENTITIES'],
    ...entities,
    [0, 'ENDSEC', 0, 'EOF'],
  ]);
}

/** R12 knows capitals. */
export function dxfLayer(layer: string): string {
  return layer.toUpperCase().replace('CLASS-', 'PIPE_');
}

/** @param points with heights: a line in space */
export function dxfPolyline(
  layer: string,
  points: readonly Point[],
  isClosed: boolean,
  dashes: 'DASHED' | 'CONTINUOUS',
): DxfEntity {
  const isInSpace = points.some(([, , z]) => z !== undefined);
  const flags = (isClosed ? FLAGS.closed : 0) + (isInSpace ? FLAGS.inSpace : 0);
  const head = [0, 'POLYLINE', 8, layer, 6, dashes, 66, 1, 10, 0, 20, 0, 30, 0, 70, flags];
  const kind = isInSpace ? [70, 32] : [];
  const corners = points.flatMap(([x, y, z = 0]) => [0, 'VERTEX', 8, layer, 10, x, 20, y, 30, z, ...kind]);
  return [...head, ...corners, 0, 'SEQEND', 8, layer];
}

export function dxfText(
  layer: string,
  [x, y]: Point,
  text: string,
  { height, isUpright, align }: Written,
): DxfEntity {
  const place = [10, x, 20, y, 30, 0, 40, height, 1, inAscii(text), 50, isUpright ? 90 : 0];
  const aligned = align === 'start' ? [] : [72, ALIGN[align], 11, x, 21, y, 31, 0];
  return [0, 'TEXT', 8, layer, ...place, ...aligned];
}

function layerOf(layer: string): DxfEntity {
  return [0, 'LAYER', 2, dxfLayer(layer), 70, 0, 62, COLOURS[layer] ?? BLACK_OR_WHITE, 6, 'CONTINUOUS'];
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

function codes(groups: readonly DxfEntity[]): string {
  const lines: string[] = [];
  for (const group of groups)
    for (let at = 0; at < group.length; at += 2) {
      const value = group[at + 1] ?? '';
      const isReal = typeof value === 'number' && !Number.isInteger(value);
      lines.push(String(group[at]), isReal ? value.toFixed(4) : String(value));
    }
  return `${lines.join('\r\n')}\r\n`;
}
