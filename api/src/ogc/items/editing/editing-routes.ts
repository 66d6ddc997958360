/** OGC API Features Part 4: create, replace, update and delete items, each in one transaction with its audit entry. */
import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response, Router } from 'express';
import type { Pool, PoolClient } from 'pg';
import { collections, tableOf, type CollectionOfTheme } from '@twin/gis-data/index.ts';
import { inTransaction } from '@twin/gis-data/store/in-transaction.ts';
import { lookAs, type Visitor } from '@twin/gis-data/store/read-as.ts';
import { appendAudit } from '@twin/gis-data/store/append-audit.ts';
import type { Identity } from '../../../identity/identity.ts';
import { jsonBody } from '../../../json-body.ts';
import { onlyMethods } from '../../../only-methods.ts';
import { Problem } from '../../../problems.ts';
import { GEOJSON, onlyParameters } from '../../answer.ts';
import { CRS84, referenceSystem, type ReferenceSystem } from '../../reference-systems.ts';
import { featureOf, type ItemRow } from '../feature-of.ts';
import { planItemQuery, type Statement } from '../plan-items-query.ts';
import { fitToTable } from './fit-to-table.ts';
import { etagOf, meantVersion } from './item-version.ts';
import { invalid, readFeature } from './read-feature.ts';
import { deleteStatement, insertStatement, lockStatement, updateStatement } from './write-statements.ts';

export const MERGE_PATCH = 'application/merge-patch+json';
/** Some 300,000 positions. */
const BODY_LIMIT_BYTES = 10_000_000;
/** Source of the items that were made here and not imported. */
const EDITS = { key: 'online-edits', title: '在线编辑 Edited online', licence: 'not stated' };

/** What the routes ask of the identity. */
export type WhoAsks = Pick<Identity, 'accountOf' | 'editorOf' | 'visitorOf'>;

type Surroundings = {
  readonly pool: Pool;
  readonly identity: WhoAsks;
  /** @throws Problem collection-unknown */
  readonly collectionOf: (request: Request) => CollectionOfTheme;
};

/** Adds the writing methods to the router of a collection's items, which knows the reading ones. */
export function addEditing(router: Router, { pool, identity, collectionOf }: Surroundings): void {
  const { accountOf, editorOf, visitorOf } = identity;

  /** Before a body is read. */
  const guard: RequestHandler = (request, _response, next) => {
    onlyParameters(request, []);
    editorOf(request);
    collectionOf(request);
    next();
  };
  const allow =
    (...writing: readonly string[]): RequestHandler =>
    (request, response, next) => {
      collectionOf(request);
      const mayWrite = accountOf(request)?.editor === true;
      onlyMethods('GET', 'HEAD', ...(mayWrite ? writing : []))(request, response, next);
    };

  const sendItem = (
    response: Response,
    { row, entry, visitor, system }: Written,
    status: 200 | 201,
  ): void => {
    response
      .status(status)
      .set({ ETag: etagOf(row, system, 'json'), 'Content-Crs': `<${system.uri}>` })
      .type(GEOJSON)
      .send(JSON.stringify(featureOf(row, entry, visitor, system)));
  };

  const create = async (request: Request, response: Response): Promise<void> => {
    const [entry, visitor, account] = [collectionOf(request), visitorOf(request), editorOf(request)];
    const system = contentSystem(request);
    const wanted = readFeature(request.body, entry, visitor.grade, system, false);
    const id = randomUUID();
    const row = await changing(pool, entry, async (client) => {
      const fitted = await fitToTable(client, entry, wanted, system, true);
      await run(client, insertStatement(entry, id, await sourceOfEdits(client), visitor, fitted));
      const after = await stored(client, entry, visitor, id, system);
      await appendAudit(client, account.id, {
        action: 'item-created',
        subject: `${entry.collection.id}/${id}`,
        after: after.feature,
      });
      return after.row;
    });
    response.set('Location', `${request.protocol}://${request.host}${request.baseUrl}/${id}`);
    sendItem(response, { row, entry, visitor, system }, 201);
  };

  const change =
    (isWhole: boolean) =>
    async (request: Request, response: Response): Promise<void> => {
      const [entry, visitor, account] = [collectionOf(request), visitorOf(request), editorOf(request)];
      const isMeant = meantVersion(request);
      const id = idOf(request);
      const system = contentSystem(request);
      const wanted = readFeature(request.body, entry, visitor.grade, system, !isWhole);
      const row = await changing(pool, entry, async (client) => {
        const before = await locked(client, entry, visitor, id, isMeant);
        const fitted = await fitToTable(client, entry, wanted, system, isWhole);
        await run(client, updateStatement(entry, id, visitor, fitted, isWhole));
        const after = await stored(client, entry, visitor, id, system);
        await appendAudit(client, account.id, {
          action: isWhole ? 'item-replaced' : 'item-updated',
          subject: `${entry.collection.id}/${id}`,
          before,
          after: after.feature,
        });
        return after.row;
      });
      sendItem(response, { row, entry, visitor, system }, 200);
    };

  const remove = async (request: Request, response: Response): Promise<void> => {
    const [entry, visitor, account] = [collectionOf(request), visitorOf(request), editorOf(request)];
    const isMeant = meantVersion(request);
    const id = idOf(request);
    await changing(pool, entry, async (client) => {
      const before = await locked(client, entry, visitor, id, isMeant);
      await run(client, deleteStatement(entry, id));
      await client.query('set constraints all immediate');
      await appendAudit(client, account.id, {
        action: 'item-deleted',
        subject: `${entry.collection.id}/${id}`,
        before,
      });
    });
    response.status(204).end();
  };

  router
    .route('/')
    .post(guard, jsonBody(BODY_LIMIT_BYTES, [GEOJSON, 'application/json']), create)
    .all(allow('POST'));
  router
    .route('/:id')
    .put(guard, jsonBody(BODY_LIMIT_BYTES, [GEOJSON, 'application/json']), change(true))
    .patch(guard, jsonBody(BODY_LIMIT_BYTES, [MERGE_PATCH]), change(false))
    .delete(guard, remove)
    .all(allow('PUT', 'PATCH', 'DELETE'));
}

