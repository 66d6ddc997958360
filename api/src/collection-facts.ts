/**
 * What is known of a collection as a visitor sees it: how much there is, where, and from which sources.
 */
import type { Pool, PoolClient } from 'pg';
import { tableOf, type CollectionOfTheme } from '@twin/gis-data/index.ts';
import { columnOf } from './column-of.ts';
import type { Statement } from './ogc/items/plan-items-query.ts';
import { rememberByRevision, type Asked, type OfCollections } from './remember-by-revision.ts';

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
type Amounts = Readonly<Record<string, number>>;

/** How much there is of a collection, or of a selection from it. */
export type CollectionAmounts = {
  readonly count: number;
  /** Summed length, where the collection is measured by it. */
  readonly km?: number;
  /** Items, or kilometres, by the code that divides the collection. */
  readonly codes?: Amounts;
  /** The same by that code, then by the finer one that the collection is painted by. */
  readonly finer?: Readonly<Record<string, Amounts>>;
};
export type CollectionFacts = CollectionAmounts & {
  readonly revision: number;
  /** Absent where there is nothing. */
  readonly extent?: Box;
  readonly sources: readonly SourceFacts[];
};
export type CollectionFactsOf = OfCollections<CollectionFacts>;

export function createCollectionFacts(pool: Pool): CollectionFactsOf {
  return rememberByRevision(pool, readFacts);
}

/** How much there is of one code and one finer code. */
type Part = { code: string | null; finer: string | null; count: number; km: number | null };

async function readFacts(
  client: PoolClient,
  entry: CollectionOfTheme,
  { revision }: Asked,
): Promise<CollectionFacts> {
  const { collection } = entry;
  const generic = collection.source === 'feature';
  const from = `from ${tableOf(collection)} ${generic ? 'where collection = $1' : ''}`;
  const values = generic ? [collection.id] : [];
  const { rows: sources } = await client.query<
    Omit<SourceFacts, 'extent'> & { w: number; s: number; e: number; n: number }
  >(
    `select s.title, s.licence, s.attribution, s.simulated, s.loaded_at, s.observed_at,
            ST_XMin(b) as w, ST_YMin(b) as s, ST_XMax(b) as e, ST_YMax(b) as n
     from (select source_id, ST_Extent(geom) as b ${from} group by source_id) x join source s on s.id = x.source_id
     order by s.id`,
    values,
  );
  const placed = sources.map(({ w, s, e, n, ...source }): SourceFacts => ({
    ...source,
    extent: [w, s, e, n],
  }));
  return {
    revision,
    ...(await readAmounts(client, entry, { text: from, values })),
    ...(placed.length > 0 ? { extent: unite(placed.map(({ extent }) => extent)) } : {}),
    sources: placed,
  };
}

/** @param from `from … where …`: what is counted */
export async function readAmounts(
  client: PoolClient,
  entry: CollectionOfTheme,
  from: Statement,
): Promise<CollectionAmounts> {
  const { divideBy, measure, symbol, fields } = entry.collection;
  const divided = divideBy === undefined ? undefined : fields[divideBy];
  const code = divideBy !== undefined && divided ? columnOf(entry, divideBy, divided) : 'null';
  const finerName = 'paint' in symbol && 'finer' in symbol.paint ? symbol.paint.finer : undefined;
  const finerField = finerName === undefined ? undefined : fields[finerName];
  const finer = finerName !== undefined && finerField ? columnOf(entry, finerName, finerField) : 'null';
  const length = measure ? `sum(${measure.sumKm}) / 1000` : 'null';
  const { rows: parts } = await client.query<Part>(
    `select ${code}::text as code, ${finer}::text as finer, count(*)::int as count, ${length}::float8 as km ${from.text} group by 1, 2 order by 1, 2`,
    [...from.values],
  );
  const sum = (of: (part: Part) => number): number => parts.reduce((total, part) => total + of(part), 0);
  return {
    count: sum((part) => part.count),
    ...(measure ? { km: sum((part) => part.km ?? 0) } : {}),
    ...(divideBy === undefined ? {} : { codes: amountsBy(parts, (part) => part.code) }),
    ...(finerField ? { finer: finerAmounts(parts) } : {}),
  };
}

function finerAmounts(parts: readonly Part[]): Readonly<Record<string, Amounts>> {
  const byCode = Map.groupBy(
    parts.filter(({ code }) => code !== null),
    ({ code }) => code ?? '',
  );
  return Object.fromEntries([...byCode].map(([code, some]) => [code, amountsBy(some, ({ finer }) => finer)]));
}

/** Kilometres where the collection is measured by them, else items; what has no code is in no sum. */
function amountsBy(parts: readonly Part[], codeOf: (part: Part) => string | null): Amounts {
  const amounts: Record<string, number> = {};
  for (const part of parts) {
    const code = codeOf(part);
    if (code !== null) amounts[code] = (amounts[code] ?? 0) + (part.km ?? part.count);
  }
  return amounts;
}

function unite(boxes: readonly Box[]): Box {
  const side = (axis: 0 | 1 | 2 | 3): number[] => boxes.map((box) => box[axis]);
  return [Math.min(...side(0)), Math.min(...side(1)), Math.max(...side(2)), Math.max(...side(3))];
}
