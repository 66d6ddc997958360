/** RFC 4180 with the geometry as well-known text, under the name by which GIS software knows such a column. */
import type { Geometry, Position } from 'geojson';
import { BYTE_ORDER_MARK, csvLine } from '../../../csv-line.ts';
import type { ExportFormat } from './export-format.ts';

export const csv: ExportFormat = {
  mediaType: 'text/csv; charset=utf-8',
  extension: 'csv',
  eastFirst: true,
  writer: ({ fields }) => ({
    head: BYTE_ORDER_MARK + csvLine(['WKT', 'id', ...fields.map(([name]) => name)]),
    batch: (features) =>
      features
        .map(({ id, geometry, properties }) =>
          csvLine([wellKnownText(geometry), id, ...fields.map(([name]) => properties[name])]),
        )
        .join(''),
  }),
};

function wellKnownText(geometry: Geometry): string {
  if (geometry.type === 'GeometryCollection')
    return `GEOMETRYCOLLECTION (${geometry.geometries.map(wellKnownText).join(', ')})`;
  const word = geometry.type.toUpperCase();
  const [first] = positionsWithin(geometry.coordinates);
  const dimension = first !== undefined && first.length > 2 ? ' Z' : '';
  return `${word}${dimension} ${geometry.type === 'Point' ? `(${geometry.coordinates.join(' ')})` : brackets(geometry.coordinates)}`;
}

type Nested = Position | readonly Nested[];

function brackets(coordinates: Nested): string {
  return isPosition(coordinates) ? coordinates.join(' ') : `(${coordinates.map(brackets).join(', ')})`;
}

function positionsWithin(coordinates: Nested): Position[] {
  return isPosition(coordinates) ? [coordinates] : coordinates.slice(0, 1).flatMap(positionsWithin);
}

function isPosition(coordinates: Nested): coordinates is Position {
  return typeof coordinates[0] === 'number';
}
