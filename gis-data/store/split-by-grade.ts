/** Puts the properties of a generic feature into the columns of the table `feature`, apart by the grade of each field. */
import type { CollectionOfTheme } from '../index.ts';
import { type PropertiesColumn, propertiesColumn } from '../theme.ts';

export type FeatureColumns = { readonly [K in PropertiesColumn]: Readonly<Record<string, unknown>> };

/**
 * @param properties by field name
 * @throws Error when a property is no declared field: nobody would know who may read it
 */
export function splitByGrade(
  { theme, collection }: CollectionOfTheme,
  properties: Readonly<Record<string, unknown>>,
): FeatureColumns {
  const columns: Record<PropertiesColumn, Record<string, unknown>> = {
    properties: {},
    operator_properties: {},
    government_properties: {},
    restricted_properties: {},
  };
  for (const [name, value] of Object.entries(properties)) {
    const field = collection.fields[name];
    if (!field) throw new Error(`collection ${collection.id} declares no field ${name}`);
    columns[propertiesColumn(theme, collection, field)][name] = value;
  }
  return columns;
}
