/** From the bytes of a strip or tile of a TIFF to its samples, in the order of this machine's bytes. */
import { endianness } from 'node:os';
import { inflateSync, zstdDecompressSync } from 'node:zlib';
import { getDecoder, type BaseDecoder } from 'geotiff';
import sharp from 'sharp';

export type BlockCoding = {
  /** Code of TIFF. */
  readonly compression: number;
  readonly predictor: number;
  readonly littleEndian: boolean;
  readonly bytesPerSample: number;
  /** Samples of a cell that lie together in the block: all bands, or one where they lie apart. */
  readonly together: number;
  readonly width: number;
  readonly height: number;
  /** Tables that all blocks share. */
  readonly jpegTables?: Uint8Array | undefined;
  readonly lercParameters?: unknown;
};

export const NONE = 1;
export const DEFLATE = 8;
const JPEG = 7;
const DEFLATE_OLD = 32_946;
const ZSTD = 50_000;
const WEBP = 50_001;
const LERC = 34_887;
/** Of the reader's own: PackBits and LZW. */
const BY_LIBRARY: ReadonlySet<number> = new Set([5, 32_773, LERC]);
const HORIZONTAL = 2;
const FLOATING_POINT = 3;
const MARKER_BYTES = 2;
const MACHINE_IS_LITTLE = endianness() === 'LE';

export function isReadable(compression: number): boolean {
  return BY_LIBRARY.has(compression) || [NONE, DEFLATE, DEFLATE_OLD, JPEG, ZSTD, WEBP].includes(compression);
}

/** @throws Error where the bytes are no block of this coding */
export async function decodeBlock(bytes: Uint8Array, coding: BlockCoding): Promise<ArrayBuffer> {
  const { compression, predictor, bytesPerSample, littleEndian } = coding;
  const raw = await decompress(bytes, coding);
  // These are pictures or arrays of their own: their samples are of this machine already.
  const isForeign = ![JPEG, WEBP, LERC].includes(compression) && littleEndian !== MACHINE_IS_LITTLE;
  if (isForeign && predictor !== FLOATING_POINT) swapBytes(raw, bytesPerSample);
  if (predictor === HORIZONTAL) addUp(raw, coding);
  if (predictor === FLOATING_POINT) joinFloats(raw, coding);
  return raw;
}

async function decompress(bytes: Uint8Array, coding: BlockCoding): Promise<ArrayBuffer> {
  const most = coding.width * coding.height * coding.together * coding.bytesPerSample;
  switch (coding.compression) {
    case NONE:
      return ownBuffer(bytes);
    case DEFLATE:
    case DEFLATE_OLD:
      return ownBuffer(inflateSync(bytes, { maxOutputLength: 2 * most + 1024 }));
    case ZSTD:
      return ownBuffer(zstdDecompressSync(bytes, { maxOutputLength: 2 * most + 1024 }));
    case JPEG:
      return decodePicture(withTables(bytes, coding.jpegTables), coding.together);
    case WEBP:
      return decodePicture(bytes, coding.together);
    default: {
      const decoder: BaseDecoder = await getDecoder(coding.compression, {
        tileWidth: coding.width,
        tileHeight: coding.height,
        predictor: 1,
        bitsPerSample: Array.from({ length: coding.together }, () => coding.bytesPerSample * 8),
        planarConfiguration: 1,
        ...(coding.lercParameters === undefined ? {} : { LercParameters: coding.lercParameters }),
      });
      return ownBuffer(new Uint8Array(await decoder.decode(ownBuffer(bytes))));
    }
  }
}

/** A JPEG block lacks the tables that its file keeps once: they go between its start and the rest. */
function withTables(bytes: Uint8Array, tables: Uint8Array | undefined): Uint8Array {
  if (!tables || tables.length <= 2 * MARKER_BYTES) return bytes;
  return Buffer.concat([tables.subarray(0, tables.length - MARKER_BYTES), bytes.subarray(MARKER_BYTES)]);
}

async function decodePicture(bytes: Uint8Array, channels: number): Promise<ArrayBuffer> {
  const picture = sharp(bytes, { limitInputPixels: 4096 * 4096, failOn: 'error' });
  const wanted = channels === 4 ? picture.ensureAlpha() : channels === 3 ? picture.removeAlpha() : picture;
  const { data, info } = await wanted.raw().toBuffer({ resolveWithObject: true });
  if (info.channels !== channels)
    throw new Error(`a block has ${info.channels} channels, and the image ${channels} bands`);
  return ownBuffer(data);
}

function swapBytes(buffer: ArrayBuffer, bytesPerSample: number): void {
  const whole = Buffer.from(buffer, 0, buffer.byteLength - (buffer.byteLength % bytesPerSample));
  if (bytesPerSample === 2) whole.swap16();
  if (bytesPerSample === 4) whole.swap32();
  if (bytesPerSample === 8) whole.swap64();
}

/** Each sample was stored as its difference from the one before it in the row. */
function addUp(buffer: ArrayBuffer, { width, together, bytesPerSample }: BlockCoding): void {
  const row = width * together;
  const samples =
    bytesPerSample === 1
      ? new Uint8Array(buffer)
      : bytesPerSample === 2
        ? new Uint16Array(buffer)
        : bytesPerSample === 4
          ? new Uint32Array(buffer)
          : new BigUint64Array(buffer);
  for (let start = 0; start + row <= samples.length; start += row) {
    for (let at = start + together; at < start + row; at++) {
      // Samples of 64 bits are whole numbers of any size: added as they are.
      if (samples instanceof BigUint64Array)
        samples[at] = (samples[at] ?? 0n) + (samples[at - together] ?? 0n);
      else samples[at] = (samples[at] ?? 0) + (samples[at - together] ?? 0);
    }
  }
}

/** Of each row the highest bytes of all floats come first, then the next ones; and each byte as its difference. */
function joinFloats(buffer: ArrayBuffer, { width, together, bytesPerSample }: BlockCoding): void {
  const count = width * together;
  const rowBytes = count * bytesPerSample;
  const bytes = new Uint8Array(buffer);
  const row = new Uint8Array(rowBytes);
  for (let start = 0; start + rowBytes <= bytes.length; start += rowBytes) {
    for (let at = start + together; at < start + rowBytes; at++)
      bytes[at] = (bytes[at] ?? 0) + (bytes[at - together] ?? 0);
    row.set(bytes.subarray(start, start + rowBytes));
    for (let sample = 0; sample < count; sample++) {
      for (let byte = 0; byte < bytesPerSample; byte++) {
        const place = MACHINE_IS_LITTLE ? bytesPerSample - 1 - byte : byte;
        bytes[start + sample * bytesPerSample + place] = row[byte * count + sample] ?? 0;
      }
    }
  }
}

/** That of a small Buffer is shared with others, and not aligned. */
function ownBuffer(bytes: Uint8Array): ArrayBuffer {
  const { buffer, byteOffset, byteLength } = bytes;
  if (buffer instanceof ArrayBuffer && byteOffset === 0 && byteLength === buffer.byteLength) return buffer;
  return new Uint8Array(bytes).buffer;
}
