/** What the viewer asks beside the open standards: the state of its layers, a search, and an item with its source. */
import { Router, type Request } from 'express';
import type { Pool } from 'pg';
import { collectionById, type CollectionOfTheme } from '@twin/gis-data/index.ts';
import { readAs, type Visitor } from '@twin/gis-data/store/read-as.ts';
import { has3dTiles } from '@twin/tiler/src/router.ts';
import type { CollectionFacts, CollectionFactsOf, SourceFacts } from './collection-facts.ts';
import { featureOf, type ItemRow } from './ogc/items/feature-of.ts';
import { computable } from './ogc/items/computable.ts';
import { planItemQuery, planItemsQuery } from './ogc/items/plan-items-query.ts';
import { visibleCollections } from './ogc/visible-collections.ts';
import { readMatching } from './read-matching.ts';
import { planSearch, type Found } from './plan-search.ts';
import { Problem } from './problems.ts';

const MAX_QUERY_CHARACTERS = 100;
const MAX_RESULTS = 50;
const DEFAULT_RESULTS = 20;

type Layer = CollectionFacts & {
  readonly id: string;
  readonly theme: string;
  readonly tiles: string;
  readonly tileset?: string;
  readonly ogc: string;
};
type Surroundings = {
  readonly pool: Pool;
  readonly factsOf: CollectionFactsOf;
  readonly visitorOf: (request: Request) => Visitor;
};

export function createLayersRouter({ pool, factsOf, visitorOf }: Surroundings): Router {
  const router = Router();

  router.get('/layers', async (request, response) => {
    const visitor = visitorOf(request);
    const entries = visibleCollections(visitor);
    const facts = await factsOf(visitor, entries);
    const layers = entries.flatMap((entry) => {
      const known = facts.get(entry.collection.id);
      return known ? [layerOf(entry, known)] : [];
    });
    response.json({ layers });
  });

  router.get('/layers/:collection/matching', async (request, response) => {
    const visitor = visitorOf(request);
    const entry = seenBy(visitor, request.params.collection);
    const plan = planItemsQuery(entry, visitor.grade, request.query);
    response.json(
      await computable(() => readAs(pool, visitor, (client) => readMatching(client, entry, plan))),
    );
  });

  router.get('/search', async (request, response) => {
    const { q, limit = String(DEFAULT_RESULTS) } = request.query;
    if (typeof q !== 'string' || q.trim() === '' || q.length > MAX_QUERY_CHARACTERS || q.includes('\0')) {
      throw new Problem(
        'parameter-invalid',
        `q is the text to look for, 1 to ${MAX_QUERY_CHARACTERS} characters.`,
      );
    }
    const count = typeof limit === 'string' && /^\d{1,3}$/.test(limit) ? Number(limit) : 0;
    if (count < 1 || count > MAX_RESULTS)
      throw new Problem('parameter-invalid', `limit is a whole number from 1 to ${MAX_RESULTS}.`);
    const visitor = visitorOf(request);
    const { text, values } = planSearch(visibleCollections(visitor), visitor, q.trim(), count);
    const { rows } = await readAs(pool, visitor, (client) => client.query<Found>(text, values));
    response.json({ results: rows });
  });

  router.get('/features/:collection/:id', async (request, response) => {
    const visitor = visitorOf(request);
    const { collection: id, id: item } = request.params;
    const entry = seenBy(visitor, id);
    const { text, values } = planItemQuery(entry, visitor.grade, item);
    const found = await readAs(pool, visitor, async (client) => {
      const {
        rows: [row],
      } = await client.query<ItemRow>(text, values);
      if (!row) return undefined;
      const {
        rows: [source],
      } = await client.query<Omit<SourceFacts, 'extent'>>(
        'select title, licence, attribution, simulated, loaded_at, observed_at from source where id = $1',
        [row.source_id],
      );
      return { feature: featureOf(row, entry, visitor), source };
    });
    if (!found) throw new Problem('item-unknown', `${id} has no item ${item}.`);
    const {
      rows: [state],
    } = await pool.query<{ revision: string }>('select revision from collection where id = $1', [id]);
    response.json({
      ...found,
      revision: Number(state?.revision ?? 0),
      ogc: `/ogc/collections/${id}/items/${encodeURIComponent(item)}`,
    });
  });

  return router;
}

/** @throws Problem collection-unknown */
function seenBy(visitor: Visitor, id: string): CollectionOfTheme {
  const entry = collectionById(id);
  if (!entry || !visibleCollections(visitor).includes(entry))
    throw new Problem('collection-unknown', `There is no collection ${id}; /ogc/collections lists them.`);
  return entry;
}

function layerOf({ collection, theme }: CollectionOfTheme, facts: CollectionFacts): Layer {
  return {
    ...facts,
    id: collection.id,
    theme: theme.id,
    tiles: `/tiles/${collection.id}/{z}/{x}/{y}?r=${facts.revision}`,
    ...(has3dTiles(collection.symbol) ? { tileset: `/3dtiles/${collection.id}/tileset.json` } : {}),
    ogc: `/ogc/collections/${collection.id}`,
  };
}
