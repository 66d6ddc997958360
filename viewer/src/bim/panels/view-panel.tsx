/** How the model is seen: cut by a plane, its storeys lifted apart, coloured by what is known of its parts. */
import { useEffect, useState } from 'react';
import { Segments } from '../../shell/frame/segments.tsx';
import { Slider } from '../../shell/frame/slider.tsx';
import { formatNumber } from '../../words/format.ts';
import { problemText } from '../../words/problem-text.ts';
import { useWords } from '../../words/use-words.ts';
import { useInspector, type Axis, type ColourBy, type Vec3 } from '../inspector-state.ts';
import { RECORDS, wordOf, type BimModel } from '../model/bim-model.ts';
import { recordGroup } from '../model/groups.ts';
import type { ModelScene } from '../scene/model-scene.ts';
import type { SceneColours } from '../scene-colours.ts';
import { WORDS } from '../words.ts';
import { QuakePanel } from './quake-panel.tsx';
import { RatePanel } from './rate-panel.tsx';
import { RemarkPanel } from './remark-panel.tsx';

export type ViewTool = 'section' | 'explode' | 'colour' | 'quake' | 'rate' | 'remark';

type Properties = {
  readonly tool: ViewTool;
  readonly model: BimModel;
  readonly states: Readonly<Uint8Array>;
  readonly scene: ModelScene | undefined;
  readonly colours: SceneColours;
};

const AXES: readonly Axis[] = ['x', 'y', 'z'];
/** Without a scene nothing is cut. */
const NO_BOX: { readonly low: Vec3; readonly high: Vec3 } = { low: [0, 0, 0], high: [1, 1, 1] };
const STEP_METRES = 0.05;
const PERCENT = 100;
const DAY_MS = 86_400_000;
/** One step of the playback, and how long it stands. */
const PLAYED_DAYS = 4;
const PLAYED_MS = 180;

export function ViewPanel({ tool, ...properties }: Properties) {
  const { of } = useWords();
  return (
    <section className={`measure-panel bim-view-panel ${tool}`} aria-label={of(WORDS[tool])}>
      {tool === 'section' && <Section {...properties} />}
      {tool === 'explode' && <Explode />}
      {tool === 'colour' && <Colour {...properties} />}
      {tool === 'quake' && <QuakePanel {...properties} />}
      {tool === 'remark' && <RemarkPanel {...properties} />}
      {tool === 'rate' && <RatePanel model={properties.model.facts.model.id} />}
    </section>
  );
}

function Section({ scene }: Omit<Properties, 'tool'>) {
  const { low, high } = scene?.box ?? NO_BOX;
  const { of } = useWords();
  const { section, set } = useInspector();
  const range = (axis: Axis): readonly [number, number] => [
    low[AXES.indexOf(axis)] ?? 0,
    high[AXES.indexOf(axis)] ?? 0,
  ];
  const [from, to] = range(section?.axis ?? 'x');
  return (
    <>
      <Segments<Axis | 'off'>
        label={of(WORDS.section)}
        value={section?.axis ?? 'off'}
        choices={[
          ['off', of(WORDS.off)],
          ['x', of(WORDS.axisX)],
          ['y', of(WORDS.axisY)],
          ['z', of(WORDS.axisZ)],
        ]}
        onChange={(axis) => {
          if (axis === 'off') return set({ section: null });
          const [least, most] = range(axis);
          return set({ section: { axis, atMetres: (least + most) / 2, isTurned: false } });
        }}
      />
      {section && (
        <>
          <Slider
            label={of(WORDS.at)}
            value={section.atMetres}
            min={from}
            max={to}
            step={STEP_METRES}
            text={`${formatNumber(section.atMetres, 2)} m`}
            onChange={(atMetres) => set({ section: { ...section, atMetres } })}
          />
          <button
            type="button"
            className="button small"
            aria-pressed={section.isTurned}
            onClick={() => set({ section: { ...section, isTurned: !section.isTurned } })}
          >
            {of(WORDS.turn)}
          </button>
        </>
      )}
    </>
  );
}

