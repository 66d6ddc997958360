/** An earthquake played back: what stands on the bearings moves as these recorded it, drawn larger. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { SERVICE_LIMITS } from '@twin/gis-data/themes/seismic-isolation/limits.ts';
import { useJson, type Loaded } from '../../city-data/use-json.ts';
import { Slider } from '../../shell/frame/slider.tsx';
import { readShaking, type ShakingAnswer } from '../../themes/seismic-isolation/bearing-answers.ts';
import { distanceMm, farthest, OrbitPlot } from '../../themes/seismic-isolation/orbit-plot.tsx';
import { formatDateTime, formatNumber } from '../../words/format.ts';
import { problemText } from '../../words/problem-text.ts';
import { useWords } from '../../words/use-words.ts';
import { useInspector } from '../inspector-state.ts';
import type { BimModel } from '../model/bim-model.ts';
import { lastSecond, rigidMotionAt, type MotionRecord } from '../model/rigid-motion.ts';
import { bearingsOf } from '../model/sway.ts';
import type { ModelScene } from '../scene/model-scene.ts';
import { WORDS } from '../words.ts';

type Earthquake = ShakingAnswer['earthquakes'][number];

const TIMES = [1, 2, 5, 10, 20, 50, 100] as const;
const FIRST_TIMES = 20;
const MM = 1000;
const STEP_SECONDS = 0.05;
const AIR = 1.08;
/** Who wants little motion sees one moment of each second. */
const STILL_SECONDS = 1;

type Properties = { readonly model: BimModel; readonly scene: ModelScene | undefined };

export function QuakePanel({ model, scene }: Properties) {
  const { t, of } = useWords();
  const query = `model=${encodeURIComponent(model.facts.model.id)}`;
  const loaded: Loaded<ShakingAnswer> = useJson(`/api/bearings/shaking?${query}`, readShaking);
  const quake = useInspector((state) => state.quake);
  if (loaded.status === 'failed') return <p role="alert">{problemText(loaded.error, t)}</p>;
  if (loaded.status !== 'ready') return <p className="hint">{t('loading')}</p>;
  const { earthquakes } = loaded.answer;
  const earthquake = earthquakes.find(({ id }) => id === quake?.id) ?? earthquakes[0];
  if (!earthquake) return <p className="hint">{of(WORDS.noQuake)}</p>;
  return (
    <>
      {earthquakes.length > 1 && (
        <select
          className="list-choice"
          aria-label={of(WORDS.quake)}
          value={earthquake.id}
          onChange={({ target: { value: id } }) =>
            useInspector.getState().set({ quake: { id, atSeconds: 0, times: quake?.times ?? FIRST_TIMES } })
          }
        >
          {earthquakes.map((one) => (
            <option key={one.id} value={one.id}>
              {titleOf(one)}
            </option>
          ))}
        </select>
      )}
      {earthquakes.length === 1 && <h3>{titleOf(earthquake)}</h3>}
      <Replay key={earthquake.id} model={model} scene={scene} earthquake={earthquake} />
    </>
  );
}

