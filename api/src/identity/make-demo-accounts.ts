import type { Pool } from 'pg';
import type { Grade } from '@twin/gis-data/theme.ts';
import { hashPassword, makePassword } from './password.ts';

type DemoAccount = {
  readonly name: string;
  readonly displayName: string;
  readonly grade: Grade;
  readonly editor: boolean;
};

/** One for each role. */
const ACCOUNTS: readonly DemoAccount[] = [
  { name: 'operator', displayName: '运营单位 Operator', grade: 'operator', editor: false },
  { name: 'planner', displayName: '规划人员 Planner', grade: 'government', editor: false },
  { name: 'data-officer', displayName: '数据管理员 Data officer', grade: 'government', editor: true },
  { name: 'records-officer', displayName: '档案管理员 Records officer', grade: 'restricted', editor: false },
];

/**
 * Makes the demo's accounts where there is no account yet.
 * @returns their new passwords, which are kept nowhere
 */
export async function makeDemoAccounts(
  pool: Pool,
): Promise<readonly { readonly name: string; readonly password: string }[]> {
  const { rows: some } = await pool.query('select from account limit 1');
  if (some.length > 0) return [];
  const made = await Promise.all(
    ACCOUNTS.map(async (account) => {
      const password = makePassword();
      const { rowCount } = await pool.query(
        `insert into account (name, display_name, grade, editor, password_hash) values ($1, $2, $3, $4, $5)
         on conflict (name) do nothing`,
        [account.name, account.displayName, account.grade, account.editor, await hashPassword(password)],
      );
      return rowCount === 1 ? [{ name: account.name, password }] : [];
    }),
  );
  return made.flat();
}
