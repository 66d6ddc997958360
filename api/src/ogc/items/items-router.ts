/** `/collections/{c}/items`: pages of items, and single ones. */
import { pipeline } from 'node:stream/promises';
import { Router, type Request, type Response } from 'express';
import type { Pool } from 'pg';
import { visibleFields, type CollectionOfTheme } from '@twin/gis-data/index.ts';
import { readAs, type Visitor } from '@twin/gis-data/store/read-as.ts';
import type { CollectionFactsOf } from '../../collection-facts.ts';
import { Problem } from '../../problems.ts';
import { addressWith, formatOf, GEOJSON, onlyParameters, selfLinks, send, type Link } from '../answer.ts';
import { collectionTitle } from '../collection-document.ts';
import { addEditing, type WhoAsks } from './editing/editing-routes.ts';
import { etagOf } from './editing/item-version.ts';
import type { ExportFormat } from './exports/export-format.ts';
import { EXPORTS } from './exports/exports.ts';
import { fileOf } from './exports/file-of.ts';
import { featureOf, type ItemFeature, type ItemRow } from './feature-of.ts';
import { computable } from './computable.ts';
import {
  DEFAULT_LIMIT,
  planItemQuery,
  planItemsQuery,
  type ItemsPlan,
  type Statement,
} from './plan-items-query.ts';
import { CRS84, referenceSystem, type ReferenceSystem } from '../reference-systems.ts';

const DOCUMENTS = { json: GEOJSON, html: 'text/html' } as const;
const FORMATS = {
  ...DOCUMENTS,
  csv: EXPORTS.csv.mediaType,
  fgb: EXPORTS.fgb.mediaType,
  geojsonseq: EXPORTS.geojsonseq.mediaType,
  gpkg: EXPORTS.gpkg.mediaType,
  parquet: EXPORTS.parquet.mediaType,
  shp: EXPORTS.shp.mediaType,
} as const;
/** Items of a file that are read at once, each time in a transaction of its own. */
const BATCH = 2000;
/** Selections whose count is remembered. */
const KEPT_COUNTS = 1000;

type Surroundings = {
  readonly pool: Pool;
  readonly factsOf: CollectionFactsOf;
  readonly identity: WhoAsks;
  /** @throws Problem collection-unknown */
  readonly collectionOf: (request: Request) => CollectionOfTheme;
};

