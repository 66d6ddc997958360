/** Turns a selection of items into the bytes of a file, batch by batch as it is read. */
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pLimit from 'p-limit';
import { ZipFile } from 'yazl';
import { repackFile } from '@twin/gis-data/export/repack-file.ts';
import { Problem } from '../../../problems.ts';
import type { ItemFeature } from '../feature-of.ts';
import type { Exported, ExportFormat, Repacking } from './export-format.ts';

/** Files that GDAL writes at once, and that wait for their turn. */
const REPACKED_AT_ONCE = 2;
const WAITING_MOST = 16;
const inTurn = pLimit(REPACKED_AT_ONCE);

type Batches = AsyncIterable<readonly ItemFeature[]>;

/**
 * @param signal aborted when nobody waits for the file any more
 * @returns the bytes of the file. One that GDAL writes is whole before the first of them is here.
 * @throws Problem `format-unfit`, `busy`
 */
export async function fileOf(
  format: ExportFormat,
  about: Exported,
  batches: Batches,
  signal: AbortSignal,
): Promise<Readable> {
  const written = Readable.from(bytesOf(format, about, batches), { objectMode: false });
  return format.repacking ? repacked(written, about, format.repacking, signal) : written;
}

async function* bytesOf(format: ExportFormat, about: Exported, batches: Batches): AsyncGenerator<Buffer> {
  const writer = format.writer(about);
  yield Buffer.from(writer.head);
  for await (const features of batches) yield Buffer.from(await writer.batch(features));
  if (writer.end) yield Buffer.from(await writer.end());
}

async function repacked(
  written: Readable,
  about: Exported,
  { options, zipped }: Repacking,
  signal: AbortSignal,
): Promise<Readable> {
  const asked = options(about);
  if (inTurn.pendingCount >= WAITING_MOST)
    throw new Problem('busy', 'Many files are being written at this moment; ask again in a minute.');
  const folder = await mkdtemp(join(tmpdir(), 'twin-export-'));
  const tidyUp = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const files = await inTurn(async () => {
      const file = join(folder, 'layer.fgb');
      await pipeline(written, createWriteStream(file), { signal });
      const into = join(folder, 'written');
      await mkdir(into);
      return repackFile({ file, folder: into, name: about.entry.collection.id, options: asked }, signal);
    });
    return (zipped ? archiveOf(files) : contentOf(files)).once('close', () => void tidyUp());
  } catch (error) {
    await tidyUp();
    throw error;
  }
}

function contentOf([file, ...others]: readonly string[]): Readable {
  if (file === undefined || others.length > 0) throw new Error('one file was to be written');
  return createReadStream(file);
}

function archiveOf(files: readonly string[]): Readable {
  const archive = new ZipFile();
  const bytes = new PassThrough();
  archive.on('error', (error: Error) => bytes.destroy(error));
  for (const file of files) archive.addFile(file, basename(file));
  archive.end();
  archive.outputStream.pipe(bytes);
  return bytes;
}
