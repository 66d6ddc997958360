/** Opens a file of text, packed by gzip or not, in any of the encodings that are met, as a stream of UTF-8. */
import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip, constants } from 'node:zlib';
import { StoreError } from '../store/store-error.ts';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

const CHUNK_BYTES = 1024 * 1024;
const HEAD_BYTES = 64 * 1024;
/** Real text packs to a tenth or a twentieth; a bomb to a thousandth. */
const BOMB_RATIO = 200;
const BOMB_FROM_BYTES = 64 * 1024 * 1024;
const BYTE_ORDER_MARK = '\u{feff}';
/** A multi-byte character of UTF-8 can be cut by the end of a chunk: at most this many bytes of it. */
const UTF8_TAIL_BYTES = 3;

/** The first bytes of the file, unpacked. */
export async function readHead(file: string): Promise<Buffer> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    const head = buffer.subarray(0, bytesRead);
    return isGzip(head) ? await unpackedHead(head) : head;
  } finally {
    await handle.close();
  }
}

/** As much as a head needs, and no more: these few bytes may unpack to very many. */
async function unpackedHead(packed: Buffer): Promise<Buffer> {
  // The head of a packed file is cut off by nature: what could be unpacked is what counts.
  const gunzip = createGunzip({ finishFlush: constants.Z_SYNC_FLUSH });
  gunzip.end(packed);
  const parts: Buffer[] = [];
  let length = 0;
  try {
    for await (const part of gunzip as AsyncIterable<Buffer>) {
      parts.push(part);
      length += part.length;
      if (length >= HEAD_BYTES) break;
    }
  } catch (error) {
    throw new StoreError(
      'archive-broken',
      'The packed file is damaged.',
      'Copy or download it again.',
      error,
    );
  }
  return Buffer.concat(parts).subarray(0, HEAD_BYTES);
}

/** By the mark at its beginning, by the zeros of UTF-16, else UTF-8 until its bytes say otherwise. */
export function guessEncoding(head: Buffer): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const sample = head.subarray(0, 1000);
  const zeros = (from: number): number =>
    sample.filter((byte, index) => index % 2 === from && byte === 0).length;
  if (zeros(1) > sample.length / 5 && zeros(0) === 0) return 'utf-16le';
  if (zeros(0) > sample.length / 5 && zeros(1) === 0) return 'utf-16be';
  return 'utf-8';
}

/**
 * @param onBytes told of the file's bytes as they are read, packed as they are
 * @throws StoreError `not-utf-8` where the bytes are no UTF-8; `archive-broken`, `archive-bomb`
 */
export async function* openText(
  file: string,
  encoding: Encoding,
  onBytes: (bytes: Buffer) => void,
): AsyncGenerator<Buffer> {
  const decode = encoding === 'utf-8' ? checkUtf8 : transcodeFrom(encoding);
  let first = true;
  for await (const chunk of decode(unpack(file, onBytes))) {
    const text = first && chunk.toString('utf8', 0, 3) === BYTE_ORDER_MARK ? chunk.subarray(3) : chunk;
    first = false;
    if (text.length > 0) yield text;
  }
}

async function* unpack(file: string, onBytes: (bytes: Buffer) => void): AsyncGenerator<Buffer> {
  const raw = createReadStream(file, { highWaterMark: CHUNK_BYTES });
  let packed = 0;
  const counted = async function* (): AsyncGenerator<Buffer> {
    for await (const chunk of raw as AsyncIterable<Buffer>) {
      packed += chunk.length;
      onBytes(chunk);
      yield chunk;
    }
  };
  if (!isGzip(await magicOf(file))) {
    yield* counted();
    return;
  }
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES });
  const feeding = (async () => {
    for await (const chunk of counted()) {
      if (!gunzip.write(chunk)) await new Promise((drained) => gunzip.once('drain', drained));
    }
    gunzip.end();
  })();
  feeding.catch((error: Error) => gunzip.destroy(error));
  let unpacked = 0;
  try {
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      unpacked += chunk.length;
      if (unpacked > BOMB_FROM_BYTES && unpacked > packed * BOMB_RATIO) {
        throw new StoreError(
          'archive-bomb',
          `The file unpacks to more than ${BOMB_RATIO} times its size.`,
          'Unpack it yourself if it is to be trusted.',
        );
      }
      yield chunk;
    }
  } catch (error) {
    if (error instanceof StoreError) throw error;
    throw new StoreError(
      'archive-broken',
      'The packed file is damaged or cut off.',
      'Copy or download it again.',
      error,
    );
  }
}

async function magicOf(file: string): Promise<Buffer> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

function isGzip(head: Buffer): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

async function* checkUtf8(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let tail = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes = tail.length > 0 ? Buffer.concat([tail, chunk]) : chunk;
    const end = bytes.length - cutCharacterBytes(bytes);
    const whole = bytes.subarray(0, end);
    if (!isUtf8(whole)) throw notUtf8();
    tail = Buffer.from(bytes.subarray(end));
    yield whole;
  }
  if (tail.length > 0) throw notUtf8();
}

function notUtf8(): StoreError {
  return new StoreError('not-utf-8', 'The bytes of the file are no UTF-8.', 'Convert the file to UTF-8.');
}

/** How many bytes at the end belong to a character whose rest comes later. */
function cutCharacterBytes(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(UTF8_TAIL_BYTES, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
  }
  return 0;
}

function transcodeFrom(encoding: Exclude<Encoding, 'utf-8'>) {
  return async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    const decoder = new TextDecoder(encoding, { fatal: true });
    const wrong = (cause: unknown): StoreError =>
      new StoreError(
        'encoding-unknown',
        `The text is neither UTF-8 nor ${encoding.toUpperCase()}.`,
        'Convert the file to UTF-8.',
        cause,
      );
    try {
      for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }));
      yield Buffer.from(decoder.decode());
    } catch (error) {
      throw error instanceof TypeError ? wrong(error) : error;
    }
  };
}
