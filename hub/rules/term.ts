import { z } from 'zod';

/**
 * How long something may take, in whole days after the day it began on. Working days are those of
 * the working calendar; natural days are all.
 */
export const TermSchema = z.strictObject({
  days: z.int().min(1).max(365),
  counting: z.enum(['natural', 'working']),
});
export type Term = z.infer<typeof TermSchema>;