export function createItemsRouter({ pool, factsOf, identity, collectionOf }: Surroundings): Router {
  const router = Router({ mergeParams: true });
  const { visitorOf } = identity;
  const counts = new Map<string, Promise<number>>();

  /** How many items a selection has. Counted once for all pages of it, until the collection changes. */
  const matchedBy = async (plan: ItemsPlan, entry: CollectionOfTheme, visitor: Visitor): Promise<number> => {
    const facts = (await factsOf(visitor, [entry])).get(entry.collection.id);
    if (!plan.filtered) return facts?.count ?? 0;
    const { text, values } = plan.count;
    const key = JSON.stringify([visitor, entry.collection.id, facts?.revision, text, values]);
    const known = counts.get(key);
    if (known) return known;
    const count = readAs(pool, visitor, async (client) => {
      const { rows } = await client.query<{ count: number }>(text, [...values]);
      return rows[0]?.count ?? 0;
    });
    counts.set(key, count);
    count.catch(() => counts.delete(key));
    const [oldest] = counts.keys();
    if (counts.size > KEPT_COUNTS && oldest !== undefined) counts.delete(oldest);
    return count;
  };

  const rowsOf = async ({ text, values }: Statement, visitor: Visitor): Promise<ItemRow[]> =>
    (await readAs(pool, visitor, (client) => client.query<ItemRow>(text, [...values]))).rows;

  router.get('/', async (request, response) => {
    const entry = collectionOf(request);
    const visitor = visitorOf(request);
    const format = formatOf(request, FORMATS);
    const plan = planItemsQuery(entry, visitor.grade, request.query);
    if (isExport(format)) {
      await sendFile({ request, response, entry, visitor, plan, format: EXPORTS[format] });
      return;
    }
    // A page for people shows no coordinates, and draws degrees.
    const system = format === 'html' ? CRS84 : plan.system;
    const limit = plan.limit ?? DEFAULT_LIMIT;
    const [rows, numberMatched] = await computable(async () => [
      await rowsOf(plan.page(plan.after, limit, system), visitor),
      await matchedBy(plan, entry, visitor),
    ]);
    const page = rows.slice(0, limit);
    const links: Link[] = [...selfLinks(request, FORMATS), collectionLink(request)];
    const last = page.at(-1);
    if (rows.length > limit && last)
      links.push({
        href: addressWith(request, { after: String(last.gid) }),
        rel: 'next',
        type: FORMATS[format],
      });
    const body = {
      type: 'FeatureCollection',
      timeStamp: new Date().toISOString(),
      numberMatched,
      numberReturned: page.length,
      links,
      features: page.map((row) => featureOf(row, entry, visitor, system)),
    };
    response.set('Content-Crs', `<${system.uri}>`);
    send(request, response, collectionTitle(entry), body, GEOJSON, fieldTitles(entry));
  });

  router.get('/:id', async (request, response) => {
    onlyParameters(request, ['crs']);
    const entry = collectionOf(request);
    const visitor = visitorOf(request);
    const asked = referenceSystem('crs', request.query['crs']);
    const system: ReferenceSystem = formatOf(request, DOCUMENTS) === 'html' ? CRS84 : asked;
    const { id } = request.params;
    const { text, values } = planItemQuery(entry, visitor.grade, id, system);
    const [row] = await rowsOf({ text, values }, visitor);
    if (!row)
      throw new Problem(
        'item-unknown',
        `${entry.collection.id} has no item ${id}; /ogc/collections/${entry.collection.id}/items lists them.`,
      );
    const links: Link[] = [...selfLinks(request, DOCUMENTS), collectionLink(request)];
    const body = { ...featureOf(row, entry, visitor, system), links };
    response.set({
      'Content-Crs': `<${system.uri}>`,
      ETag: etagOf(row, system, formatOf(request, DOCUMENTS)),
    });
    send(request, response, `${collectionTitle(entry)} ${row.id}`, body, GEOJSON, fieldTitles(entry));
  });

  addEditing(router, { pool, identity, collectionOf });
  return router;

  type File = {
    request: Request;
    response: Response;
    entry: CollectionOfTheme;
    visitor: Visitor;
    plan: ItemsPlan;
    format: ExportFormat;
  };

  /** The whole selection as a file, or the page that `limit` asks for, with the next one in a Link header. */
  async function sendFile({ request, response, entry, visitor, plan, format }: File): Promise<void> {
    const system = format.eastFirst ? { ...plan.system, northFirst: false } : plan.system;
    const size = plan.limit ?? BATCH;
    const read = (after: number): Promise<ItemRow[]> =>
      computable(() => rowsOf(plan.page(after, size, system), visitor));
    const kinds = await computable(() =>
      readAs(pool, visitor, (client) =>
        client.query<{ type: string; z: boolean }>(plan.geometries.text, [...plan.geometries.values]),
      ),
    );
    const first = await read(plan.after);
    const batches = async function* (): AsyncGenerator<ItemFeature[]> {
      let rows = first;
      for (;;) {
        yield rows.slice(0, size).map((row) => featureOf(row, entry, visitor, system));
        const last = rows[size - 1];
        if (plan.limit !== undefined || rows.length <= size || !last) return;
        rows = await read(last.gid);
      }
    };
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const about = {
      entry,
      fields: visibleFields(entry, visitor.grade),
      system,
      geometries: [...new Set(kinds.rows.map(({ type }) => type))],
      hasHeights: kinds.rows.some(({ z }) => z),
    };
    // Whoever went away before the end wants no answer any more.
    const file = await fileOf(format, about, batches(), gone.signal).catch((error: unknown) => {
      if (!gone.signal.aborted) throw error;
    });
    if (!file) return;
    const { id } = entry.collection;
    response
      .vary('Accept')
      .type(format.mediaType)
      .set({
        'Content-Crs': `<${plan.system.uri}>`,
        'Content-Disposition': `attachment; filename="${id}.${format.extension}"`,
      });
    const last = first[size - 1];
    if (plan.limit !== undefined && first.length > size && last)
      response.links({ next: addressWith(request, { after: String(last.gid) }) });
    await pipeline(file, response).catch((error: unknown) => {
      if (!(error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE'))
        throw error;
    });
  }
}

function isExport(format: string): format is keyof typeof EXPORTS {
  return Object.hasOwn(EXPORTS, format);
}

/** The router lies at the collection's own address. */
function collectionLink(request: Request): Link {
  const href = `${request.protocol}://${request.host}${request.baseUrl.replace(/\/items$/, '')}`;
  return { href, rel: 'collection', type: 'application/json' };
}

function fieldTitles({ collection }: CollectionOfTheme): Record<string, string> {
  return Object.fromEntries(
    Object.entries(collection.fields).map(([name, field]) => [name, `${field.title.zh} ${field.title.en}`]),
  );
}
