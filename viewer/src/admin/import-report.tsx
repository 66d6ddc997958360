/** What became of each file: counts, what was not taken and why, and the way to see it in the city. */
import { Icon } from '../shell/frame/icon.tsx';
import { formatNumber } from '../words/format.ts';
import { CountsTable } from './counts-table.tsx';
import { Notes } from './notes.tsx';
import type { Job, Result } from './server-answers.ts';
import { hashOf } from './use-chosen.ts';
import { useSay } from './use-say.ts';
import { Verdict } from './verdict.tsx';
import { VERDICT_WORDS } from './verdict-words.ts';
import { OUTCOME_WORDS, WORDS } from './words.ts';

type Properties = { readonly job: Job; readonly onRun: (sure: boolean) => void };

export function ImportReport({ job, onRun }: Properties) {
  const { of } = useSay();
  const results = job.results.filter(({ passedOver }) => !passedOver);
  return (
    <>
      {results.map((result) => (
        <ResultCard
          key={`${result.file} ${result.source ?? ''}`}
          result={result}
          isOnly={results.length === 1}
          onRun={onRun}
        />
      ))}
      <p>
        <a className="button" href={`/api/imports/${job.id}/report`} download>
          {of(WORDS.report)}
        </a>
      </p>
    </>
  );
}

type CardProperties = {
  readonly result: Result;
  /** Its way into the city is the one thing to do next. */
  readonly isOnly: boolean;
  readonly onRun: (sure: boolean) => void;
};

function ResultCard({ result, isOnly, onRun }: CardProperties) {
  const { of, say } = useSay();
  const { file, source, outcome, collections, rejections, rejectionCounts, refused, shownAt, notes } = result;
  const rejected = Object.values(rejectionCounts).reduce((sum, count) => sum + count, 0);
  return (
    <section className="card" aria-label={file}>
      <h3>
        {file}
        <span className={outcome === 'refused' ? 'tag bad' : 'tag'}>{of(OUTCOME_WORDS[outcome])}</span>
      </h3>
      {refused && <Verdict refused={refused} />}
      {refused?.code === 'retires-most' && (
        <button type="button" className="button danger" onClick={() => onRun(true)}>
          {of(WORDS.sure)}
        </button>
      )}
      {collections.length > 0 && <CountsTable counts={collections} />}
      {(shownAt !== null || source !== null) && (
        <div className="admin-actions start">
          {shownAt !== null && (
            <a className={isOnly ? 'button primary' : 'button'} href={`/${shownAt}`}>
              <Icon name="cube" size={16} />
              {of(WORDS.show)}
            </a>
          )}
          {source !== null && (
            <a className="button" href={hashOf({ kind: 'source', source })}>
              {source}
            </a>
          )}
        </div>
      )}
      {rejections.length > 0 && (
        <details open={rejections.length <= 10}>
          <summary>
            {say(rejected > rejections.length ? WORDS.rejectedOf : WORDS.rejectedAll, {
              n: formatNumber(rejected),
              shown: formatNumber(rejections.length),
            })}
          </summary>
          <div className="table-scroll tall">
            <table>
              <thead>
                <tr>
                  <th scope="col">{of(WORDS.where)}</th>
                  <th scope="col">{of(WORDS.reason)}</th>
                </tr>
              </thead>
              <tbody>
                {rejections.map(({ place, code, reason }) => (
                  <tr key={`${place} ${code} ${reason}`}>
                    <th scope="row" lang="en">
                      {place}
                    </th>
                    <td className="wide">
                      {VERDICT_WORDS[code] && of(VERDICT_WORDS[code])} <small lang="en">{reason}</small>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </details>
      )}
      <Notes notes={notes} />
    </section>
  );
}
