/** One import, from its files to its report. */
import { useEffect, useState } from 'react';
import { BackLink } from './back-link.tsx';
import { DropFiles } from './drop-files.tsx';
import { ImportProgress } from './import-progress.tsx';
import { ImportReport } from './import-report.tsx';
import { isAtWork, useImports } from './imports.ts';
import { PlanForm } from './plan-form.tsx';
import type { ImportOptions, Job } from './server-answers.ts';
import { choose } from './use-chosen.ts';
import { useSay } from './use-say.ts';
import { END_WORDS, STATE_WORDS, WORDS } from './words.ts';

const ASK_EVERY_MILLISECONDS = 1000;

type Properties = {
  /** Undefined: one that begins when its first file comes. */
  readonly id: string | undefined;
  readonly isPhone: boolean;
};

export function ImportView({ id, isPhone }: Properties) {
  const { of, trouble } = useSay();
  const { jobs, status, reload, act, remove } = useImports();
  const [problem, setProblem] = useState<string>();
  const job = jobs.find((one) => one.id === id);
  const isBusy = job !== undefined && isAtWork(job);

  useEffect(() => {
    if (id === undefined || !isBusy) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    const ask = async (): Promise<void> => {
      // A question that fails is asked again: the work goes on without it.
      await reload(id).catch((error: unknown) => setProblem(trouble(error)));
      if (!isOver) timer = setTimeout(() => void ask(), ASK_EVERY_MILLISECONDS);
    };
    timer = setTimeout(() => void ask(), ASK_EVERY_MILLISECONDS / 4);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
    // The words of a failure follow the language when it comes again.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [id, isBusy, reload]);

  const doing = (work: Promise<unknown>): void => {
    setProblem(undefined);
    work.catch((error: unknown) => setProblem(trouble(error)));
  };
  const plan = (options: ImportOptions): void => {
    if (id !== undefined) doing(act(id, 'plan', options));
  };
  const run = (sure: boolean): void => {
    if (id !== undefined) doing(act(id, 'run', { sure }));
  };

  if (id !== undefined && !job)
    return status === 'loading' ? null : (
      <article>
        {isPhone && <BackLink />}
        <p className="state">{of(WORDS.gone)}</p>
      </article>
    );
  return (
    <article>
      {isPhone && <BackLink />}
      <h2>
        {of(WORDS.newImport)}
        {job && job.state !== 'open' && <span className="tag">{of(STATE_WORDS[job.state])}</span>}
      </h2>
      {problem !== undefined && (
        <p role="alert" className="wrong">
          {problem}
        </p>
      )}
      {(!job || (!isBusy && job.results.length === 0)) && <DropFiles job={job} />}
      {job && isBusy && <ImportProgress job={job} onCancel={() => doing(act(job.id, 'cancel', undefined))} />}
      {job && !isBusy && <Ended job={job} />}
      {job && !isBusy && job.results.length > 0 && <ImportReport job={job} onRun={run} />}
      {job && !isBusy && job.files.length > 0 && (
        <PlanForm key={JSON.stringify(job.options)} job={job} onPlan={plan} onRun={() => run(false)} />
      )}
      {job && !isBusy && (
        <p className="foot">
          <button
            type="button"
            className="text-link"
            onClick={() => doing(remove(job.id).then(() => choose({ kind: 'none' }, true)))}
          >
            {of(WORDS.remove)}
          </button>
        </p>
      )}
    </article>
  );
}

function Ended({ job: { state } }: { readonly job: Job }) {
  const { of } = useSay();
  if (state !== 'failed' && state !== 'cancelled' && state !== 'interrupted') return null;
  return <p role="status">{of(END_WORDS[state])}</p>;
}
