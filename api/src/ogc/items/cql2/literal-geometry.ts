/** A geometry that a filter spells out, checked position by position, as SQL of a valid geometry of the store. */
import { POSITION_DEPTH } from '../../position-depth.ts';
import { eastNorth, isWithin, toStore, type ReferenceSystem } from '../../reference-systems.ts';
import type { FilterError } from './filter-error.ts';

type Point = readonly [east: number, north: number];
/** Straight edges of a projected geometry are curves in degrees: this many pieces of its extent follow them. */
const PIECES_OF_AN_EXTENT = 32;

/**
 * @param node GeoJSON geometry; its positions in the order of the system's axes, heights left out
 * @param wrong makes the error of a complaint
 * @throws what `wrong` makes
 */
export function literalGeometry(
  node: Readonly<Record<string, unknown>>,
  system: ReferenceSystem,
  parameter: (value: unknown) => string,
  wrong: (complaint: string) => FilterError,
): string {
  const points: Point[] = [];

  const point = (position: unknown): Point => {
    const [first, second] = Array.isArray(position) ? (position as unknown[]) : [];
    if (typeof first !== 'number' || typeof second !== 'number')
      throw wrong('a position is two numbers or three');
    const at = eastNorth(system, first, second);
    if (!isWithin(system, ...at)) throw wrong(`the position ${first} ${second} cannot lie in ${system.uri}`);
    points.push(at);
    return at;
  };
  const positions = (list: unknown, atLeast: number, isRing: boolean): Point[] => {
    if (!Array.isArray(list) || list.length < atLeast)
      throw wrong(`${atLeast} positions at least are expected`);
    const read = list.map(point);
    const [first, last] = [read[0], read.at(-1)];
    if (isRing && (first?.[0] !== last?.[0] || first?.[1] !== last?.[1]))
      throw wrong('a ring has to end where it begins');
    return read;
  };
  const nested = (list: unknown, depth: number, isArea: boolean): unknown => {
    if (depth === 0) return point(list);
    if (depth === 1) return positions(list, isArea ? 4 : 2, isArea);
    if (!Array.isArray(list) || list.length === 0) throw wrong('a geometry cannot be empty');
    return list.map((part: unknown) => nested(part, depth - 1, isArea));
  };
  const geometry = ({ type, coordinates, geometries }: Readonly<Record<string, unknown>>): unknown => {
    if (type === 'GeometryCollection') {
      if (!Array.isArray(geometries) || geometries.length === 0) throw wrong('a geometry cannot be empty');
      return { type, geometries: geometries.map((part: unknown) => geometry(memberOf(part))) };
    }
    const depth =
      typeof type === 'string' && Object.hasOwn(POSITION_DEPTH, type) ? POSITION_DEPTH[type] : undefined;
    if (depth === undefined) throw wrong('a geometry is of a type that GeoJSON does not know');
    if (type === 'MultiPoint') return { type, coordinates: positions(coordinates, 1, false) };
    return { type, coordinates: nested(coordinates, depth, type === 'Polygon' || type === 'MultiPolygon') };
  };
  const memberOf = (part: unknown): Readonly<Record<string, unknown>> => {
    if (typeof part !== 'object' || part === null || !('type' in part) || part.type === 'GeometryCollection')
      throw wrong('a geometry collection holds geometries that are no collections');
    return { ...part };
  };

  const read = geometry(node);
  const given = `ST_SetSRID(ST_GeomFromGeoJSON(${parameter(JSON.stringify(read))}::text), ${system.srid})`;
  const followed =
    system.unit === 'degree' ? given : `ST_Segmentize(${given}, ${parameter(pieceMetres(points))}::float8)`;
  const stored = toStore(system, followed);
  // An outline that crosses itself would stop the whole query: a polygon is read as what its outline encloses.
  switch (node['type']) {
    case 'Polygon':
    case 'MultiPolygon':
      return `ST_CollectionExtract(ST_MakeValid(${stored}), 3)`;
    case 'GeometryCollection':
      return `ST_UnaryUnion(ST_MakeValid(${stored}))`;
    default:
      return stored;
  }
}

function pieceMetres(points: readonly Point[]): number {
  const span = (axis: 0 | 1): number => {
    const values = points.map((point) => point[axis]);
    return Math.max(...values) - Math.min(...values);
  };
  return Math.max(1, span(0), span(1)) / PIECES_OF_AN_EXTENT;
}
