/** `npm run accounts`: who can sign in; beside the running product or without it. */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Pool } from 'pg';
import { openDatabase } from '@twin/gis-data/store/connect.ts';
import { inTransaction } from '@twin/gis-data/store/in-transaction.ts';
import { migrate } from '@twin/gis-data/store/migrate.ts';
import { GRADES } from '@twin/gis-data/theme.ts';
import { readConfig } from './config.ts';
import { hashPassword, makePassword } from './identity/password.ts';
import { sentenceOf } from './start/sentence-of.ts';

const HELP = `npm run accounts                     lists who can sign in, and checks the audit trail
npm run accounts -- --add NAME --grade ${GRADES.join('|')} [--editor] [--title TEXT]
                   [--division CODE] [--operator KEY]
npm run accounts -- --reset NAME     gives a new password, ends the sessions, enables a disabled account
npm run accounts -- --disable NAME   ends the sessions; the name stays in the audit trail

An editor may change what the grade may see. --division 4601 keeps an official to one city, --operator KEY an
enterprise to its own assets.`;

try {
  const { values } = parseArgs({
    options: {
      help: { type: 'boolean', short: 'h' },
      add: { type: 'string' },
      reset: { type: 'string' },
      disable: { type: 'string' },
      grade: { type: 'string' },
      editor: { type: 'boolean' },
      title: { type: 'string' },
      division: { type: 'string' },
      operator: { type: 'string' },
    },
    strict: true,
  });
  if (values.help) console.log(HELP);
  else {
    if (existsSync('.env')) process.loadEnvFile('.env');
    const database = await openDatabase({ ...readConfig(), join: true });
    try {
      await migrate(database);
      const { pool } = database;
      if (values.add !== undefined) await add(pool, values.add, values);
      else if (values.reset !== undefined) await reset(pool, values.reset);
      else if (values.disable !== undefined) await disable(pool, values.disable);
      else await list(pool);
    } finally {
      await database.close();
    }
  }
} catch (error) {
  console.error(`\n${sentenceOf(error)}`);
  process.exitCode = 1;
}

type Wishes = {
  readonly grade?: string | undefined;
  readonly editor?: boolean | undefined;
  readonly title?: string | undefined;
  readonly division?: string | undefined;
  readonly operator?: string | undefined;
};

async function add(pool: Pool, given: string, wishes: Wishes): Promise<void> {
  const name = given.trim().normalize('NFC');
  const grade = GRADES.find((known) => known === wishes.grade);
  if (!grade) throw new Error(`Name the grade: --grade ${GRADES.join(', ')}.`);
  if (name === '' || name.length > 100) throw new Error('A name has 1 to 100 characters.');
  const password = makePassword();
  const { rowCount } = await pool.query(
    `insert into account (name, display_name, grade, editor, division, operator, password_hash)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (name) do nothing`,
    [
      name,
      wishes.title ?? name,
      grade,
      wishes.editor ?? false,
      wishes.division ?? null,
      wishes.operator ?? null,
      await hashPassword(password),
    ],
  );
  if (rowCount !== 1)
    throw new Error(`There is an account ${name} already; --reset ${name} gives it a new password.`);
  console.log(`${name}  ${password}`);
}

async function reset(pool: Pool, name: string): Promise<void> {
  const password = makePassword();
  await change(pool, name, 'password_hash = $2, disabled_at = null', [await hashPassword(password)]);
  console.log(`${name}  ${password}`);
}

async function disable(pool: Pool, name: string): Promise<void> {
  await change(pool, name, 'disabled_at = now()', []);
  console.log(`${name} can sign in no more.`);
}

async function change(pool: Pool, name: string, set: string, values: readonly string[]): Promise<void> {
  await inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ id: number }>(
      `update account set ${set} where name = $1 returning id`,
      [name, ...values],
    );
    const [account] = rows;
    if (!account) throw new Error(`There is no account ${name}; npm run accounts lists them.`);
    await client.query('delete from session where account_id = $1', [account.id]);
  });
}

async function list(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{
    name: string;
    title: string;
    grade: string;
    editor: boolean;
    scope: string;
    disabled: boolean;
  }>(
    `select name, display_name as title, grade, editor, concat_ws(' ', division, operator) as scope, disabled_at is not null as disabled
     from account order by id`,
  );
  if (rows.length === 0)
    console.log('There are no accounts. npm run accounts -- --add NAME --grade government');
  for (const { name, title, grade, editor, scope, disabled } of rows)
    console.log(
      [
        name.padEnd(20),
        grade.padEnd(12),
        (editor ? 'editor' : '').padEnd(8),
        disabled ? 'disabled' : '',
        scope,
        title,
      ].join(' '),
    );
  const { rows: broken } = await pool.query<{ id: string }>(
    'select id from broken_audit_entries() as entry(id) limit 10',
  );
  console.log(
    broken.length === 0
      ? 'The audit trail is whole.'
      : `The audit trail was changed at entry ${broken.map(({ id }) => id).join(', ')}. Compare with a backup of the database.`,
  );
}
