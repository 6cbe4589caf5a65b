import { z } from 'zod';
import { LevelSchema } from '../../protocol/index.ts';
import { BEHAVIOUR_NAMES } from '../behaviours/behaviour.ts';
import { BEHAVIOURS } from '../parties/party.ts';

const AliasSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,19}$/, 'expected a short name, e.g. first')
  .describe('A case by the name it has in this file; its number is made at each run');
const PlaceSchema = z
  .string()
  .regex(/^[A-Z]\d{2,3}$/, 'expected e.g. A01')
  .describe('A window or kiosk of this scenario');
const ItemSchema = z
  .string()
  .max(40)
  .describe("Code of an item of the simulator's catalogue; default GA-0102 居住证签注");
const SecondsSchema = z.number().min(0).max(600);
const WithinSchema = SecondsSchema.default(20).describe('So long it is waited for, in seconds');
const DurationSchema = z
  .string()
  .regex(/^-?P(?!$)(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$/, 'expected e.g. P7D, PT30M or -P1D')
  .describe('ISO 8601, days to seconds');
const ORDER_STATES = [
  'opened',
  'dispatched',
  'accepted',
  'returned',
  'verified',
  'rectified',
  'followedUp',
  'closed',
  'reopened',
  'cancelled',
  'none',
] as const;
export const RECEIVERS = ['hotline', 'sms', 'province'] as const;
const ReceiverSchema = z.enum(RECEIVERS);

/** `step`, and the fields that belong to it; a field that does not is an error. */
function step<Name extends string, Shape extends z.ZodRawShape>(
  name: Name,
  words: string,
  shape: Shape,
) {
  return z.strictObject({ step: z.literal(name), ...shape }).describe(words);
}

const happenings = [
  step('finish-case', 'A window PC reports that a case is finished at its window', {
    window: PlaceSchema,
    case: AliasSchema,
    item: ItemSchema.optional(),
    event: z
      .enum(['received', 'granted', 'refused', 'returned', 'collected'])
      .optional()
      .describe('What happened to it; default: what finishes a case of this item (SZ-18)'),
    declaration: AliasSchema.optional().describe('Cases of one declaration are a batch (SZ-20a)'),
    linked: z
      .array(z.strictObject({ case: AliasSchema, item: ItemSchema }))
      .min(1)
      .optional()
      .describe('Makes it a theme service with these linked cases (SZ-20b)'),
    phone: z.string().optional().describe('Telephone of the applicant, for the reminder (SZ-13)'),
  }),
  step('end-flow', 'The flow at a kiosk ends normally (SZ-18f)', {
    kiosk: PlaceSchema,
    case: AliasSchema,
    item: ItemSchema.optional(),
  }),
  step('rate', 'The citizen rates what the terminal asks; over when the tap is durable', {
    at: PlaceSchema,
    level: LevelSchema.nullable().describe('null: by linked cases alone (SZ-20b)'),
    case: AliasSchema.optional().describe('Wait until this case is asked about'),
    business: LevelSchema.optional(),
    service: LevelSchema.optional(),
    tags: z.array(z.string()).max(8).optional().describe('Codes of the national list'),
    text: z.string().max(500).optional(),
    linked: z
      .array(z.strictObject({ case: AliasSchema, level: LevelSchema }))
      .min(1)
      .optional(),
    kept: z.boolean().default(true).describe('false: it must fail to be kept, and say so'),
  }),
  step('decline', 'The citizen does not want to rate now (SZ-04)', { at: PlaceSchema }),
  step('begin', 'A behaviour begins at a window or kiosk', {
    behaviour: z.enum(BEHAVIOUR_NAMES),
    at: PlaceSchema,
    ahead: DurationSchema.optional().describe('Of `drifts`: how far its clock is off'),
    seconds: SecondsSchema.optional().describe('Ends by itself after that, before the next step'),
  }),
  step('end', 'A behaviour that was begun ends', {
    behaviour: z.enum(BEHAVIOUR_NAMES),
    at: PlaceSchema,
  }),
  step('kill-hub', 'The process of the hub is killed: no farewell, nothing flushed', {}),
  step('stop-hub', 'The hub is stopped in order', {}),
  step('start-hub', 'The hub is started again on its data', {}),
  step('pass', 'Time passes at the hub and at every device', { by: DurationSchema }),
  step('wait', 'Nothing happens for a while, in real seconds', { seconds: SecondsSchema }),
  step('set-receiver', 'A receiver of the hub behaves so from now on', {
    receiver: ReceiverSchema,
    behaviour: z.enum(BEHAVIOURS),
    reason: z.string().max(200).optional().describe('What it says when it refuses'),
  }),
  step('resend', 'An administrator sends again what a receiver refused', {
    receiver: ReceiverSchema,
  }),
  step('hotline-reports', 'The 12345 hotline reports a step of the work order of a case', {
    case: AliasSchema,
    report: z.enum(['dispatch', 'accept', 'return', 'verify', 'rectify', 'followUp']),
  }),
] as const;

const expectations = [
  step('expect-prompt', 'A terminal asks about a case', {
    at: PlaceSchema,
    case: AliasSchema,
    cases: z.int().min(2).optional().describe('So many by one rating (SZ-20a)'),
    linked: z.int().min(1).optional().describe('So many linked cases (SZ-20b)'),
    within: WithinSchema,
  }),
  step('expect-rating', 'What the hub has of a case', {
    case: AliasSchema,
    times: z.int().min(0).default(1).describe('So many ratings, no more'),
    level: LevelSchema.nullable().optional(),
    standing: z
      .enum(['counted', 'unmatched', 'refused', 'forged', 'notAdopted'])
      .default('counted'),
    within: WithinSchema,
  }),
  step('expect-invitation', 'How the right to rate a case stands', {
    case: AliasSchema,
    status: z.enum(['open', 'rated', 'closed', 'defaulted', 'none']),
    level: LevelSchema.optional().describe('The level that stands by rule (SZ-17b)'),
    within: WithinSchema,
  }),
  step('expect-order', 'Where the work order of a case stands (SZ-21c)', {
    case: AliasSchema,
    state: z.enum(ORDER_STATES),
    within: WithinSchema,
  }),
  step('expect-receiver', 'What a receiver has taken, each message once', {
    receiver: ReceiverSchema,
    taken: z.int().min(0),
    within: WithinSchema,
  }),
  step('expect-refused', 'So many messages a receiver refused, as the hub knows', {
    receiver: ReceiverSchema,
    refused: z.int().min(0),
    within: WithinSchema,
  }),
  step('expect-outbox', 'What still waits in the outbox of a terminal', {
    at: PlaceSchema,
    pending: z.int().min(0),
    within: WithinSchema,
  }),
] as const;

/** One thing that happens, or that must hold. */
export const StepSchema = z.discriminatedUnion('step', [...happenings, ...expectations]);
export type Step = z.infer<typeof StepSchema>;
export type StepName = Step['step'];
export type StepOf<Name extends StepName> = Extract<Step, { step: Name }>;

/** Each with what it means, in the order of the documentation. */
export const STEP_WORDS: readonly { name: StepName; words: string }[] = [
  ...happenings,
  ...expectations,
].map((schema) => ({
  name: schema.shape.step.value,
  words: schema.description ?? '',
}));
