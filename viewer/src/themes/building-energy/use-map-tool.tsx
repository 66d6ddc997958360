/** The city's metered buildings coloured by what they use, hour by hour or day by day, under a curve of all together. */
import { useEffect, useState } from 'react';
import { useJson } from '../../city-data/use-json.ts';
import { IconButton } from '../../shell/frame/icon-button.tsx';
import { Segments } from '../../shell/frame/segments.tsx';
import { useCityState } from '../../state/city-state.ts';
import { showColours } from '../../state/scene-colours.ts';
import { formatNumber } from '../../words/format.ts';
import { problemText } from '../../words/problem-text.ts';
import { useWords } from '../../words/use-words.ts';
import { ClassLegend } from './class-legend.tsx';
import { readEnergyUse, type EnergyUse } from './energy-answers.ts';
import { dayAfter, SPANS, spanOf, stepText, addressOf, type Span } from './time-span.ts';
import { USE_CLASSES_W_M2, USE_LEGEND, classOfUse } from './use-classes.ts';
import { ENERGY_COLLECTION, useEnergyLayer } from './use-energy-layer.ts';
import { UseCurve } from './use-curve.tsx';
import { WORDS } from './words.ts';
import './use-map-tool.css';

const PLAY_MILLISECONDS = 250;
const KW_A_MW = 1000;
const NOON = 12;

export function UseMapTool() {
  const { t, of } = useWords();
  const work = useCityState((state) => state.work);
  const query = new URLSearchParams(work?.theme === 'building-energy' ? work.query : '');
  const span = spanOf(query.get('span'));
  const from = query.get('from');
  const loaded = useJson(addressOf(span, from), readEnergyUse);
  useEnergyLayer();
  const take = (next: Span, first: string | null): void =>
    useCityState.getState().set({
      work: {
        theme: 'building-energy',
        tool: 'map',
        query: new URLSearchParams({ span: next, ...(first === null ? {} : { from: first }) }).toString(),
      },
    });
  const answer = loaded.status === 'ready' ? loaded.answer : undefined;
  const { days } = SPANS[span];
  return (
    <div className="use-map">
      <div className="use-map-row">
        <Segments
          label={of(WORDS.span)}
          value={span}
          choices={(['day', 'week', 'year'] as const).map((one) => [one, of(WORDS[`span.${one}`])] as const)}
          onChange={(next) => take(next, from)}
        />
        <IconButton
          icon="left"
          label={of(WORDS.before)}
          isDisabled={!answer}
          onPress={() => answer && take(span, dayAfter(answer.first_day, -days))}
        />
        <label className="use-map-date">
          <span className="visually-hidden">{of(WORDS.first)}</span>
          <input
            type="date"
            className="field"
            value={answer?.first_day ?? from ?? ''}
            onChange={({ target }) => target.value !== '' && take(span, target.value)}
          />
        </label>
        <IconButton
          icon="right"
          label={of(WORDS.after)}
          isDisabled={!answer}
          onPress={() => answer && take(span, dayAfter(answer.first_day, days))}
        />
        <ClassLegend
          title={`${of(WORDS.legend)} W/m²`}
          codes={USE_LEGEND}
          names={[of(WORDS.notRead), ...USE_CLASSES_W_M2.map((upTo, at) => nameOf(upTo, at))]}
        />
      </div>
      {loaded.status === 'loading' && (
        <p className="state" role="status">
          {t('loading')}
        </p>
      )}
      {loaded.status === 'failed' && (
        <p className="state" role="alert">
          {problemText(loaded.error, t)}
        </p>
      )}
      {answer?.buildings.length === 0 && (
        <p className="state" role="status">
          {of(WORDS.nothingRead)}
          {answer.readings.first !== null && answer.readings.last !== null && (
            <>
              {' '}
              {of(WORDS.readFrom)
                .replace('{first}', answer.readings.first)
                .replace('{last}', answer.readings.last)}
            </>
          )}
        </p>
      )}
      {answer && answer.buildings.length > 0 && <Steps key={`${span} ${answer.first_day}`} answer={answer} />}
    </div>
  );
}

function Steps({ answer }: { readonly answer: EnergyUse }) {
  const { of } = useWords();
  const last = answer.total_kw.length - 1;
  const [at, setAt] = useState(Math.min(NOON, last));
  const [isPlaying, setPlaying] = useState(false);
  useEffect(() => {
    const ofBuilding = new Map(answer.buildings.map(({ id, watts_per_m2: watts }) => [id, watts]));
    showColours({
      collection: ENERGY_COLLECTION,
      codes: USE_LEGEND,
      codeOf: (id) => classOfUse(ofBuilding.get(id)?.[at]),
    });
  }, [answer, at]);
  useEffect(() => {
    if (!isPlaying) return undefined;
    const timer = setInterval(() => setAt((now) => (now >= last ? 0 : now + 1)), PLAY_MILLISECONDS);
    return () => clearInterval(timer);
  }, [isPlaying, last]);
  const text = stepText(answer.first_day, answer.step, at);
  return (
    <div className="use-map-steps">
      <button
        type="button"
        className="button small primary"
        aria-pressed={isPlaying}
        onClick={() => setPlaying(!isPlaying)}
      >
        {of(isPlaying ? WORDS.pause : WORDS.play)}
      </button>
      <output>
        <strong>{text}</strong>
        {of(WORDS.together).replace('{n}', String(answer.buildings.length))}{' '}
        {formatNumber((answer.total_kw[at] ?? 0) / KW_A_MW, 2)} MW
      </output>
      <div className="use-map-time">
        <UseCurve answer={answer} at={at} />
        <input
          type="range"
          min={0}
          max={last}
          value={at}
          aria-label={of(WORDS.time)}
          aria-valuetext={text}
          onChange={({ target }) => {
            setPlaying(false);
            setAt(target.valueAsNumber);
          }}
        />
      </div>
    </div>
  );
}

function nameOf(upTo: number, at: number): string {
  return upTo === Infinity ? `> ${USE_CLASSES_W_M2[at - 1]}` : `≤ ${upTo}`;
}
