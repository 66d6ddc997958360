/**
 * The view of a model in the address, after `#`: one parameter for each choice that differs from what the page opens
 * with. What cannot be read is left out, so that a damaged link still opens the model.
 */
import type { InterfaceTheme, Language } from '../state/city-state.ts';
import { MOST_TIMES } from './model/rigid-motion.ts';
import type { Eye, InspectorState, Quake, SectionPlane, Vec3 } from './inspector-state.ts';

export type Viewpoint = Pick<
  InspectorState,
  | 'selected'
  | 'hidden'
  | 'isolated'
  | 'isGhosted'
  | 'section'
  | 'explode'
  | 'quake'
  | 'colourBy'
  | 'day'
  | 'eye'
>;
type Shared = Viewpoint & { readonly language: Language; readonly theme: InterfaceTheme };

const VERSION = '1';
/** A centimetre. */
const METRE_DIGITS = 2;
/** More make no link that a person can send, and half of them would show something else: then it says none. */
const MOST_GROUPS = 200;
const SECOND_DIGITS = 2;
const LONGEST_SECONDS = 86_400;
const FARTHEST_METRES = 1e6;

export function encodeViewpoint(state: Shared): string {
  const parameters = new URLSearchParams({ v: VERSION, lang: state.language, theme: state.theme });
  if (state.selected !== null) parameters.set('select', state.selected);
  if (state.eye)
    parameters.set(
      'eye',
      [...state.eye.from, ...state.eye.to].map((one) => one.toFixed(METRE_DIGITS)).join(','),
    );
  for (const group of whole(state.hidden)) parameters.append('hide', group);
  for (const group of whole(state.isolated ?? [])) parameters.append('only', group);
  if (!state.isGhosted) parameters.set('others', 'gone');
  if (state.section) {
    const { axis, atMetres, isTurned } = state.section;
    parameters.set('section', `${axis},${atMetres.toFixed(METRE_DIGITS)}${isTurned ? ',turned' : ''}`);
  }
  if (state.explode > 0) parameters.set('explode', state.explode.toFixed(2));
  if (state.quake) {
    const { id, atSeconds, times } = state.quake;
    parameters.set('quake', `${atSeconds.toFixed(SECOND_DIGITS)},${times},${id}`);
  }
  if (state.colourBy !== 'material') parameters.set('colour', state.colourBy);
  if (state.day !== null) parameters.set('day', state.day);
  return parameters.toString();
}

/** @param hash with or without `#` */
export function decodeViewpoint(hash: string): Partial<Shared> {
  const parameters = new URLSearchParams(hash.replace(/^#/, ''));
  if (parameters.get('v') !== VERSION) return {};
  const language = oneOf(parameters.get('lang'), ['zh-CN', 'en']);
  const theme = oneOf(parameters.get('theme'), ['dark', 'light']);
  const colourBy = oneOf(parameters.get('colour'), ['bearings', 'parts']);
  const selected = parameters.get('select');
  const day = parameters.get('day');
  const eye = eyeOf(parameters.get('eye'));
  const section = sectionOf(parameters.get('section'));
  const explode = numberIn(parameters.get('explode') ?? undefined, 0, 1);
  const quake = quakeOf(parameters.get('quake'));
  const hidden = whole(parameters.getAll('hide'));
  const isolated = whole(parameters.getAll('only'));
  return {
    ...(language ? { language } : {}),
    ...(theme ? { theme } : {}),
    ...(colourBy ? { colourBy } : {}),
    ...(selected === null ? {} : { selected }),
    ...(day !== null && /^\d{4}-\d{2}-\d{2}$/.test(day) ? { day } : {}),
    ...(eye ? { eye } : {}),
    ...(section ? { section } : {}),
    ...(explode === undefined ? {} : { explode }),
    ...(quake ? { quake } : {}),
    ...(hidden.length > 0 ? { hidden } : {}),
    ...(isolated.length > 0 ? { isolated } : {}),
    ...(parameters.get('others') === 'gone' ? { isGhosted: false } : {}),
  };
}

function whole(groups: readonly string[]): readonly string[] {
  return groups.length > MOST_GROUPS ? [] : groups;
}

function eyeOf(text: string | null): Eye | undefined {
  const [a, b, c, d, e, f, more] = (text ?? '')
    .split(',')
    .map((part) => numberIn(part, -FARTHEST_METRES, FARTHEST_METRES));
  if (more !== undefined || [a, b, c, d, e, f].some((one) => one === undefined)) return undefined;
  const point = (...metres: readonly (number | undefined)[]): Vec3 =>
    metres.map((one) => one ?? 0) as [number, number, number];
  return { from: point(a, b, c), to: point(d, e, f) };
}

function sectionOf(text: string | null): SectionPlane | undefined {
  const [axisText, metres, turned] = (text ?? '').split(',');
  const axis = oneOf(axisText ?? null, ['x', 'y', 'z']);
  const atMetres = numberIn(metres, -FARTHEST_METRES, FARTHEST_METRES);
  return axis && atMetres !== undefined ? { axis, atMetres, isTurned: turned === 'turned' } : undefined;
}

/** The id stands last: it may have commas of its own. */
function quakeOf(text: string | null): Quake | undefined {
  const [seconds, timesText, ...idParts] = (text ?? '').split(',');
  const id = idParts.join(',');
  const atSeconds = numberIn(seconds, 0, LONGEST_SECONDS);
  const times = numberIn(timesText, 1, MOST_TIMES);
  return id !== '' && atSeconds !== undefined && times !== undefined ? { id, atSeconds, times } : undefined;
}

function oneOf<const T extends string>(text: string | null, all: readonly T[]): T | undefined {
  return all.find((one) => one === text);
}

function numberIn(text: string | undefined, low: number, high: number): number | undefined {
  const value = text === undefined || text.trim() === '' ? Number.NaN : Number(text);
  return value >= low && value <= high ? value : undefined;
}
