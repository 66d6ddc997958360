/** A pipe, those of a drawn area, or all of them against the standards: findings with measure, limit and clause. */
import { useEffect, useState } from 'react';
import { useCityState } from '../../state/city-state.ts';
import { showMarks } from '../../state/scene-marks.ts';
import { formatNumber } from '../../words/format.ts';
import { problemText } from '../../words/problem-text.ts';
import { useWords } from '../../words/use-words.ts';
import { readCheck, type PipeCheckAnswer } from './answers.ts';
import { AreaField } from './area-field.tsx';
import { areaMarks } from './area-mark.ts';
import { DoubtList } from './doubt-list.tsx';
import { ExportLinks } from './export-links.tsx';
import { FindingList } from './finding-list.tsx';
import { useAnswer } from './use-answer.ts';
import { useWork } from './use-work.ts';
import { WORDS } from './words.ts';
import './pipe-tools.css';

const isRunning = ({ status }: PipeCheckAnswer): boolean => status === 'running';

export function CheckTool() {
  const { t, of, language } = useWords();
  const selection = useCityState((state) => state.selection);
  const pipe = selection?.collection === 'pipe-lines' ? selection.id : undefined;
  const [asked, ask] = useAnswer(readCheck, isRunning);
  // In hand is what was checked: `pipe=…`, `area=…` or `city=all`; an area that is only drawn is not asked for yet.
  const [query, take] = useWork('check');
  const [drawn, setDrawn] = useState<string | null>(null);
  const asking = query.get('area');
  const area = drawn ?? asking;
  const address =
    query.size === 0
      ? undefined
      : query.has('city')
        ? `/api/pipes/check/city?language=${language}`
        : `/api/pipes/check?${query.toString()}&language=${language}`;
  useEffect(() => {
    if (address !== undefined) ask(address);
  }, [address, ask]);
  useEffect(() => showMarks(areaMarks(asking)), [asking]);
  const answer = asked.status === 'ready' && address !== undefined ? asked.answer : undefined;
  return (
    <>
      <div className="pipe-actions">
        {pipe === undefined ? of(WORDS.choose) : <code>{pipe}</code>}
        <button
          type="button"
          className="button small"
          disabled={pipe === undefined}
          onClick={() => take(new URLSearchParams({ pipe: pipe ?? '' }))}
        >
          {of(WORDS.thisPipe)}
        </button>
        <AreaField
          area={area}
          onChange={(next) => {
            setDrawn(next);
            if (next === null && query.has('area')) take(new URLSearchParams());
          }}
        />
        {area !== null && (
          <button
            type="button"
            className="button small"
            onClick={() => {
              useCityState.getState().set({ tool: 'select' });
              take(new URLSearchParams({ area }));
            }}
          >
            {of(WORDS.thisArea)}
          </button>
        )}
        <button
          type="button"
          className="button small"
          onClick={() => take(new URLSearchParams({ city: 'all' }))}
        >
          {of(WORDS.city)}
        </button>
        {answer?.status === 'done' && answer.findings.length > 0 && address !== undefined && (
          <ExportLinks address={address} name="pipe-findings" formats={['csv', 'geojson']} />
        )}
        <span role="status">
          {asked.status === 'loading' && t('loading')}
          {answer?.status === 'running' && `${formatNumber(answer.checked)} / ${formatNumber(answer.pipes)}`}
          {answer?.status === 'done' &&
            `${of(WORDS.checkedPipes)} ${formatNumber(answer.pipes)} · ${
              answer.findings.length === 0
                ? of(WORDS.none)
                : `${of(WORDS.violations)} ${answer.violations} · ${of(WORDS.advisories)} ${answer.advisories}`
            }`}
        </span>
      </div>
      {asked.status === 'failed' && (
        <p className="state" role="alert">
          {problemText(asked.error, t)}
        </p>
      )}
      {answer?.status === 'done' && (
        <>
          {answer.findings.length > 0 && <FindingList key={address} findings={answer.findings} />}
          {answer.doubts.length > 0 && (
            <div className="pipe-result">
              <DoubtList doubts={answer.doubts} />
            </div>
          )}
        </>
      )}
    </>
  );
}
