import type { FastifyInstance, FastifyReply } from 'fastify';
import { ZodError } from 'zod';
import type { CaseError } from './asking.ts';

/** RFC 9457, with every error by its path. */
export function problem(
  reply: FastifyReply,
  status: number,
  detail: string,
  errors: CaseError[] = [],
): FastifyReply {
  return reply
    .code(status)
    .type('application/problem+json')
    .send({ type: 'about:blank', status, title: detail, detail, errors });
}

/** Faults of the request in the same form; a fault of ours says nothing of its inside. */
export function problemsInsteadOfErrors(app: FastifyInstance): void {
  app.setNotFoundHandler((_request, reply) => problem(reply, 404, 'There is nothing here.'));
  app.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    if (error instanceof ZodError) {
      const errors = error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
      return problem(reply, 400, 'The request cannot be read.', errors);
    }
    const status = error.statusCode ?? 500;
    if (status < 500) return problem(reply, status, error.message);
    request.log.error({ error: error.message }, 'request failed');
    return problem(reply, 500, 'The agent failed; its log says why.');
  });
}
