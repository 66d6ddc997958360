/** The list: imports that are on the way, and the sources that are in the city. */
import { sourceTitle } from '../words/source-title.ts';
import { formatDateTime, formatNumber } from '../words/format.ts';
import { Icon } from '../shell/frame/icon.tsx';
import { useImports } from './imports.ts';
import type { Job, Source } from './server-answers.ts';
import { hashOf, type Chosen } from './use-chosen.ts';
import { useSay } from './use-say.ts';
import { STATE_WORDS, WORDS } from './words.ts';

export function AdminList({ chosen }: { readonly chosen: Chosen }) {
  const { t, of, trouble } = useSay();
  const { jobs, sources, status, problem, load } = useImports();
  const isNew = chosen.kind === 'new' || chosen.kind === 'none';
  return (
    <nav className="admin-list" aria-label={of(WORDS.title)}>
      <a className="button primary" href={hashOf({ kind: 'new' })} aria-current={isNew ? 'page' : undefined}>
        <Icon name="plus" size={16} />
        {of(WORDS.newImport)}
      </a>
      {status === 'failed' && (
        <div className="state" role="alert">
          <strong>{of(WORDS.unreadable)}</strong>
          <span>{trouble(problem)}</span>
          <button type="button" className="button small" onClick={() => void load()}>
            {t('retry')}
          </button>
        </div>
      )}
      {jobs.length > 0 && (
        <section>
          <h2>{of(WORDS.current)}</h2>
          <ul>
            {jobs.map((job) => (
              <JobRow key={job.id} job={job} isChosen={chosen.kind === 'import' && chosen.id === job.id} />
            ))}
          </ul>
        </section>
      )}
      <section>
        <h2>{of(WORDS.sources)}</h2>
        {status === 'ready' && sources.length === 0 && <p className="state">{of(WORDS.noSources)}</p>}
        <ul>
          {sources.map((source) => (
            <SourceRow
              key={source.source}
              source={source}
              isChosen={chosen.kind === 'source' && chosen.source === source.source}
            />
          ))}
        </ul>
      </section>
    </nav>
  );
}

function JobRow({ job, isChosen }: { readonly job: Job; readonly isChosen: boolean }) {
  const { of } = useSay();
  const names = [...new Set([...job.files.map(({ name }) => name), ...job.results.map(({ file }) => file)])];
  return (
    <li>
      <a
        className="admin-row"
        href={hashOf({ kind: 'import', id: job.id })}
        aria-current={isChosen ? 'page' : undefined}
      >
        <span className="admin-row-title">{names.join('、') || formatDateTime(job.createdAt)}</span>
        <span className="admin-row-end">{of(STATE_WORDS[job.state])}</span>
        <small>{formatDateTime(job.createdAt)}</small>
      </a>
    </li>
  );
}

function SourceRow({ source, isChosen }: { readonly source: Source; readonly isChosen: boolean }) {
  const { language } = useSay();
  const { title, file } = sourceTitle(
    source.file,
    source.collections.map(({ collection }) => collection),
    language,
  );
  const count = source.collections.reduce((sum, one) => sum + one.added + one.updated + one.unchanged, 0);
  return (
    <li>
      <a
        className="admin-row"
        href={hashOf({ kind: 'source', source: source.source })}
        aria-current={isChosen ? 'page' : undefined}
      >
        <span className="admin-row-title">{title}</span>
        <span className="admin-row-end">{formatNumber(count)}</span>
        <small>
          {[file, formatDateTime(source.importedAt)].filter((part) => part !== undefined).join(' · ')}
        </small>
      </a>
    </li>
  );
}
