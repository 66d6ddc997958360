/**
 * The process that reads the bytes of strangers. It gets one job by IPC, does it, and ends.
 *
 * `survey`: reads the file once and sends what is in it.
 * `convert`: reads it again and writes rows to standard output, in frames: route (1 byte), length (4 bytes, big endian),
 * text of COPY. Rejections and progress go by IPC. When standard output is not read, nothing more is read from the file.
 */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { ContainerId } from '../formats/containers.ts';
import type { FileFacts, Format, ReadOptions, Rejection, SourceItem } from '../formats/format.ts';
import { formatById, recogniseFormat } from '../formats/index.ts';
import { guessEncoding, openText, readHead, type Encoding } from '../formats/open-text.ts';
import { StoreError } from '../store/store-error.ts';
import type { ConversionPlan } from './conversion-plan.ts';
import { Converter, type FieldCount } from './convert-feature.ts';
import { Surveyor, type Survey } from './survey.ts';

export type ReaderJob =
  | {
      readonly kind: 'survey';
      readonly file: string;
      readonly options: ReadOptions;
      /** Where it is known already: of text that was made of something else. */
      readonly format?: string | undefined;
    }
  | {
      readonly kind: 'convert';
      readonly file: string;
      readonly options: ReadOptions;
      readonly format: string;
      readonly encoding: Encoding;
      readonly plan: ConversionPlan;
    };

export type Conversion = {
  readonly read: number;
  readonly repaired: readonly number[];
  readonly fields: readonly (readonly [string, FieldCount])[];
};

export type ReaderMessage =
  | { readonly progress: number; readonly rejections: readonly RoutedRejection[] }
  | { readonly survey: Survey }
  /** The file is no text: it must be opened first. */
  | { readonly container: ContainerId }
  | { readonly conversion: Conversion }
  | { readonly fault: { readonly code: string; readonly message: string; readonly hint: string } };

export type RoutedRejection = Rejection & { readonly route: number };

const FRAME_BYTES = 2 * 1024 * 1024;
const PROGRESS_BYTES = 4 * 1024 * 1024;
const HEADER_BYTES = 5;

process.on('SIGINT', () => {}); // the terminal's Ctrl-C is for the parent, which ends this process
process.on('disconnect', () => process.exit(1));
process.once('message', (job: ReaderJob) => {
  void (job.kind === 'survey' ? survey(job) : convert(job)).catch((error: unknown) => {
    if (error instanceof StoreError)
      send({ fault: { code: error.code, message: error.message, hint: error.hint } }, () => process.exit(1));
    else throw error;
  });
});

async function survey({ file, options, format: known }: ReaderJob & { kind: 'survey' }): Promise<void> {
  const head = await readHead(file);
  const recognised = known === undefined ? recogniseFormat(head) : { format: formatOf(known) };
  if ('container' in recognised) {
    send(recognised, () => process.exit(0));
    return;
  }
  const { format } = recognised;
  const result = await surveyAs(file, format, guessEncoding(head), options).catch((error: unknown) => {
    // Text that is no UTF-8 is, in China, of the national encoding.
    if (error instanceof StoreError && error.code === 'not-utf-8')
      return surveyAs(file, format, 'gb18030', options);
    throw error;
  });
  send({ survey: result }, () => process.exit(0));
}

async function surveyAs(
  file: string,
  format: Format,
  encoding: Encoding,
  options: ReadOptions,
): Promise<Survey> {
  const hash = createHash('sha256');
  const surveyor = new Surveyor();
  const meter = new Meter();
  const text = openText(file, encoding, (bytes) => {
    hash.update(bytes);
    meter.add(bytes.length);
  });
  const facts = await drain(format.read(text, options), (items) => surveyor.take(items));
  return surveyor.result(format.id, encoding, meter.bytes, hash.digest('hex'), facts);
}

async function convert({
  file,
  options,
  format: id,
  encoding,
  plan,
}: ReaderJob & { kind: 'convert' }): Promise<void> {
  const format = formatOf(id);
  const converter = new Converter(plan);
  const frames = plan.routes.map((_, route) => new Frame(route));
  const repaired = plan.routes.map(() => 0);
  const meter = new Meter();
  let read = 0;
  await drain(
    format.read(
      openText(file, encoding, (bytes) => meter.add(bytes.length)),
      options,
    ),
    async (items) => {
      for (const item of items) {
        read++;
        const result =
          'rejection' in item ? { rejection: item.rejection, route: 0 } : converter.convert(item.feature);
        if ('rejection' in result) {
          meter.reject({ ...result.rejection, route: result.route });
          continue;
        }
        if (result.repaired) repaired[result.route] = (repaired[result.route] ?? 0) + 1;
        const frame = frames[result.route];
        if (frame?.add(result.rows)) await frame.flush();
      }
    },
  );
  for (const frame of frames) await frame.flush();
  meter.report();
  process.stdout.end(() =>
    send({ conversion: { read, repaired, fields: [...converter.counts] } }, () => process.exit(0)),
  );
}

function formatOf(id: string): Format {
  const format = formatById(id);
  if (!format) throw new Error(`no format ${id}`);
  return format;
}

async function drain(
  items: AsyncGenerator<readonly SourceItem[], FileFacts>,
  take: (items: readonly SourceItem[]) => void | Promise<void>,
): Promise<FileFacts> {
  for (;;) {
    const next = await items.next();
    if (next.done) return next.value;
    await take(next.value);
  }
}

/** Bytes read and features rejected, told to the parent now and then. */
class Meter {
  bytes = 0;
  #told = 0;
  #rejections: RoutedRejection[] = [];

  add(count: number): void {
    this.bytes += count;
    if (this.bytes - this.#told >= PROGRESS_BYTES) this.report();
  }

  reject(rejection: RoutedRejection): void {
    this.#rejections.push(rejection);
    if (this.#rejections.length >= 1000) this.report();
  }

  report(): void {
    this.#told = this.bytes;
    send({ progress: this.bytes, rejections: this.#rejections });
    this.#rejections = [];
  }
}

class Frame {
  readonly #route: number;
  #rows: string[] = [];
  #length = 0;

  constructor(route: number) {
    this.#route = route;
  }

  /** @returns true when the frame is full */
  add(rows: string): boolean {
    this.#rows.push(rows);
    this.#length += rows.length;
    return this.#length >= FRAME_BYTES;
  }

  async flush(): Promise<void> {
    if (this.#rows.length === 0) return;
    const body = Buffer.from(this.#rows.join(''));
    const head = Buffer.alloc(HEADER_BYTES);
    head.writeUInt8(this.#route, 0);
    head.writeUInt32BE(body.length, 1);
    this.#rows = [];
    this.#length = 0;
    process.stdout.write(head);
    if (!process.stdout.write(body)) await once(process.stdout, 'drain');
  }
}

function send(message: ReaderMessage, sent: () => void = () => {}): void {
  process.send?.(message, undefined, undefined, sent);
}
