/** Writes levels of blocks as a tiled, deflate-compressed BigTIFF; blocks come in any order, the directories at the end. */
import { open, type FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import { DEFLATE } from './decode-block.ts';
import { SAMPLE_TYPES, type SampleType } from './raster-profile.ts';

export const BLOCK = 256;
const compress = promisify(deflate);
/** Three quarters of the way to the smallest in a third of its time. */
const EFFORT = 3;
const HEADER_BYTES = 16;
const APART = 2;
const REDUCED = 1;
const SHORT = 3;
const LONG8 = 16;
const SAMPLE_FORMATS = { uint: 1, int: 2, float: 3 } as const;

type WrittenLevel = {
  readonly width: number;
  readonly height: number;
  readonly across: number;
  readonly down: number;
  readonly offsets: Float64Array;
  readonly lengths: Float64Array;
};

export class LevelWriter {
  readonly #file: FileHandle;
  readonly #type: SampleType;
  readonly #bands: number;
  readonly #nodata: number;
  readonly #levels = new Map<number, WrittenLevel>();
  #end = HEADER_BYTES;

  /** @param nodata takes the place of NaN where samples are whole numbers */
  static async create(
    path: string,
    { type, bands, nodata }: { type: SampleType; bands: number; nodata: number },
  ): Promise<LevelWriter> {
    return new LevelWriter(await open(path, 'w'), type, bands, nodata);
  }

  private constructor(file: FileHandle, type: SampleType, bands: number, nodata: number) {
    this.#file = file;
    this.#type = type;
    this.#bands = bands;
    this.#nodata = nodata;
  }

  /** @param number levels are written as images in the order of their numbers */
  addLevel(number: number, width: number, height: number): void {
    const [across, down] = [Math.ceil(width / BLOCK), Math.ceil(height / BLOCK)];
    const blocks = across * down * this.#bands;
    this.#levels.set(number, {
      width,
      height,
      across,
      down,
      offsets: new Float64Array(blocks),
      lengths: new Float64Array(blocks),
    });
  }

  /** @param bands 256 × 256 cells each; a block of nothing but NaN takes no room */
  async write(number: number, column: number, row: number, bands: readonly Float32Array[]): Promise<void> {
    const level = this.#levels.get(number);
    if (!level) throw new RangeError(`there is no level ${number}`);
    if (bands.every((band) => band.every(Number.isNaN))) return;
    for (const [band, cells] of bands.entries()) {
      const bytes = await compress(this.#samples(cells), { level: EFFORT });
      const index = (band * level.down + row) * level.across + column;
      level.offsets[index] = this.#end;
      level.lengths[index] = bytes.length;
      await this.#append(bytes);
    }
  }

  async finish(): Promise<void> {
    const numbers = [...this.#levels.keys()].toSorted((a, b) => a - b);
    const header = Buffer.alloc(HEADER_BYTES);
    header.write('II', 'latin1');
    header.writeUInt16LE(43, 2);
    header.writeUInt16LE(8, 4);
    header.writeBigUInt64LE(BigInt(this.#end), 8);
    for (const [place, number] of numbers.entries()) {
      const level = this.#levels.get(number);
      if (level) await this.#append(this.#directory(level, place > 0, place === numbers.length - 1));
    }
    await this.#file.write(header, 0, HEADER_BYTES, 0);
    await this.#file.sync();
    await this.#file.close();
  }

  async abandon(): Promise<void> {
    await this.#file.close();
  }

  async #append(bytes: Uint8Array): Promise<void> {
    await this.#file.write(bytes, 0, bytes.length, this.#end);
    this.#end += bytes.length;
  }

  #samples(cells: Float32Array): Uint8Array {
    const Type = SAMPLE_TYPES[this.#type];
    const samples = new Type(cells.length);
    const isWhole = !this.#type.startsWith('float');
    for (let cell = 0; cell < cells.length; cell++) {
      const value = cells[cell] ?? Number.NaN;
      samples[cell] = Number.isNaN(value) ? this.#nodata : isWhole ? Math.round(value) : value;
    }
    return new Uint8Array(samples.buffer);
  }

  /** The values that do not fit into their fields lie behind the directory. */
  #directory({ width, height, offsets, lengths }: WrittenLevel, isReduced: boolean, isLast: boolean): Buffer {
    const each = (value: number): number[] => Array.from({ length: this.#bands }, () => value);
    const bits = SAMPLE_TYPES[this.#type].BYTES_PER_ELEMENT * 8;
    const format = SAMPLE_FORMATS[this.#type.replace(/\d+/, '') as keyof typeof SAMPLE_FORMATS];
    // Ascending tags, as the format asks.
    const fields: readonly (readonly [tag: number, type: number, values: ArrayLike<number>])[] = [
      [254, LONG8, [isReduced ? REDUCED : 0]],
      [256, LONG8, [width]],
      [257, LONG8, [height]],
      [258, SHORT, each(bits)],
      [259, SHORT, [DEFLATE]],
      [262, SHORT, [1]],
      [277, SHORT, [this.#bands]],
      [284, SHORT, [APART]],
      [322, LONG8, [BLOCK]],
      [323, LONG8, [BLOCK]],
      [324, LONG8, offsets],
      [325, LONG8, lengths],
      ...(this.#bands > 1 ? [[338, SHORT, each(0).slice(1)] as const] : []),
      [339, SHORT, each(format)],
    ];
    const ENTRY = 20;
    const sizeOf = (type: number, count: number): number => count * (type === SHORT ? 2 : 8);
    let valuesAt = 8 + fields.length * ENTRY + 8;
    const total = fields.reduce((sum, [, type, values]) => {
      const size = sizeOf(type, values.length);
      return sum + (size > 8 ? size : 0);
    }, valuesAt);
    const out = Buffer.alloc(total);
    out.writeBigUInt64LE(BigInt(fields.length), 0);
    fields.forEach(([tag, type, values], index) => {
      const entry = 8 + index * ENTRY;
      const size = sizeOf(type, values.length);
      out.writeUInt16LE(tag, entry);
      out.writeUInt16LE(type, entry + 2);
      out.writeBigUInt64LE(BigInt(values.length), entry + 4);
      let at = entry + 12;
      if (size > 8) {
        out.writeBigUInt64LE(BigInt(this.#end + valuesAt), at);
        at = valuesAt;
        valuesAt += size;
      }
      for (let place = 0; place < values.length; place++) {
        const value = values[place] ?? 0;
        if (type === SHORT) out.writeUInt16LE(value, at);
        else out.writeBigUInt64LE(BigInt(value), at);
        at += type === SHORT ? 2 : 8;
      }
    });
    out.writeBigUInt64LE(isLast ? 0n : BigInt(this.#end + total), 8 + fields.length * ENTRY);
    return out;
  }
}
