import type { CollectionOfTheme } from '@twin/gis-data/index.ts';
import { propertiesColumn, type Field } from '@twin/gis-data/theme.ts';

/** SQL of a field's value: a column, or a property of the generic table's JSON of the field's grade. */
export function columnOf(entry: CollectionOfTheme, name: string, field: Field): string {
  if (entry.collection.source !== 'feature') return `"${name}"`;
  const text = `${propertiesColumn(entry.theme, entry.collection, field)}->>'${name}'`;
  switch (field.type) {
    case 'number':
      return `(${text})::double precision`;
    case 'integer':
      return `(${text})::bigint`;
    case 'boolean':
      return `(${text})::boolean`;
    case 'date':
      return `(${text})::date`;
    case 'datetime':
      return `(${text})::timestamptz`;
    default:
      return `(${text})`;
  }
}
