/** Has an IFC file read by a process of its own, within limits of size, memory and time. */
import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { LimitedProcess } from '@twin/gis-data/import/limited-process.ts';
import { StoreError } from '@twin/gis-data/store/store-error.ts';
import type { IfcReading } from './ifc-reading.ts';
import type { ReaderMessage } from './reader-process.ts';

const PROCESS = fileURLToPath(new URL('reader-process.ts', import.meta.url));
/** The kernel aborts at 2 GB of its own; a file of 400 MB comes near that. */
const MOST_BYTES = 400e6;
const LIMITS = {
  heapMegabytes: 1024,
  memoryMegabytes: 3000,
  output: false,
  serialization: 'advanced',
} as const;
const MOST_SECONDS = 300;

/**
 * @param limits narrower ones than the product's; the signal ends the reading
 * @throws StoreError with the codes of `readIfc`, or `ifc-missing`, `ifc-too-large`, `ifc-too-slow`, `reader-out-of-memory`, `reader-failed`
 */
export async function readInProcess(
  file: string,
  {
    bytes = MOST_BYTES,
    seconds = MOST_SECONDS,
    signal,
  }: { bytes?: number; seconds?: number; signal?: AbortSignal | undefined } = {},
): Promise<IfcReading> {
  const { size } = await stat(file).catch(() => {
    throw new StoreError('ifc-missing', `There is no file ${file}.`, 'Check its path.');
  });
  if (size > bytes)
    throw new StoreError(
      'ifc-too-large',
      `The file has ${Math.round(size / 1e6)} MB; up to ${Math.round(bytes / 1e6)} MB are read.`,
      'Export the model by discipline or by storey.',
    );
  const late = Date.now() + seconds * 1000;
  // It cannot speak while the kernel works: the clock says whether it may go on.
  const reader = new LimitedProcess<ReaderMessage>(
    PROCESS,
    file,
    { ...LIMITS, signal },
    () => false,
    () => Date.now() < late,
  );
  const stop = setTimeout(() => reader.stop(), seconds * 1000);
  try {
    return (await reader.result).reading;
  } catch (error) {
    if (Date.now() < late) throw error;
    throw new StoreError(
      'ifc-too-slow',
      `The file kept its reader busy for more than ${seconds} s.`,
      'Simplify it, or export it by discipline or by storey.',
      error,
    );
  } finally {
    clearTimeout(stop);
  }
}
