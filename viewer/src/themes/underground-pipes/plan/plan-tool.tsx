/** Plan pipes: drawn and typed, at once held against what is there, with trench and bill; kept, compared, given away. */
import { useEffect, useMemo } from 'react';
import { clearPoints, useMeasuring } from '../../../shell/tools/measuring.ts';
import { TypedPoint } from '../../../shell/tools/typed-point.tsx';
import { useCityState } from '../../../state/city-state.ts';
import { showMarks } from '../../../state/scene-marks.ts';
import { problemText } from '../../../words/problem-text.ts';
import { useWords } from '../../../words/use-words.ts';
import { ExportLinks } from '../export-links.tsx';
import { useAnswer } from '../use-answer.ts';
import { useWork } from '../use-work.ts';
import { Comparison } from './comparison.tsx';
import { PipeForm } from './pipe-form.tsx';
import { readPlan } from './plan-answer.ts';
import { planMarks } from './plan-marks.ts';
import { PlanResult } from './plan-result.tsx';
import { PLAN_WORDS as WORDS } from './plan-words.ts';
import { ScenarioBar } from './scenario-bar.tsx';
import { FIRST_PIPE, queryOf, questionOf, scenarioIn, withPipe, type Scenario } from './scenario.ts';
import '../pipe-tools.css';
import './plan-tool.css';

const TOOL = 'plan';
/** The ground is made thin when a pipe is drawn, so that what lies below shows; a thinner one stays as it is. */
const SEEN_THROUGH = 0.3;

export function PlanTool() {
  const { t, of, language } = useWords();
  const tool = useCityState((state) => state.tool);
  const set = useCityState((state) => state.set);
  const [asked, ask] = useAnswer(readPlan);
  const [query, takeQuery] = useWork(TOOL);
  const text = query.toString();
  const scenario = useMemo(() => scenarioIn(new URLSearchParams(text)), [text]);
  const take = (next: Scenario): void => takeQuery(queryOf(next));
  const inHand = scenario.pipes[scenario.at];
  const pipe = inHand ? inHand.pipe : FIRST_PIPE;
  const question = questionOf(scenario)?.toString();
  const address = question === undefined ? undefined : `/api/pipes/plan?${question}&language=${language}`;
  useEffect(() => {
    if (address !== undefined) ask(address);
  }, [address, ask]);
  useEffect(
    () =>
      useMeasuring.subscribe(({ points }) => {
        const { tool: now, work } = useCityState.getState();
        if (now !== 'draw-line' || points.length < 2) return;
        const before = scenarioIn(new URLSearchParams(work?.tool === TOOL ? work.query : ''));
        const drawn = before.pipes.length === 0 ? FIRST_PIPE : before.pipes[before.at]?.pipe;
        if (!drawn) return;
        const line = points.map(({ longitude, latitude }) => [longitude, latitude] as const);
        takeQuery(queryOf(withPipe(before, { ...drawn, line })));
      }),
    [takeQuery],
  );
  const answer = asked.status === 'ready' && address !== undefined ? asked.answer : undefined;
  const marks = useMemo(() => {
    const drawn = scenario.pipes.flatMap((one) => (one.pipe && one.pipe.line.length > 1 ? one.pipe : []));
    return answer ? planMarks(answer, drawn, scenario.pipes[scenario.at]?.pipe ?? null) : [];
  }, [answer, scenario]);
  useEffect(() => showMarks(marks), [marks]);
  const isDrawing = tool === 'draw-line';
  const isDrawn = pipe !== null && pipe.line.length > 1;
  const draw = (): void => {
    if (isDrawing) return set({ tool: 'select' });
    clearPoints();
    set({ tool: 'draw-line', groundOpacity: Math.min(useCityState.getState().groundOpacity, SEEN_THROUGH) });
  };
  const takeScenario = (next: Scenario): void => {
    clearPoints();
    set({ tool: 'select' });
    take(next);
  };
  return (
    <>
      <ScenarioBar scenario={scenario} take={takeScenario} />
      {pipe && (
        <PipeForm
          key={`${scenario.at} ${scenario.pipes.length}`}
          pipe={pipe}
          stepMetres={answer?.pipes[scenario.at]?.step_metres}
          onChange={(next) => take(withPipe(scenario, next))}
        />
      )}
      <div className="pipe-actions">
        {pipe && (
          <button type="button" className="button small" aria-pressed={isDrawing} onClick={draw}>
            {of(isDrawn ? WORDS.redraw : WORDS.draw)}
          </button>
        )}
        {isDrawing && <TypedPoint />}
        {isDrawing && !isDrawn && <span>{of(WORDS.howTo)}</span>}
        {answer && address !== undefined && (
          <ExportLinks address={address} name="planned-pipes" formats={['csv', 'geojson', 'dxf', 'survey']} />
        )}
      </div>
      {asked.status === 'loading' && (
        <p className="state" role="status">
          {t('loading')}
        </p>
      )}
      {address !== undefined && asked.status === 'failed' && (
        <p className="state" role="alert">
          {problemText(asked.error, t)}
        </p>
      )}
      {answer && scenario.against !== null && (
        <Comparison name={scenario.name} answer={answer} against={scenario.against} />
      )}
      {answer && <PlanResult answer={answer} marks={marks} />}
    </>
  );
}
