/** Draw a line across the street: the ground cut open along it, as a drawing to scale that keeps pace with the line. */
import { useEffect } from 'react';
import { clearPoints, useMeasuring } from '../../../shell/tools/measuring.ts';
import { TypedPoint } from '../../../shell/tools/typed-point.tsx';
import { useCityState } from '../../../state/city-state.ts';
import { showMarks } from '../../../state/scene-marks.ts';
import { formatNumber } from '../../../words/format.ts';
import { useWords } from '../../../words/use-words.ts';
import { placesIn, placesText } from '../places.ts';
import { useAnswer } from '../use-answer.ts';
import { readSection } from './section-answer.ts';
import { SectionSheet } from './section-sheet.tsx';
import { SECTION_WORDS } from './section-words.ts';
import { useWork } from '../use-work.ts';

/** The ground is made thin when a line is drawn, so that the pipes show what to cut; a thinner one stays as it is. */
const SEEN_THROUGH = 0.3;

export function SectionTool() {
  const { of, language } = useWords();
  const hasLine = useMeasuring((state) => state.points.length > 1);
  const tool = useCityState((state) => state.tool);
  const set = useCityState((state) => state.set);
  const [asked, ask] = useAnswer(readSection);
  const [query, take] = useWork('section');
  const line = query.get('line');
  const address = line === null ? undefined : `/api/pipes/section?${query.toString()}&language=${language}`;
  useEffect(
    () =>
      useMeasuring.subscribe(({ points: taken }) => {
        if (taken.length > 1) take(new URLSearchParams({ line: placesText(taken) }));
      }),
    [take],
  );
  useEffect(() => {
    if (line !== null) showMarks([{ kind: 'line', points: placesIn(line), colour: '--accent' }]);
  }, [line]);
  useEffect(() => {
    if (address !== undefined) ask(address);
  }, [address, ask]);
  const draw = (): void => {
    clearPoints();
    set({ tool: 'draw-line', groundOpacity: Math.min(useCityState.getState().groundOpacity, SEEN_THROUGH) });
  };
  return (
    <SectionSheet
      asked={asked}
      address={address}
      file="section"
      show={({ section: { lengthMetres, pipes, doubts }, drawing }) => ({
        drawing,
        doubts,
        summary: `${formatNumber(lengthMetres, 1)} m · ${of(SECTION_WORDS.pipes)} ${pipes.length}`,
      })}
    >
      <button type="button" className="button small" onClick={draw} aria-pressed={tool === 'draw-line'}>
        {of(SECTION_WORDS.draw)}
      </button>
      {tool === 'draw-line' && <TypedPoint />}
      {tool === 'draw-line' && !hasLine && <span>{of(SECTION_WORDS.howTo)}</span>}
    </SectionSheet>
  );
}
