/** Has what is no text opened in a process of its own: an archive to its members, a file of layers to text. */
import { fileURLToPath } from 'node:url';
import { bytesIn } from './bytes-in.ts';
import { LimitedProcess } from './limited-process.ts';
import type { Opened, OpenerJob, OpenerMessage } from './opener-process.ts';

const PROCESS = fileURLToPath(new URL('opener-process.ts', import.meta.url));
/** GDAL itself takes 200 MB; most of its drivers stream, some hold the file. */
const LIMITS = { heapMegabytes: 320, memoryMegabytes: 1024, output: false };

/** @throws StoreError for a file that cannot be opened, or a process that ran out of memory or time */
export async function openInChild(job: OpenerJob, signal?: AbortSignal): Promise<Opened> {
  let written = 0;
  // It works in one piece, deaf and mute: that what it writes grows is the sign that it goes on.
  const grows = (): boolean => {
    const before = written;
    written = bytesIn(job.folder);
    return written !== before;
  };
  return new LimitedProcess<OpenerMessage>(PROCESS, job, { ...LIMITS, signal }, () => false, grows).result;
}
