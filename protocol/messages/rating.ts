import { z } from 'zod';
import { EventEnvelopeSchema } from '../envelope.ts';
import { CaseNoSchema, InvitationIdSchema, PromptIdSchema, textSchema } from '../identifiers.ts';
import { LIMITS } from '../limits.ts';
import { LevelSchema } from './level.ts';
import { TagSchema } from './tag.ts';

/** Stage of a case that can be rated: receipt (SZ-18e), completion (SZ-18a–f), consultation (SZ-15/19). */
export const StageSchema = z
  .enum(['receipt', 'completion', 'consultation'])
  .describe('收件 | 办结 | 咨询');
export type Stage = z.infer<typeof StageSchema>;

export const ChannelSchema = z
  .enum(['pc', 'mobile', 'qr', 'evaluator', 'kiosk', 'hotline', 'sms'])
  .describe('By which road the rating was given (SZ-12)');
export type Channel = z.infer<typeof ChannelSchema>;

/** The rating of one linked case of a theme service (SZ-20b). */
export const LinkedRatingSchema = z.object({
  caseNo: CaseNoSchema,
  level: LevelSchema,
  tags: z.array(TagSchema).max(LIMITS.ratingTags).optional(),
});
export type LinkedRating = z.infer<typeof LinkedRatingSchema>;

export const RatingBodySchema = z
  .object({
    caseNo: CaseNoSchema,
    stage: StageSchema,
    invitationId: InvitationIdSchema.nullable().describe(
      'From the prompt; null when the prompt came from the agent while the hub was away',
    ),
    promptId: PromptIdSchema,
    level: LevelSchema.nullable().describe(
      'The overall indicator; required (SZ-11), but for a theme rated by its linked cases alone, where it is null (SZ-20b)',
    ),
    business: LevelSchema.optional().describe('The business indicator (SZ-11)'),
    service: LevelSchema.optional().describe('The service indicator (SZ-11)'),
    tags: z.array(TagSchema).max(LIMITS.ratingTags).optional(),
    text: textSchema(LIMITS.ratingText).optional().describe('Free text, at most 500 code points'),
    linked: z
      .array(LinkedRatingSchema)
      .min(1)
      .max(LIMITS.linkedRatings)
      .optional()
      .describe('Linked cases of a theme rated one by one; the others are covered (SZ-20b)'),
    channel: ChannelSchema,
    input: z.enum(['touch', 'key', 'serial', 'simulated']).describe('What the rater pressed'),
    displayOrder: z
      .array(LevelSchema)
      .length(5)
      .describe('The order in which the levels stood before the rater'),
    language: z.enum(['zh-CN', 'zh-HK', 'en']).describe('Language the rater saw'),
    revisions: z.int().min(0).max(1_000).describe('How often the rater changed the level (修改)'),
  })
  .refine(({ level, linked }) => level !== null || linked !== undefined, {
    path: ['level'],
    message: 'required unless linked cases are rated (SZ-11, SZ-20b)',
  });
export type RatingBody = z.infer<typeof RatingBodySchema>;

/** terminal → hub: one citizen's rating. Frozen, byte for byte, once sending has started. */
export const RatingSchema = EventEnvelopeSchema.extend({ body: RatingBodySchema });
export type Rating = z.infer<typeof RatingSchema>;
