/**
 * An image seen through a grid of points on the globe: tiles, terrain and statistics are such grids. Each point is
 * projected back into the image, and read from the level whose cells are about as wide as the points lie apart.
 */
import { fromLonLat } from '@twin/gis-data/coordinates/crs.ts';
import { applyAffine, invertAffine } from '@twin/gis-data/raster/affine.ts';
import type { OpenImage } from '@twin/gis-data/raster/kept-image.ts';
import type { RasterLevel } from '@twin/gis-data/raster/raster-file.ts';
import type { PlacedProfile } from '@twin/gis-data/raster/raster-profile.ts';
import { readWindow } from '@twin/gis-data/raster/read-window.ts';

export type Grid = {
  readonly width: number;
  readonly height: number;
  /** Degrees of a point; counted in points, fractions between them. */
  lonLatAt(column: number, row: number): readonly [longitude: number, latitude: number];
};

/** Columns and rows of the finest level, fractions of cells, for each point; NaN where there is none. */
export type Places = {
  readonly columns: Float64Array;
  readonly rows: Float64Array;
  /** Cells from one point to the next. */
  readonly cellsApart: number;
};

/** Points are projected at every so many, and those between them lie evenly. */
const STRIDE = 16;
/** Cells, as far as the points lie apart: an error that nobody sees. */
const TOLERANCE = 0.1;
/** A level is taken whose cells are at most so much wider than the points lie apart. */
const COARSER_BY = 1.2;

/** @returns the place of a position in the finest level: column and row, fractions of cells; NaN where it has none */
export function placeOf(profile: PlacedProfile): (longitude: number, latitude: number) => [number, number] {
  const project = fromLonLat(profile.crs);
  const inverse = invertAffine(profile.transform);
  return (longitude, latitude) => applyAffine(inverse, ...project(longitude, latitude));
}

/**
 * @param marginCells the grid meets the image where it comes so near
 * @param isExact each point is projected itself, so that it has the same place in every grid that has it
 * @returns undefined where the grid misses the image
 */
export function placesOf(
  grid: Grid,
  profile: PlacedProfile,
  { marginCells = 0, isExact = false }: { marginCells?: number; isExact?: boolean } = {},
): Places | undefined {
  const { width, height } = grid;
  const place = placeOf(profile);
  const at = (column: number, row: number): [number, number] => place(...grid.lonLatAt(column, row));
  const [across, down] = [Math.ceil((width - 1) / STRIDE), Math.ceil((height - 1) / STRIDE)];
  const nodes = Array.from({ length: (across + 1) * (down + 1) }, (_, index) =>
    at((index % (across + 1)) * STRIDE, Math.floor(index / (across + 1)) * STRIDE),
  );
  const node = (column: number, row: number): readonly [number, number] =>
    nodes[Math.min(down, row) * (across + 1) + Math.min(across, column)] ?? [Number.NaN, Number.NaN];

  const columns = new Float64Array(width * height);
  const rows = new Float64Array(width * height);
  let [areas, count] = [0, 0];
  let isMet = false;
  for (let j = 0; j <= Math.max(0, down - 1); j++) {
    for (let i = 0; i <= Math.max(0, across - 1); i++) {
      const [a, b, c, d] = [node(i, j), node(i + 1, j), node(i, j + 1), node(i + 1, j + 1)];
      const apart = Math.sqrt(
        Math.abs((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])) / STRIDE ** 2,
      );
      const middle = at((i + 0.5) * STRIDE, (j + 0.5) * STRIDE);
      const isEven =
        !isExact &&
        [0, 1].every(
          (axis) =>
            Math.abs(
              ((a[axis] ?? 0) + (b[axis] ?? 0) + (c[axis] ?? 0) + (d[axis] ?? 0)) / 4 - (middle[axis] ?? 0),
            ) <=
            TOLERANCE * Math.max(1e-9, apart),
        ) &&
        across > 0 &&
        down > 0;
      const last = {
        column: i >= across - 1 ? width : (i + 1) * STRIDE,
        row: j >= down - 1 ? height : (j + 1) * STRIDE,
      };
      let touches = false;
      for (let row = j * STRIDE; row < last.row; row++) {
        const v = row / STRIDE - j;
        for (let column = i * STRIDE; column < last.column; column++) {
          const u = column / STRIDE - i;
          const [x, y] = isEven
            ? [
                (1 - v) * ((1 - u) * a[0] + u * b[0]) + v * ((1 - u) * c[0] + u * d[0]),
                (1 - v) * ((1 - u) * a[1] + u * b[1]) + v * ((1 - u) * c[1] + u * d[1]),
              ]
            : at(column, row);
          const index = row * width + column;
          columns[index] = x;
          rows[index] = y;
          const [dx, dy] = [Math.max(-x, x - profile.width), Math.max(-y, y - profile.height)];
          if (dx <= marginCells && dy <= marginCells) touches = true;
        }
      }
      if (!touches) continue;
      isMet = true;
      if (Number.isFinite(apart)) [areas, count] = [areas + apart, count + 1];
    }
  }
  return isMet ? { columns, rows, cellsApart: count > 0 ? areas / count : 1 } : undefined;
}

