import { z } from 'zod';
import { HubMessageSchema } from '../envelope.ts';
import { EventIdSchema, InstantSchema } from '../identifiers.ts';
import { LIMITS } from '../limits.ts';
import { RefusalErrorSchema, RefusalReasonSchema } from '../refusals.ts';

const StoredSchema = z.object({
  outcome: z.literal('stored'),
  eventId: EventIdSchema,
  standing: z
    .enum(['counted', 'unmatched'])
    .describe('unmatched: kept until the service record of its case arrives'),
  receiptCode: z.string().describe('Short code that the rater may keep'),
  storedAt: InstantSchema.describe('When the hub had it for good'),
  duplicate: z.boolean().describe('true when the hub already had this very rating'),
});

const RefusedSchema = z.object({
  outcome: z.literal('refused'),
  eventId: EventIdSchema.nullable().describe('null when the message was too broken to tell'),
  digest: z
    .string()
    .describe('SHA-256 of the payload bytes, base64url: which message this is about'),
  reason: RefusalReasonSchema,
  detail: z.string(),
  errors: z.array(RefusalErrorSchema).max(LIMITS.refusalErrors),
  kept: z.boolean().describe('true when the hub keeps the message as evidence'),
});

export const ReceiptEntrySchema = z.discriminatedUnion('outcome', [StoredSchema, RefusedSchema]);
export type ReceiptEntry = z.infer<typeof ReceiptEntrySchema>;

/**
 * hub → terminal: what became of ratings. Sent only after the commit. Both outcomes are final: a
 * stored rating leaves the outbox, a refused one moves to the shelf for technicians and is not
 * sent again. No receipt means: send again.
 */
export const ReceiptSchema = HubMessageSchema.extend({
  ledgerEpoch: z.uuid().describe('Changes when the hub was restored from a backup'),
  receipts: z.array(ReceiptEntrySchema).min(1).max(LIMITS.receiptsPerMessage),
});
export type Receipt = z.infer<typeof ReceiptSchema>;
