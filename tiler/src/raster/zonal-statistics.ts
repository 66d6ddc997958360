/**
 * What a layer shows within a polygon, as numbers: the cells of the finest image there whose middles lie inside, each with
 * the value that the layer has at it.
 */
import type { PlacedProfile } from '@twin/gis-data/raster/raster-profile.ts';
import type { Picture } from '@twin/gis-data/theme.ts';
import { valuesOf } from '../producers/raster.ts';
import { TileError } from '../tile-error.ts';
import { cellMetres, cellSquareMetres, lonLatOf } from './cell-size.ts';
import type { FoundImage } from './find-images.ts';
import { placeOf } from './sample-image.ts';

/** Rings of a polygon, outer and inner alike: a point is inside where it lies within an odd number of them. */
export type Zone = readonly (readonly (readonly [longitude: number, latitude: number])[])[];

export type ZoneJob = {
  readonly picture: Extract<Picture, { as: 'ramp' }>;
  readonly images: readonly FoundImage[];
  readonly zone: Zone;
  /** The share of the values above it is told. */
  readonly above?: number | undefined;
};

export type ZoneStatistics = {
  /** Cells with a value. */
  readonly count: number;
  /** Of all cells inside, those without a value. */
  readonly nodata_share: number;
  /** On the ellipsoid, of the cells with a value. */
  readonly area_square_metres: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** Of the cells as they are, not of a larger whole that they stand for. */
  readonly std: number;
  readonly percentiles: Readonly<Record<string, number>>;
  readonly histogram: readonly { readonly from: number; readonly to: number; readonly count: number }[];
  readonly above?: {
    readonly threshold: number;
    readonly share: number;
    readonly area_square_metres: number;
  };
};

/** Some seconds of work. */
export const MOST_CELLS = 16_000_000;
const BLOCK = 256;
const PERCENTILES = [5, 25, 50, 75, 95] as const;
const BINS = 20;

/**
 * @returns undefined where no cell with a value lies inside
 * @throws TileError `area-too-large`
 */
export async function zonalStatistics({
  picture,
  images,
  zone,
  above,
}: ZoneJob): Promise<ZoneStatistics | undefined> {
  const reference = finest(images, zone);
  if (!reference) return undefined;
  const { profile } = reference;
  const place = placeOf(profile);
  const rings = zone.map((ring) => ring.map(([longitude, latitude]) => place(longitude, latitude)));
  const box = boxOf(rings, profile);
  const cells = Math.max(0, box.east - box.west) * Math.max(0, box.south - box.north);
  if (cells > MOST_CELLS)
    throw new TileError(
      'area-too-large',
      `The polygon's box has ${cells.toLocaleString('en')} cells of this layer; ${MOST_CELLS.toLocaleString('en')} are counted at once. Ask for parts of it.`,
    );
  const at = lonLatOf(profile);

  const found: Float32Array[] = [];
  let [inside, squareMetres, metresAbove] = [0, 0, 0];
  for (let north = box.north; north < box.south; north += BLOCK) {
    for (let west = box.west; west < box.east; west += BLOCK) {
      const [width, height] = [Math.min(BLOCK, box.east - west), Math.min(BLOCK, box.south - north)];
      const mask = cover(rings, west, north, width, height);
      const chosen = mask.reduce((sum, one) => sum + one, 0);
      if (chosen === 0) continue;
      inside += chosen;
      const grid = { width, height, lonLatAt: (x: number, y: number) => at(west + x + 0.5, north + y + 0.5) };
      const values = await valuesOf(picture, images, grid, true);
      if (!values) continue;
      const square = cellSquareMetres(at, west + width / 2, north + height / 2);
      const own = values.filter((value, cell) => mask[cell] === 1 && !Number.isNaN(value));
      found.push(own);
      squareMetres += own.length * square;
      if (above !== undefined)
        metresAbove += own.reduce((sum, value) => sum + (value > above ? 1 : 0), 0) * square;
    }
  }
  const all = joined(found).toSorted();
  if (all.length === 0) return undefined;
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
  const [min = Number.NaN, max = Number.NaN] = [all[0], all.at(-1)];
  return {
    count: all.length,
    nodata_share: 1 - all.length / inside,
    area_square_metres: squareMetres,
    min,
    max,
    mean,
    std: Math.sqrt(all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / all.length),
    percentiles: Object.fromEntries(
      PERCENTILES.map((share) => [String(share), percentile(all, share / 100)]),
    ),
    histogram: histogramOf(all, min, max),
    ...(above === undefined
      ? {}
      : {
          above: {
            threshold: above,
            share: all.reduce((sum, value) => sum + (value > above ? 1 : 0), 0) / all.length,
            area_square_metres: metresAbove,
          },
        }),
  };
}

