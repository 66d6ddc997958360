/** Draw a pit or a trench: the ground opens there, with what is dug, which pipes are met, and whose they are. */
import { PIPE_CLASSES } from '@twin/gis-data/themes/underground-pipes/codes.ts';
import { useEffect } from 'react';
import { clearPoints, useMeasuring } from '../../../shell/tools/measuring.ts';
import { TypedPoint } from '../../../shell/tools/typed-point.tsx';
import { useCityState } from '../../../state/city-state.ts';
import { closePit, openPit } from '../../../state/open-pit.ts';
import { formatNumber } from '../../../words/format.ts';
import { problemText } from '../../../words/problem-text.ts';
import { useWords } from '../../../words/use-words.ts';
import { DoubtList } from '../doubt-list.tsx';
import { NumberField } from '../number-field.tsx';
import { placesText } from '../places.ts';
import { useAnswer } from '../use-answer.ts';
import { useWork } from '../use-work.ts';
import { readExcavation, type ExcavationAnswer } from './excavation-answer.ts';
import { EXCAVATION_WORDS as WORDS } from './excavation-words.ts';
import '../pipe-tools.css';
import './excavation-tool.css';

const FIRST = { depth: 2.5, width: 1 };

export function ExcavationTool() {
  const { t, of } = useWords();
  const tool = useCityState((state) => state.tool);
  const set = useCityState((state) => state.set);
  const [asked, ask] = useAnswer(readExcavation);
  const [query, take] = useWork('excavation');
  const address = query.size > 0 ? `/api/pipes/excavation?${query.toString()}` : undefined;
  const answer = asked.status === 'ready' ? asked.answer : undefined;
  const number = (name: keyof typeof FIRST): number => Number(query.get(name) ?? FIRST[name]);
  const change = (next: Readonly<Record<string, string>>): void => {
    const all = new URLSearchParams(query);
    for (const [name, value] of Object.entries(next)) all.set(name, value);
    take(all);
  };
  useEffect(
    () =>
      useMeasuring.subscribe(({ points }) => {
        const shape = { 'draw-area': ['area', 3], 'draw-line': ['line', 2] } as const;
        const { tool: now, work } = useCityState.getState();
        if (now !== 'draw-area' && now !== 'draw-line') return;
        const [name, fewest] = shape[now];
        if (points.length < fewest) return;
        const all = new URLSearchParams(work?.tool === 'excavation' ? work.query : '');
        all.delete('area');
        all.delete('line');
        all.set(name, placesText(points));
        for (const key of ['depth', 'width'] as const) if (!all.has(key)) all.set(key, String(FIRST[key]));
        take(all);
      }),
    [take],
  );
  const isDrawn = query.has('area') || query.has('line');
  useEffect(() => {
    if (isDrawn && address !== undefined) ask(address);
  }, [isDrawn, address, ask]);
  useEffect(() => {
    if (!answer) return;
    openPit({ ring: answer.ring, depthMetres: answer.depth_metres });
  }, [answer]);
  useEffect(() => closePit, []);
  const draw = (next: 'draw-area' | 'draw-line'): void => {
    clearPoints();
    set({ tool: next });
  };
  return (
    <>
      <div className="pipe-actions">
        <button
          type="button"
          className="button small"
          aria-pressed={tool === 'draw-area'}
          onClick={() => draw('draw-area')}
        >
          {of(WORDS.pit)}
        </button>
        <button
          type="button"
          className="button small"
          aria-pressed={tool === 'draw-line'}
          onClick={() => draw('draw-line')}
        >
          {of(WORDS.trench)}
        </button>
        <NumberField
          title={of(WORDS.depth)}
          unit="m"
          least={0.1}
          value={number('depth')}
          onChange={(depth) => change({ depth: String(depth) })}
        />
        {!query.has('area') && (
          <NumberField
            title={of(WORDS.width)}
            unit="m"
            least={0.3}
            value={number('width')}
            onChange={(width) => change({ width: String(width) })}
          />
        )}
        {isDrawn && (
          <button
            type="button"
            className="button small"
            onClick={() => {
              clearPoints();
              closePit();
              set({ tool: 'select', work: null });
            }}
          >
            {of(WORDS.close)}
          </button>
        )}
        {(tool === 'draw-area' || tool === 'draw-line') && <TypedPoint />}
        {tool === 'draw-area' && !isDrawn && <span>{of(WORDS.howPit)}</span>}
        {tool === 'draw-line' && !isDrawn && <span>{of(WORDS.howTrench)}</span>}
      </div>
      {asked.status === 'loading' && (
        <p className="state" role="status">
          {t('loading')}
        </p>
      )}
      {isDrawn && asked.status === 'failed' && (
        <p className="state" role="alert">
          {problemText(asked.error, t)}
        </p>
      )}
      {isDrawn && answer && <Dug answer={answer} />}
    </>
  );
}

