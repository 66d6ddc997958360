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
    const key = keyOf(visitor, entry.collection.id);
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
    const revisions = await revisionsIn(pool);
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

/**
 * One answer that rests on several collections, such as a network of points and lines: kept until any of them changes.
 * @param ids of the collections
 * @param kept at most so many answers, by kind of visitor and `part`; they may be large
 * @param read asks the database as the visitor; `part` says of what, such as a class of pipes
 */
export function rememberTogether<T>(
  pool: Pool,
  ids: readonly string[],
  kept: number,
  read: (client: PoolClient, part: string) => Promise<T>,
): (visitor: Visitor, part: string) => Promise<T> {
  const answers = new Map<string, { revision: string; answer: Promise<T> }>();
  return async (visitor, part) => {
    const revisions = await revisionsIn(pool);
    const revision = ids.map((id) => revisions.get(id) ?? 0).join();
    const key = keyOf(visitor, part);
    const known = answers.get(key);
    answers.delete(key);
    if (known?.revision === revision) {
      answers.set(key, known); // asked last, dropped last
      return known.answer;
    }
    const answer = readAs(pool, visitor, (client) => read(client, part));
    answers.set(key, { revision, answer });
    answer.catch(() => {
      if (answers.get(key)?.answer === answer) answers.delete(key);
    });
    const [oldest] = answers.keys();
    if (answers.size > kept && oldest !== undefined) answers.delete(oldest);
    return answer;
  };
}

async function revisionsIn(pool: Pool): Promise<ReadonlyMap<string, number>> {
  const { rows } = await pool.query<{ id: string; revision: string }>('select id, revision from collection');
  return new Map(rows.map((row) => [row.id, Number(row.revision)]));
}

function keyOf({ grade, division, operator }: Visitor, part: string): string {
  return JSON.stringify([grade, division, operator, part]);
}
