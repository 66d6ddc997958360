/** A row of an items query as a GeoJSON feature. */
import type { Geometry, Position } from 'geojson';
import { visibleFields, type CollectionOfTheme } from '@twin/gis-data/index.ts';
import type { Visitor } from '@twin/gis-data/store/read-as.ts';
import type { Field } from '@twin/gis-data/theme.ts';
import { geoidMetres } from '@twin/tiler/src/heights.ts';
import { CRS84, type ReferenceSystem } from '../reference-systems.ts';

export type ItemRow = {
  gid: number;
  id: string;
  source_id: number;
  geometry: string;
  /** Of an item that was asked for singly. */
  row_version?: string;
} & Record<string, unknown>;
export type ItemFeature = {
  readonly type: 'Feature';
  readonly id: string;
  readonly geometry: Geometry;
  readonly properties: Readonly<Record<string, unknown>>;
};

/** Millimetres. */
const HEIGHT_DIGITS = 3;

/**
 * The declared fields that the visitor may read, in their order.
 * @param system in which the row's geometry was asked for
 */
export function featureOf(
  row: ItemRow,
  entry: CollectionOfTheme,
  visitor: Visitor,
  system: ReferenceSystem = CRS84,
): ItemFeature {
  const geometry = JSON.parse(row.geometry) as Geometry;
  return {
    type: 'Feature',
    id: row.id,
    geometry: system.ellipsoidal ? onEllipsoid(geometry) : geometry,
    properties: Object.fromEntries(
      visibleFields(entry, visitor.grade).map(([name, field]) => [name, plain(row[name], field)]),
    ),
  };
}

function plain(value: unknown, field: Field): unknown {
  if (value instanceof Date) return field.type === 'date' ? localDate(value) : value.toISOString();
  if (field.type === 'code' && typeof value === 'number') return String(value);
  // `pg` reads a bigint as text, since it may hold more than a number can.
  if (field.type === 'integer' && typeof value === 'string') return Number(value);
  return value ?? null;
}

/** `pg` reads a date as local midnight. */
function localDate(value: Date): string {
  return [value.getFullYear(), value.getMonth() + 1, value.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
}

/** National heights raised by the geoid. A position without a height stays without one: none can be made up. */
function onEllipsoid(geometry: Geometry): Geometry {
  if (geometry.type === 'GeometryCollection')
    return { ...geometry, geometries: geometry.geometries.map(onEllipsoid) };
  const raise = ([longitude = 0, latitude = 0, height]: Position): Position =>
    height === undefined
      ? [longitude, latitude]
      : [longitude, latitude, Number((height + geoidMetres(longitude, latitude)).toFixed(HEIGHT_DIGITS))];
  const lines = (list: Position[][]): Position[][] => list.map((line) => line.map(raise));
  switch (geometry.type) {
    case 'Point':
      return { ...geometry, coordinates: raise(geometry.coordinates) };
    case 'MultiPoint':
    case 'LineString':
      return { ...geometry, coordinates: geometry.coordinates.map(raise) };
    case 'MultiLineString':
    case 'Polygon':
      return { ...geometry, coordinates: lines(geometry.coordinates) };
    case 'MultiPolygon':
      return { ...geometry, coordinates: geometry.coordinates.map(lines) };
  }
}
