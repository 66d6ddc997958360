/**
 * Takes rows apart as COPY writes them in binary, in whatever pieces they come, and keeps them packed: no object is made
 * for each. PostgreSQL's COPY, "Binary Format".
 */
import type { TileGeometries } from './producers/tile-geometries.ts';
import type { CopiedProperty, CopiedType } from './read-rows.ts';
import type { TileRows } from './tile-rows.ts';

/** Signature, flags and length of the header's extension (none). */
const HEADER_BYTES = 19;
const END_OF_ROWS = -1;
const NULL_BYTES = -1;
const FIRST_BYTES = 1 << 20;
const LONGEST_CODE_BYTES = 32;
const MOST_CODES = 4096;
/** Of the FNV hash. */
const HASH_PRIME = 16_777_619;
const UTF8 = new TextDecoder();

type Column = { readonly name: string; readonly type: CopiedType; readonly values: unknown[] };

export class RowsReader {
  #bytes = new Uint8Array(FIRST_BYTES);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;
  /** Where the next row begins. */
  #at = HEADER_BYTES;
  #hasEnded = false;
  readonly #gids: number[] = [];
  readonly #ids = { starts: [] as number[], ends: [] as number[] };
  readonly #wkb = { starts: [] as number[], ends: [] as number[] };
  readonly #columns: readonly Column[];
  readonly #texts = new KnownTexts();

  constructor(properties: readonly CopiedProperty[]) {
    this.#columns = properties.map(({ name, type }) => ({ name, type, values: [] }));
  }

  /** Rows that are whole so far. */
  get count(): number {
    return this.#gids.length;
  }

  take(piece: Uint8Array): void {
    this.#append(piece);
    while (!this.#hasEnded && this.#isRowWhole()) this.#row();
  }

  /** Adds to `geometries` those of the rows that it does not have yet. */
  addTo(geometries: TileGeometries): void {
    for (let row = geometries.count; row < this.count; row++)
      geometries.add(this.#view, this.#wkb.starts[row] ?? 0, this.#wkb.ends[row] ?? 0);
  }

  /** @throws RangeError when the bytes have ended early */
  rows(): TileRows {
    if (!this.#hasEnded) throw new RangeError('the rows end before their end');
    return {
      bytes: this.#bytes.subarray(0, this.#length),
      gids: Uint32Array.from(this.#gids),
      ids: { starts: Uint32Array.from(this.#ids.starts), ends: Uint32Array.from(this.#ids.ends) },
      wkb: { starts: Uint32Array.from(this.#wkb.starts), ends: Uint32Array.from(this.#wkb.ends) },
      columns: Object.fromEntries(this.#columns.map(({ name, values }) => [name, values])),
    };
  }

  #append(piece: Uint8Array): void {
    const length = this.#length + piece.length;
    if (length > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(length, this.#bytes.length * 2));
      larger.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = larger;
      this.#view = new DataView(larger.buffer);
    }
    this.#bytes.set(piece, this.#length);
    this.#length = length;
  }

  #isRowWhole(): boolean {
    let at = this.#at + 2;
    if (at > this.#length) return false;
    const fields = this.#view.getInt16(this.#at);
    this.#hasEnded = fields === END_OF_ROWS;
    for (let left = fields; left > 0; left--) {
      if (at + 4 > this.#length) return false;
      at += 4 + Math.max(0, this.#view.getInt32(at));
    }
    return at <= this.#length && !this.#hasEnded;
  }

  #row(): void {
    const view = this.#view;
    // Behind the number of fields and the length of the first.
    this.#gids.push(view.getUint32(this.#at + 6));
    let at = this.#at + 10;
    for (const { starts, ends } of [this.#ids, this.#wkb]) {
      starts.push(at + 4);
      at += 4 + Math.max(0, view.getInt32(at));
      ends.push(at);
    }
    for (const { type, values } of this.#columns) {
      const length = view.getInt32(at);
      const from = at + 4;
      at = from + Math.max(0, length);
      values.push(length === NULL_BYTES ? null : this.#value(type, from, at));
    }
    this.#at = at;
  }

  #value(type: CopiedType, from: number, to: number): unknown {
    switch (type) {
      case 'number':
        return this.#view.getFloat64(from);
      case 'boolean':
        return this.#view.getUint8(from) === 1;
      case 'text':
        return this.#texts.read(this.#bytes, from, to);
    }
  }
}

/** Most texts are codes: one that was met before is found by its bytes, four times as fast as it is made again. */
class KnownTexts {
  readonly #known = new Map<number, string>();

  read(bytes: Uint8Array, from: number, to: number): string {
    if (to - from > LONGEST_CODE_BYTES) return UTF8.decode(bytes.subarray(from, to));
    let hash = to - from;
    for (let at = from; at < to; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), HASH_PRIME);
    const found = this.#known.get(hash);
    if (found !== undefined && isAsciiAt(found, bytes, from, to)) return found;
    const text = UTF8.decode(bytes.subarray(from, to));
    if (this.#known.size < MOST_CODES) this.#known.set(hash, text);
    return text;
  }
}

function isAsciiAt(text: string, bytes: Uint8Array, from: number, to: number): boolean {
  if (text.length !== to - from) return false;
  for (let index = 0; index < text.length; index++)
    if (text.charCodeAt(index) !== bytes[from + index]) return false;
  return true;
}
