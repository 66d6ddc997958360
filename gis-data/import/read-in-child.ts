/** Starts the process that reads a file, within limits of memory and time, and takes what it sends. */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ReadOptions } from '../formats/format.ts';
import { residentBytes } from '../store/resident-bytes.ts';
import { StoreError } from '../store/store-error.ts';
import type { ConversionPlan } from './conversion-plan.ts';
import type { Conversion, ReaderJob, ReaderMessage, RoutedRejection } from './reader-process.ts';
import type { Survey } from './survey.ts';

const PROCESS = fileURLToPath(new URL('reader-process.ts', import.meta.url));
/** Objects of one process; buffers of the file come on top. */
const HEAP_MB = 320;
const MEMORY_LIMIT_BYTES = 480 * 1024 * 1024;
const WATCH_MS = 250;
/** A reader that says nothing for so long, while nobody keeps it waiting, is caught in a hostile file. */
const SILENCE_LIMIT_MS = 60_000;
const HEADER_BYTES = 5;

export type Frame = { readonly route: number; readonly rows: Buffer };
export type ConvertEvents = {
  readonly onProgress: (bytes: number) => void;
  readonly onRejections: (rejections: readonly RoutedRejection[]) => void;
};

/** @throws StoreError for a file that cannot be read, or a reader that ran out of memory or time */
export async function surveyFile(
  file: string,
  options: ReadOptions,
  onProgress: (bytes: number) => void,
): Promise<Survey> {
  const reader = new Reader({ kind: 'survey', file, options }, { onProgress, onRejections: () => {} });
  const message = await reader.result;
  if ('survey' in message) return message.survey;
  throw new Error('the reader ended without a survey');
}

/**
 * @param take called with whole rows of COPY, one call after the other; while it works, the reader waits
 * @throws StoreError as `surveyFile`
 */
export async function convertFile(
  survey: Survey,
  file: string,
  options: ReadOptions,
  plan: ConversionPlan,
  events: ConvertEvents,
  take: (frame: Frame) => Promise<void>,
): Promise<Conversion> {
  const reader = new Reader(
    { kind: 'convert', file, options, format: survey.format, encoding: survey.encoding, plan },
    events,
  );
  try {
    await reader.frames(take);
  } catch (error) {
    reader.stop();
    throw error;
  }
  const message = await reader.result;
  if ('conversion' in message) return message.conversion;
  throw new Error('the reader ended without a result');
}

class Reader {
  readonly result: Promise<ReaderMessage>;
  readonly #child: ChildProcess;
  #silence: NodeJS.Timeout | undefined;
  #ended = false;
  #killedFor: StoreError | undefined;

  constructor(job: ReaderJob, events: ConvertEvents) {
    this.#child = fork(PROCESS, [], {
      execArgv: [`--max-old-space-size=${HEAP_MB}`],
      stdio: ['ignore', job.kind === 'convert' ? 'pipe' : 'ignore', 'pipe', 'ipc'],
    });
    const watch = setInterval(() => this.#watchMemory(), WATCH_MS);
    let complaint = '';
    this.#child.stderr?.on('data', (chunk: Buffer) => {
      complaint = (complaint + chunk.toString()).slice(-4000);
    });
    this.result = new Promise((done, fail) => {
      let last: ReaderMessage | undefined;
      this.#child.on('message', (message: ReaderMessage) => {
        this.#heard();
        if ('progress' in message) {
          events.onProgress(message.progress);
          if (message.rejections.length > 0) events.onRejections(message.rejections);
        } else last = message;
      });
      this.#child.on('close', () => {
        this.#ended = true;
        clearInterval(watch);
        clearTimeout(this.#silence);
        if (last && 'fault' in last)
          fail(new StoreError(last.fault.code, last.fault.message, last.fault.hint));
        else if (last) done(last);
        else fail(this.#killedFor ?? endOf(complaint));
      });
      this.#child.on('error', fail);
    });
    // Awaited after the frames; what goes wrong before is not unheard of until then.
    this.result.catch(() => {});
    this.#heard();
    this.#child.send(job);
  }

  async frames(take: (frame: Frame) => Promise<void>): Promise<void> {
    const { stdout } = this.#child;
    if (!stdout) throw new Error('the reader has no output');
    let pending: Buffer[] = [];
    let length = 0;
    for await (const chunk of stdout as AsyncIterable<Buffer>) {
      pending.push(chunk);
      length += chunk.length;
      clearTimeout(this.#silence); // from here on it is we who keep it waiting
      while (length >= HEADER_BYTES) {
        const [first = chunk] = pending;
        const head = first.length >= HEADER_BYTES ? first : Buffer.concat(pending);
        const size = HEADER_BYTES + head.readUInt32BE(1);
        if (length < size) break;
        const bytes = pending.length === 1 ? head : Buffer.concat(pending);
        await take({ route: bytes.readUInt8(0), rows: bytes.subarray(HEADER_BYTES, size) });
        pending = bytes.length > size ? [bytes.subarray(size)] : [];
        length -= size;
      }
      this.#heard();
    }
  }

  stop(): void {
    this.#child.kill('SIGKILL');
  }

  #heard(): void {
    clearTimeout(this.#silence);
    if (this.#ended) return;
    this.#silence = setTimeout(
      () =>
        this.#kill(
          new StoreError(
            'reader-too-slow',
            `The file kept its reader busy for more than ${SILENCE_LIMIT_MS / 1000} s without a result.`,
            'Simplify or split the file.',
          ),
        ),
      SILENCE_LIMIT_MS,
    );
  }

  #watchMemory(): void {
    if (this.#child.pid !== undefined && residentBytes(this.#child.pid) > MEMORY_LIMIT_BYTES)
      this.#kill(tooMuchMemory());
  }

  #kill(reason: StoreError): void {
    this.#killedFor ??= reason;
    this.#child.kill('SIGKILL');
  }
}

function tooMuchMemory(): StoreError {
  return new StoreError(
    'reader-out-of-memory',
    `The file needs more than ${MEMORY_LIMIT_BYTES / 1024 / 1024} MB to be read.`,
    'One of its features or records is too large: simplify or split it.',
  );
}

function endOf(complaint: string): Error {
  if (/heap out of memory|allocation failed/i.test(complaint)) return tooMuchMemory();
  return new StoreError(
    'reader-failed',
    'The process that reads the file failed.',
    'This is a fault of the import; keep the file and report it.',
    complaint,
  );
}
