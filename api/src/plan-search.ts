/** A search as data: over ids, labels and the fields that themes declare searchable, in all collections at once. */
import { tableOf, visibleFields, type CollectionOfTheme } from '@twin/gis-data/index.ts';
import type { Visitor } from '@twin/gis-data/store/read-as.ts';
import { columnOf } from './column-of.ts';

export type Found = {
  readonly collection: string;
  readonly id: string;
  readonly title: string | null;
  readonly longitude: number;
  readonly latitude: number;
};

/**
 * Exact before prefix before anywhere; the shorter name first.
 * @param query not empty, without the null character
 */
export function planSearch(
  entries: readonly CollectionOfTheme[],
  visitor: Visitor,
  query: string,
  limit: number,
): { text: string; values: unknown[] } {
  const pattern = query.replace(/[\\%_]/g, '\\$&');
  const values: unknown[] = [query, `${pattern}%`, `%${pattern}%`, limit];
  // Comparing without regard to case costs ten times as much, and Chinese and figures have none.
  const like = query.toLowerCase() === query.toUpperCase() ? 'like' : 'ilike';
  const parts = entries
    .filter(({ collection }) => collection.symbol.kind !== 'none')
    .map((entry) => {
      const { collection } = entry;
      const fields = visibleFields(entry, visitor.grade);
      const columns = [
        'id',
        ...fields
          .filter(([, field]) => field.search)
          .map(([name, field]) => `${columnOf(entry, name, field)}::text`),
      ];
      const label = fields.find(([name]) => name === collection.label);
      const title = label ? `${columnOf(entry, ...label)}::text` : 'null::text';
      const ranks = columns.map(
        (column) =>
          `case when lower(${column}) = lower($1) then 0 when ${column} ${like} $2 then 1 when ${column} ${like} $3 then 2 else 9 end`,
      );
      const owner = collection.source === 'feature' ? `and collection = $${values.push(collection.id)}` : '';
      return `(select '${collection.id}' as collection, id, ${title} as title, least(${ranks.join(', ')}) as rank, geom
        from ${tableOf(collection)}
        where (${columns.map((column) => `${column} ${like} $3`).join(' or ')}) ${owner}
        order by rank limit $4)`;
    });
  return {
    values,
    text: `select collection, id, title, ST_X(p) as longitude, ST_Y(p) as latitude
      from (select collection, id, title, ST_PointOnSurface(ST_Force2D(geom)) as p
            from (${parts.join(' union all ')}) hits
            order by rank, length(coalesce(title, id)), id limit $4) found`,
  };
}
