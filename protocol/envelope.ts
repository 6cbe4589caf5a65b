import { z } from 'zod';
import { BootIdSchema, EventIdSchema, InstantSchema, TerminalIdSchema } from './identifiers.ts';

/** Version of the message format. A party that reads another number refuses the message. */
export const WIRE_VERSION = 1;

export const VersionSchema = z.literal(WIRE_VERSION).describe('Version of the message format');

/**
 * What every message of a terminal says about its origin. `deviceTime` is the terminal's own
 * clock, wrong or not; `clockOffsetMs` is what the terminal learned from the hub's welcome
 * (hub time − device time), `null` when it never met the hub.
 */
export const OriginSchema = z.object({
  version: VersionSchema,
  terminalId: TerminalIdSchema,
  bootId: BootIdSchema,
  deviceTime: InstantSchema.describe("The terminal's own clock"),
  clockOffsetMs: z
    .int()
    .nullable()
    .describe('Hub time minus device time in milliseconds; null when never measured'),
});

/** The envelope of everything that must arrive exactly once. */
export const EventEnvelopeSchema = OriginSchema.extend({
  eventId: EventIdSchema,
  seq: z
    .int()
    .min(1)
    .describe('Counts the events of this terminal without gaps, across restarts, from 1'),
  signature: z
    .string()
    .regex(/^[A-Za-z0-9_-]{86}$/, 'expected 86 characters of base64url')
    .describe(
      'ECDSA P-256 with SHA-256 over the UTF-8 canonical JSON (RFC 8785) of this message without its signature; r and s, base64url',
    ),
});

/** The opening of every message of the hub. */
export const HubMessageSchema = z.object({
  version: VersionSchema,
  terminalId: TerminalIdSchema.describe('For whom this is'),
  hubTime: InstantSchema.describe("The hub's clock when this was sent"),
});
