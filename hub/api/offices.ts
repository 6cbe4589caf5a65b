import type { FastifyRequest } from 'fastify';

/**
 * The offices that a caller holds. The only kind of account there is, the administrator, holds
 * all of them; what each step needs is checked against this list all the same.
 */
export function officesOf(_request: FastifyRequest): readonly string[] {
  return ['administrator', 'operator', 'handler', 'reviewer', 'appealDecider'];
}
