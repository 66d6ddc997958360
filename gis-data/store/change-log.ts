/**
 * Which revision each collection has and where it changed, as the database says at the moment of asking: whoever changed
 * it, another copy of the service or a person with SQL. Many that ask at once are answered by one query.
 */
import type pg from 'pg';
import type { Change } from '../tile-version.ts';

export type CollectionChanges = {
  readonly revision: number;
  /** Oldest first. */
  readonly changes: readonly Change[];
};
export type ChangeLog = {
  /** As it is now: the query begins after the question. Empty for a collection that is not published. */
  of(collection: string): Promise<CollectionChanges>;
  all(): Promise<ReadonlyMap<string, CollectionChanges>>;
};

const NONE: CollectionChanges = { revision: 0, changes: [] };
/** The database keeps about so many; when this list is longer it is read anew. */
const MOST_CHANGES = 256;
type ChangeRow = { collection: string; revision: string; boxes: Change['boxes'] };

export function createChangeLog(pool: pg.Pool): ChangeLog {
  const known = new Map<string, CollectionChanges>();
  let asking: Promise<void> | undefined;
  let next: Promise<void> | undefined;

  const ask = async (): Promise<void> => {
    const { rows } = await pool.query<{ id: string; revision: string }>(
      'select id, revision from collection',
    );
    const behind = rows
      .filter(({ id, revision }) => known.get(id)?.revision !== Number(revision))
      .map(({ id, revision }) => {
        const before = known.get(id);
        return {
          id,
          revision: Number(revision),
          before: before && before.changes.length <= MOST_CHANGES ? before : NONE,
        };
      });
    if (behind.length === 0) return;
    const { rows: news } = await pool.query<ChangeRow>(NEWS, [
      behind.map(({ id }) => id),
      behind.map(({ before }) => before.revision),
    ]);
    for (const { id, revision, before } of behind) {
      const added = news
        .filter(({ collection }) => collection === id)
        .map((row): Change => ({ revision: Number(row.revision), boxes: row.boxes }));
      known.set(id, {
        // Another change may have come before the log was read.
        revision: Math.max(revision, added.at(-1)?.revision ?? 0),
        changes: [...before.changes, ...added],
      });
    }
  };
  /** A query that runs already may have begun before the change that is asked about. */
  const upToDate = (): Promise<void> => {
    if (!asking) {
      asking = ask().finally(() => {
        asking = undefined;
      });
      return asking;
    }
    next ??= asking
      .catch(() => {}) // told to those who asked then
      .then(() => {
        next = undefined;
        return upToDate();
      });
    return next;
  };

  return {
    async of(collection) {
      await upToDate();
      return known.get(collection) ?? NONE;
    },
    async all() {
      await upToDate();
      return known;
    },
  };
}

/** Changes after the revisions that are known. */
const NEWS = `
  select c.collection, c.revision,
    case when c.boxes is not null then (
      select coalesce(json_agg(json_build_array(ST_XMin(box), ST_YMin(box), ST_XMax(box), ST_YMax(box))), '[]')
      from unnest(c.boxes) box where box is not null) end as boxes
  from unnest($1::text[], $2::bigint[]) as asked(collection, revision)
  join collection_change c on c.collection = asked.collection and c.revision > asked.revision
  order by c.collection, c.revision`;
