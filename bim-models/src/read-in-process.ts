/** Has an IFC file read by a process of its own, within limits of size, memory and time. */
import { fork } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { residentBytes } from '@twin/gis-data/store/resident-bytes.ts';
import { StoreError } from '@twin/gis-data/store/store-error.ts';
import type { IfcReading } from './ifc-reading.ts';
import type { ReaderMessage } from './reader-process.ts';

const PROCESS = fileURLToPath(new URL('reader-process.ts', import.meta.url));
const WATCH_MS = 250;

export type ReadLimits = {
  readonly bytes: number;
  readonly memoryBytes: number;
  readonly seconds: number;
};

/** The kernel aborts at 2 GB of its own; a file of 400 MB comes near that. */
export const READ_LIMITS: ReadLimits = { bytes: 400e6, memoryBytes: 3e9, seconds: 300 };

/** @throws StoreError with the reader's codes, or `ifc-too-large`, `ifc-out-of-memory`, `ifc-too-slow`, `ifc-reader-failed` */
export async function readInProcess(file: string, limits = READ_LIMITS): Promise<IfcReading> {
  const { size } = await stat(file).catch(() => {
    throw new StoreError('ifc-missing', `There is no file ${file}.`, 'Check its path.');
  });
  if (size > limits.bytes)
    throw new StoreError(
      'ifc-too-large',
      `The file has ${Math.round(size / 1e6)} MB; up to ${Math.round(limits.bytes / 1e6)} MB are read.`,
      'Export the model by discipline or by storey.',
    );
  const child = fork(PROCESS, [], { serialization: 'advanced', stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  let killedFor: StoreError | undefined;
  let complaint = '';
  let answer: ReaderMessage | undefined;
  const kill = (reason: StoreError): void => {
    killedFor ??= reason;
    child.kill('SIGKILL');
  };
  const watch = setInterval(() => {
    if (child.pid !== undefined && residentBytes(child.pid) > limits.memoryBytes) kill(tooHungry(limits));
  }, WATCH_MS);
  const late = setTimeout(() => kill(tooSlow(limits)), limits.seconds * 1000);
  child.stderr?.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString()).slice(-4000);
  });
  child.on('message', (message: ReaderMessage) => {
    answer = message;
  });
  try {
    await new Promise<void>((done, fail) => {
      child.on('error', fail);
      child.on('close', () => done());
      child.send(file);
    });
  } finally {
    clearInterval(watch);
    clearTimeout(late);
  }
  if (answer && 'reading' in answer) return answer.reading;
  if (answer) throw new StoreError(answer.fault.code, answer.fault.message, answer.fault.hint);
  throw killedFor ?? endOf(complaint, limits);
}

function tooHungry({ memoryBytes }: ReadLimits): StoreError {
  return new StoreError(
    'ifc-out-of-memory',
    `The file needs more than ${Math.round(memoryBytes / 1e6)} MB to be read.`,
    'Export the model by discipline or by storey.',
  );
}

function tooSlow({ seconds }: ReadLimits): StoreError {
  return new StoreError(
    'ifc-too-slow',
    `The file kept its reader busy for more than ${seconds} s.`,
    'Simplify it, or export it by discipline or by storey.',
  );
}

function endOf(complaint: string, limits: ReadLimits): StoreError {
  if (/out of memory|memory access out of bounds|allocation failed/i.test(complaint))
    return tooHungry(limits);
  return new StoreError(
    'ifc-reader-failed',
    'The geometry of the file could not be read: its kernel gave up.',
    'Export the file again, or check it with another reader.',
    complaint,
  );
}
