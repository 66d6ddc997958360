/** What the viewer asks beside the open standards: the state of its layers, a search, and an item with its source. */
import { Router, type Request } from 'express';
import type { Pool, PoolClient } from 'pg';
import { collectionById, collections, tableOf, visibleFields, type CollectionOfTheme } from '@twin/gis-data/index.ts';
import { collectionGrade, mayRead } from '@twin/gis-data/theme.ts';
import { readAs, type Visitor } from '@twin/gis-data/store/read-as.ts';
import { has3dTiles } from '@twin/tiler/src/router.ts';
import { featureOf } from './ogc.ts';
import { columnOf, planItemQuery } from './plan-items-query.ts';
import { Problem } from './problems.ts';

const MAX_QUERY_CHARACTERS = 100;
const MAX_RESULTS = 50;
const DEFAULT_RESULTS = 20;

type Box = readonly [number, number, number, number];
type Source = { title: string; licence: string; attribution: string | null; simulated: boolean; loaded_at: Date; observed_at: Date | null; extent?: Box };
/** Items of one code and one finer code. */
type Part = { code: string | null; finer: string | null; count: number; metres: number | null };
type Layer = { id: string; theme: string; revision: number; count: number; km?: number; codes?: Record<string, number>; finer?: Record<string, Record<string, number>>; extent?: Box; sources: Source[]; tiles: string; tileset?: string; ogc: string };

export function createLayersRouter({ pool, visitorOf }: { pool: Pool; visitorOf: (request: Request) => Visitor }): Router {
  const router = Router();
  /** Layers by visitor's view and revision: counting a city is the one slow question of the page. */
  const known = new Map<string, Layer>();

  router.get('/layers', async (request, response) => {
    const visitor = visitorOf(request);
    const { rows } = await pool.query<{ id: string; revision: string }>('select id, revision from collection');
    const revisions = new Map(rows.map((row) => [row.id, Number(row.revision)]));
    const layers: Layer[] = [];
    for (const entry of visible(visitor)) {
      const revision = revisions.get(entry.collection.id) ?? 0;
      const key = JSON.stringify([visitor, entry.collection.id]);
      let layer = known.get(key);
      if (layer?.revision !== revision) {
        layer = await readAs(pool, visitor, (client) => readLayer(client, entry, revision));
        known.set(key, layer);
      }
      layers.push(layer);
    }
    response.json({ layers });
  });

  router.get('/search', async (request, response) => {
    const { q, limit = String(DEFAULT_RESULTS) } = request.query;
    if (typeof q !== 'string' || q.trim() === '' || q.length > MAX_QUERY_CHARACTERS || q.includes('\0')) {
      throw new Problem('parameter-invalid', `q is the text to look for, 1 to ${MAX_QUERY_CHARACTERS} characters.`);
    }
    const count = typeof limit === 'string' && /^\d{1,3}$/.test(limit) ? Number(limit) : 0;
    if (count < 1 || count > MAX_RESULTS) throw new Problem('parameter-invalid', `limit is a whole number from 1 to ${MAX_RESULTS}.`);
    const visitor = visitorOf(request);
    const { text, values } = planSearch(visible(visitor), visitor, q.trim(), count);
    const { rows } = await readAs(pool, visitor, (client) => client.query<{ collection: string; id: string; title: string | null; longitude: number; latitude: number }>(text, values));
    response.json({ results: rows });
  });

  router.get('/features/:collection/:id', async (request, response) => {
    const visitor = visitorOf(request);
    const id = request.params.collection;
    const entry = collectionById(id);
    if (!entry || !visible(visitor).includes(entry)) throw new Problem('collection-unknown', `There is no collection ${id}; /ogc/collections lists them.`);
    const { text, values } = planItemQuery(entry, visitor.grade, request.params.id);
    const found = await readAs(pool, visitor, async (client) => {
      const { rows: [row] } = await client.query<Parameters<typeof featureOf>[0]>(text, values);
      const { rows: [source] } = row ? await client.query<Source>('select title, licence, attribution, simulated, loaded_at, observed_at from source where id = $1', [row.source_id]) : { rows: [] };
      return row && { feature: featureOf(row, entry, visitor), source };
    });
    if (!found) throw new Problem('item-unknown', `${id} has no item ${request.params.id}.`);
    const { rows: [state] } = await pool.query<{ revision: string }>('select revision from collection where id = $1', [id]);
    response.json({ ...found, revision: Number(state?.revision ?? 0), ogc: `/ogc/collections/${id}/items/${encodeURIComponent(request.params.id)}` });
  });

  return router;
}

function visible(visitor: Visitor): CollectionOfTheme[] {
  return collections.filter(({ theme, collection }) => mayRead(visitor.grade, collectionGrade(theme, collection)));
}

