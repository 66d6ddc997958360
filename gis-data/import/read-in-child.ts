/** Has a file read in a process of its own, and takes what it sends. */
import { fileURLToPath } from 'node:url';
import type { ContainerId } from '../formats/containers.ts';
import type { ReadOptions } from '../formats/format.ts';
import type { ConversionPlan } from './conversion-plan.ts';
import { LimitedProcess } from './limited-process.ts';
import type { Conversion, ReaderJob, ReaderMessage, RoutedRejection } from './reader-process.ts';
import type { Survey } from './survey.ts';

const PROCESS = fileURLToPath(new URL('reader-process.ts', import.meta.url));
/** Objects of the process; buffers of the file come on top. */
const LIMITS = { heapMegabytes: 320, memoryMegabytes: 480 };
const HEADER_BYTES = 5;

export type Frame = { readonly route: number; readonly rows: Buffer };
export type ConvertEvents = {
  readonly onProgress: (bytes: number) => void;
  readonly onRejections: (rejections: readonly RoutedRejection[]) => void;
  /** Ends the reading. */
  readonly signal?: AbortSignal | undefined;
};

/**
 * @param format where it is known already
 * @throws StoreError for a file that cannot be read, or a reader that ran out of memory or time
 */
export async function surveyFile(
  file: string,
  options: ReadOptions,
  format: string | undefined,
  onProgress: (bytes: number) => void,
  signal?: AbortSignal,
): Promise<Survey | { readonly container: ContainerId }> {
  const reader = startReader(
    { kind: 'survey', file, options, format },
    { onProgress, onRejections: () => {}, signal },
  );
  const message = await reader.result;
  if ('survey' in message) return message.survey;
  if ('container' in message) return message;
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
  const reader = startReader(
    { kind: 'convert', file, options, format: survey.format, encoding: survey.encoding, plan },
    events,
  );
  try {
    await takeFrames(reader, take);
  } catch (error) {
    reader.stop();
    throw error;
  }
  const message = await reader.result;
  if ('conversion' in message) return message.conversion;
  throw new Error('the reader ended without a result');
}

function startReader(
  job: ReaderJob,
  { onProgress, onRejections, signal }: ConvertEvents,
): LimitedProcess<ReaderMessage> {
  return new LimitedProcess(
    PROCESS,
    job,
    { ...LIMITS, output: job.kind === 'convert', signal },
    (message) => {
      if (!('progress' in message)) return false;
      onProgress(message.progress);
      if (message.rejections.length > 0) onRejections(message.rejections);
      return true;
    },
  );
}

/** While one frame is taken the next one is read, so that neither side waits for the other; there are never more. */
async function takeFrames(
  reader: LimitedProcess<ReaderMessage>,
  take: (frame: Frame) => Promise<void>,
): Promise<void> {
  let pending: Buffer[] = [];
  let length = 0;
  let taking = Promise.resolve();
  for await (const chunk of reader.output) {
    pending.push(chunk);
    length += chunk.length;
    while (length >= HEADER_BYTES) {
      const [first = chunk] = pending;
      const head = first.length >= HEADER_BYTES ? first : Buffer.concat(pending);
      const size = HEADER_BYTES + head.readUInt32BE(1);
      if (length < size) break;
      const bytes = pending.length === 1 ? head : Buffer.concat(pending);
      reader.waitsForUs();
      await taking;
      taking = take({ route: bytes.readUInt8(0), rows: bytes.subarray(HEADER_BYTES, size) });
      taking.catch(() => {}); // heard of when it is awaited
      pending = bytes.length > size ? [bytes.subarray(size)] : [];
      length -= size;
    }
    reader.isHeard();
  }
  await taking;
}
