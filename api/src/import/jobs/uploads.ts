/**
 * The files of an import on their way in: each is written aside and takes its place when it is whole, so that what is
 * broken off leaves nothing.
 */
import { randomUUID } from 'node:crypto';
import { createWriteStream, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Problem } from '../../problems.ts';

export type UploadedFile = { readonly name: string; readonly bytes: number };

const MOST_FILES = 200;
/** Of a file system's 255. */
const NAME_BYTES = 200;
const MEGABYTE = 1e6;

export class Uploads {
  readonly #root: string;
  readonly #limitBytes: number;
  /** Bytes on their way, by job. */
  readonly #arriving = new Map<string, number>();

  constructor(root: string, limitBytes: number) {
    this.#root = root;
    this.#limitBytes = limitBytes;
    mkdirSync(root, { recursive: true, mode: 0o700 });
    for (const job of readdirSync(root)) rmSync(join(root, job, 'parts'), { recursive: true, force: true });
  }

  get limitBytes(): number {
    return this.#limitBytes;
  }

  /**
   * @param name as the sender calls it; the file is called by what is harmless of it
   * @param announced bytes, where the sender says so
   * @throws Problem `body-too-large`, `upload-broken-off`, `disk-full`
   */
  async receive(
    job: string,
    name: string,
    bytes: Readable,
    announced: number | undefined,
  ): Promise<UploadedFile> {
    const called = harmlessName(name);
    const others = (): number =>
      this.list(job).reduce((sum, file) => sum + (file.name === called ? 0 : file.bytes), 0);
    const before = others();
    const room = (): number => this.#limitBytes - (this.#arriving.get(job) ?? 0) - before;
    if (this.list(job).length >= MOST_FILES)
      throw new Problem(
        'body-too-large',
        `An import takes up to ${MOST_FILES} files; pack them into an archive.`,
      );
    if ((announced ?? 0) > room()) throw this.#tooLarge();
    const parts = this.#folder(job, 'parts');
    const part = join(parts, randomUUID());
    let received = 0;
    const metered = async function* (this: Uploads): AsyncGenerator<Buffer> {
      // The sender is still answered when it sends too much.
      for await (const chunk of bytes.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
        received += chunk.length;
        this.#arriving.set(job, (this.#arriving.get(job) ?? 0) + chunk.length);
        if (room() < 0) throw this.#tooLarge();
        yield chunk;
      }
    };
    try {
      await pipeline(metered.call(this), createWriteStream(part, { flags: 'wx', mode: 0o600 }));
      // Others that were on their way with it may have arrived meanwhile.
      if (others() + received > this.#limitBytes) throw this.#tooLarge();
      renameSync(part, join(this.#folder(job, 'files'), called));
    } catch (error) {
      rmSync(part, { force: true });
      throw faultOf(error, called);
    } finally {
      this.#arriving.set(job, (this.#arriving.get(job) ?? 0) - received);
    }
    return { name: called, bytes: received };
  }

  list(job: string): UploadedFile[] {
    const folder = join(this.#root, job, 'files');
    if (!existsSync(folder)) return [];
    return readdirSync(folder).map((name) => ({ name, bytes: statSync(join(folder, name)).size }));
  }

  /** Of the files that are whole. */
  paths(job: string): string[] {
    return this.list(job).map(({ name }) => join(this.#root, job, 'files', name));
  }

  /** @returns whether there was such a file */
  discard(job: string, name: string): boolean {
    const file = join(this.#root, job, 'files', harmlessName(name));
    const isThere = existsSync(file);
    rmSync(file, { force: true });
    return isThere;
  }

  clear(job: string): void {
    rmSync(join(this.#root, job), { recursive: true, force: true });
  }

  /** Those that have files here. */
  jobs(): string[] {
    return readdirSync(this.#root);
  }

  #folder(job: string, name: 'parts' | 'files'): string {
    const folder = join(this.#root, job, name);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return folder;
  }

  #tooLarge(): Problem {
    return new Problem(
      'body-too-large',
      `The files of an import may have ${Math.floor(this.#limitBytes / MEGABYTE).toLocaleString('en')} MB together. Split them, or let an administrator raise UPLOAD_LIMIT_MB or import them by the command line.`,
    );
  }
}

/** The last part of a path, of letters that a file system and a terminal can bear; never hidden, never empty. */
export function harmlessName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const plain = last
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}<>:"|?*]/gu, '_')
    .replace(/^[.\s]+/, '')
    .trim();
  if (plain === '') return 'file';
  if (Buffer.byteLength(plain) <= NAME_BYTES) return plain;
  // What tells the format is its end.
  const ending = /(\.[A-Za-z0-9]{1,8}){0,2}$/.exec(plain)?.[0] ?? '';
  let kept = plain.slice(0, plain.length - ending.length);
  while (Buffer.byteLength(kept + ending) > NAME_BYTES) kept = kept.slice(0, -1);
  return kept.toWellFormed() + ending;
}

function faultOf(error: unknown, name: string): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  if (error.code === 'ENOSPC' || error.code === 'EDQUOT')
    return new Problem('disk-full', 'The disk of the server is full. Let an administrator free some space.');
  if (error.code === 'ERR_STREAM_PREMATURE_CLOSE' || error.code === 'ECONNRESET')
    return new Problem(
      'upload-broken-off',
      `The upload of ${name} was broken off; nothing of it is kept. Send it again.`,
    );
  return error;
}
