/**
 * The one place that asks the server for something. Errors carry the stable code and the sentence of the server's
 * problem document.
 */

export class HttpError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'HttpError';
    this.status = status;
    this.code = code;
  }
}

/** A JSON document, shaped by `shape` (a function that throws on anything else, such as a zod schema's `parse`). */
export async function getJson<T>(url: string, shape: (value: unknown) => T, signal?: AbortSignal): Promise<T> {
  const response = await request(url, 'application/geo+json, application/json', signal);
  return shape(await response.json());
}

/** A binary document; `undefined` where the server says that there is nothing (204). */
export async function getBytes(url: string, signal?: AbortSignal): Promise<ArrayBuffer | undefined> {
  const response = await request(url, '*/*', signal);
  return response.status === 204 ? undefined : response.arrayBuffer();
}

async function request(url: string, accept: string, signal: AbortSignal | undefined): Promise<Response> {
  const response = await fetch(url, { headers: { accept }, ...(signal ? { signal } : {}) });
  if (response.ok) return response;
  throw await problemOf(response);
}

async function problemOf(response: Response): Promise<HttpError> {
  const isProblem = response.headers.get('content-type')?.includes('json') ?? false;
  const body: unknown = isProblem ? await response.json() : undefined;
  const text = (key: string, fallback: string): string => {
    const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, key) : undefined;
    return typeof value === 'string' ? value : fallback;
  };
  return new HttpError(response.status, text('code', 'http'), text('detail', `${response.status} ${response.statusText}`));
}
