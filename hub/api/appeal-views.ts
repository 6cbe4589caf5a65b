import { z } from 'zod';
import { CaseNoSchema } from '../../protocol/index.ts';
import { FilingSchema } from '../appeals/appeal.ts';
import { AttachmentSchema } from '../workorders/step.ts';
import { ExplanationSchema } from './views.ts';

const EpochMsSchema = z.int().describe('Milliseconds since 1970-01-01T00:00Z');

export const AppealNoSchema = z
  .string()
  .regex(/^SS\d{8}-\d{6,15}$/, 'expected e.g. SS20261120-000123')
  .describe('Number of an appeal: the day of its rating, and its place in the ledger');

const told = { text: z.string(), attachments: z.array(AttachmentSchema) };

export const AppealViewSchema = z.object({
  appealNo: AppealNoSchema,
  rating: z.int().describe('Position of the rating in the ledger; page with it'),
  caseNo: CaseNoSchema,
  staffNo: z.string(),
  subject: FilingSchema.shape.subject,
  ground: FilingSchema.shape.ground,
  state: z
    .enum(['filed', 'decided', 'rechecked', 'lapsed'])
    .describe('lapsed: the rating stopped counting before a decision'),
  upheld: z.boolean().nullable(),
  standing: z.string().describe('How the rating stands now'),
  filedAt: EpochMsSchema,
  filedBy: z.string(),
  ...told,
  explanation: ExplanationSchema,
  decisions: z.array(
    z.object({
      at: EpochMsSchema,
      by: z.string(),
      uphold: z.boolean(),
      ...told,
      explanation: ExplanationSchema,
    }),
  ),
});
