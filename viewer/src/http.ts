/**
 * The one place that asks the server for something. Every failure is an {@link HttpError} with a stable code and a
 * sentence: those of the server's problem document, or our own where the server could not be asked.
 */

/** `unreachable`: no answer came. `unreadable`: an answer came that is not what it should be. Else the server's code. */
export class HttpError extends Error {
  /** 0 where no answer came. */
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'HttpError';
    this.status = status;
    this.code = code;
  }
}

/**
 * A JSON document, shaped by `shape` (a function that throws on anything else, such as a zod schema's `parse`).
 * @throws HttpError; what `signal` was aborted with
 */
export async function getJson<T>(
  url: string,
  shape: (value: unknown) => T,
  signal?: AbortSignal,
): Promise<T> {
  const response = await request(url, 'application/geo+json, application/json', signal);
  try {
    return shape(await response.json());
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new HttpError(response.status, 'unreadable', `${url} gave an answer that this page cannot read`, {
      cause: error,
    });
  }
}

/** A document as text. @throws HttpError */
export async function getText(url: string, accept: string): Promise<string> {
  return (await request(url, accept, undefined)).text();
}

/** Asks for a change; an answer without content (204) is shaped from `undefined`. */
export async function sendJson<T>(
  method: 'POST' | 'DELETE',
  url: string,
  body: unknown,
  shape: (value: unknown) => T,
): Promise<T> {
  const response = await request(url, 'application/json', undefined, {
    method,
    ...(body !== undefined && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  });
  return shape(response.status === 204 ? undefined : await response.json());
}

/**
 * Sends a file as it is. (`fetch` does not tell how far it is with what it sends.)
 * @param onSent told of the bytes that are gone so far
 * @throws HttpError; what `signal` was aborted with
 */
export function sendFile(
  url: string,
  file: Blob,
  onSent: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((done, fail) => {
    const sending = new XMLHttpRequest();
    sending.open('PUT', url);
    sending.setRequestHeader('content-type', 'application/octet-stream');
    sending.upload.addEventListener('progress', ({ loaded }) => onSent(loaded));
    sending.addEventListener('load', () => {
      if (sending.status < 300) done();
      else fail(problemIn(sending.status, sending.statusText, readJson(sending.responseText)));
    });
    sending.addEventListener('error', () =>
      fail(new HttpError(0, 'unreachable', `${url} cannot be reached`)),
    );
    sending.addEventListener('abort', () => fail(signal.reason));
    signal.addEventListener('abort', () => sending.abort(), { once: true });
    sending.send(file);
  });
}

/** A binary document; `undefined` where the server says that there is nothing (204). */
export async function getBytes(url: string, signal?: AbortSignal): Promise<ArrayBuffer | undefined> {
  const response = await request(url, '*/*', signal);
  return response.status === 204 ? undefined : response.arrayBuffer();
}

async function request(
  url: string,
  accept: string,
  signal: AbortSignal | undefined,
  { headers, ...more }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { ...more, headers: { accept, ...headers }, ...(signal ? { signal } : {}) });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new HttpError(0, 'unreachable', `${url} cannot be reached`, { cause: error });
  }
  if (response.ok) return response;
  throw await problemOf(response);
}

async function problemOf(response: Response): Promise<HttpError> {
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  // A gateway may announce JSON and send its own page; the status still says enough.
  const body: unknown = isJson ? await response.json().catch(() => undefined) : undefined;
  return problemIn(response.status, response.statusText, body);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // a gateway's own page: the status still says enough
  }
}

function problemIn(status: number, statusText: string, body: unknown): HttpError {
  const text = (key: string, fallback: string): string => {
    const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, key) : undefined;
    return typeof value === 'string' ? value : fallback;
  };
  return new HttpError(status, text('code', 'http'), text('detail', `${status} ${statusText}`.trim()));
}
