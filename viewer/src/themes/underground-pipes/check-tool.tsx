/** A pipe, those of a drawn area, or all of them against the standards: findings with measure, limit and clause. */
import { useEffect, useState } from 'react';
import { RULE_WORDS, SEVERITY_WORDS } from '@twin/gis-data/themes/underground-pipes/check-words.ts';
import { useScene } from '../../shell/frame/scene-context.ts';
import { useCityState } from '../../state/city-state.ts';
import { showMarks } from '../../state/scene-marks.ts';
import { formatNumber, withUnit } from '../../words/format.ts';
import { problemText } from '../../words/problem-text.ts';
import { useWords } from '../../words/use-words.ts';
import { readCheck, type PipeCheckAnswer, type PipeFindingAnswer } from './answers.ts';
import { AreaField } from './area-field.tsx';
import { areaMarks } from './area-mark.ts';
import { DoubtList } from './doubt-list.tsx';
import { ExportLinks } from './export-links.tsx';
import { useAnswer } from './use-answer.ts';
import { useWork } from './use-work.ts';
import { WORDS } from './words.ts';
import './pipe-tools.css';

type Rule = PipeFindingAnswer['rule'];

const RANGE_METRES = 40;
const MOST_LISTED = 300;
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
          {answer.findings.length > 0 && <Findings key={address} findings={answer.findings} />}
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

function Findings({ findings }: { readonly findings: readonly PipeFindingAnswer[] }) {
  const { of } = useWords();
  const [only, setOnly] = useState<Rule>();
  const byRule = [...Map.groupBy(findings, ({ rule }) => rule)];
  const listed = findings.filter(({ rule }) => only === undefined || rule === only);
  return (
    <>
      {byRule.length > 1 && (
        <div className="pipe-actions" role="group" aria-label={of(WORDS.onlyRule)}>
          {byRule.map(([rule, { length }]) => (
            <button
              key={rule}
              type="button"
              className="button small"
              aria-pressed={only === rule}
              onClick={() => setOnly(only === rule ? undefined : rule)}
            >
              {of(RULE_WORDS[rule])} {formatNumber(length)}
            </button>
          ))}
        </div>
      )}
      <div className="list-scroll">
        <table>
          <thead>
            <tr>
              {[WORDS.rule, WORDS.pair, WORDS.measured, WORDS.limit, WORDS.clause].map((word) => (
                <th key={word.en} scope="col">
                  {of(word)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {listed.slice(0, MOST_LISTED).map((finding) => (
              <FindingRow key={`${finding.rule} ${finding.pipe} ${finding.other ?? ''}`} finding={finding} />
            ))}
          </tbody>
        </table>
      </div>
      {listed.length > MOST_LISTED && (
        <p className="pipe-note">{of(WORDS.listedFirst).replace('{n}', formatNumber(MOST_LISTED))}</p>
      )}
    </>
  );
}

function FindingRow({ finding }: { readonly finding: PipeFindingAnswer }) {
  const { of } = useWords();
  const scene = useScene();
  const set = useCityState((state) => state.set);
  const { rule, severity, pipe, other, measured, limit, from, to } = finding;
  const unit = limit?.unit ?? 'm';
  const text = withUnit(formatNumber(measured, 3), unit);
  const show = (): void => {
    showMarks([
      {
        kind: 'dimension',
        from,
        to,
        colour: severity === 'violation' ? '--sev-critical' : '--sev-major',
        text,
      },
    ]);
    set({ selection: { collection: 'pipe-lines', id: pipe }, picked: [], groundOpacity: 0 });
    scene?.flyToPoint({ longitude: from[0], latitude: from[1] }, RANGE_METRES);
  };
  return (
    <tr>
      <th scope="row">
        <button type="button" className="text-button" onClick={show}>
          {of(SEVERITY_WORDS[severity])} {of(RULE_WORDS[rule])}
        </button>
      </th>
      <td>
        <code>{pipe}</code> {other !== undefined && <code>{other}</code>}
      </td>
      <td>{text}</td>
      <td>{limit ? withUnit(formatNumber(limit.value), limit.unit) : ''}</td>
      <td>{limit ? `${limit.clause} [${limit.confidence}]` : ''}</td>
    </tr>
  );
}
