/**
 * A GeoTIFF as levels of blocks: the image, its overviews from fine to coarse, and what hides cells of them. Blocks are
 * decoded once and kept within a limit that all files of the process share.
 */
import { open, type FileHandle } from 'node:fs/promises';
import { fromFile, type GeoTIFFImage } from 'geotiff';
import { StoreError } from '../store/store-error.ts';
import { decodeBlock, isReadable, type BlockCoding } from './decode-block.ts';
import { SAMPLE_TYPES, type SampleType } from './raster-profile.ts';

type Samples = InstanceType<(typeof SAMPLE_TYPES)[SampleType]>;

export type RasterLevel = {
  readonly width: number;
  readonly height: number;
  readonly blockWidth: number;
  readonly blockHeight: number;
  /** Bytes of the file in which the blocks lie, where any do. */
  readonly blocks: readonly { readonly offset: number; readonly length: number }[];
  /** Bands of the block, row by row; NaN where the file says that there is nothing. Shorter at the lower edge. */
  read(column: number, row: number): Promise<readonly Float32Array[]>;
};

export type RasterFile = {
  readonly sampleType: SampleType;
  readonly bandCount: number;
  /** Finest first. */
  readonly levels: readonly RasterLevel[];
  readonly isTiled: boolean;
  /** The first image, for what its other tags say. */
  readonly image: GeoTIFFImage;
  close(): Promise<void>;
};

export type Nothing = {
  readonly nodata: number | null;
  /** Place of the band that is 0 where there is nothing; counted from 0. */
  readonly alpha?: number | undefined;
};

/** Of decoded blocks, in one thread. */
const CACHE_BYTES = 96 * 1024 * 1024;
const MOST_LEVELS = 40;
const MOST_BLOCK_CELLS = 64 * 1024 * 1024;
const REDUCED = 1;
const MASK = 4;
const APART = 2;

/** Decoded blocks, the least recently used first. */
const cache = new Map<string, readonly Float32Array[]>();
let cachedBytes = 0;

/**
 * @param nothing what hides cells; a mask in the file does so always
 * @throws StoreError `file-broken`, `file-truncated`, `raster-type`, `raster-compression`
 */
export async function openRaster(path: string, nothing: Nothing = { nodata: null }): Promise<RasterFile> {
  const tiff = await fromFile(path).catch((error: unknown) => {
    throw broken(error);
  });
  try {
    const images: GeoTIFFImage[] = [];
    const count = Math.min(await tiff.getImageCount(), MOST_LEVELS);
    for (let index = 0; index < count; index++) images.push(await tiff.getImage(index));
    const [first] = images;
    if (!first)
      throw new StoreError('file-broken', 'The TIFF holds no image.', 'Check that it is the right one.');
    const kindOf = (image: GeoTIFFImage): number => image.fileDirectory.getValue('NewSubfileType') ?? 0;
    const isImage = (image: GeoTIFFImage): boolean => (kindOf(image) & MASK) === 0;
    if (!(first.getSamplesPerPixel() >= 1))
      throw new StoreError(
        'file-broken',
        'The TIFF says of itself that it has no bands.',
        'Copy or download it again.',
      );
    const sampleType = sampleTypeOf(first);
    const ratio = first.getWidth() / first.getHeight();
    const finer = images.filter(
      (image, index) =>
        index === 0 ||
        ((kindOf(image) & REDUCED) !== 0 &&
          isImage(image) &&
          image.getSamplesPerPixel() === first.getSamplesPerPixel() &&
          // A picture of another part or shape is a thumbnail, no overview.
          Math.abs(image.getWidth() / image.getHeight() / ratio - 1) < 0.1),
    );
    const masks = images.filter((image) => !isImage(image));
    const size = await sizeOf(path);
    const levels = await Promise.all(
      finer
        .toSorted((a, b) => b.getWidth() - a.getWidth())
        .map(async (image) => {
          const mask = masks.find(
            (one) => one.getWidth() === image.getWidth() && one.getHeight() === image.getHeight(),
          );
          return levelOf(path, size, image, mask, sampleType, nothing);
        }),
    );
    return {
      sampleType,
      bandCount: first.getSamplesPerPixel(),
      levels,
      isTiled: first.isTiled,
      image: first,
      close: async () => {
        await tiff.close();
      },
    };
  } catch (error) {
    await tiff.close();
    throw error instanceof StoreError ? error : broken(error);
  }
}

