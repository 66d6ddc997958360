/**
 * Sessions are rows of the database, so that they survive a restart and every copy of the service knows them. The row
 * holds a hash of the token: who reads the table cannot sign in by it.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { ACCOUNT_COLUMNS, type Account } from './account.ts';

/** A working day. */
export const SESSION_HOURS = 12;
const TOKEN_BYTES = 32;
const TOKEN = /^[\w-]{43}$/;
/** A page asks for hundreds of tiles at once; a session that ends elsewhere ends here so much later at most. */
const REMEMBERED_MS = 3000;
const REMEMBERED = 10_000;

export type Sessions = {
  /** @returns the token of a new session */
  open(account: Account): Promise<string>;
  /** Whose session it is, while it lasts and the account is not disabled. */
  accountOf(token: string): Promise<Account | undefined>;
  close(token: string): Promise<void>;
};

export function createSessions(pool: Pool): Sessions {
  const remembered = new Map<string, { until: number; account: Promise<Account | undefined> }>();

  const find = async (hash: Buffer): Promise<Account | undefined> => {
    const { rows } = await pool.query<Account>(
      `select ${ACCOUNT_COLUMNS} from session s join account a on a.id = s.account_id
       where s.token_hash = $1 and s.expires_at > now() and a.disabled_at is null`,
      [hash],
    );
    return rows[0];
  };

  return {
    async open({ id }) {
      const token = randomBytes(TOKEN_BYTES).toString('base64url');
      await pool.query('delete from session where expires_at <= now()');
      await pool.query(
        'insert into session (token_hash, account_id, expires_at) values ($1, $2, now() + make_interval(hours => $3))',
        [hashOf(token), id, SESSION_HOURS],
      );
      return token;
    },
    accountOf(token) {
      if (!TOKEN.test(token)) return Promise.resolve(undefined);
      const hash = hashOf(token);
      const key = hash.toString('base64');
      const known = remembered.get(key);
      if (known && known.until > Date.now()) return known.account;
      const account = find(hash);
      remembered.delete(key);
      remembered.set(key, { until: Date.now() + REMEMBERED_MS, account });
      account.catch(() => remembered.delete(key));
      const [oldest] = remembered.keys();
      if (remembered.size > REMEMBERED && oldest !== undefined) remembered.delete(oldest);
      return account;
    },
    async close(token) {
      const hash = hashOf(token);
      remembered.delete(hash.toString('base64'));
      await pool.query('delete from session where token_hash = $1', [hash]);
    },
  };
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
