import type pg from 'pg';

/**
 * Runs `work` in one transaction on a connection of its own: all of it holds, or nothing.
 * @param begin how the transaction begins, as SQL of our own
 * @throws what `work` throws, whatever becomes of taking back
 */
export async function inTransaction<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
  begin = 'begin',
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query(begin);
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => {
      broken = failure; // a connection that cannot roll back is thrown away
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
