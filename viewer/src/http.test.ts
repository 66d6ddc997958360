import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getBytes, getJson, HttpError } from './http.ts';

const PROBLEM = {
  type: '/problems/item-unknown',
  title: 'item unknown',
  status: 404,
  code: 'item-unknown',
  detail: 'roads has no item N99.',
};

let server: Server;
let base = '';

beforeAll(async () => {
  server = createServer((request, response) => {
    switch (request.url) {
      case '/layers':
        response.setHeader('content-type', 'application/json').end('{"count":3}');
        break;
      case '/problem':
        response.writeHead(404, { 'content-type': 'application/problem+json' }).end(JSON.stringify(PROBLEM));
        break;
      case '/gateway':
        response.writeHead(502, 'Bad Gateway', { 'content-type': 'application/json' }).end('<html>');
        break;
      case '/text':
        response.setHeader('content-type', 'application/json').end('not json');
        break;
      case '/empty':
        response.writeHead(204).end();
        break;
      case '/bytes':
        response.end(Buffer.from([1, 2, 3]));
        break;
      default:
        request.socket.destroy();
    }
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

const failing = async (path: string): Promise<HttpError> => {
  const error: unknown = await getJson(`${base}${path}`, (value) => value).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(HttpError);
  return error as HttpError;
};

describe('asking the server', () => {
  it('gives what was asked for in its shape', async () => {
    expect(await getJson(`${base}/layers`, (value) => (value as { count: number }).count)).toBe(3);
    expect(new Uint8Array((await getBytes(`${base}/bytes`)) ?? new ArrayBuffer())).toEqual(
      new Uint8Array([1, 2, 3]),
    );
    expect(await getBytes(`${base}/empty`)).toBeUndefined();
  });

  it('fails with the code and the sentence of the problem document', async () => {
    const { status, code, message } = await failing('/problem');
    expect({ status, code, message }).toEqual({
      status: 404,
      code: 'item-unknown',
      message: 'roads has no item N99.',
    });
  });

  it('fails by the status where a gateway answers with something else', async () => {
    const { status, code, message } = await failing('/gateway');
    expect({ status, code, message }).toEqual({ status: 502, code: 'http', message: '502 Bad Gateway' });
  });

  it('tells an answer that cannot be read from no answer', async () => {
    expect((await failing('/text')).code).toBe('unreadable');
    expect((await failing('/gone')).code).toBe('unreachable');
    await expect(
      getJson(`${base}/layers`, () => {
        throw new Error('count is missing');
      }),
    ).rejects.toMatchObject({ code: 'unreadable' });
  });

  it('leaves an abandoned question alone', async () => {
    const stop = new AbortController();
    const asked = getJson(`${base}/layers`, (value) => value, stop.signal);
    stop.abort();
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
  });
});