async function levelOf(
  path: string,
  size: number,
  image: GeoTIFFImage,
  mask: GeoTIFFImage | undefined,
  sampleType: SampleType,
  nothing: Nothing,
): Promise<RasterLevel> {
  const [width, height] = [image.getWidth(), image.getHeight()];
  const [blockWidth, blockHeight] = [
    image.getTileWidth(),
    Math.min(image.getTileHeight(), image.isTiled ? Infinity : height),
  ];
  checkSizes(width, height, blockWidth, blockHeight);
  const blocks = await blocksOf(image, size);
  const readSamples = await blockReader(image, sampleType, blockWidth, blockHeight);
  const readMask = mask && (await maskReader(mask, size));
  const level = `${path} ${width}`;
  return {
    width,
    height,
    blockWidth,
    blockHeight,
    blocks,
    async read(column, row) {
      const key = `${level} ${column} ${row}`;
      const known = cache.get(key);
      if (known) {
        cache.delete(key);
        cache.set(key, known);
        return known;
      }
      const rows = Math.min(blockHeight, height - row * blockHeight);
      const samples = await readSamples(column, row);
      const bands = separate(samples, image.getSamplesPerPixel(), blockWidth * rows);
      hide(bands, nothing);
      if (readMask) await readMask(bands, { column, row, blockWidth, blockHeight, rows, width });
      keep(key, bands);
      return bands;
    },
  };
}

/** Reads a block's samples, the bands of each cell together or one band after the other; undefined where there are none. */
async function blockReader(
  image: GeoTIFFImage,
  sampleType: SampleType,
  blockWidth: number,
  blockHeight: number,
): Promise<(column: number, row: number) => Promise<readonly Samples[] | undefined>> {
  const Type = SAMPLE_TYPES[sampleType];
  const directory = image.fileDirectory;
  const compression: number = directory.getValue('Compression') ?? 1;
  if (!isReadable(compression))
    throw new StoreError(
      'raster-compression',
      `The image is compressed by method ${compression} of TIFF, which is not read here.`,
      'Convert it: gdal_translate -co TILED=YES -co COMPRESS=DEFLATE in.tif out.tif.',
    );
  const bands = image.getSamplesPerPixel();
  const isApart = image.planarConfiguration === APART;
  const coding: BlockCoding = {
    compression,
    predictor: (await directory.loadValue('Predictor')) ?? 1,
    littleEndian: image.littleEndian,
    bytesPerSample: Type.BYTES_PER_ELEMENT,
    together: isApart ? 1 : bands,
    width: blockWidth,
    height: blockHeight,
    jpegTables: bytesOf(await directory.loadValue('JPEGTables')),
    lercParameters: await directory.loadValue('LercParameters'),
  };
  const read = async (column: number, row: number, band: number): Promise<Samples | undefined> => {
    let isThere = false;
    const decode = async (bytes: ArrayBufferLike): Promise<ArrayBuffer> => {
      isThere = true;
      return decodeBlock(new Uint8Array(bytes), {
        ...coding,
        height: Math.min(blockHeight, image.isTiled ? blockHeight : image.getHeight() - row * blockHeight),
      });
    };
    const { data } = await image.getTileOrStrip(column, row, band, { decode });
    if (!isThere) return undefined;
    const whole = data.byteLength - (data.byteLength % Type.BYTES_PER_ELEMENT);
    return new Type(data as ArrayBuffer, 0, whole / Type.BYTES_PER_ELEMENT);
  };
  return async (column, row) => {
    const parts = await Promise.all(
      Array.from({ length: isApart ? bands : 1 }, (_, band) => read(column, row, band)),
    );
    const there = parts.filter((part) => part !== undefined);
    return there.length === parts.length ? there : undefined;
  };
}

type BlockPlace = {
  readonly column: number;
  readonly row: number;
  readonly blockWidth: number;
  readonly blockHeight: number;
  readonly rows: number;
  readonly width: number;
};

/** A mask has blocks of its own: its cells are looked up one block after the other. */
async function maskReader(
  mask: GeoTIFFImage,
  size: number,
): Promise<(bands: readonly Float32Array[], place: BlockPlace) => Promise<void>> {
  await blocksOf(mask, size);
  return async (bands, { column, row, blockWidth, blockHeight, rows, width }) => {
    const [west, north] = [column * blockWidth, row * blockHeight];
    const east = Math.min(west + blockWidth, width);
    const cells = await mask.readRasters({ window: [west, north, east, north + rows], interleave: true });
    for (let y = 0; y < rows; y++) {
      for (let x = 0; x < east - west; x++) {
        if (cells[y * (east - west) + x] !== 0) continue;
        for (const band of bands) band[y * blockWidth + x] = Number.NaN;
      }
    }
  };
}

function separate(samples: readonly Samples[] | undefined, count: number, cells: number): Float32Array[] {
  const bands = Array.from({ length: count }, () => new Float32Array(cells).fill(Number.NaN));
  const [first] = samples ?? [];
  if (!samples || !first) return bands;
  bands.forEach((band, index) => {
    const own = samples.length > 1 ? samples[index] : undefined;
    if (own) band.set(own.subarray(0, cells));
    else for (let cell = 0; cell < cells; cell++) band[cell] = first[cell * count + index] ?? Number.NaN;
  });
  return bands;
}

