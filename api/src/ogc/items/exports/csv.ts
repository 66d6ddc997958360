/** RFC 4180 with the geometry as well-known text, under the name by which GIS software knows such a column. */
import type { Geometry, Position } from 'geojson';
import type { ExportFormat } from './export-format.ts';

/** Without it, the spreadsheets of a Chinese desktop read UTF-8 as GBK. */
const BYTE_ORDER_MARK = '\uFEFF';

export const csv: ExportFormat = {
  mediaType: 'text/csv; charset=utf-8',
  extension: 'csv',
  eastFirst: true,
  writer: ({ fields }) => ({
    head: BYTE_ORDER_MARK + line(['WKT', 'id', ...fields.map(([name]) => name)]),
    batch: (features) =>
      features
        .map(({ id, geometry, properties }) =>
          line([wellKnownText(geometry), id, ...fields.map(([name]) => properties[name])]),
        )
        .join(''),
  }),
};

function line(values: readonly unknown[]): string {
  return `${values.map(cell).join(',')}\r\n`;
}

/** Nothing for no value; an empty text in quotes. */
function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'string') return JSON.stringify(value);
  return value === '' || /[",\r\n]|^\s|\s$/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

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
