import { json, type RequestHandler } from 'express';
import { Problem } from './problems.ts';

/**
 * Reads a JSON body of one of the media types.
 * @param limitBytes what is announced as more is refused before it is read
 */
export function jsonBody(
  limitBytes: number,
  types: readonly string[] = ['application/json'],
): RequestHandler {
  const parse = json({ limit: limitBytes, type: [...types] });
  return (request, response, next) => {
    if (Number(request.get('content-length') ?? 0) > limitBytes) {
      response.set('Connection', 'close');
      throw new Problem('body-too-large', `The body is too large; here it can have ${limitBytes} bytes.`);
    }
    if (request.is([...types]) === false)
      throw new Problem('media-type-unsupported', `The body is of the type ${types.join(' or ')}.`);
    parse(request, response, next);
  };
}
