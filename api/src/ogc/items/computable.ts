/** Failures of a query that are the fault of its filter. */
import { Problem } from '../../problems.ts';

/** SQLSTATE class of values that have no result: 10^400, the root of a negative number. */
const DATA_EXCEPTION = /^22/;
/** What the geometry library says of stored shapes that an import would have repaired. */
const TOPOLOGY = /TopologyException/;
const QUERY_CANCELED = '57014';

/** What a filter cannot compute, or not in time, is the request's fault. */
export async function computable<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (DATA_EXCEPTION.test(code))
      throw new Problem(
        'filter-not-computable',
        'The filter computes a number that does not exist or is too large for some item; leave such items out by another condition.',
      );
    if (error instanceof Error && TOPOLOGY.test(error.message))
      throw new Problem(
        'filter-not-computable',
        'The filter relates shapes of which one is broken, so that the relation cannot be told; leave such items out by another condition.',
      );
    if (code === QUERY_CANCELED)
      throw new Problem(
        'query-too-slow',
        'The selection takes too long; ask for a smaller bbox or a simpler filter.',
      );
    throw error;
  }
}
