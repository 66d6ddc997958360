/** Whether positions can lie in a CRS, and which CRS they could lie in where a file names none. */
import { type Crs, type LonLat, toLonLat } from './crs.ts';

export type Extent = {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
};

/** Hainan island with its coastal waters; the islands of the South China Sea lie further south. */
const HAINAN: Extent = { west: 108.3, south: 17.9, east: 111.4, north: 20.4 };
/** Nobody's city lies nearer to a pole. */
const HABITABLE_LATITUDE = { south: -60, north: 84 };
/** Degrees from its central meridian beyond which a transverse Mercator grid is not used. */
const MERIDIAN_REACH_DEGREES = 8;
/** Share of the positions that must fit: single wrong ones are rejected on their own. */
const SHARE = 0.9;

/** A definition in degrees, as a PROJ string or well-known text. */
const GEOGRAPHIC = /\+proj=longlat|^GEOG/;

export type Verdict = { readonly fits: boolean; readonly why?: string; readonly at: LonLat };

/** @param positions of the file, a sample */
export function fitsCrs(crs: Crs, positions: readonly (readonly [number, number])[]): Verdict {
  const convert = toLonLat(crs);
  const placed = positions.map(([x, y]) => convert(x, y));
  const at = middleOf(placed.filter(([lon, lat]) => Number.isFinite(lon) && Number.isFinite(lat)));
  if (positions.length === 0) return { fits: true, at };
  const no = (why: string): Verdict => ({ fits: false, why, at });
  const share = (test: (at: LonLat, from: readonly [number, number]) => boolean): number =>
    placed.filter((point, index) => test(point, positions[index] ?? [0, 0])).length / positions.length;
  if (share(([lon, lat]) => Math.abs(lon) <= 180 && Math.abs(lat) <= 90) < SHARE) {
    return no(crs.proj ? 'they lie outside of its range' : 'they are no degrees');
  }
  if (
    crs.proj &&
    !isLocal(crs) &&
    !GEOGRAPHIC.test(crs.proj) &&
    share((_, [x, y]) => Math.abs(x) <= 180 && Math.abs(y) <= 90) > SHARE
  ) {
    return no('they look like degrees');
  }
  const meridian =
    /\+proj=(?:tmerc|utm)/.test(crs.proj ?? '') && !isLocal(crs) ? meridianOf(crs.proj ?? '') : undefined;
  if (
    meridian !== undefined &&
    share(([lon]) => Math.abs(lon - meridian) <= MERIDIAN_REACH_DEGREES) < SHARE
  ) {
    return no(`they would lie more than ${MERIDIAN_REACH_DEGREES}° from its central meridian`);
  }
  if (share(([, lat]) => lat >= HABITABLE_LATITUDE.south && lat <= HABITABLE_LATITUDE.north) < SHARE)
    return no('they would lie near a pole');
  return { fits: true, at };
}

export type Proposal = {
  readonly crs: string;
  readonly axes: 'xy' | 'yx';
  /** Where the positions would lie: their middle. */
  readonly at: LonLat;
  readonly inHainan: boolean;
};

/**
 * Every candidate, in both orders of the axes, in which the positions can lie: those in Hainan first, then in the order
 * of the candidates.
 */
export function proposeCrs(
  positions: readonly (readonly [number, number])[],
  candidates: readonly Crs[],
): Proposal[] {
  return candidates
    .flatMap((crs) => [crs, { ...crs, swapped: true as const }])
    .flatMap((crs): Proposal[] => {
      const { fits, at } = fitsCrs(crs, positions);
      if (!fits) return [];
      return [{ crs: crs.name, axes: crs.swapped ? 'yx' : 'xy', at, inHainan: within(HAINAN, at) }];
    })
    .toSorted((a, b) => Number(b.inHainan) - Number(a.inHainan));
}

/** A plan or grid whose own numbers may be any. */
function isLocal({ plan, affine }: Crs): boolean {
  return plan !== undefined || affine !== undefined;
}

function within({ west, south, east, north }: Extent, [lon, lat]: LonLat): boolean {
  return lon >= west && lon <= east && lat >= south && lat <= north;
}

/** Degrees; a UTM zone's from its number. */
function meridianOf(proj: string): number | undefined {
  const zone = /\+zone=(\d+)/.exec(proj)?.[1];
  if (zone !== undefined) return Number(zone) * 6 - 183;
  const meridian = /\+lon_0=(-?[\d.]+)/.exec(proj)?.[1];
  return meridian === undefined ? undefined : Number(meridian);
}

function middleOf(placed: readonly LonLat[]): LonLat {
  const middle = (index: 0 | 1): number =>
    placed.map((at) => at[index]).toSorted((a, b) => a - b)[Math.floor(placed.length / 2)] ?? Number.NaN;
  return [middle(0), middle(1)];
}
