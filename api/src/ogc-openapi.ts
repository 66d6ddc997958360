/** The OpenAPI 3.0 description of the OGC API, made from the registry. */
import { visibleFields, type CollectionOfTheme } from '@twin/gis-data/index.ts';
import type { Grade } from '@twin/gis-data/theme.ts';
import { schemaOf } from './field-schema.ts';

export function openApiDocument(entries: readonly CollectionOfTheme[], grade: Grade, base: string): unknown {
  const answer = (description: string, type = 'application/json'): unknown => ({ 200: { description, content: { [type]: { schema: { type: 'object' } } } }, default: { description: 'A problem document', content: { 'application/problem+json': { schema: { type: 'object' } } } } });
  const get = (summary: string, responses: unknown, parameters: readonly unknown[] = []): unknown => ({ get: { summary, parameters, responses } });
  const query = (name: string, schema: unknown, more: Record<string, unknown> = {}): unknown => ({ name, in: 'query', required: false, schema, ...more });
  const paging = [
    query('bbox', { type: 'array', items: { type: 'number' }, minItems: 4, maxItems: 6 }, { style: 'form', explode: false }),
    query('datetime', { type: 'string' }, { style: 'form', explode: false }),
    query('limit', { type: 'integer', minimum: 1, maximum: 10_000, default: 100 }, { style: 'form', explode: false }),
  ];
  return {
    openapi: '3.0.3', info: { title: '琼城孪生 Hainan city twin: OGC API Features', version: '0.1.0' }, servers: [{ url: base }],
    paths: {
      '/': get('Landing page', answer('Links to everything')),
      '/conformance': get('Conformance classes', answer('Conformance classes')),
      '/collections': get('Collections', answer('All collections')),
      ...Object.fromEntries(entries.flatMap((entry) => {
        const own = `/collections/${entry.collection.id}`;
        const filters = visibleFields(entry, grade).map(([name, field]) => query(name, schemaOf(field)));
        return [
          [own, get(entry.collection.title.en, answer('The collection'))],
          [`${own}/queryables`, get('Queryables', answer('JSON Schema of the filters', 'application/schema+json'))],
          [`${own}/items`, get(`Items of ${entry.collection.title.en}`, answer('GeoJSON', 'application/geo+json'), [...paging, ...filters])],
          [`${own}/items/{id}`, get('One item', answer('GeoJSON', 'application/geo+json'), [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }])],
        ];
      })),
    },
  };
}
