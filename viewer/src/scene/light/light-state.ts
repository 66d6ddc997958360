/**
 * The light of the city: three states, each a handful of numbers. Ground tiles are painted with them and every shader
 * gets them as uniforms, so that ground, buildings, pipes and trees stand in one light.
 */
import type { InterfaceTheme } from '../../state/city-state.ts';
import type { Rgb } from './colour.ts';

export type LightName = 'day' | 'dusk' | 'night';

export type LightState = {
  readonly name: LightName;
  /** Where the sun stands, degrees clockwise from north and above the horizon. It does not follow the clock within a state. */
  readonly sunAzimuthDegrees: number;
  readonly sunHeightDegrees: number;
  /** Irradiance on a surface facing the sun, linear. */
  readonly sun: Rgb;
  /** Radiance of the sky overhead and at the horizon, and of the light thrown up from the ground, linear. */
  readonly zenith: Rgb;
  readonly horizon: Rgb;
  readonly bounce: Rgb;
  readonly exposure: number;
  readonly saturation: number;
  /** What stands behind the canvas, display values. */
  readonly skyTop: string;
  readonly skyHorizon: string;
  /** Display value that far things turn to; equals the sky at the horizon, so that the edge of the data is not seen. */
  readonly fogColour: string;
  /** Distance at which fog begins and over which it thickens, for a viewer at street level and in a panorama, metres. */
  readonly fogStreet: { readonly startMetres: number; readonly scaleMetres: number };
  readonly fogPanorama: { readonly startMetres: number; readonly scaleMetres: number };
  /** Share that fog never passes. */
  readonly fogLimit: number;
  /** Share of windows lit: dwellings, offices. */
  readonly litDwelling: number;
  readonly litOffice: number;
  /** Strength of lit windows and of lamps' pools and lanterns, 0 by day. */
  readonly windowGlow: number;
  readonly lampGlow: number;
  /** Darkening of a floor's edge line on a façade. */
  readonly floorLine: number;
  /** Strength of glass reflections and of a highlight along a pipe. */
  readonly gloss: number;
  /** Share of the casing colour in the rim of a pipe. */
  readonly rim: number;
};

export const LIGHT_STATES: { readonly [name in LightName]: LightState } = {
  day: {
    name: 'day',
    sunAzimuthDegrees: 232,
    sunHeightDegrees: 38,
    sun: [1.62, 1.51, 1.36],
    zenith: [0.34, 0.42, 0.55],
    horizon: [0.39, 0.44, 0.5],
    bounce: [0.1, 0.1, 0.095],
    exposure: 0.86,
    saturation: 1.04,
    skyTop: '#A9C3D6',
    skyHorizon: '#DCE6EA',
    fogColour: '#DCE6EA',
    fogStreet: { startMetres: 260, scaleMetres: 2600 },
    fogPanorama: { startMetres: 1600, scaleMetres: 9000 },
    fogLimit: 0.95,
    litDwelling: 0,
    litOffice: 0,
    windowGlow: 0,
    lampGlow: 0,
    floorLine: 0.12,
    gloss: 0.7,
    rim: 0.34,
  },
  dusk: {
    name: 'dusk',
    sunAzimuthDegrees: 276,
    sunHeightDegrees: 20,
    sun: [0.74, 0.6, 0.47],
    zenith: [0.3, 0.4, 0.54],
    horizon: [0.4, 0.44, 0.5],
    bounce: [0.05, 0.06, 0.07],
    exposure: 1.03,
    saturation: 1.05,
    skyTop: '#1A2831',
    skyHorizon: '#3A4A54',
    fogColour: '#37464F',
    fogStreet: { startMetres: 200, scaleMetres: 2100 },
    fogPanorama: { startMetres: 1300, scaleMetres: 7000 },
    fogLimit: 0.95,
    litDwelling: 0.1,
    litOffice: 0.14,
    windowGlow: 0.62,
    lampGlow: 0.8,
    floorLine: 0.16,
    gloss: 0.8,
    rim: 0.42,
  },
  night: {
    name: 'night',
    sunAzimuthDegrees: 284,
    sunHeightDegrees: 10,
    sun: [0.1, 0.085, 0.085],
    zenith: [0.11, 0.16, 0.23],
    horizon: [0.17, 0.22, 0.28],
    bounce: [0.01, 0.012, 0.015],
    exposure: 1.42,
    saturation: 1.08,
    skyTop: '#16212C',
    skyHorizon: '#33475A',
    fogColour: '#22303D',
    fogStreet: { startMetres: 260, scaleMetres: 2600 },
    fogPanorama: { startMetres: 1500, scaleMetres: 8000 },
    fogLimit: 0.9,
    litDwelling: 0.19,
    litOffice: 0.25,
    windowGlow: 1,
    lampGlow: 1.6,
    floorLine: 0.12,
    gloss: 0.6,
    rim: 0.42,
  },
};

/** Haikou's sun over the year rises between 06:00 and 07:15 and sets between 17:50 and 19:20 (UTC+8); these are the middle of it. */
const SUNRISE_MINUTE = 6 * 60 + 40;
const SUNSET_MINUTE = 18 * 60 + 35;
/** Civil twilight lasts about 25 minutes in the tropics. */
const TWILIGHT_MINUTES = 25;

/** The light at a minute of the day; without one, day for the light interface and dusk for the dark one. */
export function lightAt(theme: InterfaceTheme, minuteOfDay: number | null): LightState {
  if (minuteOfDay === null) return theme === 'light' ? LIGHT_STATES.day : LIGHT_STATES.dusk;
  const sinceSunrise = minuteOfDay - SUNRISE_MINUTE;
  const untilSunset = SUNSET_MINUTE - minuteOfDay;
  if (sinceSunrise >= TWILIGHT_MINUTES && untilSunset >= TWILIGHT_MINUTES) return LIGHT_STATES.day;
  if (sinceSunrise <= -TWILIGHT_MINUTES || untilSunset <= -TWILIGHT_MINUTES) return LIGHT_STATES.night;
  return LIGHT_STATES.dusk;
}

/** Which of the two colour columns of a theme's declaration suits this light. */
export function columnOf(light: LightState): 'light' | 'dark' {
  return light.name === 'day' ? 'light' : 'dark';
}

/** Unit vector from the ground to the sun: east, north, up. */
export function sunDirection(light: LightState): Rgb {
  const azimuth = (light.sunAzimuthDegrees * Math.PI) / 180;
  const height = (light.sunHeightDegrees * Math.PI) / 180;
  return [Math.sin(azimuth) * Math.cos(height), Math.cos(azimuth) * Math.cos(height), Math.sin(height)];
}
