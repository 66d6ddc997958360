/** What all OGC resources share: links, the choice of a format, refusing parameters that mean nothing. */
import type { Request, Response } from 'express';
import { Problem } from '../problems.ts';
import { htmlPage } from './html-page.ts';

export type Link = { href: string; rel: string; type: string; title?: string; templated?: true };

export const GEOJSON = 'application/geo+json';
/** Where the relations of links are registered. */
export const RELATIONS = 'http://www.opengis.net/def/rel/ogc/1.0';
export const SCHEMA = 'application/schema+json';

/** The parameters that a resource knows beside `f`. */
export function onlyParameters(request: Request, allowed: readonly string[]): void {
  const unknown = Object.keys(request.query).find((name) => name !== 'f' && !allowed.includes(name));
  if (unknown !== undefined)
    throw new Problem('parameter-unknown', `${unknown} is no parameter of this resource.`);
}

/**
 * The format of an answer by its name: what `f` says, else the best of what `Accept` says, else the first.
 * @param formats media types by name
 */
export function formatOf<F extends string>(request: Request, formats: Readonly<Record<F, string>>): F {
  const names = Object.keys(formats).filter((name): name is F => name in formats);
  const { f } = request.query;
  const accepted = request.accepts([...names.map((name) => formats[name]), 'application/json']);
  const found =
    f === undefined
      ? (names.find((name) => formats[name] === accepted) ?? names[0])
      : names.find((name) => name === f);
  if (found === undefined) throw new Problem('parameter-invalid', `f is one of ${names.join(', ')}.`);
  return found;
}

/** A document as JSON, or as the page that says the same. */
export function send(
  request: Request,
  response: Response,
  title: string,
  body: unknown,
  type = 'application/json',
  titles: Readonly<Record<string, string>> = {},
): void {
  response.vary('Accept');
  if (wantsHtml(request, type)) response.type('text/html').send(htmlPage(title, body, titles));
  else response.type(type).send(JSON.stringify(body));
}

export function wantsHtml(request: Request, type = 'application/json'): boolean {
  return formatOf(request, { json: type, html: 'text/html' }) === 'html';
}

/** The address at which the router lies: `http://host/ogc` */
export function baseOf(request: Request): string {
  return `${request.protocol}://${request.host}${request.baseUrl}`;
}

/**
 * Links to this document in every format: `self` to the one that is sent, `alternate` to the others.
 * @param formats media types by name
 */
export function selfLinks(
  request: Request,
  formats: Readonly<Record<string, string>> = { json: 'application/json', html: 'text/html' },
): Link[] {
  const sent = formatOf(request, formats);
  return Object.entries(formats).map(([name, type]) => ({
    href: addressWith(request, { f: name }),
    rel: name === sent ? 'self' : 'alternate',
    type,
    title: name === 'html' ? 'HTML' : name.toUpperCase(),
  }));
}

/** The address of this request with some parameters set. */
export function addressWith(request: Request, change: Readonly<Record<string, string>>): string {
  const url = new URL(`${request.protocol}://${request.host}${request.originalUrl}`);
  for (const [name, value] of Object.entries(change)) url.searchParams.set(name, value);
  return url.href;
}