async function readLayer(client: PoolClient, entry: CollectionOfTheme, revision: number): Promise<Layer> {
  const { collection, theme } = entry;
  const generic = collection.source === 'feature';
  const from = `${tableOf(collection)} ${generic ? 'where collection = $1' : ''}`;
  const values = generic ? [collection.id] : [];
  const divided = collection.divideBy ? collection.fields[collection.divideBy] : undefined;
  const division = collection.divideBy && divided ? columnOf(entry, collection.divideBy, divided) : 'null';
  const finerName = 'paint' in collection.symbol && 'finer' in collection.symbol.paint ? collection.symbol.paint.finer : undefined;
  const finerField = finerName === undefined ? undefined : collection.fields[finerName];
  const finer = finerName !== undefined && finerField ? columnOf(entry, finerName, finerField) : 'null';
  const length = collection.measure ? `sum(${collection.measure.sumKm})` : 'null';
  const { rows: parts } = await client.query<Part>(`select ${division}::text as code, ${finer}::text as finer, count(*)::int as count, ${length}::float8 as metres from ${from} group by 1, 2`, values);
  const { rows: sources } = await client.query<Source & { w: number; s: number; e: number; n: number }>(
    `select s.title, s.licence, s.attribution, s.simulated, s.loaded_at, s.observed_at, ST_XMin(b) as w, ST_YMin(b) as s, ST_XMax(b) as e, ST_YMax(b) as n
     from (select source_id, ST_Extent(geom) as b from ${from} group by source_id) x join source s on s.id = x.source_id order by s.id`, values);
  const placed = sources.map(({ w, s, e, n, ...source }) => ({ ...source, extent: [w, s, e, n] as const }));
  const amount = (part: Part): number => (collection.measure ? (part.metres ?? 0) / 1000 : part.count);
  const sum = <T>(of: (part: (typeof parts)[number]) => T & number): number => parts.reduce((total, part) => total + of(part), 0);
  return {
    id: collection.id, theme: theme.id, revision, count: sum((part) => part.count),
    ...(collection.measure ? { km: sum((part) => part.metres ?? 0) / 1000 } : {}),
    ...(collection.divideBy ? { codes: amountsBy(parts, ({ code }) => code, amount) } : {}),
    ...(finerField ? { finer: Object.fromEntries([...new Set(parts.flatMap(({ code }) => code ?? []))].map((code) => [code, amountsBy(parts.filter((part) => part.code === code), (part) => part.finer, amount)])) } : {}),
    ...(placed[0] ? { extent: placed[0].extent } : {}),
    sources: placed, tiles: `/tiles/${collection.id}/{z}/{x}/{y}?r=${revision}`,
    ...(has3dTiles(collection.symbol) ? { tileset: `/3dtiles/${collection.id}/tileset.json` } : {}),
    ogc: `/ogc/collections/${collection.id}`,
  };
}

/** Sums by a code; what has none is in no sum. */
function amountsBy(parts: readonly Part[], codeOf: (part: Part) => string | null, amountOf: (part: Part) => number): Record<string, number> {
  const amounts: Record<string, number> = {};
  for (const part of parts) {
    const code = codeOf(part);
    if (code !== null) amounts[code] = (amounts[code] ?? 0) + amountOf(part);
  }
  return amounts;
}

/** Exact before prefix before anywhere; ids, labels and fields that are declared searchable. */
function planSearch(entries: readonly CollectionOfTheme[], visitor: Visitor, query: string, limit: number): { text: string; values: unknown[] } {
  const values: unknown[] = [query, `${query.replace(/[\\%_]/g, '\\$&')}%`, `%${query.replace(/[\\%_]/g, '\\$&')}%`, limit];
  const parts = entries.filter(({ collection }) => collection.symbol.kind !== 'none').map((entry) => {
    const { collection } = entry;
    const searched = visibleFields(entry, visitor.grade).filter(([, field]) => field.search).map(([name, field]) => `${columnOf(entry, name, field)}::text`);
    const label = collection.label ? collection.fields[collection.label] : undefined;
    const title = collection.label && label ? `${columnOf(entry, collection.label, label)}::text` : 'null::text';
    const columns = ['id', ...searched];
    const best = columns.map((column) => `case when ${column} ilike $2 then case when lower(${column}) = lower($1) then 0 else 1 end when ${column} ilike $3 then 2 else 9 end`);
    const generic = collection.source === 'feature';
    const owner = generic ? `and collection = $${values.push(collection.id)}` : '';
    return `(select '${collection.id}' as collection, id, ${title} as title, least(${best.join(', ')}) as rank, geom from ${tableOf(collection)}
             where (${columns.map((column) => `${column} ilike $3`).join(' or ')}) ${owner} order by rank limit $4)`;
  });
  return { values, text: `select collection, id, title, ST_X(p) as longitude, ST_Y(p) as latitude
    from (select collection, id, title, rank, ST_PointOnSurface(ST_Force2D(geom)) as p from (${parts.join(' union all ')}) hits order by rank, length(coalesce(title, id)) limit $4) found` };
}
