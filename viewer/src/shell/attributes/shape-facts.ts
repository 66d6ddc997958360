/** What the geometry of an item says by itself: where it is, how long, how large, how high. */
import type { ServedFeature } from '../../city-data/server-answers.ts';
import { pathMetres, polygonMeasures } from '../../coordinates/geodesic.ts';
import type { Degrees } from '../../coordinates/transverse-mercator.ts';

export type ShapeFacts = {
  /** The point itself, else the middle of the box around the shape. */
  readonly centre: Degrees;
  readonly isPoint: boolean;
  readonly vertices: number;
  /** Metres in the national height datum, where the shape has heights. */
  readonly elevations?: readonly [lowest: number, highest: number];
  readonly lengthMetres?: number;
  readonly areaSquareMetres?: number;
  readonly perimeterMetres?: number;
};

type Position = readonly number[];

/** Undefined for an item without a place. */
export function shapeFacts(geometry: ServedFeature['geometry']): ShapeFacts | undefined {
  if (!geometry) return undefined;
  const chains = chainsIn(geometry.coordinates);
  const positions = chains.flat();
  if (positions.length === 0) return undefined;
  const degrees = positions.map(degreesOf);
  const heights = positions.flatMap((position) => position[2] ?? []);
  const isLine = geometry.type.endsWith('LineString');
  const isArea = geometry.type.endsWith('Polygon');
  const rings = isArea
    ? polygonsIn(geometry).map((polygon) => polygon.map((ring) => polygonMeasures(ring.map(degreesOf))))
    : [];
  return {
    centre: middleOf(degrees),
    isPoint: geometry.type === 'Point',
    vertices: positions.length,
    ...(heights.length > 0 ? { elevations: rangeOf(heights) } : {}),
    ...(isLine ? { lengthMetres: sum(chains.map((chain) => pathMetres(chain.map(degreesOf)))) } : {}),
    ...(isArea
      ? {
          areaSquareMetres: sum(
            rings.map(
              ([outer, ...holes]) => (outer?.squareMetres ?? 0) - sum(holes.map((hole) => hole.squareMetres)),
            ),
          ),
          perimeterMetres: sum(rings.map(([outer]) => outer?.perimeterMetres ?? 0)),
        }
      : {}),
  };
}

/** Coordinates of any geometry as chains of positions; a point is a chain of one. */
function chainsIn(coordinates: unknown): Position[][] {
  if (isPosition(coordinates)) return [[coordinates]];
  const parts: readonly unknown[] = Array.isArray(coordinates) ? coordinates : [];
  const positions = parts.filter(isPosition);
  return positions.length > 0 ? [positions] : parts.flatMap(chainsIn);
}

function polygonsIn({ type, coordinates }: NonNullable<ServedFeature['geometry']>): Position[][][] {
  if (type === 'Polygon') return [chainsIn(coordinates)];
  return Array.isArray(coordinates) ? coordinates.map(chainsIn) : [];
}

function isPosition(value: unknown): value is Position {
  return Array.isArray(value) && value.length >= 2 && value.every((part) => typeof part === 'number');
}

function degreesOf([longitude = 0, latitude = 0]: Position): Degrees {
  return { longitude, latitude };
}

function middleOf(points: readonly Degrees[]): Degrees {
  const longitudes = points.map(({ longitude }) => longitude);
  const latitudes = points.map(({ latitude }) => latitude);
  return { longitude: middle(longitudes), latitude: middle(latitudes) };
}

function middle(values: readonly number[]): number {
  const [low, high] = rangeOf(values);
  return (low + high) / 2;
}

function rangeOf(values: readonly number[]): readonly [lowest: number, highest: number] {
  return values.reduce<readonly [number, number]>(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
    [Infinity, -Infinity],
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
