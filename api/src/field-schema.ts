import type { Field } from '@twin/gis-data/theme.ts';

/** JSON Schema of a declared field, with its unit. */
export function schemaOf(field: Field): Record<string, unknown> {
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
