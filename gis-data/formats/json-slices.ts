/**
 * Cuts a stream of JSON into the slices that a reader of features needs, without building the whole: the members of
 * each top-level object, and the elements of its member `features` one by one. Brackets and strings are followed byte
 * by byte; each slice is parsed by the engine's own parser. So a file of any size needs the memory of its largest
 * feature.
 */
import { StoreError } from '../store/store-error.ts';

export type JsonSlice =
  /** An element of `features`, or of a top-level array. */
  | { readonly kind: 'element'; readonly line: number; readonly text: string }
  /** `"name": value` of a top-level object. */
  | { readonly kind: 'member'; readonly line: number; readonly text: string }
  | {
      readonly kind: 'refused';
      readonly line: number;
      readonly code: 'feature-too-large' | 'nested-too-deep';
    }
  /** A top-level object is complete. */
  | { readonly kind: 'end'; readonly line: number };

/** Text of one feature: about 800,000 vertices. */
const SLICE_LIMIT_BYTES = 32 * 1024 * 1024;
/** A GeoJSON feature needs eight levels; what nests deeper than this is no data. */
const DEPTH_LIMIT = 128;
const FEATURES_MEMBER = /^"features"\s*:\s*$/;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const COMMA = 0x2c;
const NEWLINE = 0x0a;
const SPACE = 0x20;
/** Stands before each record of a GeoJSON text sequence (RFC 8142). */
const RECORD_SEPARATOR = 0x1e;

/** One for the bytes that change where a slice begins or ends. */
const IS_STRUCTURE = new Uint8Array(256);
for (const byte of [QUOTE, OPEN_OBJECT, CLOSE_OBJECT, OPEN_ARRAY, CLOSE_ARRAY, COMMA, NEWLINE])
  IS_STRUCTURE[byte] = 1;

export class JsonSlicer {
  #line = 1;
  #depth = 0;
  #inString = false;
  #escaped = false;
  /** Depth at which slices begin: 1 in a top-level object or array, 2 inside `features`. */
  #base = 1;
  #topIsArray = false;
  /** Parts of the slice that began in an earlier chunk; undefined between slices. */
  #parts: Buffer[] | undefined;
  #partsBytes = 0;
  #sliceLine = 1;
  #refused: 'feature-too-large' | 'nested-too-deep' | undefined;

  /** @throws StoreError `not-json` */
  push(chunk: Buffer): JsonSlice[] {
    const out: JsonSlice[] = [];
    let start = this.#parts ? 0 : -1;
    let inString = this.#inString;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] ?? 0;
      if (inString) {
        if (this.#escaped) this.#escaped = false;
        else if (byte === BACKSLASH) this.#escaped = true;
        else if (byte === QUOTE) inString = false;
        continue;
      }
      // Inside a slice, letters and digits mean nothing: this is the way of nearly every byte.
      if (start >= 0 && IS_STRUCTURE[byte] === 0) continue;
      if (byte === NEWLINE) this.#line++;
      if (byte <= SPACE) continue;
      if (this.#depth === 0) {
        this.#openTop(byte);
        continue;
      }
      if (byte === COMMA || byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) {
        if (this.#depth === this.#base) {
          if (start >= 0) out.push(this.#finish(chunk.subarray(start, at)));
          start = -1;
          if (byte !== COMMA) this.#close(out);
          continue;
        }
        if (byte !== COMMA) this.#depth--;
        else if (start >= 0) continue;
      }
      if (start < 0) {
        start = at;
        this.#parts = [];
        this.#sliceLine = this.#line;
      }
      if (byte === QUOTE) inString = true;
      else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
        if (byte === OPEN_ARRAY && this.#beginsFeatures(chunk, start, at)) {
          this.#parts = undefined;
          this.#partsBytes = 0;
          this.#base = 2;
          start = -1;
        }
        this.#depth++;
        if (this.#depth > DEPTH_LIMIT) this.#refused = 'nested-too-deep';
      }
    }
    this.#inString = inString;
    if (start >= 0) this.#keep(chunk.subarray(start));
    return out;
  }

  /** @throws StoreError `file-truncated` when the text ends inside a value */
  end(): void {
    if (this.#depth === 0 && !this.#inString) return;
    throw new StoreError(
      'file-truncated',
      `The file ends in the middle of a value, in line ${this.#line}.`,
      'It is cut off: copy or download it again.',
    );
  }

  #openTop(byte: number): void {
    if (byte === RECORD_SEPARATOR || byte === COMMA) return;
    if (byte !== OPEN_OBJECT && byte !== OPEN_ARRAY) {
      throw new StoreError(
        'not-json',
        `Line ${this.#line} is no JSON: an object should begin there.`,
        'Correct the file.',
      );
    }
    this.#topIsArray = byte === OPEN_ARRAY;
    this.#base = 1;
    this.#depth = 1;
  }

  #close(out: JsonSlice[]): void {
    this.#depth--;
    if (this.#base === 2) this.#base = 1; // `features` is over, its object goes on
    else if (!this.#topIsArray) out.push({ kind: 'end', line: this.#line });
  }

  #beginsFeatures(chunk: Buffer, start: number, at: number): boolean {
    if (this.#depth !== 1 || this.#base !== 1 || this.#topIsArray || this.#partsBytes + at - start > 64)
      return false;
    return FEATURES_MEMBER.test(
      Buffer.concat([...(this.#parts ?? []), chunk.subarray(start, at)]).toString(),
    );
  }

  #keep(bytes: Buffer): void {
    this.#partsBytes += bytes.length;
    if (this.#partsBytes > SLICE_LIMIT_BYTES) this.#refused ??= 'feature-too-large';
    if (this.#refused) this.#parts = [];
    else this.#parts?.push(Buffer.from(bytes)); // the chunk's memory is used again
  }

  #finish(rest: Buffer): JsonSlice {
    const line = this.#sliceLine;
    const parts = this.#parts ?? [];
    const bytes = this.#partsBytes + rest.length;
    const refused = this.#refused ?? (bytes > SLICE_LIMIT_BYTES ? 'feature-too-large' : undefined);
    this.#parts = undefined;
    this.#partsBytes = 0;
    this.#refused = undefined;
    if (refused) return { kind: 'refused', line, code: refused };
    const text = (parts.length === 0 ? rest : Buffer.concat([...parts, rest])).toString();
    return { kind: this.#base === 2 || this.#topIsArray ? 'element' : 'member', line, text };
  }
}