function Explode() {
  const { of } = useWords();
  const { explode, set } = useInspector();
  const percent = Math.round(explode * PERCENT);
  return (
    <Slider
      label={of(WORDS.apart)}
      value={percent}
      min={0}
      max={PERCENT}
      text={`${percent} %`}
      onChange={(value) => set({ explode: value / PERCENT })}
    />
  );
}

function Colour({ model, colours, scene }: Omit<Properties, 'tool'>) {
  const { t, of } = useWords();
  const { colourBy, isolated, isGhosted, set } = useInspector();
  const has = (collection: string): boolean => model.facts.record_collection.words.includes(collection);
  const choices: readonly (readonly [ColourBy, string])[] = [
    ['material', of(WORDS.material)],
    ...(has(RECORDS.bearings) ? [['bearings', of(WORDS.bearings)] as const] : []),
    ...(has(RECORDS.parts) ? [['parts', of(WORDS.parts)] as const] : []),
  ];
  return (
    <>
      <Segments<ColourBy>
        label={of(WORDS.colour)}
        value={colourBy}
        choices={choices}
        onChange={(chosen) => {
          if (chosen === 'material') return set({ colourBy: chosen, day: null, isolated: null });
          // What is coloured is looked at: the rest is seen through.
          const collection = RECORDS[chosen];
          set({ colourBy: chosen, day: null, isolated: [recordGroup(collection)] });
          const { record_collection: records, count } = model.facts;
          return scene?.fit(
            Array.from({ length: count }, (_, element) => element).filter(
              (element) => wordOf(records, element) === collection,
            ),
          );
        }}
      />
      {colours.error !== undefined && <p role="alert">{problemText(colours.error, t)}</p>}
      {colourBy === 'parts' && colours.days && <Playback days={colours.days} />}
      {colours.legend.length > 0 && (
        <ul className="bim-legend">
          {colours.legend.map(({ code, word, colour, count }) => (
            <li key={code}>
              <span className="sample disc" style={{ color: colour }} aria-hidden="true" />
              {of(word)}
              <span className="amount">{formatNumber(count)}</span>
            </li>
          ))}
        </ul>
      )}
      {colours.standing !== null && (
        <small>
          {of(WORDS.standing)} {formatNumber(colours.standing)}
        </small>
      )}
      {colours.asOf !== null && (
        <small>
          {of(WORDS.asOf)} {colours.asOf}
          {colours.times !== 1 && (
            <>
              <br />
              {of(WORDS.enlarged).replace('{n}', String(colours.times))}
            </>
          )}
        </small>
      )}
      {isolated && (
        <label className="bim-check">
          <input
            type="checkbox"
            checked={isGhosted}
            onChange={(event) => set({ isGhosted: event.target.checked })}
          />
          {of(WORDS.ghostOthers)}
        </label>
      )}
    </>
  );
}

function Playback({ days: [first, last] }: { readonly days: readonly [string, string] }) {
  const { of } = useWords();
  const { day, set } = useInspector();
  const [isPlaying, setPlaying] = useState(false);
  const from = Date.parse(first) / DAY_MS;
  const to = Date.parse(last) / DAY_MS;
  const at = day === null ? to : Date.parse(day) / DAY_MS;
  const go = (place: number): void =>
    set({ day: place >= to ? null : new Date(Math.round(place) * DAY_MS).toISOString().slice(0, 10) });
  useEffect(() => {
    if (!isPlaying) return undefined;
    const timer = setTimeout(() => {
      go(at + PLAYED_DAYS);
      if (at + PLAYED_DAYS >= to) setPlaying(false);
    }, PLAYED_MS);
    return () => clearTimeout(timer);
  });
  return (
    <div className="bim-playback">
      <Slider
        label={of(WORDS.day)}
        value={at}
        min={from}
        max={to}
        text={day ?? of(WORDS.today)}
        onChange={(place) => {
          setPlaying(false);
          go(place);
        }}
      />
      <button
        type="button"
        className="button small"
        onClick={() => {
          if (!isPlaying && day === null) go(from);
          setPlaying(!isPlaying);
        }}
      >
        {of(isPlaying ? WORDS.pause : WORDS.play)}
      </button>
    </div>
  );
}