function hide(bands: readonly Float32Array[], { nodata, alpha }: Nothing): void {
  if (nodata !== null && !Number.isNaN(nodata)) {
    const nothing = Math.fround(nodata);
    for (const band of bands) {
      for (let cell = 0; cell < band.length; cell++) if (band[cell] === nothing) band[cell] = Number.NaN;
    }
  }
  const hidden = alpha === undefined ? undefined : bands[alpha];
  if (!hidden) return;
  for (let cell = 0; cell < hidden.length; cell++) {
    if (hidden[cell] !== 0) continue;
    for (const band of bands) band[cell] = Number.NaN;
  }
}

function keep(key: string, bands: readonly Float32Array[]): void {
  const bytesIn = (some: readonly Float32Array[]): number =>
    some.reduce((sum, { byteLength }) => sum + byteLength, 0);
  cache.set(key, bands);
  cachedBytes += bytesIn(bands);
  for (const [oldest, its] of cache) {
    if (cachedBytes <= CACHE_BYTES || oldest === key) break;
    cache.delete(oldest);
    cachedBytes -= bytesIn(its);
  }
}

function sampleTypeOf(image: GeoTIFFImage): SampleType {
  const bits = image.getBitsPerSample();
  const format = image.getSampleFormat();
  const name = `${['', 'uint', 'int', 'float'][format] ?? 'complex'}${bits}`;
  const isAlike = Array.from({ length: image.getSamplesPerPixel() }, (_, band) => band).every(
    (band) => image.getBitsPerSample(band) === bits,
  );
  if (isAlike && isSampleType(name)) return name;
  throw new StoreError(
    'raster-type',
    `The image's samples are ${isAlike ? name : 'of several sizes'}, which is not read here.`,
    `Convert it to one of ${Object.keys(SAMPLE_TYPES).join(', ')}: gdal_translate -ot Float32 in.tif out.tif.`,
  );
}

function isSampleType(name: string): name is SampleType {
  return Object.hasOwn(SAMPLE_TYPES, name);
}

function checkSizes(width: number, height: number, blockWidth: number, blockHeight: number): void {
  const whole = [width, height, blockWidth, blockHeight].every(
    (side) => Number.isSafeInteger(side) && side > 0,
  );
  if (whole && blockWidth * blockHeight <= MOST_BLOCK_CELLS) return;
  throw new StoreError(
    'file-broken',
    `The TIFF says of itself that it has ${width} × ${height} cells in blocks of ${blockWidth} × ${blockHeight}, which cannot be.`,
    'Copy or download it again; or write it anew: gdal_translate -co TILED=YES in.tif out.tif.',
  );
}

/** @throws StoreError `file-truncated` where a block would lie beyond the end of the file */
async function blocksOf(image: GeoTIFFImage, size: number): Promise<RasterLevel['blocks']> {
  const directory = image.fileDirectory;
  const numbers = async (tag: 'TileOffsets' | 'StripOffsets' | 'TileByteCounts' | 'StripByteCounts') =>
    Array.from((await directory.loadValue(tag)) ?? [], Number);
  const offsets = await numbers(image.isTiled ? 'TileOffsets' : 'StripOffsets');
  const lengths = await numbers(image.isTiled ? 'TileByteCounts' : 'StripByteCounts');
  const across = Math.ceil(image.getWidth() / image.getTileWidth());
  const down = Math.ceil(image.getHeight() / image.getTileHeight());
  const wanted = across * down * (image.planarConfiguration === APART ? image.getSamplesPerPixel() : 1);
  if (offsets.length < wanted || lengths.length < wanted)
    throw new StoreError(
      'file-broken',
      `The TIFF has ${image.getWidth()} × ${image.getHeight()} cells, but lists ${offsets.length} of the ${wanted} blocks that would hold them.`,
      'Copy or download it again.',
    );
  const blocks = offsets.map((offset, index) => ({ offset, length: lengths[index] ?? 0 }));
  const beyond = blocks.find(({ offset, length }) => length > 0 && offset + length > size);
  if (beyond)
    throw new StoreError(
      'file-truncated',
      `The TIFF ends after ${size} bytes, but a part of the image should lie at ${beyond.offset} to ${beyond.offset + beyond.length}.`,
      'Copy or download it again.',
    );
  return blocks.filter(({ length }) => length > 0);
}

async function sizeOf(path: string): Promise<number> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(path);
    return (await handle.stat()).size;
  } finally {
    await handle?.close();
  }
}

function bytesOf(value: unknown): Uint8Array | undefined {
  if (value === undefined) return undefined;
  return value instanceof Uint8Array ? value : Uint8Array.from(value as ArrayLike<number>);
}

function broken(error: unknown): StoreError {
  return new StoreError(
    'file-broken',
    `The file looks like TIFF, but it cannot be read${error instanceof Error ? `: ${error.message.replace(/[.\s]+$/, '')}` : ''}.`,
    'Copy or download it again.',
    error,
  );
}
