/** Which of the files that a person names hold tables of meter readings: text, and the sheets of workbooks. */
import { mkdtempSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { LayerWish } from '../formats/convert-layers.ts';
import { openInChild } from '../import/open-in-child.ts';
import type { Opened } from '../import/opener-process.ts';
import { StoreError } from '../store/store-error.ts';
import { recogniseReadings } from './read-readings.ts';

export type FoundReadings = {
  /** The file as it was named. */
  readonly file: string;
  /** As the person knows the table: `july.xlsx › meters`. */
  readonly label: string;
  /** Text of the table. */
  readonly path: string;
  /** Of the file; undefined where that is the text itself. */
  readonly sha256?: string;
  /** Sheets of the workbook that hold no readings. */
  readonly besides?: readonly string[];
};
export type ReadingsSearch = {
  /** Receives the text of sheets; is there as long as it is needed. */
  readonly folder: string;
  readonly sheets: LayerWish;
  readonly isMeter: (name: string) => boolean;
  readonly signal?: AbortSignal | undefined;
};

/** Names of files that may hold a table of readings. */
const TEXT = /\.(csv|tsv|txt)(\.gz)?$/i;
const WORKBOOK = /\.xlsx$/i;

export async function findReadings(
  files: readonly string[],
  search: ReadingsSearch,
): Promise<FoundReadings[]> {
  const found: FoundReadings[] = [];
  for (const file of files) {
    if (!statSync(file, { throwIfNoEntry: false })?.isFile()) continue;
    if (TEXT.test(file)) {
      const isReadings = await recogniseReadings(file, search.isMeter);
      if (isReadings) found.push({ file, label: basename(file), path: file });
    }
    if (WORKBOOK.test(file)) found.push(...(await sheetsOf(file, search)));
  }
  return found;
}

async function sheetsOf(file: string, search: ReadingsSearch): Promise<FoundReadings[]> {
  const opened = await openWorkbook(file, search);
  if (!opened) return [];
  const recognised = await Promise.all(
    opened.layers.map(({ path }) => recogniseReadings(path, search.isMeter)),
  );
  const besides = opened.layers.filter((_, place) => !recognised[place]).map(({ name }) => name);
  return opened.layers
    .filter((_, place) => recognised[place])
    .map(({ name, only, path }) => ({
      file,
      label: only ? basename(file) : `${basename(file)} › ${name}`,
      path,
      sha256: opened.sha256,
      besides,
    }));
}

async function openWorkbook(
  file: string,
  { folder, sheets, signal }: ReadingsSearch,
): Promise<Extract<Opened, { layers: unknown }> | undefined> {
  const job = {
    file,
    parts: [file],
    container: 'zip',
    layers: sheets ?? 'all',
    image: { title: '' },
    folder: mkdtempSync(join(folder, 'sheets-')),
  } as const;
  try {
    const opened = await openInChild(job, signal);
    return 'layers' in opened ? opened : undefined;
  } catch (error) {
    // A workbook that cannot be opened holds no readings; the import of files says what is wrong with it.
    if (error instanceof StoreError && !signal?.aborted) return undefined;
    throw error;
  }
}
