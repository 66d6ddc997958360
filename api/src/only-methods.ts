import type { RequestHandler } from 'express';
import { Problem } from './problems.ts';

/** The last handler of an address: tells OPTIONS which methods there are, and refuses all others. */
export function onlyMethods(...methods: readonly string[]): RequestHandler {
  const allowed = [...methods, 'OPTIONS'].join(', ');
  return (request, response) => {
    response.set('Allow', allowed);
    if (request.method === 'OPTIONS') {
      response.status(204).end();
      return;
    }
    throw new Problem(
      'method-not-allowed',
      `${request.method} is not possible here; this address knows ${allowed}.`,
    );
  };
}
