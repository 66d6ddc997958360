/** Domain operations below /api: declared once, with their parameters, and from that served and described. */
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import type { Visitor } from '@twin/gis-data/store/read-as.ts';
import { jsonBody } from './json-body.ts';
import { onlyMethods } from './only-methods.ts';
import { Problem } from './problems.ts';

/** An answer that is a file to keep rather than JSON. */
export class FileAnswer {
  readonly mediaType: string;
  readonly name: string;
  readonly content: string | Uint8Array;

  constructor(mediaType: string, name: string, content: string | Uint8Array) {
    this.mediaType = mediaType;
    this.name = name;
    this.content = content;
  }
}

type Asked = {
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
  readonly request: Request;
  readonly response: Response;
};

export type Action = {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** Below /api; a part in braces is a parameter: `/imports/{id}`. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  /** How a parameter is read, and what the document says of it by `describe`. */
  readonly query: z.ZodObject;
  /** JSON, or the bytes of a file, which the operation itself reads from the request. */
  readonly body?: { readonly json: z.ZodType; readonly limitBytes: number } | 'bytes';
  /** Of the answer; without content where the operation answers nothing. */
  readonly status: 200 | 201 | 202 | 204;
  readonly cacheControl: string;
  readonly answer: (asked: Asked) => Promise<unknown>;
};

/** A question, asked by GET, answered with JSON or a file by the grade of the visitor. */
export type Operation = {
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly query: z.ZodObject;
  readonly answer: (query: Readonly<Record<string, unknown>>, visitor: Visitor) => Promise<unknown>;
};

const BODY_LIMIT_BYTES = 65_536;

/** A question whose answer knows the types of its parameters. */
export function operation<Q extends z.ZodRawShape>(declared: {
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly query: Q;
  readonly answer: (query: z.infer<z.ZodObject<Q>>, visitor: Visitor) => Promise<unknown>;
}): Operation {
  const query = z.strictObject(declared.query);
  return {
    ...declared,
    query,
    // What the schema has read is of its type.
    answer: (read, visitor) => declared.answer(read as z.infer<z.ZodObject<Q>>, visitor),
  };
}

/** What is asked or done in the session of who asks: its answer is kept nowhere, and knows the type of its body. */
export function action<B extends z.ZodType = z.ZodUndefined>(declared: {
  readonly method: Action['method'];
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly body?: B | 'bytes';
  readonly bodyLimitBytes?: number;
  readonly status?: Action['status'];
  readonly answer: (asked: {
    readonly body: z.infer<B>;
    readonly request: Request;
    readonly response: Response;
  }) => Promise<unknown>;
}): Action {
  const { body, bodyLimitBytes: limitBytes = BODY_LIMIT_BYTES, status = 200, ...rest } = declared;
  return {
    ...rest,
    query: z.strictObject(
      Object.fromEntries(pathParametersOf(declared.path).map((name) => [name, z.string()])),
    ),
    status,
    cacheControl: 'no-store',
    ...(body !== undefined && { body: body === 'bytes' ? body : { json: body, limitBytes } }),
    answer: (asked) => declared.answer({ ...asked, body: asked.body as z.infer<B> }),
  };
}

/** Serves the operations and, at /openapi.json, says what they are. */
export function createOperationsRouter(
  operations: readonly Operation[],
  visitorOf: (request: Request) => Visitor,
  actions: readonly Action[] = [],
): Router {
  const all = [
    ...operations.map((question): Action => ({
      ...question,
      method: 'get',
      status: 200,
      cacheControl: 'private, no-cache',
      answer: ({ query, request }) => question.answer(query, visitorOf(request)),
    })),
    ...actions,
  ];
  const router = Router();
  for (const [path, ofPath] of Map.groupBy(all, (one) => one.path)) {
    const route = router.route(path.replaceAll(/\{(\w+)\}/g, ':$1'));
    for (const one of ofPath) {
      if (typeof one.body === 'object') route[one.method](jsonBody(one.body.limitBytes));
      route[one.method]((request, response) => serve(one, request, response));
    }
    route.all(
      onlyMethods(
        ...ofPath.flatMap(({ method }) => (method === 'get' ? ['GET', 'HEAD'] : method.toUpperCase())),
      ),
    );
  }
  router.get('/openapi.json', (_request, response) => {
    response.type('application/vnd.oai.openapi+json;version=3.1').send(JSON.stringify(documentOf(all)));
  });
  return router;
}

