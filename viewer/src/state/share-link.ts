/**
 * The state of the city page in the address, after `#`: version 1, one parameter for each choice that differs from
 * what the page opens with. What cannot be read is left out, so that an old or damaged link still opens the city.
 */
import type { CameraView, CityState, FeatureRef, LayerState, Work } from './city-state.ts';
import { conditionFromLink, conditionToLink } from './layer-filter.ts';
import { viewOfExtent, type Extent } from './view-of-extent.ts';

export type Shared = Pick<
  CityState,
  | 'language'
  | 'theme'
  | 'minuteOfDay'
  | 'mode'
  | 'layers'
  | 'groundOpacity'
  | 'xray'
  | 'selection'
  | 'work'
  | 'camera'
>;

const VERSION = '1';
const LAST_MINUTE = 24 * 60 - 1;
/** A millimetre on the ground, a centimetre in height, a hundredth of a degree. */
const DEGREE_DIGITS = 8;
const METRE_DIGITS = 2;
const ANGLE_DIGITS = 2;
const COLLECTION = /^[a-z][a-z0-9-]*$/;
/** Before the field by which a layer is coloured, among its hidden codes. */
const COLOUR_BY = ':';
/** Before each condition, there too. */
const CONDITION = '!';
const FIELD = /^[a-z][a-z0-9_]*$/;
/** Codes of the standards and of the code lists, one or a finer one of it: `hiddenCodes` holds nothing else. */
const CODE = /^[\w-]+(\.[\w-]+)?$/;

export function encodeShare(state: Shared): string {
  const parameters = new URLSearchParams({ v: VERSION, lang: state.language, theme: state.theme });
  if (state.camera) parameters.set('camera', cameraText(state.camera));
  if (state.minuteOfDay !== null) parameters.set('time', String(state.minuteOfDay));
  if (state.mode !== '3d') parameters.set('mode', state.mode);
  if (state.groundOpacity !== 1) parameters.set('ground', state.groundOpacity.toFixed(2));
  if (state.xray) parameters.set('xray', '1');
  if (state.selection) parameters.set('select', `${state.selection.collection}/${state.selection.id}`);
  if (state.work) parameters.set('work', workText(state.work));
  const layers = Object.entries(state.layers).map(([id, layer]) => layerText(id, layer));
  if (layers.length > 0) parameters.set('layers', layers.join(' '));
  return parameters.toString();
}

/**
 * A link may name an `extent=west,south,east,north` in degrees instead of a camera: it is read, never written.
 * @param hash with or without `#`
 */