/**
 * @param bands places of the bands that are wanted, counted from 0
 * @param isExact the nearest cell is taken, and cells are never mixed: of codes, and where the cells themselves are asked for
 * @returns a column of numbers for each band, one for each point; NaN where the image has none
 */
export async function sampleImage(
  { levels }: OpenImage,
  profile: PlacedProfile,
  { columns, rows, cellsApart }: Places,
  bands: readonly number[],
  isExact: boolean,
): Promise<Float32Array[]> {
  const level = levels.findLast(({ width }) => profile.width / width <= cellsApart * COARSER_BY) ?? levels[0];
  if (!level) throw new RangeError('an image without a level');
  const [fx, fy] = [level.width / profile.width, level.height / profile.height];
  // A small image has no levels of its own; in memory it is as quickly made coarser.
  const halvings = Math.max(0, Math.floor(Math.log2(cellsApart * fx)) || 0);
  let window = await readAround(level, columns, rows, [fx, fy], bands, 2 ** halvings);
  for (let halving = 0; halving < halvings; halving++) window = halved(window, isExact);
  return window.cells.map((cells) => {
    const out = new Float32Array(columns.length);
    for (let point = 0; point < out.length; point++) {
      const x = ((columns[point] ?? Number.NaN) * fx - window.west) / window.side;
      const y = ((rows[point] ?? Number.NaN) * fy - window.north) / window.side;
      out[point] = isExact ? nearest(cells, window, x, y) : between(cells, window, x, y);
    }
    return out;
  });
}

type Cells = {
  /** Of the level, at the window's corner. */
  readonly west: number;
  readonly north: number;
  /** Cells of the level that one of these is wide. */
  readonly side: number;
  readonly width: number;
  readonly height: number;
  readonly cells: readonly Float32Array[];
};

/** The rectangle of cells that the points need; from a multiple of `step`, so that neighbours halve the same cells. */
async function readAround(
  level: RasterLevel,
  columns: Float64Array,
  rows: Float64Array,
  [fx, fy]: readonly [number, number],
  bands: readonly number[],
  step: number,
): Promise<Cells> {
  const [left, right] = span(columns, fx, level.width, step);
  const [top, bottom] = span(rows, fy, level.height, step);
  const window = {
    west: left,
    north: top,
    width: Math.max(1, right - left),
    height: Math.max(1, bottom - top),
  };
  return { ...window, side: 1, cells: await readWindow(level, window, bands) };
}

function span(places: Float64Array, factor: number, end: number, step: number): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const place of places) {
    if (place < low) low = place;
    if (place > high) high = place;
  }
  const clamp = (value: number): number => Math.min(end, Math.max(0, value));
  return [
    clamp((Math.floor((low * factor) / step) - 1) * step),
    clamp((Math.ceil((high * factor) / step) + 1) * step),
  ];
}

function halved({ west, north, side, width, height, cells }: Cells, isExact: boolean): Cells {
  const [across, down] = [Math.ceil(width / 2), Math.ceil(height / 2)];
  return {
    west,
    north,
    side: 2 * side,
    width: across,
    height: down,
    cells: cells.map((fine) => {
      const out = new Float32Array(across * down);
      for (let row = 0; row < down; row++) {
        for (let column = 0; column < across; column++) {
          let [sum, count] = [0, 0];
          for (let y = 2 * row; y < Math.min(height, 2 * row + 2); y++) {
            for (let x = 2 * column; x < Math.min(width, 2 * column + 2); x++) {
              const value = fine[y * width + x] ?? Number.NaN;
              if (Number.isNaN(value) || (isExact && count > 0)) continue;
              sum += value;
              count++;
            }
          }
          out[row * across + column] = sum / count;
        }
      }
      return out;
    }),
  };
}

function nearest(cells: Float32Array, { width, height }: Cells, x: number, y: number): number {
  const [column, row] = [Math.floor(x), Math.floor(y)];
  if (!(column >= 0 && column < width && row >= 0 && row < height)) return Number.NaN;
  return cells[row * width + column] ?? Number.NaN;
}

/** Between the middles of four cells; nothing where the nearest one has nothing, so that the edge stays where it is. */
function between(cells: Float32Array, size: Cells, x: number, y: number): number {
  if (Number.isNaN(nearest(cells, size, x, y))) return Number.NaN;
  const { width, height } = size;
  const [left, top] = [Math.floor(x - 0.5), Math.floor(y - 0.5)];
  const [u, v] = [x - 0.5 - left, y - 0.5 - top];
  let [sum, weights] = [0, 0];
  for (let corner = 0; corner < 4; corner++) {
    const [dx, dy] = [corner & 1, corner >> 1];
    const [column, row] = [left + dx, top + dy];
    if (column < 0 || column >= width || row < 0 || row >= height) continue;
    const value = cells[row * width + column] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    const weight = (dx === 0 ? 1 - u : u) * (dy === 0 ? 1 - v : v);
    sum += weight * value;
    weights += weight;
  }
  return weights > 0 ? sum / weights : Number.NaN;
}
