/**
 * The import: survey, plan, confirm, stage, check, apply; file after file. Everything before the last step leaves the
 * city as it was, and the last step is one transaction.
 */
import { rmSync } from 'node:fs';
import type pg from 'pg';
import type { ReadOptions, Rejection } from '../formats/format.ts';
import { openText, type Encoding } from '../formats/open-text.ts';
import type { LayerWish } from '../formats/convert-layers.ts';
import { tableOf, collectionById } from '../index.ts';
import { StoreError } from '../store/store-error.ts';
import { applyStaged, sourceIdOf, type Counts } from './apply-staged.ts';
import { checkStaged } from './check-staged.ts';
import { checkSurvey, sentenceOfFinding, type SurveyFinding } from './check-survey.ts';
import type { FieldCount } from './convert-feature.ts';
import { cancelled } from './limited-process.ts';
import { findCrs, type CrsWishes, type FoundCrs } from './find-crs.ts';
import { planImport, type Planned, type Target } from './plan-import.ts';
import type { Wishes } from './propose-mapping.ts';
import { keepImage, placeOfImage, sweepImages } from './keep-image.ts';
import { openWorkFolder } from './open-work-folder.ts';
import { openInputs, type Source } from './open-inputs.ts';
import { convertFile } from './read-in-child.ts';
import type { Conversion, RoutedRejection } from './reader-process.ts';
import { closeStaging, openStaging, stageRows, sweepStaging } from './staging.ts';
import type { Survey } from './survey.ts';

export type ImportRequest = {
  /** Files, folders and archives. */
  readonly files: readonly string[];
  /** Of files of several layers those that are wanted. */
  readonly layers?: LayerWish;
  /** Collections of single layers, by the layer's name. */
  readonly layerCollections?: ReadonlyMap<string, string>;
  /** Receives what is unpacked, as long as it is needed. */
  readonly workFolder: string;
  /** Keeps the images. */
  readonly rasterFolder: string;
  /** Names of an image's bands in their order. */
  readonly bands?: readonly string[] | undefined;
  readonly target: Target;
  readonly wishes: Wishes;
  readonly crs: CrsWishes;
  readonly columns: ReadOptions;
  /** What is wished for single files and layers instead, by their key. */
  readonly each?: ReadonlyMap<string, SourceWish> | undefined;
  /** Joins several files to one network: their features may refer to each other. */
  readonly source?: string | undefined;
  readonly licence?: string | undefined;
  readonly attribution?: string | undefined;
  readonly observedAt?: string | undefined;
  readonly dryRun: boolean;
  /** Nobody is asked: what retires most of a source is meant. */
  readonly sure: boolean;
  /** Account that imports. */
  readonly by?: number | undefined;
  /** Ends the import: what is stored by then stays, the rest leaves no trace. */
  readonly signal?: AbortSignal | undefined;
};

export type SourceWish = Pick<ImportRequest, 'target' | 'wishes' | 'crs'>;

export type Dialogue = {
  /** What will be done, before it is; false: leave it. */
  readonly confirm: (proposal: Proposal) => Promise<boolean>;
  readonly progress: (stage: string, done: number, all: number) => void;
};

export type Proposal = {
  readonly file: string;
  readonly bytes: number;
  /** As a person calls it. */
  readonly format: string;
  readonly survey: Survey;
  readonly found: FoundCrs;
  readonly planned: Planned;
  /** Of the file or layer among those that are imported together. */
  readonly key: string;
  readonly sourceKey: string;
};

export type CollectionReport = Counts & {
  readonly collection: string;
  readonly read: number;
  readonly repaired: number;
  readonly rejected: number;
  readonly mapping: readonly string[];
};
export type FileReport = {
  readonly file: string;
  readonly outcome: 'imported' | 'tried' | 'left';
  readonly source: string;
  readonly format: string;
  readonly encoding: string;
  readonly sha256: string;
  readonly crs: string;
  readonly collections: readonly CollectionReport[];
  readonly rejections: readonly Rejection[];
  readonly rejectionCounts: { readonly [code: string]: number };
  /** What was decided before anything was converted. */
  readonly assumed: readonly string[];
  /** What turned up while the features were converted and checked. */
  readonly findings: readonly string[];
  /** Of a pipe survey: the checks that it does not pass; the findings have a sentence of each. */
  readonly survey: readonly SurveyFinding[];
  /** Degrees; null where nothing was stored. */
  readonly extent: readonly [number, number, number, number] | null;
  readonly seconds: number;
};

const REJECTIONS_KEPT = 10_000;
/** A new version that retires more than this share of a source is taken for another file of the same name. */
const RETIRE_SHARE = 0.5;
const RETIRE_FROM = 10;
const LICENCE_UNKNOWN = 'not stated';

export type Failure = {
  readonly file: string;
  readonly failed: StoreError;
  /** It came with a folder or an archive, and is of no format that is imported: no reason to worry. */
  readonly passedOver?: true;
  /** What was read of it before. */
  readonly source?: Source;
};

