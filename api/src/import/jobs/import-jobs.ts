/**
 * Imports by upload, one after the other. What a job is stands in the database; its files lie in DATA_DIR of the machine
 * that received them, and only the process that has them works on them. A job that was at work when its process ended
 * says that it was interrupted; those that waited go on waiting in the process that comes after.
 */
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Pool } from 'pg';
import { collectionById } from '@twin/gis-data/index.ts';
import { isAlive } from '@twin/gis-data/import/is-alive.ts';
import { StoreError } from '@twin/gis-data/store/store-error.ts';
import { collectionGrade, mayRead } from '@twin/gis-data/theme.ts';
import { ACCOUNT_COLUMNS, type Account } from '../../identity/account.ts';
import { Problem } from '../../problems.ts';
import { runImport, type ImportDialogue } from '../run-import.ts';
import { shownAt } from '../shown-at.ts';
import { skippedOf, wishOf, type ImportOptions } from './import-options.ts';
import {
  planOfFailure,
  planOfModel,
  planOfProposal,
  planOfReadings,
  type PlanDocument,
} from './plan-document.ts';
import { resultOf, type ImportResult } from './import-result.ts';
import { storableJson } from './storable-json.ts';
import { Uploads, type UploadedFile } from './uploads.ts';

export type JobState =
  /** Files arrive. */
  | 'open'
  | 'plan-waiting'
  | 'planning'
  | 'planned'
  | 'import-waiting'
  | 'importing'
  /** To its end; the results say what became of each file. */
  | 'done'
  /** By a fault of the import itself. */
  | 'failed'
  | 'cancelled'
  /** The process that was at work ended. */
  | 'interrupted';

export type JobDocument = {
  readonly id: string;
  readonly state: JobState;
  readonly createdAt: Date;
  readonly changedAt: Date;
  readonly files: readonly UploadedFile[];
  readonly options: ImportOptions;
  readonly plan: readonly PlanDocument[];
  readonly results: readonly ImportResult[];
  /** Jobs that come before this one, while it waits. */
  readonly ahead?: number;
  readonly progress?: JobProgress;
};

export type JobProgress = {
  /** `reading`, `opening`, `importing`, `checking`, `storing` */
  readonly stage: string;
  /** Of the file that is at work; 0 of 0 where it cannot be told. */
  readonly doneBytes: number;
  readonly allBytes: number;
  readonly bytesPerSecond: number;
  /** Of this stage. */
  readonly secondsLeft: number | null;
};

type JobRow = {
  readonly id: string;
  readonly state: JobState;
  readonly options: ImportOptions & { readonly sure?: boolean };
  readonly plan: readonly PlanDocument[];
  readonly results: readonly ImportResult[];
  readonly createdAt: Date;
  readonly changedAt: Date;
};

type Work = {
  readonly id: string;
  readonly cancel: AbortController;
  progress: JobProgress;
  done: Promise<void>;
};

type Surroundings = {
  readonly pool: Pool;
  readonly dataDir: string;
  readonly limitBytes: number;
  /** Told of what is a fault of the import itself. */
  readonly report: (error: unknown) => void;
};

const JOB_COLUMNS = 'id, state, options, plan, results, created_at as "createdAt", changed_at as "changedAt"';
/** Of an account; older ones that are not at work are forgotten. */
const JOBS_KEPT = 20;
/** A job of another machine that was not heard of for so long is not at work any more. */
const FOREIGN_SILENCE = '1 day';
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export async function openImportJobs(surroundings: Surroundings): Promise<ImportJobs> {
  const { pool, dataDir, limitBytes } = surroundings;
  const uploads = new Uploads(join(dataDir, 'imports', 'uploads'), limitBytes);
  await takeOver(pool);
  const { rows } = await pool.query<{ id: string }>('select id from import_job');
  const known = new Set(rows.map(({ id }) => id));
  for (const id of uploads.jobs()) if (!known.has(id)) uploads.clear(id);
  const jobs = new ImportJobs(surroundings, uploads);
  jobs.goOn();
  return jobs;
}

