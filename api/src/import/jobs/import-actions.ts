/** `/api/imports` and `/api/sources`: import by upload, for accounts that may edit and see the whole city. */
import type { Request } from 'express';
import type { Pool } from 'pg';
import { z } from 'zod';
import { collectionById } from '@twin/gis-data/index.ts';
import { collectionGrade, mayRead } from '@twin/gis-data/theme.ts';
import type { ImportedSource } from '@twin/gis-data/import/undo-import.ts';
import { StoreError } from '@twin/gis-data/store/store-error.ts';
import type { Account } from '../../identity/account.ts';
import type { Identity } from '../../identity/identity.ts';
import { action, FileAnswer, type Action } from '../../operations.ts';
import { Problem, type ProblemCode } from '../../problems.ts';
import { sourcesOf, undoSource } from '../run-import.ts';
import type { ImportJobs } from './import-jobs.ts';
import { importOptions } from './import-options.ts';

type Surroundings = {
  readonly pool: Pool;
  readonly jobs: ImportJobs;
  readonly identity: Pick<Identity, 'editorOf'>;
};

const OPTIONS_LIMIT_BYTES = 1_000_000;
/** What a source can be refused for, as an answer. */
const REFUSALS: ReadonlySet<string> = new Set<ProblemCode>([
  'source-unknown',
  'undo-nothing',
  'undo-not-last',
  'undo-file-gone',
]);

export function importActions({ pool, jobs, identity }: Surroundings): Action[] {
  /** @throws Problem `sign-in-needed`, `editor-needed`, `whole-city-needed` */
  const importerOf = (request: Request): Account => {
    const account = identity.editorOf(request);
    // What is imported belongs to no division and to no operator: such an account would not even see it.
    if (account.division !== null || account.operator !== null)
      throw new Problem(
        'whole-city-needed',
        `The account ${account.name} sees a part of the city; an import concerns all of it. Sign in with an account without a division.`,
      );
    return account;
  };
  const seen = ({ grade }: Account, { collections }: ImportedSource): boolean =>
    collections.every(({ collection }) => {
      const entry = collectionById(collection);
      return entry === undefined || mayRead(grade, collectionGrade(entry.theme, entry.collection));
    });
  const sourcesFor = async (account: Account): Promise<ImportedSource[]> =>
    (await sourcesOf(pool)).filter((source) => seen(account, source));
  const id = (request: Request): string => String(request.params['id']);
  const name = (request: Request): string => String(request.params['name']);
  const tag = 'Imports';

  return [
    action({
      method: 'get',
      path: '/imports',
      tag,
      summary: 'Your imports by upload, the last one first, and what their files may have together',
      answer: async ({ request }) => ({
        imports: await jobs.list(importerOf(request)),
        limitBytes: jobs.limitBytes,
      }),
    }),
    action({
      method: 'post',
      path: '/imports',
      tag,
      summary: 'Begin an import; its files are uploaded next',
      status: 201,
      async answer({ request, response }) {
        const job = await jobs.open(importerOf(request));
        response.location(`/api/imports/${job.id}`);
        return job;
      },
    }),
    action({
      method: 'get',
      path: '/imports/{id}',
      tag,
      summary: 'How far an import is: its files, its plan, its progress, its report',
      answer: ({ request }) => jobs.find(importerOf(request), id(request)),
    }),
    action({
      method: 'delete',
      path: '/imports/{id}',
      tag,
      summary: 'Forget an import and its files; what it brought into the city stays',
      status: 204,
      answer: ({ request }) => jobs.remove(importerOf(request), id(request)),
    }),
    action({
      method: 'put',
      path: '/imports/{id}/files/{name}',
      tag,
      summary: 'Upload a file or an archive; one of the same name takes its place',
      body: 'bytes',
      status: 201,
      async answer({ request, response }) {
        // What is not read is not waited for either.
        response.set('Connection', 'close');
        const length = request.get('content-length');
        const announced = length === undefined ? undefined : Number(length);
        const file = await jobs.receive(importerOf(request), id(request), name(request), request, announced);
        response.removeHeader('Connection');
        return file;
      },
    }),
    action({
      method: 'delete',
      path: '/imports/{id}/files/{name}',
      tag,
      summary: 'Take an uploaded file out again',
      status: 204,
      answer: ({ request }) => jobs.discard(importerOf(request), id(request), name(request)),
    }),
    action({
      method: 'post',
      path: '/imports/{id}/plan',
      tag,
      summary: 'Read the files, and say what would be done with them; nothing is stored',
      body: importOptions,
      bodyLimitBytes: OPTIONS_LIMIT_BYTES,
      status: 202,
      answer: ({ request, body }) => jobs.plan(importerOf(request), id(request), body),
    }),
    action({
      method: 'post',
      path: '/imports/{id}/run',
      tag,
      summary: 'Import the files by the options of the last plan',
      body: z.strictObject({
        sure: z.boolean().default(false).describe('What retires most of a source is meant'),
      }),
      status: 202,
      answer: ({ request, body }) => jobs.import(importerOf(request), id(request), body.sure),
    }),
    action({
      method: 'post',
      path: '/imports/{id}/cancel',
      tag,
      summary: 'Break off what waits or is at work; what is stored by then stays, and its report says so',
      answer: ({ request }) => jobs.cancel(importerOf(request), id(request)),
    }),
    action({
      method: 'get',
      path: '/imports/{id}/report',
      tag,
      summary: 'The report of an import as a file, with every rejection',
      async answer({ request }) {
        const results = await jobs.results(importerOf(request), id(request));
        return new FileAnswer(
          'application/json',
          `import-${id(request)}.json`,
          JSON.stringify(results, null, 2),
        );
      },
    }),
    action({
      method: 'get',
      path: '/sources',
      tag,
      summary:
        'The sources that were imported, by upload or by command line, with the counts of their last import',
      answer: async ({ request }) => ({ sources: await sourcesFor(importerOf(request)) }),
    }),
    action({
      method: 'delete',
      path: '/sources/{source}/imports/{importId}',
      tag,
      summary: 'Take the last import of a source back: the city is as it was before',
      async answer({ request }) {
        const account = importerOf(request);
        const source = String(request.params['source']);
        const importId = Number(request.params['importId']);
        const known = (await sourcesFor(account)).some((one) => one.source === source);
        if (!known)
          throw new Problem(
            'source-unknown',
            `There is no imported source ${source}; /api/sources lists them.`,
          );
        try {
          return await undoSource(pool, jobs.dataDir, source, { by: account.id, importId });
        } catch (error) {
          if (error instanceof StoreError && REFUSALS.has(error.code))
            throw new Problem(error.code as ProblemCode, error.message);
          throw error;
        }
      },
    }),
  ];
}
