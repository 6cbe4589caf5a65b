import { z } from 'zod';
import { CodeSchema } from '../identifiers.ts';

/** Which tags, as their owner numbers them. */
export const TagListSchema = z.object({
  list: CodeSchema.describe('Whose list, e.g. "national"'),
  version: z.int().min(1).describe('Version of that list'),
});
export type TagList = z.infer<typeof TagListSchema>;

/**
 * A tag is (list, version, code): other ministries reuse the numbers with other meanings, and
 * retired codes go on arriving from old systems.
 */
export const TagSchema = TagListSchema.extend({
  code: z.string().regex(/^[0-9]{3,6}$/),
});
export type Tag = z.infer<typeof TagSchema>;
