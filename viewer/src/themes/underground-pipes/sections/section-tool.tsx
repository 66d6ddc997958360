/** Draw a line across the street: the ground cut open along it, as a drawing to scale that keeps pace with the line. */
import { useEffect, useRef, useState } from 'react';
import { clearPoints, useMeasuring } from '../../../shell/tools/measuring.ts';
import { useCityState, type GroundPoint } from '../../../state/city-state.ts';
import { showMarks } from '../../../state/scene-marks.ts';
import { formatNumber } from '../../../words/format.ts';
import { problemText } from '../../../words/problem-text.ts';
import { useWords } from '../../../words/use-words.ts';
import { useAnswer } from '../use-answer.ts';
import { readSection } from './section-answer.ts';
import { SectionDrawing } from './section-drawing.tsx';
import { SECTION_WORDS, DOUBT_WORDS } from './section-words.ts';
import '../pipe-tools.css';
import './section-tool.css';

/** The ground is made thin when a line is drawn, so that the pipes show what to cut; a thinner one stays as it is. */
const SEEN_THROUGH = 0.3;
const DIGITS_OF_DEGREES = 7;

export function SectionTool() {
  const { t, of, language } = useWords();
  const hasLine = useMeasuring((state) => state.points.length > 1);
  const tool = useCityState((state) => state.tool);
  const set = useCityState((state) => state.set);
  const sheet = useRef<HTMLElement>(null);
  const [asked, ask] = useAnswer(readSection);
  // It stays when the points go with the tool that took them.
  const [line, setLine] = useState<string>();
  useEffect(
    () =>
      useMeasuring.subscribe(({ points: taken }) => {
        if (taken.length < 2) return;
        setLine(taken.map(placeOf).join(' '));
        showMarks([
          {
            kind: 'line',
            points: taken.map(({ longitude, latitude }) => [longitude, latitude] as const),
            colour: '--accent',
          },
        ]);
      }),
    [],
  );
  const address =
    line === undefined
      ? undefined
      : `/api/pipes/section?line=${encodeURIComponent(line)}&language=${language}`;
  useEffect(() => {
    if (address !== undefined) ask(address);
  }, [address, ask]);
  const answer = asked.status === 'ready' ? asked.answer : undefined;
  const draw = (): void => {
    clearPoints();
    set({ tool: 'draw-line', groundOpacity: Math.min(useCityState.getState().groundOpacity, SEEN_THROUGH) });
  };
  return (
    <>
      <div className="pipe-actions">
        <button type="button" className="button small" onClick={draw} aria-pressed={tool === 'draw-line'}>
          {of(SECTION_WORDS.draw)}
        </button>
        {tool === 'draw-line' && !hasLine && <span>{of(SECTION_WORDS.howTo)}</span>}
        {answer && address !== undefined && (
          <>
            {(['svg', 'dxf'] as const).map((format) => (
              <a
                key={format}
                className="button small"
                href={`${address}&f=${format}`}
                download={`section.${format}`}
              >
                {format.toUpperCase()}
              </a>
            ))}
            <button
              type="button"
              className="button small"
              onClick={() => void sheet.current?.requestFullscreen()}
            >
              {of(SECTION_WORDS.whole)}
            </button>
          </>
        )}
        <span role="status">
          {asked.status === 'loading' && t('loading')}
          {answer &&
            `${formatNumber(answer.section.lengthMetres, 1)} m · ${of(SECTION_WORDS.pipes)} ${answer.section.pipes.length}`}
        </span>
      </div>
      {asked.status === 'failed' && (
        <p className="state" role="alert">
          {problemText(asked.error, t)}
        </p>
      )}
      {answer && (
        <figure ref={sheet} className="section-sheet" aria-label={answer.drawing.title}>
          <SectionDrawing drawing={answer.drawing} />
          {answer.section.doubts.length > 0 && (
            <figcaption>
              {answer.section.doubts.map(({ code, says, count }) => (
                <p key={code}>
                  {of(DOUBT_WORDS[code] ?? { zh: says, en: says })} · {count}
                </p>
              ))}
            </figcaption>
          )}
        </figure>
      )}
    </>
  );
}

function placeOf({ longitude, latitude }: GroundPoint): string {
  return [longitude, latitude].map((degrees) => degrees.toFixed(DIGITS_OF_DEGREES)).join(',');
}
