/** The imports and the sources of the page, as the server has them. */
import { create } from 'zustand';
import { useSession } from '../city-data/session.ts';
import { getJson, HttpError, sendJson } from '../http.ts';
import {
  readJob,
  readJobs,
  readSources,
  type ImportOptions,
  type Job,
  type Source,
} from './server-answers.ts';

export type Imports = {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly problem: unknown;
  readonly jobs: readonly Job[];
  readonly sources: readonly Source[];
  readonly limitBytes: number;
  readonly load: () => Promise<void>;
  /** @throws HttpError */
  readonly open: () => Promise<Job>;
  readonly reload: (id: string) => Promise<void>;
  /** @throws HttpError */
  readonly act: (id: string, what: 'plan' | 'run' | 'cancel', body: unknown) => Promise<void>;
  /** @throws HttpError */
  readonly remove: (id: string) => Promise<void>;
  /** @throws HttpError */
  readonly undo: (source: Source) => Promise<void>;
};

export const useImports = create<Imports>()((set, get) => {
  const keep = (job: Job): void =>
    set(({ jobs }) => ({
      jobs: jobs.some(({ id }) => id === job.id)
        ? jobs.map((known) => (known.id === job.id ? job : known))
        : [job, ...jobs],
    }));
  /** A session can end while the page is open: the page then asks for a new one. */
  const asked = async <T>(question: Promise<T>): Promise<T> => {
    try {
      return await question;
    } catch (error) {
      if (error instanceof HttpError && error.status === 401) await useSession.getState().load();
      throw error;
    }
  };
  return {
    status: 'loading',
    problem: null,
    jobs: [],
    sources: [],
    limitBytes: 0,
    async load() {
      try {
        const [{ imports: jobs, limitBytes }, sources] = await asked(
          Promise.all([getJson('/api/imports', readJobs), getJson('/api/sources', readSources)]),
        );
        set({ jobs, limitBytes, sources, status: 'ready', problem: null });
      } catch (problem) {
        set({ status: 'failed', problem });
      }
    },
    async open() {
      const job = await asked(sendJson('POST', '/api/imports', undefined, readJob));
      keep(job);
      return job;
    },
    async reload(id) {
      const before = get().jobs.find((job) => job.id === id);
      const job = await asked(getJson(`/api/imports/${id}`, readJob));
      keep(job);
      // What came into the city is a source now.
      if (before && isAtWork(before) && !isAtWork(job)) await get().load();
    },
    async act(id, what, body) {
      keep(await asked(sendJson('POST', `/api/imports/${id}/${what}`, body, readJob)));
    },
    async remove(id) {
      await asked(sendJson('DELETE', `/api/imports/${id}`, undefined, () => {}));
      set(({ jobs }) => ({ jobs: jobs.filter((job) => job.id !== id) }));
    },
    async undo({ source, importId }) {
      const address = `/api/sources/${encodeURIComponent(source)}/imports/${importId}`;
      await asked(sendJson('DELETE', address, undefined, () => {}));
      await get().load();
    },
  };
});

export function isAtWork({ state }: Job): boolean {
  return /waiting|ing$/.test(state);
}

/** The options of one source changed; what was wished of the others stays. */
export function withWish(
  options: ImportOptions,
  source: string,
  change: NonNullable<ImportOptions['each']>[string],
): ImportOptions {
  const { each = {} } = options;
  return { ...options, each: { ...each, [source]: { ...each[source], ...change } } };
}
