import { z } from 'zod';
import { CodeSchema, textSchema } from '../../protocol/index.ts';

/** Code points of what a step says. */
export const STEP_TEXT = 2_000;
const ATTACHMENTS = 20;
const FILE_NAME = 200;

/** Evidence stays where it is; the hash proves later which file it was. */
export const AttachmentSchema = z.strictObject({
  name: textSchema(FILE_NAME).min(1),
  sha256: z.string().regex(/^[0-9a-f]{64}$/, 'expected 64 lower-case hex digits'),
  bytes: z
    .int()
    .min(0)
    .max(2 ** 40),
});
export type Attachment = z.infer<typeof AttachmentSchema>;

export const AttachmentsSchema = z.array(AttachmentSchema).max(ATTACHMENTS);

/** 回访: what the rater says when asked again, or that nobody could be reached. */
export const FollowUpAnswerSchema = z
  .enum(['satisfied', 'basicallySatisfied', 'notSatisfied', 'notReached'])
  .describe('满意 | 基本满意 (where raters rate the fix) | 不满意 | 未能联系到');
export type FollowUpAnswer = z.infer<typeof FollowUpAnswerSchema>;

const free = {
  text: textSchema(STEP_TEXT).optional(),
  attachments: AttachmentsSchema.optional(),
};
const told = { ...free, text: textSchema(STEP_TEXT).min(1) };

/** One step of a work order, as somebody asks for it (SZ-21c). */
export const StepSchema = z.discriminatedUnion('step', [
  z.strictObject({
    step: z.literal('dispatch').describe('转派 to the responsible body'),
    body: CodeSchema.describe('承办单位'),
    ...free,
  }),
  z.strictObject({ step: z.literal('accept').describe('签收'), ...free }),
  z.strictObject({ step: z.literal('return').describe('退回, with the reason'), ...told }),
  z.strictObject({
    step: z.literal('verify').describe('核实 with the rater, and what was found'),
    substantiated: z.boolean(),
    ...told,
  }),
  z.strictObject({ step: z.literal('rectify').describe('整改, and what was done'), ...told }),
  z.strictObject({
    step: z.literal('followUp').describe('回访'),
    answer: FollowUpAnswerSchema,
    ...free,
  }),
  z.strictObject({ step: z.literal('close').describe('办结 after review'), ...free }),
  z.strictObject({ step: z.literal('reopen').describe('重办, with the reason'), ...told }),
]);
export type Step = z.infer<typeof StepSchema>;
export type StepName = Step['step'];

/** What people write freely in a step of a work order or in an appeal. */
export interface Words {
  text?: string | undefined;
  attachments?: Attachment[] | undefined;
}

/** What was done or decided, without the words. */
export type Bare<T> = T extends unknown ? Omit<T, keyof Words> : never;

/** What the hub does by itself: the rating stops counting, counts again, or is for more cases. */
export type HubStep =
  | { step: 'cancel'; standing: string }
  | { step: 'reinstate'; dueAt: number; provisional: boolean }
  | { step: 'extend'; caseNos: string[] };