function Dug({ answer }: { readonly answer: ExcavationAnswer }) {
  const { of } = useWords();
  const figures = [
    [WORDS.area, answer.area_m2, 'm²'],
    [WORDS.volume, answer.volume_m3, 'm³'],
    [WORDS.wall, answer.perimeter_metres * answer.depth_metres, 'm²'],
  ] as const;
  return (
    <>
      <div className="pipe-result" role="status">
        {figures.map(([title, value, unit]) => (
          <section key={title.en}>
            <h3>{of(title)}</h3>
            <strong>
              {formatNumber(value, 1)} <span className="unit">{unit}</span>
            </strong>
          </section>
        ))}
        <section>
          <h3>{of(WORDS.tell)}</h3>
          {answer.owners.map(({ owner, pipes, metres }) => (
            <p key={owner ?? ''}>
              {owner ?? of(WORDS.unknownOwner)} · {pipes} · {formatNumber(metres, 1)}{' '}
              <span className="unit">m</span>
            </p>
          ))}
          {answer.owners.length === 0 && of(WORDS.none)}
        </section>
        <DoubtList doubts={answer.doubts} />
      </div>
      {answer.pipes.length > 0 && <Pipes pipes={answer.pipes} />}
      <p className="pipe-source">{of(WORDS.note)}</p>
    </>
  );
}

function Pipes({ pipes }: { readonly pipes: ExcavationAnswer['pipes'] }) {
  const { t, of } = useWords();
  const theme = useCityState((state) => state.theme);
  const set = useCityState((state) => state.set);
  return (
    <div className="list-scroll excavation-pipes">
      <table aria-label={of(WORDS.pipes)}>
        <thead>
          <tr>
            <th scope="col">{of(WORDS.pipe)}</th>
            <th scope="col">{of(WORDS.place)}</th>
            <th scope="col" className="number">
              {of(WORDS.cover)} m
            </th>
            <th scope="col" className="number">
              {of(WORDS.length)} m
            </th>
          </tr>
        </thead>
        <tbody>
          {pipes.map((pipe) => {
            const word = Object.entries(PIPE_CLASSES).find(([code]) => code === pipe.class)?.[1];
            return (
              <tr key={pipe.id}>
                <td>
                  {word && (
                    <span className="sample pipe" aria-hidden="true" style={{ color: word.colour[theme] }} />
                  )}
                  <button
                    type="button"
                    className="text-button"
                    onClick={() => set({ selection: { collection: 'pipe-lines', id: pipe.id } })}
                  >
                    {word ? of(word) : pipe.class} {pipe.width_mm === null ? '' : `DN${pipe.width_mm}`}{' '}
                    {pipe.id}
                  </button>
                </td>
                <td>{of(WORDS[pipe.place])}</td>
                <td className="number">
                  {pipe.cover_metres === null
                    ? t('noData')
                    : pipe.cover_metres.map((cover) => formatNumber(cover, 2)).join(' – ')}
                </td>
                <td className="number">{formatNumber(pipe.metres, 2)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
