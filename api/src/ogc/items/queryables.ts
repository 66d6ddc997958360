/** What a request may ask of a collection's items: the declared fields that the visitor may read, id and geometry. */
import { visibleFields, type CollectionOfTheme } from '@twin/gis-data/index.ts';
import type { Field, Grade } from '@twin/gis-data/theme.ts';
import { columnOf } from '../../column-of.ts';

/** Kinds of values that a filter can compare. */
export type Kind = 'text' | 'number' | 'boolean' | 'date' | 'timestamp' | 'geometry';
export type Queryable = { readonly kind: Kind; readonly sql: string; readonly field?: Field };

export function queryablesOf(entry: CollectionOfTheme, grade: Grade): ReadonlyMap<string, Queryable> {
  return new Map<string, Queryable>([
    ['id', { kind: 'text', sql: 'id' }],
    ['geometry', { kind: 'geometry', sql: 'geom' }],
    ...visibleFields(entry, grade).map(
      ([name, field]) => [name, { ...valueOf(columnOf(entry, name, field), field), field }] as const,
    ),
  ]);
}

function valueOf(column: string, field: Field): Queryable {
  switch (field.type) {
    case 'number':
    case 'integer':
      // By way of its text: a value of single precision equals the decimal that it is shown as, 3.1 and not 3.0999999.
      return { kind: 'number', sql: `${column}::text::float8` };
    case 'boolean':
      return { kind: 'boolean', sql: column };
    case 'date':
      return { kind: 'date', sql: column };
    case 'datetime':
      return { kind: 'timestamp', sql: column };
    case 'code':
    case 'text':
    case 'reference':
      return { kind: 'text', sql: `${column}::text` };
  }
}
