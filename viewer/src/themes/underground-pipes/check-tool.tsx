/** The selected pipe, or every pipe, against the standards: findings with measure, limit and clause; one click flies there. */
import { useScene } from '../../shell/frame/scene-context.ts';
import { useCityState } from '../../state/city-state.ts';
import { showMarks } from '../../state/scene-marks.ts';
import { formatNumber } from '../../words/format.ts';
import { problemText } from '../../words/problem-text.ts';
import { useWords } from '../../words/use-words.ts';
import { readCheck, type PipeCheckAnswer, type PipeFindingAnswer } from './answers.ts';
import { DoubtList } from './doubt-list.tsx';
import { useAnswer } from './use-answer.ts';
import { RULE_WORDS, WORDS } from './words.ts';
import './pipe-tools.css';

const RANGE_METRES = 40;
const MOST_LISTED = 300;
const isRunning = ({ status }: PipeCheckAnswer): boolean => status === 'running';

export function CheckTool() {
  const { t, of } = useWords();
  const selection = useCityState((state) => state.selection);
  const pipe = selection?.collection === 'pipe-lines' ? selection.id : undefined;
  const [asked, ask] = useAnswer(readCheck, isRunning);
  const answer = asked.status === 'ready' ? asked.answer : undefined;
  return (
    <>
      <div className="pipe-actions">
        {pipe === undefined ? of(WORDS.choose) : <code>{pipe}</code>}
        <button
          type="button"
          className="button small"
          disabled={pipe === undefined}
          onClick={() => ask(`/api/pipes/check?pipe=${encodeURIComponent(pipe ?? '')}`)}
        >
          {of(WORDS.thisPipe)}
        </button>
        <button type="button" className="button small" onClick={() => ask('/api/pipes/check/city')}>
          {of(WORDS.city)}
        </button>
        <span role="status">
          {asked.status === 'loading' && t('loading')}
          {answer?.status === 'running' && `${formatNumber(answer.checked)} / ${formatNumber(answer.pipes)}`}
          {answer?.status === 'done' &&
            (answer.findings.length === 0
              ? of(WORDS.none)
              : `${of(WORDS.violations)} ${answer.violations} · ${of(WORDS.advisories)} ${answer.advisories}`)}
        </span>
      </div>
      {asked.status === 'failed' && (
        <p className="state" role="alert">
          {problemText(asked.error, t)}
        </p>
      )}
      {answer?.status === 'done' && (
        <div className="pipe-result">
          <DoubtList doubts={answer.doubts} />
        </div>
      )}
      {answer?.status === 'done' && answer.findings.length > 0 && (
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
              {answer.findings.slice(0, MOST_LISTED).map((finding) => (
                <FindingRow
                  key={`${finding.rule} ${finding.pipe} ${finding.other ?? ''}`}
                  finding={finding}
                />
              ))}
            </tbody>
          </table>
        </div>
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
  const show = (): void => {
    showMarks([
      {
        kind: 'dimension',
        from,
        to,
        colour: severity === 'violation' ? '--sev-critical' : '--sev-major',
        text: `${formatNumber(measured, 3)} ${unit}`,
      },
    ]);
    set({ selection: { collection: 'pipe-lines', id: pipe }, picked: [], groundOpacity: 0 });
    scene?.flyToPoint({ longitude: from[0], latitude: from[1] }, RANGE_METRES);
  };
  return (
    <tr>
      <th scope="row">
        <button type="button" className="text-button" onClick={show}>
          {of(severity === 'violation' ? WORDS.violations : WORDS.advisories)} {of(RULE_WORDS[rule])}
        </button>
      </th>
      <td>
        <code>{pipe}</code> {other !== undefined && <code>{other}</code>}
      </td>
      <td>
        {formatNumber(measured, 3)} {unit}
      </td>
      <td>{limit ? `${formatNumber(limit.value)} ${limit.unit}` : ''}</td>
      <td>{limit ? `${limit.clause} [${limit.confidence}]` : ''}</td>
    </tr>
  );
}
