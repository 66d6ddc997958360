import type { PoolClient } from 'pg';
import { tableOf, type CollectionOfTheme } from '@twin/gis-data/index.ts';

export type TableShape = {
  /** By name. Empty for the generic table, whose fields are properties of its JSON. */
  readonly columns: ReadonlyMap<string, { readonly type: string; readonly isNeeded: boolean }>;
  /** `POINT`, `MULTIPOLYGON` …; `GEOMETRY` where any is stored. */
  readonly geometry: string;
  readonly hasHeights: boolean;
};

/** What the collection's table itself demands. */
export async function tableShape(client: PoolClient, { collection }: CollectionOfTheme): Promise<TableShape> {
  const table = tableOf(collection);
  const { rows } = await client.query<{ name: string; type: string; isNeeded: boolean }>(
    `select attname as name, format_type(atttypid, null) as type, attnotnull and not atthasdef as "isNeeded"
     from pg_attribute where attrelid = to_regclass($1) and attnum > 0 and not attisdropped`,
    [table],
  );
  const {
    rows: [shape],
  } = await client.query<{ type: string; dimensions: number }>(
    `select type, coord_dimension as dimensions from geometry_columns where f_table_schema = 'public' and f_table_name = $1`,
    [table],
  );
  const isGeneric = collection.source === 'feature';
  return {
    columns: new Map(
      isGeneric ? [] : rows.map(({ name, type, isNeeded }) => [name, { type, isNeeded }] as const),
    ),
    geometry: isGeneric ? 'GEOMETRY' : (shape?.type ?? 'GEOMETRY'),
    hasHeights: !isGeneric && (shape?.dimensions ?? 2) > 2,
  };
}
