import { z } from 'zod';
import type { Flaw } from '../rules/flaw.ts';
import type { Admission } from '../rules/rule-book.ts';
import type { PackRow } from '../store/port.ts';
import { Problem, ProblemErrorSchema } from './problems.ts';

/** Who imported a pack or calendar and when; null where the release brought it. */
export const ImportedSchema = z
  .object({ at: z.int().describe('Milliseconds since 1970-01-01T00:00Z'), by: z.string() })
  .nullable() satisfies z.ZodType<PackRow['imported']>;

/** What an import would say, with nothing imported. */
export const ValidationSchema = z.object({
  valid: z.boolean(),
  known: z.boolean().describe('The hub has exactly this already'),
  errors: z.array(ProblemErrorSchema),
});
export type Validation = z.infer<typeof ValidationSchema>;

/** The answer to a dry run with content that is wrong in itself. */
export function invalid(errors: Flaw[]): Validation {
  return { valid: false, known: false, errors };
}

/** The answer to a dry run with sound content. */
export function validationOf(admission: Admission): Validation {
  if (admission.status === 'refused') return invalid(admission.errors);
  return { valid: true, known: admission.status === 'known', errors: [] };
}

/** Content that is wrong in itself. */
export function unsound(what: string, errors: Flaw[]): Problem {
  return new Problem(422, 'invalid', `The ${what} is not sound; nothing was imported.`, errors);
}

/** Sound content that contradicts what the hub has. */
export function clash(what: string, errors: Flaw[]): Problem {
  const detail = `The ${what} contradicts what the hub has; nothing was imported.`;
  return new Problem(409, 'clash', detail, errors);
}
