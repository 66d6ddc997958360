/** Domain operations below /api: declared once, with their parameters, and from that served and described. */
import { Router, type Request } from 'express';
import { z } from 'zod';
import type { Visitor } from '@twin/gis-data/store/read-as.ts';
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

/** Questions that are answered by GET with JSON, or with a file. */
export type Operation = {
  /** Below /api. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  /** How a parameter is read, and what the document says of it by `describe`. */
  readonly query: z.ZodObject;
  readonly answer: (query: Readonly<Record<string, unknown>>, visitor: Visitor) => Promise<unknown>;
};

/** An operation whose answer knows the types of its parameters. */
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

/** Serves the operations and, at /openapi.json, says what they are. */
export function createOperationsRouter(
  operations: readonly Operation[],
  visitorOf: (request: Request) => Visitor,
): Router {
  const router = Router();
  for (const { path, query, answer } of operations)
    router.get(path, async (request, response) => {
      const read = query.safeParse(request.query);
      if (!read.success) throw refusal(read.error);
      // The database takes no such text, not even to look for it.
      for (const [name, value] of Object.entries(read.data))
        if ([value].flat().some((one) => typeof one === 'string' && one.includes('\0')))
          throw new Problem('parameter-invalid', `${name} cannot hold the null character.`);
      response.set('Cache-Control', 'private, no-cache');
      const answered = await answer(read.data, visitorOf(request));
      if (answered instanceof FileAnswer)
        response.attachment(answered.name).type(answered.mediaType).send(answered.content);
      else response.json(answered);
    });
  router.get('/openapi.json', (_request, response) => {
    response
      .type('application/vnd.oai.openapi+json;version=3.1')
      .send(JSON.stringify(documentOf(operations)));
  });
  return router;
}

function refusal(error: z.ZodError): Problem {
  const [issue] = error.issues;
  if (issue?.code === 'unrecognized_keys')
    return new Problem('parameter-unknown', `${issue.keys.join(', ')} is no parameter of this operation.`);
  return new Problem(
    'parameter-invalid',
    `${issue?.path.join('.') ?? 'the query'}: ${issue?.message ?? ''}.`,
  );
}

function documentOf(operations: readonly Operation[]): unknown {
  return {
    openapi: '3.1.0',
    info: {
      title: '琼城孪生 · domain operations',
      version: '1',
      description: 'Answers follow the grade of the visitor. Data itself is at /ogc.',
    },
    servers: [{ url: '/api' }],
    paths: Object.fromEntries(
      operations.map(({ path, tag, summary, query }) => [
        path,
        {
          get: {
            tags: [tag],
            summary,
            operationId: path.slice(1).replaceAll('/', '-'),
            parameters: parametersOf(query),
            responses: {
              200: { description: summary, content: { 'application/json': { schema: { type: 'object' } } } },
              default: {
                description: 'A problem (RFC 9457) with a stable code and the way out',
                content: { 'application/problem+json': { schema: { type: 'object' } } },
              },
            },
          },
        },
      ]),
    ),
  };
}

function parametersOf(query: z.ZodObject): unknown[] {
  const { properties = {}, required = [] } = z.toJSONSchema(query, { io: 'input' });
  return Object.entries(properties).map(([name, schema]) => {
    const { description, ...rest } = typeof schema === 'object' ? schema : {};
    return { name, in: 'query', required: required.includes(name), description, schema: rest };
  });
}
