import { z } from 'zod';
import {
  CaseNoSchema,
  ChannelSchema,
  LevelSchema,
  StageSchema,
  TagSchema,
} from '../../protocol/index.ts';
import { ORDER_STATES } from '../workorders/state.ts';
import { FollowUpAnswerSchema, StepSchema } from '../workorders/step.ts';
import { TIMINGS } from '../workorders/timing.ts';
import { ExplanationSchema } from './views.ts';

const EpochMsSchema = z.int().describe('Milliseconds since 1970-01-01T00:00Z');
const CountSchema = z.int().min(0);

export const OrderNoSchema = z
  .string()
  .regex(/^GD\d{8}-\d{6,15}$/, 'expected e.g. GD20261120-000123')
  .describe('Number of a work order: the day of its rating, and its place in the ledger');

export const OrderStateSchema = z.enum(ORDER_STATES);
export const AllowedSchema = z
  .array(z.string())
  .readonly()
  .describe('The steps that may be taken now');

export const WorkOrderRowSchema = z.object({
  orderNo: OrderNoSchema,
  rating: z.int().describe('Position of the rating in the ledger; page with it'),
  day: z.iso.date().describe('Day of the rating'),
  hallId: z.string(),
  body: z.string().describe('承办单位 responsible now; empty when not known'),
  state: OrderStateSchema,
  substantiated: z.boolean().nullable().describe('null until verified'),
  answer: FollowUpAnswerSchema.nullable().describe('null until followed up'),
  openedAt: EpochMsSchema,
  dueAt: EpochMsSchema.describe('Exclusive: 24:00 of the last day (SZ-21b)'),
  provisional: z.boolean().describe('A working day was counted that no notice covers yet'),
  answeredAt: EpochMsSchema.nullable().describe('When the body reported back'),
  closedAt: EpochMsSchema.nullable(),
  timing: z.enum(TIMINGS).describe('How it stands against its due date at this moment'),
  caseNos: z.array(CaseNoSchema),
  parts: z
    .array(
      z.object({
        caseNo: CaseNoSchema,
        indicator: z.enum(['overall', 'business', 'service']),
        level: LevelSchema,
        itemCode: z.string(),
        staffNo: z.string(),
      }),
    )
    .describe('What was rated negatively (SZ-21a)'),
});

const TakenBySchema = z.union([
  z.object({ account: z.string() }),
  z.object({ system: z.string(), stepId: z.string() }),
  z.object({ hub: z.literal(true) }),
]);

const HubStepSchema = z.discriminatedUnion('step', [
  z.object({ step: z.literal('cancel'), standing: z.string().describe('How the rating stands') }),
  z.object({ step: z.literal('reinstate'), dueAt: EpochMsSchema, provisional: z.boolean() }),
  z.object({
    step: z.literal('extend').describe('Cases joined the batch after it was rated (SZ-20a)'),
    caseNos: z.array(CaseNoSchema),
  }),
]);

export const WorkOrderViewSchema = WorkOrderRowSchema.extend({
  about: z
    .object({
      standing: z.string(),
      stage: StageSchema,
      channel: ChannelSchema,
      level: LevelSchema.nullable().describe('null for a theme rated by its linked cases alone'),
      business: LevelSchema.nullable(),
      service: LevelSchema.nullable(),
      tags: z.array(TagSchema),
      windowNo: z.string().nullable(),
      itemCode: z.string().nullable(),
      staffNo: z.string().nullable(),
      tappedAt: EpochMsSchema,
    })
    .describe('The rating, without its free text'),
  steps: z.array(
    z.object({
      position: z.int(),
      at: EpochMsSchema,
      by: TakenBySchema,
      step: z.union([StepSchema, HubStepSchema]),
    }),
  ),
  allowed: AllowedSchema,
  explanation: ExplanationSchema,
});

export const WorkOrderFiguresSchema = z.object({
  body: z.string().describe('承办单位; empty when not known'),
  opened: CountSchema.describe('= onTime + overdue + running'),
  cancelled: CountSchema.describe('Not among the opened: the rating did not count after all'),
  onTime: CountSchema.describe('Reported back before the due date'),
  overdue: CountSchema.describe('Reported back late, or still due'),
  running: CountSchema,
  verified: CountSchema,
  substantiated: CountSchema,
  followedUp: CountSchema,
  satisfied: CountSchema.describe('满意 or 基本满意 at the follow-up'),
});
