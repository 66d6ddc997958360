import type { Field, GeometryKind } from '@twin/gis-data/theme.ts';
import type { Kind } from './queryables.ts';

/** JSON Schema formats of OGC API Features Part 5. */
const GEOMETRY_FORMATS: Readonly<Record<GeometryKind, string>> = {
  Point: 'geometry-point-or-multipoint',
  LineString: 'geometry-linestring-or-multilinestring',
  Polygon: 'geometry-polygon-or-multipolygon',
};

/** JSON Schema of what a collection's items have: a declared field with its unit, the id, the geometry. */
export function schemaOf(
  kind: Kind,
  field: Field | undefined,
  geometry: GeometryKind,
): Record<string, unknown> {
  if (field) return fieldSchema(field);
  return kind === 'geometry'
    ? { title: '几何 Geometry', format: GEOMETRY_FORMATS[geometry], 'x-ogc-role': 'primary-geometry' }
    : { title: '标识 Identifier', type: 'string', 'x-ogc-role': 'id' };
}

export function fieldSchema(field: Field): Record<string, unknown> {
  const title = `${field.title.zh} ${field.title.en}`;
  switch (field.type) {
    case 'number':
      return { title, type: 'number', ...(field.unit ? { 'x-ogc-unit': field.unit } : {}) };
    case 'integer':
      return { title, type: 'integer', ...(field.unit ? { 'x-ogc-unit': field.unit } : {}) };
    case 'boolean':
      return { title, type: 'boolean' };
    case 'date':
      return { title, type: 'string', format: 'date' };
    case 'datetime':
      return { title, type: 'string', format: 'date-time' };
    case 'code':
      return { title, type: 'string', enum: Object.keys(field.values) };
    case 'text':
    case 'reference':
      return { title, type: 'string' };
  }
}
