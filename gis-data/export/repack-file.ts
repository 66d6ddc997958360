/** Has GDAL write a file of one layer anew in another format, in a process of its own. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bytesIn } from '../import/bytes-in.ts';
import { LimitedProcess } from '../import/limited-process.ts';
import type { Repacked, RepackJob } from './repack-process.ts';

const PROCESS = fileURLToPath(new URL('repack-process.ts', import.meta.url));
/** GDAL itself takes 200 MB; it reads one feature after the other. */
const LIMITS = { heapMegabytes: 320, memoryMegabytes: 1024, output: false };

/**
 * @param signal ends the process when nobody waits any more
 * @returns the files that were written, in the order of their names
 * @throws StoreError `reader-failed`, `reader-out-of-memory`, `reader-too-slow`
 */
export async function repackFile(job: RepackJob, signal: AbortSignal): Promise<string[]> {
  let written = 0;
  // It works in one piece, deaf and mute: that what it writes grows is the sign that it goes on.
  const grows = (): boolean => {
    const before = written;
    written = bytesIn(job.folder);
    return written !== before;
  };
  const process = new LimitedProcess<Repacked>(PROCESS, job, LIMITS, () => false, grows);
  const stop = (): void => process.stop();
  signal.addEventListener('abort', stop);
  try {
    await process.result;
  } finally {
    signal.removeEventListener('abort', stop);
  }
  return (await readdir(job.folder)).toSorted().map((name) => join(job.folder, name));
}
