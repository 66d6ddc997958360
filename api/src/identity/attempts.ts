/**
 * Attempts to sign in, counted in the database for all copies of the service together. (The package for it names its
 * prepared statements, and the connections of the embedded database share one backend, where a name is taken once.)
 */
import type { Pool } from 'pg';

/** A count ends so long after it began. */
const COUNTED_SECONDS = 15 * 60;

export type Limit = { readonly key: string; readonly most: number };

/**
 * Counts one attempt.
 * @returns 0 where it may be made, else the seconds until the next may
 */
export async function countAttempt(pool: Pool, { key, most }: Limit): Promise<number> {
  const { rows } = await pool.query<{ attempts: number; seconds: number }>(
    `insert into sign_in_attempt as a (key, attempts, ends_at) values ($1, 1, now() + make_interval(secs => $2))
     on conflict (key) do update set
       attempts = case when a.ends_at <= now() then 1 else a.attempts + 1 end,
       ends_at = case when a.ends_at <= now() then excluded.ends_at else a.ends_at end
     returning attempts, ceil(extract(epoch from ends_at - now()))::int as seconds`,
    [key, COUNTED_SECONDS],
  );
  const [counted] = rows;
  return counted && counted.attempts > most ? Math.max(1, counted.seconds) : 0;
}

/** Whoever signed in made no attempt. */
export async function forgetAttempts(pool: Pool, keys: readonly string[]): Promise<void> {
  await pool.query('delete from sign_in_attempt where key = any($1) or ends_at <= now()', [keys]);
}
