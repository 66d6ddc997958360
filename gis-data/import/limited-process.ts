/** A process that does one job on the bytes of strangers, within limits of memory and of silence. */
import { type ChildProcess, fork, type Serializable } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { StoreError } from '../store/store-error.ts';

export type Limits = {
  /** Objects of the engine. */
  readonly heapMegabytes: number;
  /** All that is resident. */
  readonly memoryMegabytes: number;
  /** Its standard output is read. */
  readonly output: boolean;
  /** How messages are written: `advanced` also carries bytes. */
  readonly serialization?: 'json' | 'advanced';
  /** Ends it before its result. */
  readonly signal?: AbortSignal | undefined;
};

const WATCH_MS = 250;
/** One that says nothing for so long, while nobody keeps it waiting, is caught in a hostile file. */
const SILENCE_LIMIT_MS = 60_000;
const PAGE_BYTES = 4096;
const MEGABYTE = 1024 * 1024;

/** What ends the job instead of a result. */
type Fault = { readonly fault: { readonly code: string; readonly message: string; readonly hint: string } };

export class LimitedProcess<Message extends object> {
  readonly result: Promise<Exclude<Message, Fault>>;
  readonly #child: ChildProcess;
  readonly #limits: Limits;
  #silence: NodeJS.Timeout | undefined;
  #ended = false;
  #killedFor: StoreError | undefined;

  /**
   * @param onMessage true for one that is on the way; the last of the others is the result
   * @param isWorking where the process cannot speak while it works: whether its work goes on
   */
  constructor(
    script: string,
    job: Serializable,
    limits: Limits,
    onMessage: (message: Exclude<Message, Fault>) => boolean,
    isWorking: () => boolean = () => false,
  ) {
    this.#limits = limits;
    this.#child = fork(script, [], {
      serialization: limits.serialization ?? 'json',
      execArgv: [`--max-old-space-size=${limits.heapMegabytes}`],
      stdio: ['ignore', limits.output ? 'pipe' : 'ignore', 'pipe', 'ipc'],
    });
    const watch = setInterval(() => {
      this.#watchMemory();
      if (isWorking()) this.isHeard();
    }, WATCH_MS);
    const { signal } = limits;
    const cancel = (): void => this.#kill(cancelled());
    signal?.addEventListener('abort', cancel);
    if (signal?.aborted) cancel();
    let complaint = '';
    this.#child.stderr?.on('data', (chunk: Buffer) => {
      complaint = (complaint + chunk.toString()).slice(-4000);
    });
    this.result = new Promise((done, fail) => {
      let last: Exclude<Message, Fault> | Fault | undefined;
      this.#child.on('message', (message: Exclude<Message, Fault> | Fault) => {
        this.isHeard();
        if (isFault(message) || !onMessage(message)) last = message;
      });
      this.#child.on('close', () => {
        this.#ended = true;
        clearInterval(watch);
        signal?.removeEventListener('abort', cancel);
        clearTimeout(this.#silence);
        if (last && isFault(last)) fail(new StoreError(last.fault.code, last.fault.message, last.fault.hint));
        else if (last) done(last);
        else fail(this.#killedFor ?? this.#endOf(complaint));
      });
      this.#child.on('error', fail);
    });
    // Awaited later than it may fail: what goes wrong before is not unheard of until then.
    this.result.catch(() => {});
    this.isHeard();
    this.#child.send(job);
  }

  get output(): AsyncIterable<Buffer> {
    if (!this.#child.stdout) throw new Error('the output of the process is not read');
    return this.#child.stdout;
  }

  stop(): void {
    this.#child.kill('SIGKILL');
  }

  /** From here on it is we who keep it waiting. */
  waitsForUs(): void {
    clearTimeout(this.#silence);
  }

  isHeard(): void {
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
    const { pid } = this.#child;
    if (pid !== undefined && residentBytes(pid) > this.#limits.memoryMegabytes * MEGABYTE)
      this.#kill(this.#tooMuchMemory());
  }

  #kill(reason: StoreError): void {
    this.#killedFor ??= reason;
    this.#child.kill('SIGKILL');
  }

  #tooMuchMemory(): StoreError {
    return new StoreError(
      'reader-out-of-memory',
      `The file needs more than ${this.#limits.memoryMegabytes} MB to be read.`,
      'One of its features or records is too large, or its format must be held as a whole: simplify or split it.',
    );
  }

  #endOf(complaint: string): Error {
    if (/heap out of memory|allocation failed|Cannot enlarge memory|Aborted\(OOM\)/i.test(complaint))
      return this.#tooMuchMemory();
    return new StoreError(
      'reader-failed',
      'The process that reads the file failed.',
      'This is a fault of the import; keep the file and report it.',
      complaint,
    );
  }
}

/** What an import ends with when nobody wants it any more. */
export function cancelled(): StoreError {
  return new StoreError(
    'import-cancelled',
    'The import was cancelled.',
    'Import the file again if it is wanted.',
  );
}

function isFault(message: object): message is Fault {
  return 'fault' in message;
}

/** Zero where the system does not tell (only Linux does, in this way) or the process is gone. */
function residentBytes(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * PAGE_BYTES;
  } catch {
    return 0; // it ended between two looks
  }
}