/** The image with the smallest cells that the zone's box meets. */
function finest(images: readonly FoundImage[], zone: Zone): FoundImage | undefined {
  const [first] = zone[0] ?? [];
  if (!first) return undefined;
  const sideOf = ({ profile }: FoundImage): number => {
    const metres = cellMetres(profile);
    return Number.isFinite(metres) ? metres : Infinity;
  };
  return images
    .filter(({ profile }) => {
      const place = placeOf(profile);
      const box = boxOf(
        zone.map((ring) => ring.map(([longitude, latitude]) => place(longitude, latitude))),
        profile,
      );
      return box.east > box.west && box.south > box.north;
    })
    .toSorted((a, b) => sideOf(a) - sideOf(b))[0];
}

function boxOf(
  rings: readonly (readonly (readonly [number, number])[])[],
  { width, height }: PlacedProfile,
): { west: number; north: number; east: number; south: number } {
  let [west, north, east, south] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const ring of rings) {
    for (const [x, y] of ring) {
      [west, east] = [Math.min(west, x), Math.max(east, x)];
      [north, south] = [Math.min(north, y), Math.max(south, y)];
    }
  }
  return {
    west: Math.max(0, Math.floor(west)),
    north: Math.max(0, Math.floor(north)),
    east: Math.min(width, Math.ceil(east)),
    south: Math.min(height, Math.ceil(south)),
  };
}

/** 1 for the cells whose middles lie inside. */
function cover(
  rings: readonly (readonly (readonly [number, number])[])[],
  west: number,
  north: number,
  width: number,
  height: number,
): Uint8Array {
  const mask = new Uint8Array(width * height);
  for (let row = 0; row < height; row++) {
    const y = north + row + 0.5;
    const crossings = rings
      .flatMap((ring) =>
        ring.flatMap(([ax, ay], index) => {
          const [bx, by] = ring[(index + 1) % ring.length] ?? [ax, ay];
          return ay > y === by > y ? [] : [ax + ((y - ay) * (bx - ax)) / (by - ay)];
        }),
      )
      .toSorted((a, b) => a - b);
    for (let pair = 0; pair + 1 < crossings.length; pair += 2) {
      const from = Math.max(0, Math.ceil((crossings[pair] ?? 0) - west - 0.5));
      const to = Math.min(width, Math.ceil((crossings[pair + 1] ?? 0) - west - 0.5));
      if (to > from) mask.fill(1, row * width + from, row * width + to);
    }
  }
  return mask;
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const out = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** Between the two nearest values, as most tools have it. */
function percentile(sorted: Float32Array, share: number): number {
  const place = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0];
  return low + (high - low) * (place - Math.floor(place));
}

function histogramOf(sorted: Float32Array, min: number, max: number): ZoneStatistics['histogram'] {
  const step = (max - min) / BINS;
  if (step === 0) return [{ from: min, to: max, count: sorted.length }];
  const counts = Array.from({ length: BINS }, () => 0);
  for (const value of sorted) {
    const bin = Math.min(BINS - 1, Math.floor((value - min) / step));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts.map((count, bin) => ({ from: min + bin * step, to: min + (bin + 1) * step, count }));
}