export function decodeShare(hash: string): Partial<Shared> {
  const parameters = new URLSearchParams(hash.replace(/^#/, ''));
  if (parameters.get('v') !== VERSION) return {};
  const shared: Partial<Shared> = {};
  const language = parameters.get('lang');
  if (language === 'zh-CN' || language === 'en') shared.language = language;
  const theme = parameters.get('theme');
  if (theme === 'dark' || theme === 'light') shared.theme = theme;
  const extent = extentOf(parameters.get('extent'));
  const camera = cameraOf(parameters.get('camera')) ?? (extent && viewOfExtent(extent));
  if (camera) shared.camera = camera;
  const minute = numberIn(parameters.get('time'), 0, LAST_MINUTE);
  if (minute !== undefined) shared.minuteOfDay = Math.round(minute);
  const mode = parameters.get('mode');
  if (mode === '2d' || mode === '3d') shared.mode = mode;
  const ground = numberIn(parameters.get('ground'), 0, 1);
  if (ground !== undefined) shared.groundOpacity = ground;
  if (parameters.get('xray') === '1') shared.xray = true;
  const selection = featureOf(parameters.get('select'));
  if (selection) shared.selection = selection;
  const work = workOf(parameters.get('work'));
  if (work) shared.work = work;
  const layers = parameters.get('layers')?.split(' ').flatMap(layerOf) ?? [];
  if (layers.length > 0) shared.layers = Object.fromEntries(layers);
  return shared;
}

function cameraText({ longitude, latitude, heightMetres, heading, pitch, roll }: CameraView): string {
  return [
    longitude.toFixed(DEGREE_DIGITS),
    latitude.toFixed(DEGREE_DIGITS),
    heightMetres.toFixed(METRE_DIGITS),
    heading.toFixed(ANGLE_DIGITS),
    pitch.toFixed(ANGLE_DIGITS),
    roll.toFixed(ANGLE_DIGITS),
  ].join(',');
}

function cameraOf(text: string | null): CameraView | undefined {
  const parts = (text ?? '')
    .split(',')
    .map((part) => numberIn(part, -Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER));
  const [longitude, latitude, heightMetres, heading, pitch, roll, more] = parts;
  const whole =
    longitude !== undefined &&
    latitude !== undefined &&
    heightMetres !== undefined &&
    heading !== undefined &&
    pitch !== undefined &&
    roll !== undefined;
  if (
    !whole ||
    more !== undefined ||
    Math.abs(longitude) > 180 ||
    Math.abs(latitude) > 90 ||
    Math.abs(pitch) > 90
  )
    return undefined;
  return { longitude, latitude, heightMetres, heading, pitch, roll };
}

/** A point has no size, and a box does not cross the date line. */
function extentOf(text: string | null): Extent | undefined {
  const [west, south, east, north, more] = (text ?? '')
    .split(',')
    .map((part, index) => numberIn(part, index % 2 === 0 ? -180 : -90, index % 2 === 0 ? 180 : 90));
  const whole =
    west !== undefined &&
    south !== undefined &&
    east !== undefined &&
    north !== undefined &&
    more === undefined;
  return whole && west <= east && south <= north ? [west, south, east, north] : undefined;
}

/**
 * `buildings~1~80` or `pipe-lines~1~100~PS.YS~RQ~:material~!width_mm.from.300`: shown, opacity in percent, codes that are
 * switched off, the field that colours, conditions.
 */
function layerText(
  id: string,
  { shown, opacity, hiddenCodes, colourBy, conditions = [] }: LayerState,
): string {
  return [
    id,
    shown ? '1' : '0',
    Math.round(opacity * 100),
    ...hiddenCodes,
    ...(colourBy === undefined ? [] : [`${COLOUR_BY}${colourBy}`]),
    ...conditions.map((one) => `${CONDITION}${conditionToLink(one)}`),
  ].join('~');
}

function layerOf(text: string): [string, LayerState][] {
  const [id = '', shown, percent, ...codes] = text.split('~');
  const opacity = numberIn(percent ?? null, 0, 100);
  if (!COLLECTION.test(id) || (shown !== '0' && shown !== '1') || opacity === undefined) return [];
  const conditions = codes.flatMap((part) =>
    part.startsWith(CONDITION) ? (conditionFromLink(part.slice(CONDITION.length)) ?? []) : [],
  );
  const colourBy = codes.find((code) => code.startsWith(COLOUR_BY))?.slice(COLOUR_BY.length);
  return [
    [
      id,
      {
        shown: shown === '1',
        opacity: opacity / 100,
        hiddenCodes: codes.filter((code) => CODE.test(code)),
        ...(colourBy !== undefined && FIELD.test(colourBy) ? { colourBy } : {}),
        ...(conditions.length > 0 ? { conditions } : {}),
      },
    ],
  ];
}

function featureOf(text: string | null): FeatureRef | undefined {
  const [, collection = '', id] = /^([^/]+)\/(.+)$/s.exec(text ?? '') ?? [];
  return COLLECTION.test(collection) && id !== undefined ? { collection, id } : undefined;
}

/** `underground-pipes/section?line=…`: theme, tool, and what it asks. */
function workText({ theme, tool, query }: Work): string {
  return `${theme}/${tool}?${query}`;
}

function workOf(text: string | null): Work | undefined {
  const [, theme, tool, query] = /^([a-z][a-z0-9-]*)\/([a-z][a-z0-9-]*)\?(.*)$/s.exec(text ?? '') ?? [];
  return theme === undefined || tool === undefined || query === undefined
    ? undefined
    : { theme, tool, query };
}

function numberIn(text: string | null, low: number, high: number): number | undefined {
  const value = text === null || text.trim() === '' ? Number.NaN : Number(text);
  return value >= low && value <= high ? value : undefined;
}
