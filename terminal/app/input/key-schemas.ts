import { z } from 'zod';
import { LevelSchema } from '../../../protocol/index.ts';

/**
 * What an agent tells of keys. Apart from what is done with them, so that the page's first screen,
 * which acts on keys and parses nothing, loads no schemas.
 */

/** What a key of an accessible keypad does; to the page such a keypad is a keyboard. */
export const HidActionSchema = z.enum([
  ...(['1', '2', '3', '4', '5'] as const),
  'confirm',
  'back',
  'headphonesIn',
  'headphonesOut',
]);
export type HidAction = z.infer<typeof HidActionSchema>;

/** `KeyboardEvent.key` or `.code` as the keypad sends it → what it does. */
export const HidKeysSchema = z.record(z.string().min(1).max(40), HidActionSchema);
export type HidKeys = z.infer<typeof HidKeysSchema>;

/** What a citizen pressed at a keypad, whatever its device calls it. */
export const KeypadKeySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('level'), level: LevelSchema }),
  z.object({ kind: z.enum(['confirm', 'back']) }),
]);
export type KeypadKey = z.infer<typeof KeypadKeySchema>;
