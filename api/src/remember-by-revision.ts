/**
 * Answers about whole collections. Counting a city is the slow question of every page, so an answer is kept until the
 * collection's revision rises.
 */
import type { Pool, PoolClient } from 'pg';
import type { CollectionOfTheme } from '@twin/gis-data/index.ts';
import { readAs, type Visitor } from '@twin/gis-data/store/read-as.ts';

export type Asked = { readonly revision: number; readonly visitor: Visitor };
/** Answers by the collections' ids. */
export type OfCollections<T> = (
  visitor: Visitor,
  entries: readonly CollectionOfTheme[],
) => Promise<ReadonlyMap<string, T>>;

/** Collections times kinds of visitor: an official of each county and some hundred operators. */
const KEPT = 5000;

/** @param read asks the database as the visitor */
export function rememberByRevision<T>(
  pool: Pool,
  read: (client: PoolClient, entry: CollectionOfTheme, asked: Asked) => Promise<T>,
): OfCollections<T> {
  const kept = new Map<string, { revision: number; answer: Promise<T> }>();

  const answerOf = (visitor: Visitor, entry: CollectionOfTheme, revision: number): Promise<T> => {
    const key = JSON.stringify([visitor.grade, visitor.division, visitor.operator, entry.collection.id]);
    const known = kept.get(key);
    if (known?.revision === revision) return known.answer;
    const answer = readAs(pool, visitor, (client) => read(client, entry, { revision, visitor }));
    kept.delete(key);
    kept.set(key, { revision, answer });
    answer.catch(() => kept.delete(key));
    const [oldest] = kept.keys();
    if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
    return answer;
  };

  return async (visitor, entries) => {
    const { rows } = await pool.query<{ id: string; revision: string }>(
      'select id, revision from collection',
    );
    const revisions = new Map(rows.map((row) => [row.id, Number(row.revision)]));
    return new Map(
      await Promise.all(
        entries.map(async (entry) => {
          const { id } = entry.collection;
          return [id, await answerOf(visitor, entry, revisions.get(id) ?? 0)] as const;
        }),
      ),
    );
  };
}
