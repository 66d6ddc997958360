/** What colour says of the model: the state of bearings, or that of parts on a day. */
import { useMemo } from 'react';
import type { Code, CodeList } from '@twin/gis-data/theme.ts';
import { PART_STATES } from '@twin/gis-data/themes/prefab-traceability/codes.ts';
import { BEARING_CONDITIONS } from '@twin/gis-data/themes/seismic-isolation/codes.ts';
import { useJson } from '../city-data/use-json.ts';
import { useCityState, type InterfaceTheme } from '../state/city-state.ts';
import { useInspector } from './inspector-state.ts';
import { RECORDS, wordOf, type BimModel } from './model/bim-model.ts';
import { readBearings, readParts, type PartsAnswer } from './model/model-answers.ts';
import { partOnDay } from './model/part-on-day.ts';

/** The design language gives it; the legend says it. */
const BEARING_TIMES = 2.5;
/** A part stands in the building from here on. */
const STANDING = Object.keys(PART_STATES).indexOf('installed');

export type LegendRow = {
  readonly code: string;
  readonly word: Code;
  readonly colour: string;
  readonly count: number;
};
export type SceneColours = {
  /** By element; null: the materials' own. */
  readonly colours: readonly (string | undefined)[] | null;
  /** What has a colour is drawn so many times its size: a bearing is small in its building. */
  readonly times: number;
  /** Elements that do not stand yet on the day. */
  readonly missing: ReadonlySet<number>;
  readonly legend: readonly LegendRow[];
  readonly asOf: string | null;
  /** Parts that stand in the building on the day. */
  readonly standing: number | null;
  /** First and last day of what is known of the parts. */
  readonly days: readonly [string, string] | null;
  readonly error: unknown;
};

const NONE: SceneColours = {
  colours: null,
  times: 1,
  missing: new Set(),
  legend: [],
  asOf: null,
  standing: null,
  days: null,
  error: undefined,
};

export function useSceneColours(model: BimModel | undefined): SceneColours {
  const { colourBy, day } = useInspector();
  const theme = useCityState((state) => state.theme);
  const query = model ? `model=${encodeURIComponent(model.facts.model.id)}` : '';
  const bearings = useJson(model && colourBy === 'bearings' ? `/api/bearings?${query}` : null, readBearings);
  const parts = useJson(model && colourBy === 'parts' ? `/api/parts?${query}` : null, readParts);
  return useMemo(() => {
    if (!model || colourBy === 'material') return NONE;
    if (bearings.status === 'failed') return { ...NONE, error: bearings.error };
    if (parts.status === 'failed') return { ...NONE, error: parts.error };
    if (bearings.status === 'ready') {
      const state = new Map(bearings.answer.bearings.map(({ id, status }) => [id, status.state]));
      const codeOf = (id: string): string | null => state.get(id) ?? null;
      return {
        ...NONE,
        ...coloured(model, RECORDS.bearings, codeOf, BEARING_CONDITIONS, theme),
        times: BEARING_TIMES,
        asOf: bearings.answer.as_of,
      };
    }
    if (parts.status === 'ready') return partColours(model, parts.answer, day, theme);
    return NONE;
  }, [model, colourBy, bearings, parts, day, theme]);
}

function partColours(
  model: BimModel,
  { states, parts }: PartsAnswer,
  day: string | null,
  theme: InterfaceTheme,
): SceneColours {
  const known = new Map(parts.map((part) => [part.id, part]));
  const codeOf = (id: string): string | null => {
    const part = known.get(id);
    if (!part) return null;
    return day === null ? part.state : (partOnDay(states, part.days, day) ?? null);
  };
  const order = Object.keys(PART_STATES);
  const missing = new Set<number>();
  let standing = 0;
  model.facts.record_id.forEach((id, element) => {
    if (wordOf(model.facts.record_collection, element) !== RECORDS.parts || id === null) return;
    const code = codeOf(id);
    if (code !== null && order.indexOf(code) >= STANDING) standing += 1;
    // As it is now, what is not up yet is seen where it will be.
    else if (day !== null) missing.add(element);
  });
  const all = parts.flatMap(({ days }) => days.filter((on) => on !== null)).toSorted();
  const [first, last] = [all[0], all.at(-1)];
  return {
    ...NONE,
    ...coloured(model, RECORDS.parts, codeOf, PART_STATES, theme),
    missing,
    standing,
    days: first !== undefined && last !== undefined ? [first, last] : null,
  };
}

function coloured(
  { facts }: BimModel,
  collection: string,
  codeOf: (id: string) => string | null,
  words: CodeList,
  theme: InterfaceTheme,
): Pick<SceneColours, 'colours' | 'legend'> {
  const counts = new Map<string, number>();
  const colours = facts.record_id.map((id, element) => {
    if (id === null || wordOf(facts.record_collection, element) !== collection) return undefined;
    const code = codeOf(id);
    if (code === null) return undefined;
    counts.set(code, (counts.get(code) ?? 0) + 1);
    return colourOf(words[code], theme);
  });
  const legend = Object.entries(words).flatMap(([code, word]): LegendRow[] => {
    const count = counts.get(code) ?? 0;
    return count === 0 ? [] : [{ code, word, count, colour: colourOf(word, theme) ?? 'transparent' }];
  });
  return { colours, legend };
}

function colourOf(word: Code | undefined, theme: InterfaceTheme): string | undefined {
  const colour = word?.colour;
  return typeof colour === 'string' ? colour : colour?.[theme];
}
