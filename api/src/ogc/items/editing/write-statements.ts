/** The statements that change an item, as data. Names come from the registry; what a client wrote is a parameter. */
import { tableOf, visibleFields, type CollectionOfTheme } from '@twin/gis-data/index.ts';
import { splitByGrade } from '@twin/gis-data/store/split-by-grade.ts';
import type { Visitor } from '@twin/gis-data/store/read-as.ts';
import { propertiesColumn } from '@twin/gis-data/theme.ts';
import type { Statement } from '../plan-items-query.ts';
import type { FittedItem } from './fit-to-table.ts';

export function lockStatement({ collection }: CollectionOfTheme, id: string): Statement {
  const { where, values } = itself(collection, id);
  return { text: `select from ${tableOf(collection)} where ${where} for update`, values };
}

/** A new row lies in the division and belongs to the enterprise of who makes it. */
export function insertStatement(
  entry: CollectionOfTheme,
  id: string,
  source: number,
  { division, operator }: Visitor,
  { values: wanted, geometry }: FittedItem,
): Statement {
  const { collection } = entry;
  const columns = new Map<string, unknown>([
    ['id', id],
    ['source_id', source],
    ['source_key', id],
    ['division', division ?? null],
    ['operator', operator ?? null],
  ]);
  if (collection.source === 'feature') {
    columns.set('collection', collection.id);
    for (const [column, part] of Object.entries(splitByGrade(entry, withoutNulls(wanted))))
      columns.set(column, JSON.stringify(part));
  } else {
    // What is none gets the table's default.
    for (const [name, value] of wanted) if (value !== null) columns.set(name, value);
  }
  columns.set('geom', geometry ?? null);
  const names = [...columns.keys()].map((name) => `"${name}"`).join(', ');
  const places = [...columns.keys()].map((_, index) => `$${index + 1}`).join(', ');
  return {
    text: `insert into ${tableOf(collection)} (${names}) values (${places})`,
    values: [...columns.values()],
  };
}

/**
 * @param isWhole a field that is not given becomes none, or the table's default; else it stays. Fields above the
 *   visitor's grade always stay
 */
export function updateStatement(
  entry: CollectionOfTheme,
  id: string,
  { grade }: Visitor,
  { values: wanted, geometry }: FittedItem,
  isWhole: boolean,
): Statement {
  const { collection, theme } = entry;
  const { where, values } = itself(collection, id);
  const parameter = (value: unknown): string => `$${values.push(value)}`;
  const set = ['updated_at = now()'];
  const changed = visibleFields(entry, grade).filter(([name]) => isWhole || wanted.has(name));
  if (collection.source === 'feature') {
    const parts = Object.entries(splitByGrade(entry, withoutNulls(wanted)));
    for (const [column, part] of parts) {
      const names = changed
        .filter(([, field]) => propertiesColumn(theme, collection, field) === column)
        .map(([name]) => name);
      if (names.length > 0)
        set.push(
          `${column} = (${column} - ${parameter(names)}::text[]) || ${parameter(JSON.stringify(part))}::jsonb`,
        );
    }
  } else {
    for (const [name] of changed) {
      const value = wanted.get(name) ?? null;
      set.push(`"${name}" = ${value === null && isWhole ? 'default' : parameter(value)}`);
    }
  }
  if (geometry !== undefined) set.push(`geom = ${parameter(geometry)}`);
  return { text: `update ${tableOf(collection)} set ${set.join(', ')} where ${where}`, values };
}

export function deleteStatement({ collection }: CollectionOfTheme, id: string): Statement {
  const { where, values } = itself(collection, id);
  return { text: `delete from ${tableOf(collection)} where ${where}`, values };
}

function itself(
  collection: CollectionOfTheme['collection'],
  id: string,
): { where: string; values: unknown[] } {
  return collection.source === 'feature'
    ? { where: 'id = $1 and collection = $2', values: [id, collection.id] }
    : { where: 'id = $1', values: [id] };
}

function withoutNulls(values: ReadonlyMap<string, unknown>): Record<string, unknown> {
  return Object.fromEntries([...values].filter(([, value]) => value !== null));
}