/** What a process left that is gone. */
async function takeOver(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ pid: number }>('select distinct pid from import_job where host = $1', [
    hostname(),
  ]);
  // A process that begins has no jobs yet: those of its number are of one before it.
  const gone = rows.map(({ pid }) => pid).filter((pid) => pid === process.pid || !isAlive(pid));
  await pool.query(
    `update import_job set changed_at = now(), state = 'interrupted'
     where state in ('planning', 'importing')
       and (host = $1 and pid = any($2) or host <> $1 and changed_at < now() - interval '${FOREIGN_SILENCE}')`,
    [hostname(), gone],
  );
  await pool.query('update import_job set pid = $3 where host = $1 and pid = any($2)', [
    hostname(),
    gone,
    process.pid,
  ]);
}

export class ImportJobs {
  readonly #pool: Pool;
  readonly #dataDir: string;
  readonly #report: (error: unknown) => void;
  readonly #uploads: Uploads;
  #work: Work | undefined;
  #goingOn: Promise<void> = Promise.resolve();
  #closing = false;

  constructor({ pool, dataDir, report }: Surroundings, uploads: Uploads) {
    this.#pool = pool;
    this.#dataDir = dataDir;
    this.#report = report;
    this.#uploads = uploads;
  }

  get limitBytes(): number {
    return this.#uploads.limitBytes;
  }

  get dataDir(): string {
    return this.#dataDir;
  }

