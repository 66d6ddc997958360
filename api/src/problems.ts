/** The one table from error codes to HTTP, and the problem document (RFC 9457) that every error becomes. */
import type { ErrorRequestHandler, Request, Response } from 'express';

const STATUS = {
  'parameter-unknown': 400,
  'parameter-invalid': 400,
  'filter-invalid': 400,
  'filter-not-computable': 400,
  'format-unfit': 400,
  'query-too-slow': 400,
  'selection-too-wide': 400,
  'tile-out-of-range': 400,
  'area-too-large': 400,
  'pipes-not-joined': 400,
  'run-over-itself': 400,
  'pipes-of-two-classes': 400,
  'url-malformed': 400,
  'body-malformed': 400,
  'upload-broken-off': 400,
  'body-invalid': 400,
  'sign-in-failed': 401,
  'sign-in-needed': 401,
  'cross-site': 403,
  'editor-needed': 403,
  'layer-forbidden': 403,
  'whole-city-needed': 403,
  'layer-unknown': 404,
  'layer-has-no-3d': 404,
  'layer-has-no-pictures': 404,
  'layer-has-no-numbers': 404,
  'format-unknown': 400,
  'archive-not-built': 404,
  'collection-unknown': 404,
  'item-unknown': 404,
  'tile-matrix-set-unknown': 404,
  'style-unknown': 404,
  'import-unknown': 404,
  'source-unknown': 404,
  'path-unknown': 404,
  'method-not-allowed': 405,
  'item-referred-to': 409,
  'import-busy': 409,
  'import-idle': 409,
  'import-empty': 409,
  'undo-nothing': 409,
  'undo-not-last': 409,
  'undo-file-gone': 409,
  'version-changed': 412,
  'body-too-large': 413,
  'media-type-unsupported': 415,
  'item-invalid': 422,
  'network-not-run': 422,
  'tile-too-large': 422,
  'version-needed': 428,
  'too-many-attempts': 429,
  busy: 503,
  starting: 503,
  'tile-too-slow': 504,
  'disk-full': 507,
  internal: 500,
} as const;
export type ProblemCode = keyof typeof STATUS;

/** What is wrong with one part of a body. */
export type Fault = { readonly field: string; readonly detail: string };

/** When to ask again whoever is told that it is too early or too much. */
const RETRY_AFTER_SECONDS = 2;

export class Problem extends Error {
  readonly code: ProblemCode;
  readonly faults: readonly Fault[];

  /** @param message names the thing and the way out; it is shown as it is */
  constructor(code: ProblemCode, message: string, faults: readonly Fault[] = []) {
    super(message);
    this.name = 'Problem';
    this.code = code;
    this.faults = faults;
  }
}

export function sendProblem(
  request: Request,
  response: Response,
  code: ProblemCode,
  detail: string,
  faults: readonly Fault[] = [],
): void {
  const status = STATUS[code];
  if (status === 503) response.set('Retry-After', String(RETRY_AFTER_SECONDS));
  response
    .status(status)
    .type('application/problem+json')
    .set('Cache-Control', 'no-store')
    .send(
      JSON.stringify({
        type: `/problems/${code}`,
        title: code.replaceAll('-', ' '),
        status,
        code,
        detail,
        instance: request.originalUrl,
        ...(faults.length > 0 && { errors: faults }),
      }),
    );
}

/** @param report told of errors that are bugs, with their stack; the answer says nothing of the inside */
export function problemHandler(report: (error: unknown, request: Request) => void): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      // Half of an answer cannot become a problem document; the broken connection tells the client.
      report(error, request);
      next(error);
      return;
    }
    if (error instanceof URIError) {
      sendProblem(
        request,
        response,
        'url-malformed',
        'The address holds a % that is not followed by two hexadecimal digits; encode it as %25.',
      );
    } else if (isKnown(error)) {
      sendProblem(request, response, error.code, error.message, error instanceof Problem ? error.faults : []);
    } else if (isOfBody(error)) {
      sendProblem(request, response, ...bodyProblem(error));
    } else {
      report(error, request);
      sendProblem(
        request,
        response,
        'internal',
        'Something failed inside the server. The time of this request identifies it in the log.',
      );
    }
  };
}

/** Of an error that has a code of the table: its status, and its sentence. */
export function knownStatus(error: unknown): { status: number; message: string } | undefined {
  return isKnown(error) ? { status: STATUS[error.code], message: error.message } : undefined;
}

function isKnown(error: unknown): error is Error & { code: ProblemCode } {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    Object.hasOwn(STATUS, error.code) &&
    error.code !== 'internal'
  );
}

/** What the reader of a body says: https://github.com/expressjs/body-parser#errors */
type BodyError = Error & { readonly type: string; readonly limit?: number };

function isOfBody(error: unknown): error is BodyError {
  return (
    error instanceof Error &&
    'type' in error &&
    typeof error.type === 'string' &&
    'status' in error &&
    typeof error.status === 'number' &&
    error.status < 500
  );
}

function bodyProblem({ type, limit }: BodyError): [ProblemCode, string] {
  if (type === 'entity.too.large')
    return ['body-too-large', `The body is too large; here it can have ${limit} bytes.`];
  if (type === 'encoding.unsupported' || type === 'charset.unsupported')
    return ['media-type-unsupported', 'The body is encoded in a way that is not known; send it as UTF-8.'];
  return ['body-malformed', 'The body is broken off or no JSON; send it again as JSON in UTF-8.'];
}
