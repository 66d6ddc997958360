/**
 * The condition that no other row refers to the row `t` of a table, over all foreign keys that the database knows: what
 * is referred to cannot go.
 */
import type pg from 'pg';

export async function unreferred(client: pg.PoolClient, table: string): Promise<string> {
  const { rows } = await client.query<{ table: string; column: string }>(
    `select c.conrelid::regclass::text as table, a.attname as column from pg_constraint c
     join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
     where c.contype = 'f' and c.confrelid = to_regclass($1) and c.conparentid = 0`,
    [table],
  );
  const conditions = rows.map(
    ({ table: other, column }) =>
      `not exists (select from ${other} r where r.${client.escapeIdentifier(column)} = t.id)`,
  );
  return ['true', ...conditions].join(' and ');
}
