/** Reads as a visitor of some grade: the database's own policies and column grants decide what exists. */
import pg from 'pg';
import type { Grade } from '../theme.ts';
import { inTransaction } from './in-transaction.ts';

export type Visitor = {
  readonly grade: Grade;
  /** Prefix of the division code that an official answers for; absent: the whole province. */
  readonly division?: string;
  /** Key of the enterprise whose assets an operator sees. */
  readonly operator?: string;
};

const STATEMENT_TIMEOUT_MS = 20_000;
/** Role names cannot be parameters: this table is the only way from a grade to one. */
const ROLES: Record<Grade, string> = {
  public: 'twin_public',
  operator: 'twin_operator',
  government: 'twin_government',
  restricted: 'twin_restricted',
};

/**
 * Looks as the visitor in the midst of a transaction of the owner's: who changes a row has to see it first.
 * An error leaves the transaction to be rolled back, and the role with it.
 */
export async function lookAs<T>(
  client: pg.PoolClient,
  visitor: Visitor,
  look: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  await client.query(`set local role ${ROLES[visitor.grade]}`);
  await setScope(client, visitor);
  const seen = await look(client);
  await client.query('set local role none');
  return seen;
}

/**
 * Runs `read` in a read-only transaction as the visitor. Everything is local to the transaction, because the
 * embedded database shares one backend among all connections.
 * @param abandoned ends a query that is running on a server; the embedded database names no process that could be told
 */
export function readAs<T>(
  pool: pg.Pool,
  visitor: Visitor,
  read: (client: pg.PoolClient) => Promise<T>,
  abandoned?: AbortSignal,
): Promise<T> {
  return inTransaction(
    pool,
    async (client) => {
      abandoned?.throwIfAborted();
      await setScope(client, visitor);
      return abandoned ? untilAbandoned(pool, client, read, abandoned) : read(client);
    },
    `begin read only; set local role ${ROLES[visitor.grade]}`,
  );
}

async function setScope(client: pg.PoolClient, { division, operator }: Visitor): Promise<void> {
  await client.query(
    `select set_config('twin.division', $1, true), set_config('twin.operator', $2, true), set_config('statement_timeout', $3, true)`,
    [division ?? '', operator ?? '', String(STATEMENT_TIMEOUT_MS)],
  );
}

async function untilAbandoned<T>(
  pool: pg.Pool,
  client: pg.PoolClient,
  read: (client: pg.PoolClient) => Promise<T>,
  abandoned: AbortSignal,
): Promise<T> {
  const { processID } = client as { processID?: number | null };
  let cancelled: Promise<void> | undefined;
  const cancel = (): void => {
    if (processID) cancelled = cancelQuery(pool.options, processID);
  };
  abandoned.addEventListener('abort', cancel, { once: true });
  try {
    return await read(client);
  } finally {
    abandoned.removeEventListener('abort', cancel);
    await cancelled; // before the connection is another's
  }
}

/** On a connection of its own: those of the pool may all be waiting for this. */
async function cancelQuery(options: pg.ClientConfig, processId: number): Promise<void> {
  const canceller = new pg.Client(options);
  try {
    await canceller.connect();
    await canceller.query('select pg_cancel_backend($1)', [processId]);
  } catch (error) {
    process.emitWarning(`a query that nobody waits for could not be cancelled: ${String(error)}`);
  } finally {
    await canceller.end();
  }
}
