/**
 * An IFC file as a person gives it becomes a model of the city, and another version of it takes its place. The file is
 * kept by its hash, so that an import can be undone by reading the one before it again.
 */
import { createHash } from 'node:crypto';
import { copyFileSync, createReadStream, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { inTransaction } from '@twin/gis-data/store/in-transaction.ts';
import { cancelled } from '@twin/gis-data/import/limited-process.ts';
import { appendAudit } from '@twin/gis-data/store/append-audit.ts';
import { StoreError } from '@twin/gis-data/store/store-error.ts';
import { compareVersions, snapshotOf, type Difference } from './compare-versions.ts';
import { findPlace } from './find-place.ts';
import type { ModelFacts, SitePlace } from './ifc-reading.ts';
import { MODEL_SOURCE_PREFIX, versionsOf } from './model-versions.ts';
import type { ModelPlace } from './place-model.ts';
import { readInProcess } from './read-in-process.ts';
import { writeModel } from './write-model.ts';

export type ModelRequest = {
  readonly file: string;
  /** Keeps the files of the models by their hash. */
  readonly folder: string;
  /** Of the model; else that of the file. A model that is there under it gets a new version. */
  readonly name?: string | undefined;
  readonly at?: SitePlace | undefined;
  readonly licence?: string | undefined;
  readonly attribution?: string | undefined;
  readonly dryRun: boolean;
  /** Account that imports. */
  readonly by?: number | undefined;
  /** Ends the import as long as nothing is stored. */
  readonly signal?: AbortSignal | undefined;
};

export type ModelProposal = {
  readonly file: string;
  readonly model: string;
  readonly facts: ModelFacts;
  readonly place: ModelPlace;
};

export type ModelReport = {
  readonly file: string;
  readonly model: string;
  readonly source: string;
  readonly outcome: 'imported' | 'tried' | 'unchanged' | 'left';
  readonly sha256: string;
  readonly seconds: number;
  /** Absent where nothing was read. */
  readonly facts?: ModelFacts;
  readonly crs?: string;
  readonly longitudeLatitude?: readonly [longitude: number, latitude: number];
  readonly elements?: number;
  /** Against the version before; without elements of one where there was none. */
  readonly difference?: Difference;
  readonly warnings: readonly string[];
};

/**
 * @param confirm is shown what was read, before anything is written
 * @throws StoreError of `readInProcess` and `findPlace`, `ifc-name-taken`
 */
export async function importModel(
  pool: pg.Pool,
  request: ModelRequest,
  confirm: (proposal: ModelProposal) => Promise<boolean>,
): Promise<ModelReport> {
  const began = Date.now();
  const { file, folder, at, dryRun } = request;
  const model = nameOf(request);
  const source = `${MODEL_SOURCE_PREFIX}${model}`;
  const sha256 = existsSync(file) ? await hashOf(file) : '';
  const report = (more: Pick<ModelReport, 'outcome'> & Partial<ModelReport>): ModelReport => ({
    file,
    model,
    source,
    sha256,
    seconds: (Date.now() - began) / 1000,
    warnings: [],
    ...more,
  });
  await refuseTakenName(pool, model, source);
  const [last] = await versionsOf(pool, model);
  if (last?.sha256 === sha256 && isSamePlace(last.place, at ?? null)) return report({ outcome: 'unchanged' });

  const reading = await readInProcess(file, { signal: request.signal });
  const place = await findPlace(pool, reading.facts, at);
  if (!(await confirm({ file, model, facts: reading.facts, place })))
    return report({ outcome: 'left', facts: reading.facts });
  if (request.signal?.aborted) throw cancelled();
  if (!dryRun) keep(file, folder, sha256);
  const written = await inTransaction(pool, async (client) => {
    await client.query('savepoint untouched');
    const sourceId = await upsertSource(client, request, source, sha256, place.crsName);
    const before = await snapshotOf(client, model);
    const { elements, warnings } = await writeModel(client, reading, place, {
      id: model,
      sourceId,
      division: null,
      fileName: basename(file),
      title: request.name,
    });
    const difference = compareVersions(before, await snapshotOf(client, model));
    await client.query(
      `insert into bim_version (model, source_id, file_name, sha256, title, place, account_id)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [
        model,
        sourceId,
        basename(file),
        sha256,
        request.name ?? null,
        at ? JSON.stringify(at) : null,
        request.by ?? null,
      ],
    );
    await appendAudit(client, request.by ?? null, {
      action: 'imported',
      subject: `source/${source}`,
      after: { file: basename(file), sha256, elements },
    });
    // A trial goes all the way, against the rules of the database too, and leaves no trace.
    if (dryRun) await client.query('rollback to savepoint untouched');
    return { elements, warnings, difference };
  });
  return report({
    outcome: dryRun ? 'tried' : 'imported',
    facts: reading.facts,
    crs: place.crsName,
    longitudeLatitude: place.lonLat(0, 0),
    ...written,
  });
}

/** What may be part of an address, of the name that a person or the file gives. */
function nameOf({ name, file }: ModelRequest): string {
  const cleaned = (name ?? basename(file, extname(file)))
    .replaceAll(/[^\p{L}\p{N}_-]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 80);
  return cleaned === '' ? 'model' : cleaned;
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

async function refuseTakenName(pool: pg.Pool, model: string, source: string): Promise<void> {
  const { rowCount } = await pool.query(
    'select from bim_model m join source s on s.id = m.source_id where m.id = $1 and s.key <> $2',
    [model, source],
  );
  if (rowCount)
    throw new StoreError(
      'ifc-name-taken',
      `A model ${model} of another source is there already.`,
      'Give this one a name of its own: --name NAME.',
    );
}

function isSamePlace(a: SitePlace | null, b: SitePlace | null): boolean {
  if (!a || !b) return a === b;
  return (
    a.longitude === b.longitude &&
    a.latitude === b.latitude &&
    a.heightMetres === b.heightMetres &&
    a.headingDegrees === b.headingDegrees
  );
}

/** A killed copy is no file of the folder. */
function keep(file: string, folder: string, sha256: string): void {
  const kept = join(folder, `${sha256}.ifc`);
  if (existsSync(kept)) return;
  mkdirSync(folder, { recursive: true });
  const part = `${kept}.part`;
  rmSync(part, { force: true });
  copyFileSync(file, part);
  renameSync(part, kept);
}

async function upsertSource(
  client: pg.PoolClient,
  { file, licence, attribution }: ModelRequest,
  key: string,
  sha256: string,
  crs: string,
): Promise<number> {
  const {
    rows: [row],
  } = await client.query<{ id: number }>(
    `insert into source (key, title, licence, attribution, crs, sha256) values ($1, $2, $3, $4, $5, $6)
     on conflict (key) do update set title = excluded.title, licence = excluded.licence, attribution = excluded.attribution,
       crs = excluded.crs, sha256 = excluded.sha256, loaded_at = now()
     returning id`,
    [key, basename(file), licence ?? 'not stated', attribution ?? null, crs, sha256],
  );
  if (!row) throw new Error('the source was not stored');
  return row.id;
}