function Replay({ model, scene, earthquake }: Properties & { readonly earthquake: Earthquake }) {
  const { of } = useWords();
  const { quake, set } = useInspector();
  const records = useMemo(() => recordsOf(model, earthquake), [model, earthquake]);
  const last = lastSecond(records);
  const orbit = useMemo(() => orbitOf(records, last), [records, last]);
  const [isPlaying, setPlaying] = useState(false);
  const [atSeconds, setSeconds] = useState(Math.min(quake?.atSeconds ?? 0, last));
  const times = quake?.times ?? FIRST_TIMES;
  const write = (next: { readonly atSeconds?: number; readonly times?: number }): void =>
    set({ quake: { id: earthquake.id, atSeconds, times, ...next } });

  useEffect(() => scene?.shake(rigidMotionAt(records, atSeconds, times)), [scene, records, atSeconds, times]);
  useEffect(() => () => scene?.shake(null), [scene]);
  const started = useRef(atSeconds);
  useEffect(() => {
    if (!isPlaying) return undefined;
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches ? STILL_SECONDS : 0;
    const from = started.current;
    const began = performance.now();
    let frame = 0;
    const tick = (now: number): void => {
      const passed = from + Math.max(0, now - began) / MM;
      if (passed >= last) {
        setSeconds(last);
        setPlaying(false);
        return;
      }
      setSeconds(still === 0 ? passed : Math.floor(passed / still) * still);
      frame = requestAnimationFrame(tick);
    };
    frame = requestAnimationFrame(tick);
    return () => cancelAnimationFrame(frame);
  }, [isPlaying, last]);

  const sample = Math.min(Math.round(atSeconds / STEP_SECONDS), orbit.xMm.length - 1);
  const most = distanceMm(orbit, farthest(orbit));
  const limit = SERVICE_LIMITS.horizontalMm;
  return (
    <>
      <Slider
        label={of(WORDS.seconds)}
        value={atSeconds}
        min={0}
        max={last}
        step={STEP_SECONDS}
        text={`${formatNumber(atSeconds, 2)} s`}
        onChange={(value) => {
          setPlaying(false);
          setSeconds(value);
          write({ atSeconds: value });
        }}
      />
      <button
        type="button"
        className="button small"
        onClick={() => {
          if (isPlaying) write({});
          else started.current = atSeconds >= last ? 0 : atSeconds;
          setPlaying(!isPlaying);
        }}
      >
        {of(isPlaying ? WORDS.pause : WORDS.play)}
      </button>
      <Slider
        label={of(WORDS.exaggeration)}
        value={Math.max(
          0,
          TIMES.findLastIndex((one) => one <= times),
        )}
        min={0}
        max={TIMES.length - 1}
        text={`× ${times}`}
        onChange={(place) => write({ times: TIMES[place] ?? 1 })}
      />
      <OrbitPlot
        label={`${of(WORDS.orbitOf)}, mm`}
        orbit={orbit}
        circles={[{ id: 'service', mm: limit.value }]}
        reachMm={Math.max(most, limit.value) * AIR}
        at={sample}
        axes={['X', 'Y']}
      />
      <dl>
        {(
          [
            [of(WORDS.nowMoved), distanceMm(orbit, sample)],
            [of(WORDS.mostMoved), most],
          ] as const
        ).map(([name, mm]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {formatNumber(mm, 1)} <span className="unit">mm</span>
            </dd>
          </div>
        ))}
      </dl>
      <small>{of(WORDS.quakeNote).replace('{n}', String(records.length))}</small>
    </>
  );
}

function titleOf({ happened_at: at, magnitude, title }: Earthquake): string {
  return `${formatDateTime(at)} ${magnitude === null ? '' : `M${formatNumber(magnitude, 1)} `}${title}`;
}

function recordsOf(model: BimModel, { records }: Earthquake): readonly MotionRecord[] {
  const places = new Map(
    bearingsOf(model).map((element) => [model.facts.record_id[element], model.facts.foot[element]]),
  );
  const first = Math.min(...records.map(({ started_at: at }) => Date.parse(at)));
  return records.flatMap(({ bearing, started_at: startedAt, step_seconds: stepSeconds, x_mm, y_mm }) => {
    const place = places.get(bearing);
    if (!place) return [];
    const startSeconds = (Date.parse(startedAt) - first) / MM;
    return [{ at: [place[0], place[1]] as const, startSeconds, stepSeconds, xMm: x_mm, yMm: y_mm }];
  });
}

/** Of the middle of what recorded, a sample each step. */
function orbitOf(records: readonly MotionRecord[], last: number) {
  const motion = Array.from({ length: Math.floor(last / STEP_SECONDS) + 1 }, (_, sample) =>
    rigidMotionAt(records, sample * STEP_SECONDS),
  );
  return {
    xMm: motion.map((one) => (one?.x ?? 0) * MM),
    yMm: motion.map((one) => (one?.y ?? 0) * MM),
  };
}