  async open({ id: account }: Account): Promise<JobDocument> {
    const { rows: old } = await this.#pool.query<{ id: string }>(
      `delete from import_job where id in (
         select id from import_job where account_id = $1 order by created_at desc offset $2)
       and state not in ('plan-waiting', 'planning', 'import-waiting', 'importing') returning id`,
      [account, JOBS_KEPT - 1],
    );
    for (const { id } of old) this.#uploads.clear(id);
    const { rows } = await this.#pool.query<JobRow>(
      `insert into import_job (id, account_id, state, host, pid) values ($1, $2, 'open', $3, $4) returning ${JOB_COLUMNS}`,
      [randomUUID(), account, hostname(), process.pid],
    );
    return this.#document(onlyRow(rows));
  }

  /** The last one first. */
  async list({ id }: Account): Promise<JobDocument[]> {
    const { rows } = await this.#pool.query<JobRow>(
      `select ${JOB_COLUMNS} from import_job where account_id = $1 order by created_at desc`,
      [id],
    );
    return Promise.all(rows.map((row) => this.#document(row)));
  }

  /** @throws Problem `import-unknown`, also for those of other accounts */
  async find(account: Account, id: string): Promise<JobDocument> {
    return this.#document(await this.#row(account, id));
  }

  /** With every rejection that was kept. */
  async results(account: Account, id: string): Promise<readonly ImportResult[]> {
    return (await this.#row(account, id)).results;
  }

  /** @throws Problem `import-busy`, and those of `Uploads.receive` */
  async receive(
    account: Account,
    id: string,
    name: string,
    bytes: Readable,
    announced: number | undefined,
  ): Promise<UploadedFile> {
    refuseBusy(await this.#row(account, id));
    return this.#uploads.receive(id, name, bytes, announced);
  }

  async discard(account: Account, id: string, name: string): Promise<void> {
    refuseBusy(await this.#row(account, id));
    if (!this.#uploads.discard(id, name))
      throw new Problem('import-unknown', `The import has no file ${name}.`);
  }

  /** @throws Problem `import-busy`, `import-empty` */
  plan(account: Account, id: string, options: ImportOptions): Promise<JobDocument> {
    return this.#queue(account, id, 'plan-waiting', options);
  }

  /**
   * @param sure what retires most of a source is meant
   * @throws Problem `import-busy`, `import-empty`
   */
  async import(account: Account, id: string, sure: boolean): Promise<JobDocument> {
    const { options } = await this.#row(account, id);
    return this.#queue(account, id, 'import-waiting', { ...options, sure });
  }

  /** @throws Problem `import-idle` */
  async cancel(account: Account, id: string): Promise<JobDocument> {
    const row = await this.#row(account, id);
    const { rowCount } = await this.#pool.query(
      `update import_job set state = 'cancelled', changed_at = now()
       where id = $1 and state in ('plan-waiting', 'import-waiting')`,
      [id],
    );
    if (rowCount === 0) {
      if (this.#work?.id !== id)
        throw new Problem('import-idle', `The import is ${row.state}: there is nothing to cancel.`);
      this.#work.cancel.abort();
      await this.#work.done;
    }
    return this.find(account, id);
  }

  /** @throws Problem `import-busy` */
  async remove(account: Account, id: string): Promise<void> {
    refuseBusy(await this.#row(account, id));
    await this.#pool.query('delete from import_job where id = $1', [id]);
    this.#uploads.clear(id);
  }

  /** Works on what waits, in the order in which it came. */
  goOn(): void {
    this.#goingOn = this.#goingOn.then(() => this.#workOff()).catch((error: unknown) => this.#report(error));
  }

  /** What is at work is broken off, and says so. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#work?.cancel.abort();
    await this.#goingOn;
  }

  async #row({ id: account }: Account, id: string): Promise<JobRow> {
    const { rows } = ID.test(id)
      ? await this.#pool.query<JobRow>(
          `select ${JOB_COLUMNS} from import_job where id = $1 and account_id = $2`,
          [id, account],
        )
      : { rows: [] };
    const [row] = rows;
    if (!row)
      throw new Problem('import-unknown', `You have no import ${id}; /api/imports lists those there are.`);
    return row;
  }

  async #queue(
    account: Account,
    id: string,
    state: 'plan-waiting' | 'import-waiting',
    options: JobRow['options'],
  ): Promise<JobDocument> {
    refuseBusy(await this.#row(account, id));
    if (this.#uploads.list(id).length === 0)
      throw new Problem('import-empty', 'The import has no files here. Upload them first.');
    const { rows } = await this.#pool.query<JobRow>(
      `update import_job set state = $2, options = $3, results = '[]', host = $4, pid = $5, changed_at = clock_timestamp()
       where id = $1 and state not in ('plan-waiting', 'planning', 'import-waiting', 'importing') returning ${JOB_COLUMNS}`,
      [id, state, storableJson(options), hostname(), process.pid],
    );
    const [row] = rows;
    if (!row) throw busy();
    const document = await this.#document(row);
    this.goOn();
    return document;
  }

  async #workOff(): Promise<void> {
    while (!this.#closing) {
      const { rows } = await this.#pool.query<JobRow & Account & { job: string; active: boolean }>(
        `update import_job j set changed_at = clock_timestamp(),
           state = case j.state when 'plan-waiting' then 'planning' else 'importing' end
         from account a
         where a.id = j.account_id and j.id = (
           select id from import_job where state in ('plan-waiting', 'import-waiting') and host = $1 and pid = $2
           order by changed_at limit 1)
         returning j.id as job, j.state, j.options, a.disabled_at is null as active, ${ACCOUNT_COLUMNS}`,
        [hostname(), process.pid],
      );
      const [next] = rows;
      if (!next) return;
      const work: Work = {
        id: next.job,
        cancel: new AbortController(),
        progress: { stage: 'opening', doneBytes: 0, allBytes: 0, bytesPerSecond: 0, secondsLeft: null },
        done: Promise.resolve(),
      };
      this.#work = work;
      work.done = this.#perform(work, next, next);
      await work.done;
      this.#work = undefined;
    }
  }

  async #perform(
    work: Work,
    account: Account & { active: boolean },
    { state, options }: JobRow,
  ): Promise<void> {
    const { id, cancel } = work;
    // Since it was asked for, the account may have lost its right.
    if (!account.active || !account.editor) cancel.abort();
    let end: JobState;
    try {
      if (state === 'planning') await this.#makePlan(work, account, options);
      else await this.#makeImport(work, account, options);
      end = state === 'planning' ? 'planned' : 'done';
    } catch (error) {
      end = 'failed';
      this.#report(error);
    }
    if (cancel.signal.aborted) end = this.#closing ? 'interrupted' : 'cancelled';
    await this.#pool.query('update import_job set state = $2, changed_at = now() where id = $1', [id, end]);
  }

  async #makePlan(work: Work, account: Account, options: ImportOptions): Promise<void> {
    const plan: PlanDocument[] = [];
    const wish = wishOf(options, this.#uploads.paths(work.id), {
      by: account.id,
      signal: work.cancel.signal,
      sure: false,
    });
    const outcomes = runImport(this.#pool, this.#dataDir, wish, {
      confirm: async (proposal) => {
        refuseAbove(
          account,
          proposal.planned.plan.routes.map(({ collection }) => collection),
        );
        plan.push(planOfProposal(proposal));
        return false;
      },
      confirmModel: async (proposal) => {
        refuseAbove(account, ['bim-elements']);
        plan.push(planOfModel(proposal));
        return false;
      },
      confirmReadings: async (proposal) => {
        refuseAbove(account, ['energy-meters']);
        plan.push(planOfReadings(proposal));
        return false;
      },
      progress: progressOf(work),
    });
    for await (const outcome of outcomes)
      if ('failed' in outcome) plan.push(await planOfFailure(this.#pool, outcome, options));
    await this.#pool.query('update import_job set plan = $2 where id = $1', [work.id, storableJson(plan)]);
  }

  async #makeImport(
    work: Work,
    account: Account,
    { sure = false, ...options }: JobRow['options'],
  ): Promise<void> {
    const skipped = skippedOf(options);
    const wish = wishOf(options, this.#uploads.paths(work.id), {
      by: account.id,
      signal: work.cancel.signal,
      sure,
    });
    const dialogue: ImportDialogue = {
      confirm: async ({ key, planned }) => {
        refuseAbove(
          account,
          planned.plan.routes.map(({ collection }) => collection),
        );
        return !skipped.has(key);
      },
      confirmModel: async ({ model }) => {
        refuseAbove(account, ['bim-elements']);
        return !skipped.has(model);
      },
      confirmReadings: async ({ source }) => {
        refuseAbove(account, ['energy-meters']);
        return !skipped.has(source);
      },
      progress: progressOf(work),
    };
    const results: ImportResult[] = [];
    for await (const outcome of runImport(this.#pool, this.#dataDir, wish, dialogue)) {
      results.push(resultOf(outcome, skipped, shownAt([outcome])));
      // What is in the city by now is told also where the rest is broken off.
      await this.#pool.query('update import_job set results = $2 where id = $1', [
        work.id,
        storableJson(results),
      ]);
    }
    if (results.every(({ refused }) => refused === null)) this.#uploads.clear(work.id);
  }

  async #document(row: JobRow): Promise<JobDocument> {
    const { sure: _, ...options } = row.options;
    const work = this.#work?.id === row.id ? this.#work : undefined;
    const waits = row.state === 'plan-waiting' || row.state === 'import-waiting';
    return {
      ...row,
      options,
      files: this.#uploads.list(row.id),
      results: row.results.map((result) => ({
        ...result,
        rejections: result.rejections.slice(0, REJECTIONS_SHOWN),
      })),
      ...(waits && { ahead: await this.#ahead(row) }),
      ...(work && { progress: work.progress }),
    };
  }

  async #ahead({ changedAt }: JobRow): Promise<number> {
    const { rows } = await this.#pool.query<{ n: number }>(
      `select count(*)::int as n from import_job where host = $1 and pid = $2
       and (state in ('planning', 'importing') or state in ('plan-waiting', 'import-waiting') and changed_at < $3)`,
      [hostname(), process.pid, changedAt],
    );
    return rows[0]?.n ?? 0;
  }
}

/** The report as a file has them all. */
const REJECTIONS_SHOWN = 50;

function onlyRow<T>([row]: readonly T[]): T {
  if (!row) throw new Error('the import was not stored');
  return row;
}

function refuseBusy({ state }: JobRow): void {
  if (/waiting|ing$/.test(state)) throw busy();
}

function busy(): Problem {
  return new Problem('import-busy', 'The import is at work or waits for it. Cancel it first, or let it end.');
}

/** An editor changes nothing that is above his grade. */
function refuseAbove({ name, grade }: Account, ids: readonly string[]): void {
  for (const id of ids) {
    const entry = collectionById(id);
    if (!entry || mayRead(grade, collectionGrade(entry.theme, entry.collection))) continue;
    throw new StoreError(
      'collection-forbidden',
      `The account ${name} does not see ${id}, and may not import into it.`,
      'Let an account of a higher grade import it.',
    );
  }
}

function progressOf(work: Work): ImportDialogue['progress'] {
  let began = Date.now();
  return (stage, doneBytes, allBytes) => {
    if (stage !== work.progress.stage || doneBytes < work.progress.doneBytes) began = Date.now();
    const seconds = (Date.now() - began) / 1000;
    const bytesPerSecond = seconds > 0 ? Math.round(doneBytes / seconds) : 0;
    work.progress = {
      stage,
      doneBytes,
      allBytes,
      bytesPerSecond,
      secondsLeft: bytesPerSecond > 0 ? Math.ceil((allBytes - doneBytes) / bytesPerSecond) : null,
    };
  };
}
