/** How much of what a collection declares its items really have, and from which time they are. */
import type { Pool, PoolClient } from 'pg';
import { tableOf, visibleFields, type CollectionOfTheme } from '@twin/gis-data/index.ts';
import { columnOf } from '../../column-of.ts';
import { rememberByRevision, type Asked, type OfCollections } from '../../remember-by-revision.ts';

export type Completeness = {
  /** Share of the items that have a value, 0 to 1, by field; empty where there are no items. */
  readonly shares: Readonly<Record<string, number>>;
  /** First and last value of the field of time. */
  readonly interval?: readonly [string, string];
};

/** Thousandths. */
const SHARE_DIGITS = 3;

export function createCompleteness(pool: Pool): OfCollections<Completeness> {
  return rememberByRevision(pool, readCompleteness);
}

async function readCompleteness(
  client: PoolClient,
  entry: CollectionOfTheme,
  { visitor }: Asked,
): Promise<Completeness> {
  const { collection } = entry;
  const fields = visibleFields(entry, visitor.grade);
  const time = fields.find(([name]) => name === collection.time);
  const edge = (of: 'min' | 'max'): string => (time ? `${of}(${columnOf(entry, ...time)})` : 'null');
  const generic = collection.source === 'feature';
  const filled = fields.map(([name, field]) => `count(${columnOf(entry, name, field)})`);
  const {
    rows: [row],
  } = await client.query<{ count: number; filled: number[]; first: Date | null; last: Date | null }>(
    `select count(*)::int as count, array[${filled.join(', ')}]::int[] as filled,
            ${edge('min')}::timestamptz as first, ${edge('max')}::timestamptz as last
     from ${tableOf(collection)} ${generic ? 'where collection = $1' : ''}`,
    generic ? [collection.id] : [],
  );
  if (!row || row.count === 0) return { shares: {} };
  return {
    shares: Object.fromEntries(
      fields.map(([name], index) => [
        name,
        Number(((row.filled[index] ?? 0) / row.count).toFixed(SHARE_DIGITS)),
      ]),
    ),
    ...(row.first && row.last ? { interval: [row.first.toISOString(), row.last.toISOString()] } : {}),
  };
}
