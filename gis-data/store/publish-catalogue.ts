/**
 * Writes the registry of themes into the database, so that the database itself can enforce what it declares:
 * which collections exist, of which grade, and which role may read which column.
 */
import { createHash } from 'node:crypto';
import type pg from 'pg';
import { collectionGrade, fieldGrade, GRADES, type Collection, type Grade, type Theme } from '../theme.ts';
import { StoreError } from './store-error.ts';
import { inTransaction } from './in-transaction.ts';

/** Columns that every table of features has and everybody who may see its rows may read. */
const COMMON_COLUMNS = ['id', 'gid', 'source_id', 'source_key', 'division', 'operator', 'updated_at', 'geom'];
/** What a source said beyond the declared fields is unchecked, so it is not for the public. */
const EXTRA_GRADE: Grade = 'government';

/**
 * Idempotent; runs at every start, in one transaction.
 * @throws StoreError `theme-without-column` when a declared field has no column
 */
export async function publishCatalogue(pool: pg.Pool, themes: readonly Theme[]): Promise<void> {
  await inTransaction(pool, async (client) => {
    for (const theme of themes) {
      for (const collection of theme.collections) await publishCollection(client, theme, collection);
    }
  });
}

async function publishCollection(client: pg.PoolClient, theme: Theme, collection: Collection): Promise<void> {
  const generic = collection.source === 'feature';
  const table = generic ? 'feature' : collection.source.table;
  const least = collectionGrade(theme, collection);
  const declared = createHash('sha256').update(JSON.stringify(collection)).digest('hex');
  // A declaration that changed makes other tiles of the same rows, and whoever holds the old ones has to hear of it.
  await client.query(
    `insert into collection (id, theme, table_name, access, declared) values ($1, $2, $3, $4, $5)
     on conflict (id) do update set theme = excluded.theme, table_name = excluded.table_name, access = excluded.access,
         declared = excluded.declared, revision = collection.revision + 1
       where (collection.theme, collection.table_name, collection.access, collection.declared)
             is distinct from (excluded.theme, excluded.table_name, excluded.access, excluded.declared)`,
    [collection.id, theme.id, table, least, declared],
  );
  const fields = Object.entries(collection.fields).map(([name, field]) => ({
    name,
    access: fieldGrade(theme, collection, field),
  }));
  await client.query('delete from collection_field where collection = $1 and name <> all($2)', [
    collection.id,
    fields.map((f) => f.name),
  ]);
  await client.query(
    `insert into collection_field (collection, name, access)
     select $1, f.name, f.access::access_grade from unnest($2::text[], $3::text[]) as f(name, access)
     on conflict (collection, name) do update set access = excluded.access`,
    [collection.id, fields.map((f) => f.name), fields.map((f) => f.access)],
  );
  if (generic) {
    await client.query('select make_feature_partition($1)', [collection.id]);
    await grantColumns(client, 'feature', 'public', [
      ...COMMON_COLUMNS.map((name) => ({ name, access: 'public' as const })),
      { name: 'collection', access: 'public' },
      { name: 'properties', access: 'public' },
      { name: 'valid_from', access: 'public' },
      { name: 'valid_to', access: 'public' },
      { name: 'operator_properties', access: 'operator' },
      { name: 'government_properties', access: 'government' },
      { name: 'restricted_properties', access: 'restricted' },
      { name: 'extra', access: EXTRA_GRADE },
    ]);
    return;
  }
  await checkColumns(
    client,
    theme.id,
    collection.id,
    table,
    fields.map((f) => f.name),
  );
  await grantColumns(client, table, least, [
    ...COMMON_COLUMNS.map((name) => ({ name, access: least })),
    { name: 'extra', access: later(least, EXTRA_GRADE) },
    ...columnsOfSymbol(collection).map((name) => ({ name, access: least })),
    ...fields,
  ]);
}

/** What draws an item is read by everybody who may see it, though it is no field. */
function columnsOfSymbol({ symbol }: Collection): string[] {
  return symbol.kind === 'bim' ? [symbol.shape] : [];
}

async function checkColumns(
  client: pg.PoolClient,
  theme: string,
  collection: string,
  table: string,
  names: string[],
): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select wanted.name from unnest($2::text[]) as wanted(name)
     where not exists (select from information_schema.columns c
                       where c.table_schema = 'public' and c.table_name = $1 and c.column_name = wanted.name)`,
    [table, names],
  );
  if (rows.length > 0) {
    throw new StoreError(
      'theme-without-column',
      `Theme ${theme}: collection ${collection} declares ${rows.map((row) => row.name).join(', ')}, which the table ${table} does not have.`,
      'Add a migration with the column, or take the field out of the declaration.',
    );
  }
}

/** Revokes first, so that a field that became more protected is really gone. Identifiers come from the registry and are quoted. */
async function grantColumns(
  client: pg.PoolClient,
  table: string,
  least: Grade,
  columns: readonly { readonly name: string; readonly access: Grade }[],
): Promise<void> {
  for (const grade of GRADES) {
    const role = client.escapeIdentifier(`twin_${grade}`);
    const target = client.escapeIdentifier(table);
    await client.query(`revoke all on ${target} from ${role}`);
    if (GRADES.indexOf(grade) < GRADES.indexOf(least)) continue;
    const readable = columns.filter((column) => GRADES.indexOf(column.access) <= GRADES.indexOf(grade));
    await client.query(
      `grant select (${readable.map((column) => client.escapeIdentifier(column.name)).join(', ')}) on ${target} to ${role}`,
    );
  }
}

function later(a: Grade, b: Grade): Grade {
  return GRADES.indexOf(a) >= GRADES.indexOf(b) ? a : b;
}
