/**
 * What is known of a collection as a visitor sees it: how much there is, where, and from which sources. Counting a
 * city is the slow question of every page, so an answer is kept until the collection's revision rises.
 */
import type { Pool, PoolClient } from 'pg';
import { tableOf, type CollectionOfTheme } from '@twin/gis-data/index.ts';
import { readAs, type Visitor } from '@twin/gis-data/store/read-as.ts';
import { columnOf } from './plan-items-query.ts';

/** West, south, east, north in degrees. */
export type Box = readonly [number, number, number, number];
export type SourceFacts = {
  readonly title: string;
  readonly licence: string;
  readonly attribution: string | null;
  readonly simulated: boolean;
  readonly loaded_at: Date;
  readonly observed_at: Date | null;
  readonly extent: Box;
};
export type CollectionFacts = {
  readonly revision: number;
  readonly count: number;
  /** Summed length, where the collection is measured by it. */
  readonly km?: number;
  /** Items, or kilometres, by the code that divides the collection. */
  readonly codes?: Readonly<Record<string, number>>;
  /** Absent where there is nothing. */
  readonly extent?: Box;
  readonly sources: readonly SourceFacts[];
};
export type CollectionFactsOf = (
  visitor: Visitor,
  entries: readonly CollectionOfTheme[],
) => Promise<ReadonlyMap<string, CollectionFacts>>;

/** Collections times kinds of visitor: an official of each county and some hundred operators. */
const KEPT = 5000;

export function createCollectionFacts(pool: Pool): CollectionFactsOf {
  const kept = new Map<string, { revision: number; facts: Promise<CollectionFacts> }>();

  const factsOf = (visitor: Visitor, entry: CollectionOfTheme, revision: number): Promise<CollectionFacts> => {
    const key = JSON.stringify([visitor.grade, visitor.division, visitor.operator, entry.collection.id]);
    const known = kept.get(key);
    if (known?.revision === revision) return known.facts;
    const facts = readAs(pool, visitor, (client) => readFacts(client, entry, revision));
    kept.delete(key);
    kept.set(key, { revision, facts });
    facts.catch(() => kept.delete(key));
    const [oldest] = kept.keys();
    if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
    return facts;
  };

  return async (visitor, entries) => {
    const { rows } = await pool.query<{ id: string; revision: string }>('select id, revision from collection');
    const revisions = new Map(rows.map((row) => [row.id, Number(row.revision)]));
    return new Map(await Promise.all(entries.map(async (entry) => {
      const { id } = entry.collection;
      return [id, await factsOf(visitor, entry, revisions.get(id) ?? 0)] as const;
    })));
  };
}

async function readFacts(client: PoolClient, entry: CollectionOfTheme, revision: number): Promise<CollectionFacts> {
  const { collection } = entry;
  const { divideBy, measure } = collection;
  const generic = collection.source === 'feature';
  const from = `${tableOf(collection)} ${generic ? 'where collection = $1' : ''}`;
  const values = generic ? [collection.id] : [];
  const divided = divideBy === undefined ? undefined : collection.fields[divideBy];
  const code = divideBy !== undefined && divided ? columnOf(entry, divideBy, divided) : 'null';
  const length = measure ? `sum(${measure.sumKm}) / 1000` : 'null';
  const { rows: parts } = await client.query<{ code: string | null; count: number; km: number | null }>(
    `select ${code}::text as code, count(*)::int as count, ${length}::float8 as km from ${from} group by 1 order by 1`, values);
  const { rows: sources } = await client.query<Omit<SourceFacts, 'extent'> & { w: number; s: number; e: number; n: number }>(
    `select s.title, s.licence, s.attribution, s.simulated, s.loaded_at, s.observed_at,
            ST_XMin(b) as w, ST_YMin(b) as s, ST_XMax(b) as e, ST_YMax(b) as n
     from (select source_id, ST_Extent(geom) as b from ${from} group by source_id) x join source s on s.id = x.source_id
     order by s.id`, values);
  const placed = sources.map(({ w, s, e, n, ...source }): SourceFacts => ({ ...source, extent: [w, s, e, n] }));
  const sum = (of: (part: (typeof parts)[number]) => number): number => parts.reduce((total, part) => total + of(part), 0);
  const coded = parts.flatMap((part) => (part.code === null ? [] : [[part.code, part.km ?? part.count] as const]));
  return {
    revision,
    count: sum((part) => part.count),
    ...(measure ? { km: sum((part) => part.km ?? 0) } : {}),
    ...(divideBy === undefined ? {} : { codes: Object.fromEntries(coded) }),
    ...(placed.length > 0 ? { extent: unite(placed.map(({ extent }) => extent)) } : {}),
    sources: placed,
  };
}

function unite(boxes: readonly Box[]): Box {
  const side = (axis: 0 | 1 | 2 | 3): number[] => boxes.map((box) => box[axis]);
  return [Math.min(...side(0)), Math.min(...side(1)), Math.max(...side(2)), Math.max(...side(3))];
}
