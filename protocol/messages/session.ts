import { z } from 'zod';
import { HubMessageSchema, OriginSchema } from '../envelope.ts';
import { InstantSchema, PromptIdSchema } from '../identifiers.ts';

/**
 * terminal → hub: after every connect and each half minute. Measures the clock, tells how the
 * outbox stands, and pulls what the terminal should know: the hub answers with welcome,
 * configuration (if newer) and prompt.
 */
export const HelloSchema = OriginSchema.extend({
  appVersion: z.string().max(40),
  pending: z.int().min(0).describe('Ratings in the outbox without a receipt'),
  refused: z.int().min(0).describe('Ratings on the shelf of refused ones'),
  highestSeq: z.int().min(0).describe('Highest sequence number given out so far; 0 for none'),
  promptId: PromptIdSchema.nullable().describe('What the screen asks at this moment'),
  configurationRevision: z.int().min(0).describe('0 when it has none'),
});
export type Hello = z.infer<typeof HelloSchema>;

/** hub → terminal: the answer to hello. */
export const WelcomeSchema = HubMessageSchema.extend({
  helloDeviceTime: InstantSchema.describe('deviceTime of the hello this answers, unchanged'),
  ledgerEpoch: z.uuid().describe('Changes when the hub was restored from a backup'),
  contiguousSeq: z
    .int()
    .min(0)
    .describe('The hub has every event of this terminal up to this sequence number'),
});
export type Welcome = z.infer<typeof WelcomeSchema>;
