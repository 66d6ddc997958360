/** Pick a run of pipes: the ground cut open along it, as a drawing to scale, and the run lit in the scene. */
import { useEffect, useState } from 'react';
import { Icon } from '../../../shell/frame/icon.tsx';
import { useCityState, type FeatureRef } from '../../../state/city-state.ts';
import { showMarks, type SceneMark } from '../../../state/scene-marks.ts';
import { formatNumber } from '../../../words/format.ts';
import { useWords } from '../../../words/use-words.ts';
import { useAnswer } from '../use-answer.ts';
import { readProfile, type ProfileAnswer } from './section-answer.ts';
import { SectionSheet } from './section-sheet.tsx';
import { SECTION_WORDS } from './section-words.ts';
import { useWork } from '../use-work.ts';

const SEEN_THROUGH = 0.3;
const COLLECTIONS: readonly string[] = ['pipe-lines', 'pipe-points'];

export function ProfileTool() {
  const { of, language } = useWords();
  const [asked, ask] = useAnswer(readProfile);
  const [query, take] = useWork('profile');
  const stops = query.getAll('through');
  const address =
    stops.length > 0 ? `/api/pipes/profile?${query.toString()}&language=${language}` : undefined;
  const [isPicking, setPicking] = useState(false);
  const answer = asked.status === 'ready' ? asked.answer : undefined;
  const through = (next: readonly string[]): void =>
    take(new URLSearchParams(next.map((stop) => ['through', stop])));
  useEffect(() => {
    if (address !== undefined) ask(address);
  }, [address, ask]);
  useEffect(() => {
    if (answer) showMarks(marksOf(answer));
  }, [answer]);
  useEffect(() => {
    if (!isPicking) return;
    return useCityState.subscribe((now, before) => {
      if (now.selection === before.selection) return;
      const stop = stopOf(now.selection);
      if (stop !== undefined && stop !== stops.at(-1)) through([...stops, stop]);
    });
  });
  const pick = (): void => {
    setPicking(!isPicking);
    if (isPicking) return;
    const { selection, groundOpacity, set } = useCityState.getState();
    set({ tool: 'select', groundOpacity: Math.min(groundOpacity, SEEN_THROUGH) });
    // What is selected already is where most begin.
    const stop = stopOf(selection);
    if (stops.length === 0 && stop !== undefined) through([stop]);
  };
  return (
    <SectionSheet
      asked={address === undefined ? { status: 'idle' } : asked}
      address={address}
      file="profile"
      show={({ profile: { lengthMetres, pipes, crossings, doubts }, drawing }) => ({
        drawing,
        doubts,
        summary: `${formatNumber(lengthMetres, 1)} m · ${of(SECTION_WORDS.pipes)} ${pipes.length} · ${of(SECTION_WORDS.crossings)} ${crossings.length}`,
      })}
    >
      <button type="button" className="button small" onClick={pick} aria-pressed={isPicking}>
        {of(SECTION_WORDS.pick)}
      </button>
      {isPicking && stops.length < 2 && <span>{of(SECTION_WORDS.howToPick)}</span>}
      {stops.length > 0 && (
        <>
          <ul className="pipe-chips" aria-label={of(SECTION_WORDS.stops)}>
            {stops.map((stop, index) => (
              <li key={stop}>
                <button
                  type="button"
                  aria-label={`${of(SECTION_WORDS.remove)} ${nameOf(stop)}`}
                  onClick={() => through(stops.toSpliced(index, 1))}
                >
                  {nameOf(stop)}
                  <Icon name="close" size={14} />
                </button>
              </li>
            ))}
          </ul>
          <button
            type="button"
            className="button small"
            disabled={stops.length < 2}
            onClick={() => through(stops.toReversed())}
          >
            {of(SECTION_WORDS.reverse)}
          </button>
          <button
            type="button"
            className="button small"
            onClick={() => {
              through([]);
              showMarks([]);
            }}
          >
            {of(SECTION_WORDS.clear)}
          </button>
        </>
      )}
    </SectionSheet>
  );
}

function stopOf(selection: FeatureRef | null): string | undefined {
  return selection && COLLECTIONS.includes(selection.collection)
    ? `${selection.collection}/${selection.id}`
    : undefined;
}

function nameOf(stop: string): string {
  return stop.slice(stop.indexOf('/') + 1);
}

function marksOf({ profile: { stations, pipes } }: ProfileAnswer): SceneMark[] {
  return [
    ...pipes.map(({ levels }): SceneMark => ({
      kind: 'line',
      points: levels.map(({ at: [longitude, latitude, axis] }) =>
        axis === undefined ? [longitude, latitude] : [longitude, latitude, axis],
      ),
      colour: '--accent',
    })),
    ...stations.map(({ at: [longitude, latitude] }): SceneMark => ({
      kind: 'point',
      at: [longitude, latitude],
      shape: 'ring',
      colour: '--accent',
    })),
  ];
}
