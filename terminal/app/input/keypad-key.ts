import { z } from 'zod';
import { LevelSchema } from '../../../protocol/index.ts';

/** What a citizen pressed at a keypad, whatever its device calls it. */
export const KeypadKeySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('level'), level: LevelSchema }),
  z.object({ kind: z.enum(['confirm', 'back']) }),
]);
export type KeypadKey = z.infer<typeof KeypadKeySchema>;
