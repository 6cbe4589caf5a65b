import { z } from 'zod';
import { CaseNoSchema, InstantSchema } from '../identifiers.ts';
import { LIMITS } from '../limits.ts';
import { ServiceItemSchema } from './prompt.ts';
import { StageSchema } from './rating.ts';

const WhySchema = {
  rule: z.string().describe('The rule that says so, e.g. SZ-17a'),
  message: z.string().describe('For the citizen, in Chinese'),
};

const OpenSchema = z.object({
  state: z.literal('open'),
  ...WhySchema,
  stage: StageSchema,
  caseNo: CaseNoSchema,
  item: ServiceItemSchema,
  batch: z
    .object({ caseNos: z.array(CaseNoSchema).max(LIMITS.batchCases), count: z.int().min(2) })
    .optional()
    .describe('One rating for all these cases (SZ-20a)'),
  linkedCases: z
    .array(z.object({ caseNo: CaseNoSchema, item: ServiceItemSchema }))
    .max(LIMITS.linkedCases)
    .optional()
    .describe('A theme service: rate the whole, or these one by one (SZ-20b)'),
  indicators: z
    .array(z.enum(['overall', 'business', 'service']))
    .describe('Which may be asked at this stage (SZ-11, SZ-18e)'),
  lastDay: z.iso.date().describe('Last day on which it can be rated (SZ-17a)'),
  closesAt: InstantSchema.describe('Exclusive'),
  handlingWorkingDays: z
    .int()
    .describe('Within so many working days a negative rating is dealt with (SZ-21b)'),
});

/** What the page behind a QR code needs. Nothing in it is about a person. */
export const PhoneViewSchema = z.discriminatedUnion('state', [
  OpenSchema,
  z.object({ state: z.literal('rated'), ...WhySchema }),
  z.object({ state: z.literal('defaulted'), ...WhySchema }),
  z.object({ state: z.literal('closed'), ...WhySchema }),
  z.object({ state: z.literal('unknown'), ...WhySchema }),
]);
export type PhoneView = z.infer<typeof PhoneViewSchema>;
