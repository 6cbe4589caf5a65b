import { z } from 'zod';
import { VersionSchema } from '../envelope.ts';
import { BootIdSchema, TerminalIdSchema } from '../identifiers.ts';
import { RunsSchema } from './upkeep.ts';

export const UnknownKeysSchema = z
  .object({
    count: z.int().min(0),
    lastCode: z.string().max(40).nullable().describe('As the device names it'),
  })
  .describe('Presses since the start that the keypad driver does not know; never a level');
export type UnknownKeys = z.infer<typeof UnknownKeysSchema>;

export const RestartsSchema = z
  .object({ count: z.int().min(0), lastWhy: z.string().max(120).nullable() })
  .describe("How often the screen's browser was started again since the agent began, and why");
export type Restarts = z.infer<typeof RestartsSchema>;

/**
 * terminal → hub: birth ("online") after connecting, will ("offline") left with the broker.
 * Connected, screen alive, keypad alive and last rating are four different facts.
 */
export const PresenceSchema = z.object({
  version: VersionSchema,
  terminalId: TerminalIdSchema,
  bootId: BootIdSchema,
  state: z.enum(['online', 'offline']),
  screen: z.enum(['alive', 'none', 'unknown']).describe('Is a screen drawing?'),
  keypad: z.enum(['alive', 'lost', 'none']).describe('Is a keypad answering?'),
  unknownKeys: UnknownKeysSchema.optional(),
  restarts: RestartsSchema.optional(),
  runs: RunsSchema.optional().describe('Absent from older terminals, and while a page starts'),
});
export type Presence = z.infer<typeof PresenceSchema>;