/** What goes wrong with one file does not keep the others from being imported. */
export async function* importFiles(
  pool: pg.Pool,
  request: ImportRequest,
  dialogue: Dialogue,
): AsyncGenerator<FileReport | Failure> {
  await sweepStaging(pool);
  await sweepImages(pool, request.rasterFolder);
  const folder = openWorkFolder(request.workFolder);
  try {
    const sources: Source[] = [];
    for await (const source of openInputs(request, folder, dialogue.progress)) {
      if ('failed' in source) yield source;
      else sources.push(source);
    }
    // Points before lines: what is referred to comes before what refers to it.
    const ordered = sources.toSorted(
      (a, b) => Number('Point' in b.survey.geometries) - Number('Point' in a.survey.geometries),
    );
    for (const source of ordered) {
      const report = await caught(importSource(pool, source, request, dialogue));
      yield report instanceof StoreError ? { file: source.label, failed: report, source } : report;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function importSource(
  pool: pg.Pool,
  source: Source,
  request: ImportRequest,
  dialogue: Dialogue,
): Promise<FileReport> {
  const { survey, path, label, startedAt } = source;
  const sourceKey = request.source === undefined ? source.key : `${request.source}/${source.key}`;
  const prefix = request.source ?? source.key.replaceAll('/', '.');
  const wish = request.each?.get(source.key) ?? request;
  const collection = source.collection ?? wish.target.collection;
  const found = await findCrs(pool, survey, wish.crs);
  if (source.image) placeOfImage(source.image.profile, found.crs);
  const planned = await planImport(
    pool,
    survey,
    found.crs,
    prefix,
    { ...wish.target, collection },
    wish.wishes,
  );
  const { plan } = planned;
  const proposal = {
    file: label,
    bytes: survey.bytes,
    format: source.format,
    survey,
    found,
    planned,
    key: source.key,
    sourceKey,
  };
  const head = {
    file: label,
    source: sourceKey,
    format: source.format,
    encoding: survey.encoding,
    sha256: survey.sha256,
    crs: found.crs.name,
  };
  const nothing = { ...head, collections: [], rejections: [], rejectionCounts: {}, survey: [], extent: null };
  const assumed = [...survey.facts.notes, ...found.notes, ...planned.notes];
  if (!(await dialogue.confirm(proposal)))
    return { ...nothing, outcome: 'left', assumed, findings: [], seconds: secondsSince(startedAt) };

  if (request.signal?.aborted) throw cancelled();
  const staging = await openStaging(pool, plan.routes);
  try {
    const rejections = new RejectionList(plan.routes.length);
    const conversion = await convertFile(
      survey,
      path,
      request.columns,
      plan,
      {
        onProgress: (bytes) => dialogue.progress('importing', bytes, survey.bytes),
        onRejections: (some) => rejections.add(some),
        signal: request.signal,
      },
      ({ route, rows }) => {
        const staged = staging.routes[route];
        return staged ? stageRows(pool, staging, staged, rows) : Promise.resolve();
      },
    );
    dialogue.progress('checking', survey.bytes, survey.bytes);
    const sourceId = await sourceIdOf(pool, sourceKey);
    const checked = await checkStaged(pool, staging, prefix, sourceId);
    rejections.add(checked.rejections);
    const surveyed = survey.facts.survey ? await checkSurvey(pool, staging) : [];
    const findings = [...valueNotes(conversion), ...checked.notes, ...surveyed.map(sentenceOfFinding)];
    const left = await Promise.all(
      staging.routes.map(
        async ({ staged }) =>
          (await pool.query<{ rows: number }>(`select count(*)::int as rows from ${staged}`)).rows[0]?.rows ??
          0,
      ),
    );
    if (left.every((rows) => rows === 0)) {
      const [first] = rejections.kept;
      throw new StoreError(
        'nothing-to-import',
        `None of the ${conversion.read} features can be taken${first ? `: ${first.place}: ${first.reason}` : ''}.`,
        'The reasons are above; correct the file or the options.',
      );
    }
    const records = plan.routes.map((route, index) => ({
      read: (left[index] ?? 0) + rejections.count(index),
      repaired: (conversion.repaired[index] ?? 0) + (checked.repaired[index] ?? 0),
      rejected: rejections.count(index),
      mapping: { fields: route.mappings, constants: route.constants, crs: found.crs, key: plan.key },
      notes: [...assumed, ...findings],
      startedAt,
    }));
    const report = (counts: readonly Counts[]): CollectionReport[] =>
      plan.routes.map((route, index) => ({
        ...(counts[index] ?? { added: 0, updated: 0, unchanged: 0, retired: 0, kept: 0 }),
        collection: route.collection,
        read: records[index]?.read ?? 0,
        repaired: records[index]?.repaired ?? 0,
        rejected: rejections.count(index),
        mapping: route.mappings.map(
          ({ field, from, unit }) => `${from}${unit === undefined ? '' : ` [${unit}]`} → ${field}`,
        ),
      }));
    const tail = {
      rejections: rejections.kept.map(({ place, code, reason }) => ({ place, code, reason })),
      rejectionCounts: rejections.byCode(),
      assumed,
      findings,
      survey: surveyed,
    };
    if (request.dryRun) {
      await closeStaging(pool, staging);
      return {
        ...nothing,
        ...tail,
        outcome: 'tried',
        collections: report([]),
        seconds: secondsSince(startedAt),
      };
    }
    if (request.signal?.aborted) throw cancelled();
    dialogue.progress('storing', survey.bytes, survey.bytes);
    if (source.image) await keepImage(pool, request.rasterFolder, survey.sha256, source.image, found.crs);
    const counts = await applyStaged(
      pool,
      staging,
      {
        key: sourceKey,
        title: label,
        licence: request.licence ?? LICENCE_UNKNOWN,
        attribution: request.attribution ?? null,
        crs: found.crs.name,
        sha256: survey.sha256,
        observedAt: request.observedAt ?? null,
        model: survey.facts.hydraulic ? await textOf(path, survey.encoding) : null,
        by: request.by ?? null,
      },
      label,
      records,
      rejections.kept,
      retireGuard(sourceKey, request.sure),
    );
    const extent = await extentOf(
      pool,
      sourceKey,
      plan.routes.map((route) => route.collection),
    );
    return {
      ...head,
      ...tail,
      outcome: 'imported',
      collections: report(counts),
      extent,
      seconds: secondsSince(startedAt),
    };
  } catch (error) {
    // What it staged is dropped at once; where even that fails, the next sweep does it.
    await closeStaging(pool, staging).catch((failure: Error) =>
      process.emitWarning(`the staging tables stay until the next import: ${failure.message}`),
    );
    throw error;
  }
}

async function textOf(path: string, encoding: Encoding): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of openText(path, encoding, () => {})) pieces.push(piece);
  return Buffer.concat(pieces).toString().replaceAll('\0', ' '); // the database takes no null character
}

function retireGuard(source: string, sure: boolean): (present: number, retired: number) => void {
  return (present, retired) => {
    if (sure || present < RETIRE_FROM || retired <= present * RETIRE_SHARE) return;
    throw new StoreError(
      'retires-most',
      `The import would retire ${retired} of the ${present} features that came from ${source}: it is probably another file of the same name.`,
      'Give it a source of its own by --source NAME, or confirm by --yes.',
    );
  };
}

async function extentOf(
  pool: pg.Pool,
  source: string,
  ids: readonly string[],
): Promise<[number, number, number, number] | null> {
  const extents: [number, number, number, number][] = [];
  for (const id of ids) {
    const collection = collectionById(id)?.collection;
    if (!collection) continue;
    const {
      rows: [row],
    } = await pool.query<{ west: number | null; south: number; east: number; north: number }>(
      `select ST_XMin(e) as west, ST_YMin(e) as south, ST_XMax(e) as east, ST_YMax(e) as north
       from (select ST_Extent(geom) as e from ${tableOf(collection)} where source_id = (select id from source where key = $1)
             ${collection.source === 'feature' ? 'and collection = $2' : ''}) extent`,
      collection.source === 'feature' ? [source, id] : [source],
    );
    if (row && row.west !== null) extents.push([row.west, row.south, row.east, row.north]);
  }
  const [first, ...others] = extents;
  return first
    ? others.reduce<[number, number, number, number]>(
        ([w, s, e, n], [w2, s2, e2, n2]) => [
          Math.min(w, w2),
          Math.min(s, s2),
          Math.max(e, e2),
          Math.max(n, n2),
        ],
        first,
      )
    : null;
}

/** Everything is counted, the first ten thousand are kept word for word. */
class RejectionList {
  readonly kept: RoutedRejection[] = [];
  readonly #counts: number[];
  readonly #codes = new Map<string, number>();

  constructor(routes: number) {
    this.#counts = Array.from({ length: routes }, () => 0);
  }

  add(some: readonly RoutedRejection[]): void {
    for (const rejection of some) {
      this.#counts[rejection.route] = this.count(rejection.route) + 1;
      this.#codes.set(rejection.code, (this.#codes.get(rejection.code) ?? 0) + 1);
      if (this.kept.length < REJECTIONS_KEPT) this.kept.push(rejection);
    }
  }

  count(route: number): number {
    return this.#counts[route] ?? 0;
  }

  byCode(): Record<string, number> {
    return Object.fromEntries(this.#codes);
  }
}

function valueNotes({ fields }: Conversion): string[] {
  return fields.flatMap(
    ([name, { defaulted, default: word, sentinels, unreadable, example }]: readonly [string, FieldCount]) => [
      ...(defaulted > 0 ? [`${name}: ${defaulted} take the default ${word}`] : []),
      ...(sentinels > 0 ? [`${name}: ${sentinels} sentinels became none`] : []),
      ...(unreadable > 0
        ? [
            `${name}: ${unreadable} values such as ${example} cannot be read, and are kept among the extra properties`,
          ]
        : []),
    ],
  );
}

function secondsSince(start: Date): number {
  return (Date.now() - start.getTime()) / 1000;
}

async function caught<T>(work: Promise<T>): Promise<T | StoreError> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof StoreError) return error;
    throw error;
  }
}
