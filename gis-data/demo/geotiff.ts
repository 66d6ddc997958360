/** Writes a GeoTIFF: tiled, deflate-compressed, little-endian, in the district's grid (EPSG:4546), north up. */
import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import { must } from './line.ts';

export type Raster = {
  readonly width: number; readonly height: number;
  /** One array for each band, row by row from the north; all of one type. */
  readonly bands: readonly (Uint16Array | Float32Array)[];
  readonly bandNames: readonly string[];
  readonly nodata: number;
  /** Easting and northing of the upper left corner, metres; size of a cell. */
  readonly west: number; readonly north: number; readonly cellMetres: number;
};

const EPSG = 4546;
const TILE = 256;
/** Field types of TIFF and their sizes in bytes. */
const ASCII = 2;
const SHORT = 3;
const LONG = 4;
const DOUBLE = 12;
const BYTES: Readonly<Record<number, number>> = { [ASCII]: 1, [SHORT]: 2, [LONG]: 4, [DOUBLE]: 8 };
const DEFLATE = 8;
const HORIZONTAL_PREDICTOR = 2;
const NO_PREDICTOR = 1;
const RGB = 2;
const GREY = 1;
const compress = promisify(deflate);

type Field = readonly [tag: number, type: number, values: readonly number[] | string];

export async function encodeGeoTiff(raster: Raster): Promise<Buffer> {
  const { width, height, bands, bandNames, nodata, west, north, cellMetres } = raster;
  const [across, down] = [Math.ceil(width / TILE), Math.ceil(height / TILE)];
  const tiles = await Promise.all(Array.from({ length: across * down }, (_, index) =>
    compress(tileBytes(raster, index % across, Math.floor(index / across)))));
  const isFloat = bands[0] instanceof Float32Array;
  const each = <T>(value: T): T[] => bands.map(() => value);
  const isColour = bands.length > 2;
  const metadata = bandNames.map((name, band) => `<Item name="DESCRIPTION" sample="${band}" role="description">${name}</Item>`).join('');
  // Ascending tags, as the format asks.
  const fields: Field[] = [
    [256, LONG, [width]], [257, LONG, [height]], [258, SHORT, each(isFloat ? 32 : 16)], [259, SHORT, [DEFLATE]],
    [262, SHORT, [isColour ? RGB : GREY]], [277, SHORT, [bands.length]], [284, SHORT, [1]],
    [317, SHORT, [isFloat ? NO_PREDICTOR : HORIZONTAL_PREDICTOR]], [322, SHORT, [TILE]], [323, SHORT, [TILE]],
    [324, LONG, tiles.map(() => 0)], [325, LONG, tiles.map((tile) => tile.length)],
    ...(isColour && bands.length > 3 ? [[338, SHORT, bands.slice(3).map(() => 0)] as const] : []),
    [339, SHORT, each(isFloat ? 3 : 1)],
    [33_550, DOUBLE, [cellMetres, cellMetres, 0]], [33_922, DOUBLE, [0, 0, 0, west, north, 0]],
    // Projected, a cell is an area, the code of the system, metres.
    [34_735, SHORT, [1, 1, 0, 4, 1024, 0, 1, 1, 1025, 0, 1, 1, 3072, 0, 1, EPSG, 3076, 0, 1, 9001]],
    [42_112, ASCII, `<GDALMetadata>${metadata}</GDALMetadata>`], [42_113, ASCII, String(nodata)],
  ];
  return assemble(fields, tiles);
}

/** The samples of one tile, pixel by pixel; beyond the raster's edge nodata. */
function tileBytes({ width, height, bands, nodata }: Raster, column: number, row: number): Buffer {
  const count = bands.length;
  const Samples = bands[0] instanceof Float32Array ? Float32Array : Uint16Array;
  const samples = new Samples(TILE * TILE * count).fill(nodata);
  for (let y = 0; y < TILE && row * TILE + y < height; y++) {
    const from = (row * TILE + y) * width + column * TILE;
    for (let x = 0; x < TILE && column * TILE + x < width; x++) {
      for (let band = 0; band < count; band++) samples[(y * TILE + x) * count + band] = must(must(bands[band])[from + x]);
    }
  }
  // Differences of neighbours compress better; from the right, so that each is taken before its left one changes.
  if (samples instanceof Uint16Array) {
    for (let y = 0; y < TILE; y++) {
      for (let at = (y + 1) * TILE * count - 1; at >= y * TILE * count + count; at--) samples[at] = must(samples[at]) - must(samples[at - count]);
    }
  }
  return Buffer.from(samples.buffer);
}

/** Header, directory, values too long for it, tiles. */
function assemble(fields: readonly Field[], tiles: readonly Buffer[]): Buffer {
  const HEADER = 8;
  const directoryBytes = 2 + fields.length * 12 + 4;
  const sizeOf = ([, type, values]: Field): number => (typeof values === 'string' ? Buffer.byteLength(values) + 1 : values.length * must(BYTES[type]));
  const longBytes = fields.map(sizeOf).map((size) => (size > 4 ? size + (size % 2) : 0));
  let tileAt = HEADER + directoryBytes + longBytes.reduce((sum, size) => sum + size, 0);
  const offsets = tiles.map((tile) => {
    const at = tileAt;
    tileAt += tile.length;
    return at;
  });
  const head = Buffer.alloc(HEADER + directoryBytes + longBytes.reduce((sum, size) => sum + size, 0));
  head.write('II', 0, 'latin1');
  head.writeUInt16LE(42, 2);
  head.writeUInt32LE(HEADER, 4);
  head.writeUInt16LE(fields.length, HEADER);
  let longAt = HEADER + directoryBytes;
  fields.forEach((field, index) => {
    const [tag, type, declared] = field;
    const values = tag === 324 ? offsets : declared;
    const entry = HEADER + 2 + index * 12;
    const size = sizeOf(field);
    head.writeUInt16LE(tag, entry);
    head.writeUInt16LE(type, entry + 2);
    head.writeUInt32LE(size / must(BYTES[type]), entry + 4);
    let at = entry + 8;
    if (size > 4) {
      head.writeUInt32LE(longAt, at);
      at = longAt;
      longAt += must(longBytes[index]);
    }
    if (typeof values === 'string') {
      head.write(values, at, 'utf8');
      return;
    }
    for (const value of values) {
      if (type === SHORT) head.writeUInt16LE(value, at);
      else if (type === LONG) head.writeUInt32LE(value, at);
      else head.writeDoubleLE(value, at);
      at += must(BYTES[type]);
    }
  });
  return Buffer.concat([head, ...tiles]);
}
