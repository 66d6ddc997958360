/** JSON Schemas of a collection's items: what can be asked of them, and what they hold. */
import { collectionById, type CollectionOfTheme } from '@twin/gis-data/index.ts';
import { collectionGrade, mayRead, type Field, type Grade } from '@twin/gis-data/theme.ts';
import { schemaOf } from './field-schema.ts';
import { queryablesOf } from './queryables.ts';

type Schema = Readonly<Record<string, unknown>>;

/** OGC API Features Part 3: the names that a filter knows. */
export function queryablesSchema(entry: CollectionOfTheme, grade: Grade): Schema {
  return objectSchema(entry, grade, () => ({}));
}

/** OGC API Features Part 5: the same in order, with what role each plays and the words of its codes. */
export function itemSchema(entry: CollectionOfTheme, grade: Grade): Schema {
  return objectSchema(entry, grade, (name, field, index) => ({
    'x-ogc-propertySeq': index + 1,
    ...(name === entry.collection.time ? { 'x-ogc-role': 'primary-instant' } : {}),
    ...(field?.type === 'reference' ? referenceTo(field.collection, grade) : {}),
    ...(field?.type === 'code'
      ? {
          oneOf: Object.entries(field.values).map(([code, { zh, en }]) => ({
            const: code,
            title: `${zh} ${en}`,
          })),
        }
      : {}),
  }));
}

/** A collection above the reader's grade is not named. */
function referenceTo(id: string, grade: Grade): Schema {
  const entry = collectionById(id);
  const isVisible = entry && mayRead(grade, collectionGrade(entry.theme, entry.collection));
  return { 'x-ogc-role': 'reference', ...(isVisible ? { 'x-ogc-collectionId': id } : {}) };
}

function objectSchema(
  entry: CollectionOfTheme,
  grade: Grade,
  more: (name: string, field: Field | undefined, index: number) => Schema,
): Schema {
  const { title, geometry } = entry.collection;
  return {
    type: 'object',
    title: `${title.zh} ${title.en}`,
    additionalProperties: false,
    properties: Object.fromEntries(
      [...queryablesOf(entry, grade)].map(([name, { kind, field }], index) => [
        name,
        { ...schemaOf(kind, field, geometry), ...more(name, field, index) },
      ]),
    ),
  };
}