type Written = {
  readonly row: ItemRow;
  readonly entry: CollectionOfTheme;
  readonly visitor: Visitor;
  readonly system: ReferenceSystem;
};

function idOf(request: Request): string {
  return String(request.params['id']);
}

/** The system of the body's coordinates. */
function contentSystem(request: Request): ReferenceSystem {
  return referenceSystem('Content-Crs', request.get('content-crs')?.replace(/^\s*<(.*)>\s*$/, '$1'));
}

function run(client: PoolClient, { text, values }: Statement): Promise<unknown> {
  return client.query(text, [...values]);
}

async function look(
  client: PoolClient,
  entry: CollectionOfTheme,
  visitor: Visitor,
  id: string,
  system: ReferenceSystem = CRS84,
): Promise<ItemRow | undefined> {
  const { text, values } = planItemQuery(entry, visitor.grade, id, system);
  return (await client.query<ItemRow>(text, values)).rows[0];
}

/** The item as it is, which nobody else changes until the transaction ends. */
async function locked(
  client: PoolClient,
  entry: CollectionOfTheme,
  visitor: Visitor,
  id: string,
  isMeant: (version: string | undefined) => boolean,
): Promise<unknown> {
  if (!id.includes('\0')) await run(client, lockStatement(entry, id));
  const row = await lookAs(client, visitor, () => look(client, entry, visitor, id));
  if (!row) throw new Problem('item-unknown', `${entry.collection.id} has no item ${id}.`);
  if (!isMeant(row.row_version))
    throw new Problem(
      'version-changed',
      'The item is not as it was when it was read: somebody has changed it. Read it again, and repeat the change on that.',
    );
  return featureOf(row, entry, visitor);
}

/** The item as it has become, its references held against what there is. */
async function stored(
  client: PoolClient,
  entry: CollectionOfTheme,
  visitor: Visitor,
  id: string,
  system: ReferenceSystem,
): Promise<{ row: ItemRow; feature: unknown }> {
  await client.query('set constraints all immediate');
  const [row, plain] = await lookAs(client, visitor, async () => [
    await look(client, entry, visitor, id, system),
    await look(client, entry, visitor, id),
  ]);
  if (!row || !plain)
    throw new Problem(
      'editor-needed',
      'The account would not see the item that it makes; ask for its enterprise or division to be set.',
    );
  return { row, feature: featureOf(plain, entry, visitor) };
}

async function sourceOfEdits(client: PoolClient): Promise<number> {
  const { key, title, licence } = EDITS;
  await client.query(
    `insert into source (key, title, licence, crs) values ($1, $2, $3, 'EPSG:4490') on conflict (key) do nothing`,
    [key, title, licence],
  );
  const { rows } = await client.query<{ id: number }>('select id from source where key = $1', [key]);
  const [row] = rows;
  if (!row) throw new Error('the source of edits is missing');
  return row.id;
}

const NOT_NULL = '23502';
const FOREIGN_KEY = '23503';
const UNIQUE = '23505';
const CHECK = '23514';

/** What breaks a rule of the table is the request's fault, and named by the fields of the rule. */
async function changing<T>(
  pool: Pool,
  entry: CollectionOfTheme,
  change: (client: PoolClient) => Promise<T>,
): Promise<T> {
  try {
    return await inTransaction(pool, change);
  } catch (error) {
    if (!isOfRule(error)) throw error;
    const { code, constraint, column, table } = error;
    if (code === NOT_NULL) throw invalid([{ field: column ?? '', detail: 'is needed' }]);
    if (code === FOREIGN_KEY && table !== tableOf(entry.collection))
      throw new Problem(
        'item-referred-to',
        `Items of ${collectionOfTable(table)} refer to it. Change or delete those first.`,
      );
    const { rows } = await pool.query<{ name: string; rule: string }>(
      `select attname as name, pg_get_expr(conbin, conrelid) as rule from pg_constraint
       join pg_attribute on attrelid = conrelid and attnum = any(conkey)
       where conname = $1 and conrelid = to_regclass($2)`,
      [constraint, table],
    );
    const detail = (rule: string): string =>
      code === FOREIGN_KEY
        ? 'leads to no known item'
        : code === UNIQUE
          ? 'is taken by another item'
          : `breaks the rule ${rule}`;
    throw invalid(
      rows.length > 0
        ? rows.map(({ name, rule }) => ({ field: name, detail: detail(rule) }))
        : [{ field: constraint ?? '', detail: 'is a rule that it breaks' }],
    );
  }
}

function collectionOfTable(table: string | undefined): string {
  return collections.find(({ collection }) => tableOf(collection) === table)?.collection.id ?? 'the city';
}

type RuleError = Error & {
  readonly code: string;
  readonly constraint?: string;
  readonly column?: string;
  readonly table?: string;
};

function isOfRule(error: unknown): error is RuleError {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    [NOT_NULL, FOREIGN_KEY, UNIQUE, CHECK].includes(error.code)
  );
}
