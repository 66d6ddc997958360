/**
 * Reads what a person types or pastes as a place: degrees with decimals, degrees with minutes and seconds, or metres
 * in one of Hainan's grids. Every reading that makes sense is returned, the likeliest first; none: it is no place.
 */
import { fromGrid, type Degrees, type Grid } from './transverse-mercator.ts';

export type TypedPlace = Degrees & { readonly crs: 'CGCS2000' | Grid };

type Axis = 'east' | 'north';
type Part = { readonly value: number; readonly axis?: Axis };

const GRIDS: readonly Grid[] = ['EPSG:4546', 'EPSG:4545'];
/** Metres are told from degrees by their size. */
const LEAST_METRES = 1000;
/** Beyond this a northing cannot be an easting of a three-degree zone. */
const GREATEST_EASTING_METRES = 1_000_000;
/** Where the grids of the province are in use: with its seas. A grid point elsewhere was meant otherwise. */
const PROVINCE = { west: 105, east: 120, south: 2, north: 22 } as const;

const NUMBER = String.raw`[+-]?\d+(?:\.\d+)?`;
const ANGLE = new RegExp(
  String.raw`^([EWNS])?\s*(${NUMBER})\s*°?\s*(?:(\d+(?:\.\d+)?)\s*['\s]\s*)?(?:(\d+(?:\.\d+)?)\s*"?)?\s*([EWNS])?$`,
);
const METRES = new RegExp(String.raw`^(?:([XYNE])\s*[=:]?\s*)?(${NUMBER})\s*(?:M|米)?$`);
/** X is north in Chinese surveying. */
const METRE_AXES: Readonly<Record<string, Axis>> = { X: 'north', N: 'north', Y: 'east', E: 'east' };

export function parseCoordinates(text: string): readonly TypedPlace[] {
  const plain = normalise(text);
  const named = /^(?:EPSG\s*:?\s*)?(4545|4546)\b[\s:,]*(.+)$/.exec(plain);
  const grids = named ? GRIDS.filter((grid) => grid.endsWith(named[1] ?? '')) : GRIDS;
  const halves = split(named?.[2] ?? plain);
  if (!halves) return [];
  const metres = halves.map(metresOf);
  if (metres.every((part) => part !== undefined)) return placesOnGrids(metres, grids);
  if (named) return [];
  const angles = halves.map(angleOf);
  return angles.every((part) => part !== undefined) ? placesInDegrees(angles) : [];
}

function normalise(text: string): string {
  return text
    .replaceAll(/[″＂“”]/g, '"')
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[−–]/g, '-')
    .replaceAll(/[′’‘´]/g, "'")
    .replaceAll("''", '"')
    .replaceAll(/[，、;；/]/g, ',')
    .replaceAll(/东经|LON(?:GITUDE)?\s*[=:]?|经度\s*[=:]?/g, 'E')
    .replaceAll(/北纬|LAT(?:ITUDE)?\s*[=:]?|纬度\s*[=:]?/g, 'N')
    .replaceAll('西经', 'W')
    .replaceAll('南纬', 'S')
    .replaceAll('度', '°')
    .replaceAll('分', "'")
    .replaceAll('秒', '"')
    .trim();
}

/** By the comma; else before the second hemisphere or label; else in the middle of the numbers. */
function split(text: string): readonly [string, string] | undefined {
  const commas = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (commas.length === 2) return [commas[0] ?? '', commas[1] ?? ''];
  if (commas.length > 2) return undefined;
  const after = /^[EWNSXY]/.test(text)
    ? /^([EWNSXY].*?\d\S*)\s*([EWNSXY].*)$/.exec(text)
    : /^(.*?\d[^EWNS]*[EWNS])\s*([\d+-].*)$/.exec(text);
  if (after?.[1] && after[2]) return [after[1].trim(), after[2].trim()];
  const words = text.split(/\s+/);
  if (words.length % 2 !== 0) return undefined;
  return [words.slice(0, words.length / 2).join(' '), words.slice(words.length / 2).join(' ')];
}

function angleOf(text: string): Part | undefined {
  const [, before, degrees, minutes = '0', seconds = '0', after] = ANGLE.exec(text) ?? [];
  if (degrees === undefined || (before && after) || Number(minutes) >= 60 || Number(seconds) >= 60)
    return undefined;
  const hemisphere = before ?? after;
  const size = Math.abs(Number(degrees)) + Number(minutes) / 60 + Number(seconds) / 3600;
  const negative = degrees.startsWith('-') || hemisphere === 'W' || hemisphere === 'S';
  const value = negative ? -size : size;
  if (hemisphere === undefined) return { value };
  return { value, axis: hemisphere === 'E' || hemisphere === 'W' ? 'east' : 'north' };
}

function metresOf(text: string): Part | undefined {
  const [, label, digits] = METRES.exec(text) ?? [];
  if (digits === undefined || Math.abs(Number(digits)) < LEAST_METRES) return undefined;
  const axis = label ? METRE_AXES[label] : undefined;
  return { value: Number(digits), ...(axis ? { axis } : {}) };
}

function placesInDegrees(parts: readonly Part[]): TypedPlace[] {
  return orders(parts)
    .filter(([longitude, latitude]) => Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90)
    .map(([longitude, latitude]) => ({ longitude, latitude, crs: 'CGCS2000' as const }));
}

function placesOnGrids(parts: readonly Part[], grids: readonly Grid[]): TypedPlace[] {
  return orders(parts)
    .filter(([east]) => Math.abs(east) < GREATEST_EASTING_METRES)
    .flatMap(([eastMetres, northMetres]) =>
      grids.map((grid) => ({ ...fromGrid({ eastMetres, northMetres }, grid), crs: grid })),
    )
    .filter(
      ({ longitude, latitude }) =>
        longitude > PROVINCE.west &&
        longitude < PROVINCE.east &&
        latitude > PROVINCE.south &&
        latitude < PROVINCE.north,
    );
}

/** East and north as they were labelled; unlabelled in the order of typing first, the other way round second. */
function orders(parts: readonly Part[]): (readonly [east: number, north: number])[] {
  const [a, b] = parts;
  if (!a || !b || (a.axis !== undefined && a.axis === b.axis)) return [];
  if (a.axis === 'north' || b.axis === 'east') return [[b.value, a.value]];
  if (a.axis === 'east' || b.axis === 'north') return [[a.value, b.value]];
  return [
    [a.value, b.value],
    [b.value, a.value],
  ];
}
