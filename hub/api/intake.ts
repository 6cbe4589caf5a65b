import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { HALF_CHARACTER, halfCharacter, LIMITS } from '../../protocol/index.ts';
import { Problem, type ProblemError } from './problems.ts';

/** What became of one thing that a business system handed in. */
interface Taken {
  status: string;
  errors?: ProblemError[] | undefined;
}

/** For a body that is one thing or an array of them. */
export function oneOrMany<Thing extends z.ZodType>(schema: Thing) {
  return z.union([schema, z.array(schema).min(1).max(LIMITS.recordsPerCall)]);
}

/** For a body that its handler checks, part by part or by rules that no schema can say. */
export const uncheckedBody = () => (value: unknown) => ({ value });

/**
 * Takes each by itself, so that a bad one does not hold up the others. A refused one that came alone is a problem (422),
 * as is too long an array.
 */
export async function takeEach<Result extends Taken>(
  given: unknown,
  called: { one: string; many: string },
  take: (one: unknown) => Promise<Result>,
): Promise<{ results: Result[] }> {
  if (!Array.isArray(given)) {
    const result = await take(given);
    if (result.status !== 'refused') return { results: [result] };
    throw new Problem(422, 'refused', `The ${called.one} was refused.`, result.errors);
  }
  if (given.length === 0 || given.length > LIMITS.recordsPerCall) {
    const message = `1 to ${LIMITS.recordsPerCall} ${called.many} at a time, got ${given.length}`;
    throw new Problem(400, 'invalid', message, [{ path: 'body', message }]);
  }
  return { results: await Promise.all(given.map(take)) };
}

/** By what id an answer can name what was too broken to be read; null when there is none. */
export function idOf(given: unknown, name: string): string | null {
  const id = (given as Record<string, unknown> | null)?.[name];
  return typeof id === 'string' ? id.slice(0, 64) : null;
}

/**
 * Refuses a body with half a character in it: nothing could be hashed or kept of it. Of many things
 * each is looked at by its own schema, so that a bad one does not hold up the others.
 */
export async function refuseHalfCharacters({ body }: FastifyRequest): Promise<void> {
  const path = Array.isArray(body) ? null : halfCharacter(body);
  if (path === null) return;
  const error = { path: `body.${path}`, message: HALF_CHARACTER };
  throw new Problem(400, 'invalid', 'The request does not match its description.', [error]);
}
