/** Unpacks an archive into a folder, within limits; nothing is written outside of it. */
import { isUtf8 } from 'node:buffer';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract as openTar } from 'tar-stream';
import yauzl from 'yauzl';
import { StoreError } from '../store/store-error.ts';

export type Member = { readonly path: string; readonly name: string };

const MEMBERS_LIMIT = 10_000;
const UNPACKED_LIMIT_BYTES = 8 * 1024 ** 3;
/** Real data packs to a tenth or a twentieth; a bomb to a thousandth. */
const BOMB_RATIO = 200;
const BOMB_FROM_BYTES = 64 * 1024 * 1024;
const ENCRYPTED_FLAG = 1;
const UTF8_FLAG = 0x800;
/** What systems put beside the data. */
const REMNANT = /(^|\/)(__MACOSX|\.DS_Store|Thumbs\.db|\._[^/]*)/;

/** @throws StoreError `archive-broken`, `archive-encrypted`, `archive-path`, `archive-bomb`, `archive-many` */
export async function extractZip(file: string, folder: string): Promise<Member[]> {
  const budget = new Budget((await stat(file)).size);
  const archive = await openZip(file);
  const members: Member[] = [];
  try {
    for await (const entry of archive.eachEntry()) {
      const name = nameOf(entry);
      if (name.endsWith('/') || REMNANT.test(name)) continue;
      if (entry.generalPurposeBitFlag & ENCRYPTED_FLAG)
        throw new StoreError(
          'archive-encrypted',
          `${name} in the archive is encrypted.`,
          'Unpack it with its password, and import what is inside.',
        );
      budget.member(name);
      const path = join(folder, name);
      await mkdir(dirname(path), { recursive: true });
      await pipeline(
        await archive.openReadStreamPromise(entry),
        budget.meter(),
        createWriteStream(path, { flags: 'wx' }),
      );
      members.push({ path, name });
    }
  } catch (error) {
    throw faultOf(error);
  } finally {
    archive.close();
  }
  return members;
}

/** Packed by gzip or not. */
export async function extractTar(file: string, packed: boolean, folder: string): Promise<Member[]> {
  const budget = new Budget((await stat(file)).size);
  const members: Member[] = [];
  const tar = openTar();
  const feeding = packed
    ? pipeline(createReadStream(file), createGunzip(), tar)
    : pipeline(createReadStream(file), tar);
  feeding.catch((error: Error) => tar.destroy(error));
  try {
    for await (const entry of tar) {
      const name = entry.header.name.replace(/^(\.\/)+/, '');
      if (entry.header.type !== 'file' || REMNANT.test(name)) {
        entry.resume(); // links and devices have no place among data
        continue;
      }
      budget.member(name);
      const path = join(folder, name);
      await mkdir(dirname(path), { recursive: true });
      await pipeline(entry, budget.meter(), createWriteStream(path, { flags: 'wx' }));
      members.push({ path, name });
    }
    await feeding;
  } catch (error) {
    throw faultOf(error);
  }
  return members;
}

/** A single file packed by gzip. */
export async function extractGzip(file: string, to: string): Promise<void> {
  const budget = new Budget((await stat(file)).size);
  try {
    await pipeline(
      createReadStream(file),
      createGunzip(),
      budget.meter(),
      createWriteStream(to, { flags: 'wx' }),
    );
  } catch (error) {
    throw faultOf(error);
  }
}

/** The names of the members only, to see what an archive is. */
export async function zipNames(file: string): Promise<string[]> {
  const archive = await openZip(file);
  const names: string[] = [];
  try {
    for await (const entry of archive.eachEntry()) {
      names.push(nameOf(entry));
      if (names.length > MEMBERS_LIMIT) break;
    }
  } catch (error) {
    throw faultOf(error);
  } finally {
    archive.close();
  }
  return names;
}

/** What an archive may still unpack to. */
class Budget {
  readonly #packedBytes: number;
  #bytes = 0;
  #members = 0;

  constructor(packedBytes: number) {
    this.#packedBytes = packedBytes;
  }

  member(name: string): void {
    if (yauzl.validateFileName(name) !== null || name.includes('\\'))
      throw new StoreError(
        'archive-path',
        `${name} in the archive would be written outside of its folder.`,
        'Unpack it yourself if it is to be trusted.',
      );
    if (++this.#members > MEMBERS_LIMIT)
      throw new StoreError(
        'archive-many',
        `The archive has more than ${MEMBERS_LIMIT} members.`,
        'Unpack it, and import the folders one by one.',
      );
  }

  meter(): Transform {
    return new Transform({
      transform: (chunk: Buffer, _, done) => {
        this.#bytes += chunk.length;
        done(this.#fault(), chunk);
      },
    });
  }

  #fault(): StoreError | null {
    if (
      this.#bytes > UNPACKED_LIMIT_BYTES ||
      (this.#bytes > BOMB_FROM_BYTES && this.#bytes > this.#packedBytes * BOMB_RATIO)
    )
      return new StoreError(
        'archive-bomb',
        `The archive unpacks to more than ${this.#bytes > UNPACKED_LIMIT_BYTES ? `${UNPACKED_LIMIT_BYTES / 1024 ** 3} GB` : `${BOMB_RATIO} times its size`}.`,
        'Unpack it yourself if it is to be trusted.',
      );
    return null;
  }
}

async function openZip(file: string): Promise<yauzl.ZipFile> {
  try {
    return await yauzl.openPromise(file, { lazyEntries: true, decodeStrings: false, autoClose: false });
  } catch (error) {
    throw faultOf(error);
  }
}

/** Archives of China name their members in its own encoding, without saying so. */
function nameOf({ fileNameRaw, generalPurposeBitFlag }: yauzl.Entry): string {
  const encoding = generalPurposeBitFlag & UTF8_FLAG || isUtf8(fileNameRaw) ? 'utf-8' : 'gb18030';
  return new TextDecoder(encoding).decode(fileNameRaw).replaceAll('\\', '/').normalize('NFC');
}

function faultOf(error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  return new StoreError(
    'archive-broken',
    `The archive is damaged or cut off${error instanceof Error ? ` (${error.message})` : ''}.`,
    'Copy or download it again.',
    error,
  );
}
