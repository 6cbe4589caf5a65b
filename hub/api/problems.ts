import { STATUS_CODES } from 'node:http';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Log } from '../log.ts';

export const ProblemErrorSchema = z.object({
  path: z.string().describe('Dotted path of the field; empty for the whole'),
  message: z.string(),
  rule: z.string().optional().describe('The rule that says so, e.g. SZ-17a'),
});
export type ProblemError = z.infer<typeof ProblemErrorSchema>;

/** RFC 9457, with everything that was wrong at once. */
export const ProblemSchema = z
  .object({
    type: z.string().describe('Stable name of the kind of problem'),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    errors: z.array(ProblemErrorSchema),
  })
  .meta({
    examples: [
      {
        type: 'urn:haochaping:problem:invalid',
        title: 'Bad Request',
        status: 400,
        errors: [{ path: 'body.item.itemCode', message: 'expected string, received undefined' }],
      },
    ],
  });
export type ProblemBody = z.infer<typeof ProblemSchema>;

/** Thrown by a route to answer with a problem. */
export class Problem extends Error {
  readonly status: number;
  readonly kind: string;
  readonly errors: ProblemError[];

  constructor(status: number, kind: string, detail: string, errors: ProblemError[] = []) {
    super(detail);
    this.name = 'Problem';
    this.status = status;
    this.kind = kind;
    this.errors = errors;
  }
}

/** What every documented route may answer besides its own. */
export const PROBLEM_RESPONSES = {
  '4xx': {
    description: 'Refused; the problem says why',
    content: { 'application/problem+json': { schema: ProblemSchema } },
  },
  '5xx': {
    description: 'The hub could not; try again',
    content: { 'application/problem+json': { schema: ProblemSchema } },
  },
};

/** Turns whatever went wrong into a problem; what is our own fault is logged, never shown. */
export function problemHandler(log: Log) {
  return (error: FastifyError | Problem, request: FastifyRequest, reply: FastifyReply) => {
    const problem = problemOf(error);
    if (problem.status >= 500) {
      const route = `${request.method} ${request.routeOptions.url ?? '(none)'}`;
      log.error({ route, error: error.stack ?? String(error) }, 'request failed');
    }
    return sendProblem(reply, problem);
  };
}

export function sendProblem(reply: FastifyReply, problem: ProblemBody): FastifyReply {
  return reply
    .code(problem.status)
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problem));
}

export function problemOf(error: FastifyError | Problem): ProblemBody {
  if (error instanceof Problem) {
    return body(error.status, error.kind, error.message, error.errors);
  }
  if (hasZodFastifySchemaValidationErrors(error)) {
    const errors = error.validation.map((one) => ({
      path: [error.validationContext ?? '', ...one.instancePath.split('/')]
        .filter((step) => step !== '')
        .join('.'),
      message: one.message ?? 'wrong',
    }));
    return body(400, 'invalid', 'The request does not match its description.', errors);
  }
  // StoreError and its like carry no status: the store is away, and the caller can try again.
  if (error.name === 'StoreError') return body(503, 'storeUnavailable', 'Try again later.');
  const status = error.statusCode ?? 500;
  if (status >= 400 && status < 500) {
    return body(status, status === 413 ? 'tooLarge' : 'invalid', error.message);
  }
  return body(500, 'internal', 'The hub failed; its log says more.');
}

function body(status: number, kind: string, detail: string, errors: ProblemError[] = []) {
  const title = STATUS_CODES[status] ?? 'Problem';
  return { type: `urn:haochaping:problem:${kind}`, title, status, detail, errors };
}
