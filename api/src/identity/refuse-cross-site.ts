import type { RequestHandler } from 'express';
import { Problem } from '../problems.ts';

const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * A page of another site must not change anything with the cookie of this one. SameSite=Strict keeps the cookie from it;
 * this holds also for pages of the same site at another port or name. Programs send neither header.
 */
export const refuseCrossSite: RequestHandler = (request, _response, next) => {
  const site = request.get('sec-fetch-site');
  const origin = request.get('origin');
  const isOurs =
    site === undefined
      ? origin === undefined || origin === `${request.protocol}://${request.host}`
      : site === 'same-origin' || site === 'none';
  if (SAFE.has(request.method) || isOurs) return next();
  throw new Problem(
    'cross-site',
    `${request.method} from a page of another site is refused; open this site's own page.`,
  );
};