async function serve(
  { query, body, status, cacheControl, answer }: Action,
  request: Request,
  response: Response,
): Promise<void> {
  const read = query.safeParse({ ...request.query, ...request.params });
  if (!read.success) throw refusal(read.error);
  refuseUnstorable(read.data, 'parameter-invalid');
  let given: unknown;
  if (typeof body === 'object') {
    const parsed = body.json.safeParse(request.body);
    if (!parsed.success) throw new Problem('body-invalid', sentenceOf(parsed.error, 'the body'));
    refuseUnstorable(request.body, 'body-invalid');
    given = parsed.data;
  }
  response.set('Cache-Control', cacheControl);
  const answered = await answer({ query: read.data, body: given, request, response });
  if (answered === undefined) response.sendStatus(204);
  else if (answered instanceof FileAnswer)
    response.attachment(answered.name).type(answered.mediaType).send(answered.content);
  else response.status(status).json(answered);
}

/** The database takes no text with the null character or half a character, not even to look for it. */
function refuseUnstorable(value: unknown, code: 'parameter-invalid' | 'body-invalid', path = ''): void {
  if (typeof value === 'string' && (value.includes('\0') || !value.isWellFormed()))
    throw new Problem(code, `${path || 'The text'} cannot hold the null character or half of a character.`);
  if (typeof value !== 'object' || value === null) return;
  for (const [name, part] of Object.entries(value)) {
    refuseUnstorable(name, code, path);
    refuseUnstorable(part, code, path === '' ? name : `${path}.${name}`);
  }
}

function refusal(error: z.ZodError): Problem {
  const [issue] = error.issues;
  if (issue?.code === 'unrecognized_keys')
    return new Problem('parameter-unknown', `${issue.keys.join(', ')} is no parameter of this operation.`);
  return new Problem('parameter-invalid', sentenceOf(error, 'the query'));
}

function sentenceOf({ issues: [issue] }: z.ZodError, whole: string): string {
  return `${issue?.path.join('.') || whole}: ${issue?.message ?? ''}.`;
}

function documentOf(operations: readonly Action[]): unknown {
  return {
    openapi: '3.1.0',
    info: {
      title: '琼城孪生 · domain operations',
      version: '1',
      description: 'Answers follow the grade of the visitor. Data itself is at /ogc.',
    },
    servers: [{ url: '/api' }],
    paths: Object.fromEntries(
      [...Map.groupBy(operations, ({ path }) => path)].map(([path, ofPath]) => [
        path,
        Object.fromEntries(ofPath.map((one) => [one.method, descriptionOf(one)])),
      ]),
    ),
  };
}

function descriptionOf({ method, path, tag, summary, query, body, status }: Action): unknown {
  const id = path.slice(1).replaceAll(/[{}]/g, '').replaceAll('/', '-');
  return {
    tags: [tag],
    summary,
    operationId: method === 'get' ? id : `${method}-${id}`,
    parameters: parametersOf(query, path),
    ...(body !== undefined && {
      requestBody: {
        required: true,
        content:
          body === 'bytes'
            ? { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } }
            : { 'application/json': { schema: z.toJSONSchema(body.json, { io: 'input' }) } },
      },
    }),
    responses: {
      [status]: {
        description: summary,
        ...(status !== 204 && { content: { 'application/json': { schema: { type: 'object' } } } }),
      },
      default: {
        description: 'A problem (RFC 9457) with a stable code and the way out',
        content: { 'application/problem+json': { schema: { type: 'object' } } },
      },
    },
  };
}

function pathParametersOf(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
}

function parametersOf(query: z.ZodObject, path: string): unknown[] {
  const { properties = {}, required = [] } = z.toJSONSchema(query, { io: 'input' });
  return Object.entries(properties).map(([name, schema]) => {
    const { description, ...rest } = typeof schema === 'object' ? schema : {};
    return {
      name,
      in: path.includes(`{${name}}`) ? 'path' : 'query',
      required: required.includes(name),
      description,
      schema: rest,
    };
  });
}
