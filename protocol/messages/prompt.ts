import { z } from 'zod';
import { HubMessageSchema, OriginSchema } from '../envelope.ts';
import {
  CaseNoSchema,
  CodeSchema,
  InstantSchema,
  InvitationIdSchema,
  PromptIdSchema,
  textSchema,
} from '../identifiers.ts';
import { LIMITS } from '../limits.ts';
import { StageSchema } from './rating.ts';
import { TagListSchema } from './tag.ts';

export const StaffSchema = z.object({
  staffNo: CodeSchema,
  name: textSchema(LIMITS.personName),
  photoUrl: z.url().max(500).optional(),
});
export type Staff = z.infer<typeof StaffSchema>;

export const ServiceItemSchema = z.object({
  itemCode: CodeSchema,
  name: textSchema(LIMITS.itemName),
});
export type ServiceItem = z.infer<typeof ServiceItemSchema>;

export const ServiceWindowSchema = z.object({
  windowNo: CodeSchema,
  name: textSchema(LIMITS.placeName),
});
export type ServiceWindow = z.infer<typeof ServiceWindowSchema>;

/** One rating for all cases of a declaration (SZ-20a). */
const BatchSchema = z
  .object({
    declarationNo: CaseNoSchema,
    caseNos: z.array(CaseNoSchema).min(2).max(LIMITS.batchCases),
    count: z.int().min(2).describe('How many cases this one rating is for'),
  })
  .describe('One rating for all these cases (SZ-20a)');

const PromptedLinkSchema = z.object({ caseNo: CaseNoSchema, item: ServiceItemSchema });

/** One asking for one rating: all that the screen shows (SZ-14a, SZ-14b). */
export const PromptSchema = z.object({
  promptId: PromptIdSchema,
  invitationId: InvitationIdSchema.nullable().describe('null when an agent asks on its own'),
  caseNo: CaseNoSchema,
  stage: StageSchema,
  item: ServiceItemSchema,
  serviceWindow: ServiceWindowSchema.nullable().describe('null at a kiosk'),
  staff: StaffSchema.nullable().describe('null at a kiosk'),
  issuedAt: InstantSchema,
  showUntil: InstantSchema.describe('After this the terminal shows it no more'),
  batch: BatchSchema.optional(),
  linkedCases: z
    .array(PromptedLinkSchema)
    .min(1)
    .max(LIMITS.linkedCases)
    .optional()
    .describe('A theme service: rate the whole, or these one by one (SZ-20b)'),
  tagList: TagListSchema.optional().describe(
    'The tags to offer, the active national ones when absent; without a list that the terminal ' +
      'knows it offers none, and says so when it reports how the prompt ended (SZ-11)',
  ),
  lastDay: z.iso.date().nullable().describe('Last day on which the case can be rated (SZ-17a)'),
  link: z
    .url()
    .max(500)
    .optional()
    .describe('For a QR code: the same can be rated on a phone until the last day (SZ-14c)'),
  handlingWorkingDays: z
    .int()
    .min(1)
    .optional()
    .describe('Within so many working days a negative rating is dealt with (SZ-21b)'),
});
export type Prompt = z.infer<typeof PromptSchema>;

/**
 * hub → terminal: what the terminal is to ask now. This is desired state: the newest one holds,
 * it is sent again after every hello, and `null` means ask nothing.
 */
export const PromptMessageSchema = HubMessageSchema.extend({ prompt: PromptSchema.nullable() });
export type PromptMessage = z.infer<typeof PromptMessageSchema>;

export const PROMPT_ENDINGS = {
  rated: 'The citizen rated.',
  declined: 'The citizen chose not to rate now.',
  timedOut: 'Nobody touched it in time.',
  replaced: 'The next case came before anybody had touched it.',
  withdrawn: 'The hub or the staff withdrew it before anybody had touched it.',
  expired: 'It arrived after the time until which it may be shown.',
  alreadyRated: 'This terminal has a rating of that case in its outbox.',
  refused: 'The terminal cannot show it; the detail says why.',
} as const;

export const PromptEndingSchema = z.enum(
  Object.keys(PROMPT_ENDINGS) as [keyof typeof PROMPT_ENDINGS, ...(keyof typeof PROMPT_ENDINGS)[]],
);
export type PromptEnding = z.infer<typeof PromptEndingSchema>;

/** terminal → hub: how a prompt ended. Records nothing about the case but "not rated" (SZ-04). */
export const PromptReportSchema = OriginSchema.extend({
  promptId: PromptIdSchema.nullable().describe('null when the prompt could not be read'),
  ending: PromptEndingSchema,
  detail: z
    .string()
    .max(500)
    .optional()
    .describe('Why it was refused, or what of it could not be shown'),
});
export type PromptReport = z.infer<typeof PromptReportSchema>;
