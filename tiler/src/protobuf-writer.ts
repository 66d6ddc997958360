/** The few field types of protocol buffers that a vector tile has, into one growing array of bytes. */

const VARINT = 0;
const FIXED_64 = 1;
const BYTES = 2;
/** Shorter runs are copied faster one by one than by a view that is made for it. */
const LOOP_BYTES = 96;
const TEXT = new TextEncoder();

export class ProtobufWriter {
  #bytes = new Uint8Array(1 << 16);
  #view = new DataView(this.#bytes.buffer);
  length = 0;

  #room(count: number): void {
    if (this.length + count <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.length + count));
    larger.set(this.#bytes.subarray(0, this.length));
    this.#bytes = larger;
    this.#view = new DataView(larger.buffer);
  }

  /** @param value whole, 0 to 2^53 */
  varint(value: number): void {
    this.#room(10);
    let rest = value;
    while (rest > 0x7f_ff_ff_ff) {
      this.#bytes[this.length++] = (rest % 128) | 0x80;
      rest = Math.floor(rest / 128);
    }
    while (rest > 127) {
      this.#bytes[this.length++] = (rest & 127) | 0x80;
      rest >>>= 7;
    }
    this.#bytes[this.length++] = rest;
  }

  varintField(field: number, value: number): void {
    this.varint((field << 3) | VARINT);
    this.varint(value);
  }

  /** Zigzag: small numbers are short whatever their sign. */
  signedField(field: number, value: number): void {
    this.varintField(field, value < 0 ? -2 * value - 1 : 2 * value);
  }

  doubleField(field: number, value: number): void {
    this.varint((field << 3) | FIXED_64);
    this.#room(8);
    this.#view.setFloat64(this.length, value, true);
    this.length += 8;
  }

  textField(field: number, value: string): void {
    if (this.#asciiField(field, value)) return;
    // A UTF-16 unit is three bytes of UTF-8 at most.
    const scratch = scratchOf(value.length * 3);
    this.bytesField(field, scratch.subarray(0, TEXT.encodeInto(value, scratch).written));
  }

  /** Codes and numbers are short and of one byte a letter: the encoder takes longer to call than to do them. */
  #asciiField(field: number, value: string): boolean {
    if (value.length > LOOP_BYTES) return false;
    const start = this.length;
    this.varint((field << 3) | BYTES);
    this.varint(value.length);
    this.#room(value.length);
    for (let index = 0; index < value.length; index++) {
      const code = value.charCodeAt(index);
      if (code > 127) {
        this.length = start;
        return false;
      }
      this.#bytes[this.length++] = code;
    }
    return true;
  }

  bytesField(field: number, value: Uint8Array): void {
    this.varint((field << 3) | BYTES);
    this.varint(value.length);
    this.#copy(value, 0, value.length);
  }

  /** What another writer holds, as a field of this one. */
  writerField(field: number, other: ProtobufWriter): void {
    this.partField(field, other, 0, other.length);
  }

  /** What another writer holds from one place to another, as a field of this one. */
  partField(field: number, other: ProtobufWriter, from: number, to: number): void {
    this.varint((field << 3) | BYTES);
    this.varint(to - from);
    this.#copy(other.#bytes, from, to);
  }

  #copy(bytes: Uint8Array, from: number, to: number): void {
    const length = to - from;
    this.#room(length);
    if (length > LOOP_BYTES) this.#bytes.set(bytes.subarray(from, to), this.length);
    else
      for (let index = 0; index < length; index++)
        this.#bytes[this.length + index] = bytes[from + index] ?? 0;
    this.length += length;
  }

  /** A view of what was written so far; the next write may end it. */
  written(): Uint8Array {
    return this.#bytes.subarray(0, this.length);
  }

  clear(): void {
    this.length = 0;
  }
}

let scratch = new Uint8Array(1 << 12);

function scratchOf(size: number): Uint8Array {
  if (scratch.length < size) scratch = new Uint8Array(size * 2);
  return scratch;
}
