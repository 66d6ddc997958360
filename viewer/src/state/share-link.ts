/**
 * The state of the city page in the address, after `#`: version 1, one parameter for each choice. What cannot be read
 * is left out, so that an old or damaged link still opens the city.
 */
import type { CameraView, CityState, LayerState } from './city-state.ts';

type Shared = Pick<CityState, 'language' | 'theme' | 'minuteOfDay' | 'mode' | 'layers' | 'groundOpacity' | 'selection' | 'camera'>;

const VERSION = '1';

export function encodeShare(state: Shared): string {
  const parameters = new URLSearchParams({ v: VERSION, lang: state.language, theme: state.theme });
  if (state.camera) {
    const { longitude, latitude, heightMetres, heading, pitch, roll } = state.camera;
    parameters.set('camera', [longitude.toFixed(7), latitude.toFixed(7), heightMetres.toFixed(1), heading.toFixed(1), pitch.toFixed(1), roll.toFixed(1)].join(','));
  }
  if (state.minuteOfDay !== null) parameters.set('time', String(state.minuteOfDay));
  if (state.mode !== '3d') parameters.set('mode', state.mode);
  if (state.groundOpacity !== 1) parameters.set('ground', state.groundOpacity.toFixed(2));
  if (state.selection) parameters.set('select', `${state.selection.collection}/${state.selection.id}`);
  const layers = Object.entries(state.layers).map(([id, layer]) => [id, layer.shown ? '1' : '0', Math.round(layer.opacity * 100), ...layer.hiddenCodes].join('~'));
  if (layers.length > 0) parameters.set('layers', layers.join(' '));
  return parameters.toString();
}

/** @param hash with or without `#` */
export function decodeShare(hash: string): Partial<Shared> {
  const parameters = new URLSearchParams(hash.replace(/^#/, ''));
  if (parameters.get('v') !== VERSION) return {};
  const shared: Partial<Shared> = {};
  const language = parameters.get('lang');
  if (language === 'zh-CN' || language === 'en') shared.language = language;
  const theme = parameters.get('theme');
  if (theme === 'dark' || theme === 'light') shared.theme = theme;
  const camera = cameraOf(parameters.get('camera'));
  if (camera) shared.camera = camera;
  const minute = numberIn(parameters.get('time'), 0, 1439);
  if (minute !== undefined) shared.minuteOfDay = Math.round(minute);
  const mode = parameters.get('mode');
  if (mode === '2d' || mode === '3d') shared.mode = mode;
  const ground = numberIn(parameters.get('ground'), 0, 1);
  if (ground !== undefined) shared.groundOpacity = ground;
  const selection = /^([a-z0-9-]+)\/(.+)$/s.exec(parameters.get('select') ?? '');
  if (selection?.[1] && selection[2]) shared.selection = { collection: selection[1], id: selection[2] };
  const layers = parameters.get('layers');
  if (layers) shared.layers = Object.fromEntries(layers.split(' ').flatMap(layerOf));
  return shared;
}

function layerOf(text: string): [string, LayerState][] {
  const [id, shown, percent, ...hiddenCodes] = text.split('~');
  const opacity = numberIn(percent ?? null, 0, 100);
  if (!id || !/^[a-z0-9-]+$/.test(id) || (shown !== '0' && shown !== '1') || opacity === undefined) return [];
  return [[id, { shown: shown === '1', opacity: opacity / 100, hiddenCodes }]];
}

function cameraOf(text: string | null): CameraView | undefined {
  const [longitude, latitude, heightMetres, heading, pitch, roll] = (text ?? '').split(',').map((part) => (part === '' ? Number.NaN : Number(part)));
  const values = [longitude, latitude, heightMetres, heading, pitch, roll];
  if (values.some((value) => value === undefined || !Number.isFinite(value)) || Math.abs(longitude ?? 0) > 180 || Math.abs(latitude ?? 0) > 90) return undefined;
  return { longitude, latitude, heightMetres, heading, pitch, roll } as CameraView;
}

function numberIn(text: string | null, low: number, high: number): number | undefined {
  const value = text === null || text.trim() === '' ? Number.NaN : Number(text);
  return value >= low && value <= high ? value : undefined;
}
