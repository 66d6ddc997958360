/** The process that opens what is no text: unpacks an archive, or turns the layers of a file into text. One job by IPC. */
import { createHash } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { copyFile, mkdir, open, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { openImage, type ImageWish } from '../raster/open-image.ts';
import { CONTAINERS, type Container, type ContainerId } from '../formats/containers.ts';
import { convertLayers, type ConvertedLayer, type LayerWish } from '../formats/convert-layers.ts';
import { convertParquet } from '../formats/convert-parquet.ts';
import { extractGzip, extractTar, extractZip, zipNames, type Member } from '../formats/extract-archive.ts';
import { isRecord } from '../formats/is-record.ts';
import { leaveProcess } from './leave-process.ts';
import { StoreError } from '../store/store-error.ts';

export type OpenerJob = {
  readonly file: string;
  /** The files that make it up, itself first: their bytes are what its hash is of. */
  readonly parts: readonly string[];
  readonly container: ContainerId;
  readonly layers: LayerWish;
  readonly image: ImageWish;
  /** Empty, and the process's own. */
  readonly folder: string;
};

export type Opened =
  | { readonly members: readonly Member[] }
  | {
      readonly layers: readonly ConvertedLayer[];
      readonly title: string;
      readonly sha256: string;
      readonly bytes: number;
    };

export type OpenerMessage =
  | Opened
  | { readonly fault: { readonly code: string; readonly message: string; readonly hint: string } };

const GZIP = Buffer.from([0x1f, 0x8b]);

process.on('SIGINT', () => {}); // the terminal's Ctrl-C is for the parent, which ends this process
process.on('disconnect', leaveProcess);
// The package that GDAL comes in lets some of its failures escape its promises, as plain objects.
process.on('unhandledRejection', (reason) => fail(faultOf(reason)));
process.once('message', (job: OpenerJob) => {
  openFile(job).then(send, (error: unknown) => fail(faultOf(error)));
});

async function openFile({ file, parts, container, layers, image, folder }: OpenerJob): Promise<Opened> {
  if (container === 'geotiff') {
    const { sha256, bytes } = await hashOf([file]);
    const layer = await openImage(await plainFile(file, folder), { sha256, ...image }, folder);
    return { layers: [layer], title: CONTAINERS.geotiff.title, sha256, bytes };
  }
  if (container === 'parquet') {
    const { sha256, bytes } = await hashOf([file]);
    const layer = await convertParquet(await plainFile(file, folder), folder);
    return { layers: [layer], title: CONTAINERS.parquet.title, sha256, bytes };
  }
  if (container === 'tar') return { members: await extractTar(file, await isGzip(file), folder) };
  if (container !== 'zip') return openLayers(file, parts, CONTAINERS[container], layers, folder);
  const names = await zipNames(file);
  return names.includes('xl/workbook.xml')
    ? openLayers(file, parts, CONTAINERS.xlsx, layers, folder)
    : { members: await extractZip(file, folder) };
}

async function openLayers(
  file: string,
  parts: readonly string[],
  container: Container,
  layers: LayerWish,
  folder: string,
): Promise<Opened> {
  const { sha256, bytes } = await hashOf(parts);
  return {
    layers: await convertLayers(await readyFor(file, parts, folder), container, layers, folder),
    title: container.title,
    sha256,
    bytes,
  };
}

async function hashOf(parts: readonly string[]): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for (const part of await filesOf(parts)) {
    for await (const chunk of createReadStream(part) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      bytes += chunk.length;
    }
  }
  return { sha256: hash.digest('hex'), bytes };
}

/**
 * A copy of the file, with what belongs to it, in a folder of its own: some drivers write beside what they read, and some read
 * whatever else lies there.
 */
async function readyFor(file: string, parts: readonly string[], folder: string): Promise<string> {
  const apart = join(folder, 'in');
  await mkdir(apart);
  if (await isGzip(file)) {
    const unpacked = join(apart, basename(file).replace(/\.gz$/i, ''));
    await extractGzip(file, unpacked);
    return unpacked;
  }
  for (const part of await filesOf(parts)) {
    const to = join(apart, relative(dirname(file), part));
    await mkdir(dirname(to), { recursive: true });
    // No link: what a driver does to its file must not reach the person's.
    await copyFile(part, to, constants.COPYFILE_FICLONE);
  }
  return join(apart, basename(file));
}

/** The file itself, which nothing writes to; unpacked where it is packed. */
async function plainFile(file: string, folder: string): Promise<string> {
  if (!(await isGzip(file))) return file;
  const unpacked = join(folder, basename(file).replace(/\.gz$/i, ''));
  await extractGzip(file, unpacked);
  return unpacked;
}

/** A geodatabase is a folder of files. */
async function filesOf(parts: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const part of parts) {
    if ((await stat(part)).isFile()) files.push(part);
    else for (const name of (await readdir(part)).toSorted()) files.push(join(part, name));
  }
  return files;
}

async function isGzip(file: string): Promise<boolean> {
  if (!(await stat(file)).isFile()) return false; // a geodatabase is a folder
  const handle = await open(file);
  try {
    const { buffer } = await handle.read(Buffer.alloc(GZIP.length), 0, GZIP.length, 0);
    return buffer.equals(GZIP);
  } finally {
    await handle.close();
  }
}

function faultOf(error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  if (error instanceof Error) throw error;
  const said =
    isRecord(error) && typeof error['message'] === 'string' ? error['message'] : 'no reason was given';
  return new StoreError('file-broken', `The file cannot be read: ${said}.`, 'Copy or download it again.');
}

function fail({ code, message, hint }: StoreError): void {
  send({ fault: { code, message, hint } });
}

function send(message: OpenerMessage): void {
  process.send?.(message, undefined, undefined, leaveProcess);
}
