import { z } from 'zod';
import {
  ApplicantKindSchema,
  CaseNoSchema,
  ChannelSchema,
  CodeSchema,
  EditionNameSchema,
  IdTypeSchema,
  InstructionSchema,
  LevelSchema,
  LIMITS,
  OpeningHoursSchema,
  RestartsSchema,
  RunsSchema,
  ServiceRecordSchema,
  StageSchema,
  TerminalIdSchema,
  TerminalKindSchema,
  textSchema,
  UnknownKeysSchema,
} from '../../protocol/index.ts';
import { SYSTEM_KINDS } from '../people/system-kind.ts';
import { ORDER_STATES } from '../workorders/state.ts';
import { FollowUpAnswerSchema } from '../workorders/step.ts';

export const EpochMsSchema = z.int().describe('Milliseconds since 1970-01-01T00:00Z');

export const LiveRatingSchema = z.object({
  position: z.int().describe('Place in the ledger; grows'),
  terminalId: z.string().describe('The terminal; `phone` or `system:<id>` where it came by none'),
  eventId: z.string(),
  seq: z.int().nullable().describe('null where no terminal counts its events'),
  caseNo: CaseNoSchema,
  stage: StageSchema,
  level: LevelSchema.nullable().describe('null for a theme rated by its linked cases alone'),
  channel: ChannelSchema,
  standing: z
    .enum(['counted', 'unmatched', 'refused', 'forged', 'notAdopted'])
    .describe(
      'counted: in the figures; unmatched: waits for its service record; ' +
        "notAdopted: left out of the person's figures (SZ-22a)",
    ),
  itemCode: z.string().nullable(),
  itemName: z.string().nullable(),
  windowNo: z.string().nullable(),
  staffNo: z.string().nullable(),
  tappedAt: EpochMsSchema.describe("When the citizen tapped, corrected for the device's clock"),
  receivedAt: EpochMsSchema,
  storedAt: EpochMsSchema,
  receiptCode: z.string(),
  signature: z
    .enum(['unverified', 'valid', 'bad', 'none'])
    .describe('none: it came by no terminal, so there is no key that could have signed it'),
});

export const ExplanationSchema = z.object({
  rule: z.string().describe('Rule id, e.g. SZ-18c'),
  pack: z.string().describe('Rule pack and its version'),
  facts: z.record(z.string(), z.unknown()),
});

export const MaskedApplicantSchema = z.object({
  kind: ApplicantKindSchema,
  name: z.string().describe('e.g. 欧阳**'),
  idType: IdTypeSchema.nullable(),
  idNo: z.string().nullable().describe('e.g. 4403**********1234'),
  phone: z.string().nullable().describe('e.g. 138****5678'),
});

export const ShownIdentitySchema = z
  .discriminatedUnion('state', [
    z.object({ state: z.literal('kept'), applicant: MaskedApplicantSchema }),
    z.object({
      state: z.literal('deleted'),
      deletedAt: EpochMsSchema,
      rule: z.string(),
    }),
    z.object({ state: z.literal('unreadable') }),
  ])
  .nullable()
  .describe('Who the case is for, masked (SZ-16); null when no record named anybody');

export const CaseViewSchema = z.object({
  caseNo: CaseNoSchema,
  identity: ShownIdentitySchema,
  records: z.array(
    z.object({
      systemId: z.string(),
      record: ServiceRecordSchema.omit({ applicant: true }),
      receivedAt: EpochMsSchema,
      position: z.int(),
    }),
  ),
  invitations: z.array(
    z.object({
      invitationId: z.string(),
      kind: z.enum(['plain', 'batch', 'theme']).describe('One case, SZ-20a, SZ-20b'),
      stage: StageSchema,
      pack: z.string().describe('The rule pack in force when the case was completed'),
      openedAt: EpochMsSchema,
      closesAt: EpochMsSchema.describe('Exclusive (SZ-17a)'),
      status: z.enum(['open', 'rated', 'closed', 'defaulted']),
      defaultLevel: LevelSchema.nullable().describe('The level that stands by rule (SZ-17b)'),
      cases: z.array(
        z.object({
          caseNo: CaseNoSchema,
          role: z.enum(['own', 'linked']),
          itemCode: z.string(),
          itemName: z.string(),
        }),
      ),
      explanation: ExplanationSchema,
    }),
  ),
  ratings: z.array(
    LiveRatingSchema.extend({
      explanation: ExplanationSchema,
      order: z
        .object({
          orderNo: z.string(),
          state: z.enum(ORDER_STATES),
          substantiated: z.boolean().nullable(),
          answer: FollowUpAnswerSchema.nullable(),
        })
        .nullable()
        .describe('The work order that it opened, with what came of it (SZ-22b)'),
    }),
  ),
});

export const QuarantineEntrySchema = z.object({
  position: z.int(),
  at: EpochMsSchema,
  terminalId: z.string().nullable(),
  source: z.string(),
  reason: z.string(),
  detail: z.string(),
  digest: z.string().describe('SHA-256 of the payload, base64url'),
  payload: z.string().describe('What was sent, base64'),
});

export const TerminalViewSchema = z.object({
  terminalId: TerminalIdSchema,
  terminalNo: z.string(),
  kind: TerminalKindSchema,
  hallId: z.string(),
  windowNo: z.string().nullable(),
  status: z.enum(['enrolled', 'suspended', 'revoked']),
  enrolledAt: EpochMsSchema,
  connected: z.boolean().describe('Its connection to the hub is open now'),
  screen: z.string().nullable(),
  keypad: z.string().nullable(),
  unknownKeys: UnknownKeysSchema.nullable().describe('As it last said; null where none ever did'),
  restarts: RestartsSchema.nullable(),
  bootId: z.string().nullable(),
  appVersion: z.string().nullable(),
  pending: z.int().nullable().describe('Ratings in its outbox at its last hello'),
  lastSeenAt: EpochMsSchema.nullable(),
  lastRatingAt: EpochMsSchema.nullable(),
  contiguousSeq: z.int(),
  desired: z
    .object({
      configurationRevision: z.int(),
      paused: z.boolean(),
      edition: EditionNameSchema.nullable().describe('null: what came with the agent'),
      instruction: InstructionSchema.nullable(),
    })
    .describe('What it should run'),
  runs: RunsSchema.nullable().describe('What it runs, as it last said'),
});

export const EnrolmentViewSchema = z.object({
  enrolmentId: z.string(),
  userCode: z.string().describe('The code on the screen of the device'),
  kind: TerminalKindSchema,
  hint: z.string().nullable(),
  appVersion: z.string(),
  keyFingerprint: z.string(),
  requestedAt: EpochMsSchema,
  expiresAt: EpochMsSchema,
});

export const DirectorySchema = z.strictObject({
  halls: z.array(
    z.strictObject({
      hallId: CodeSchema,
      name: textSchema(LIMITS.placeName),
      notices: z.array(textSchema(LIMITS.noticeText)).max(LIMITS.notices),
      openingHours: OpeningHoursSchema.optional(),
      windows: z.array(
        z.strictObject({
          windowNo: CodeSchema,
          name: textSchema(LIMITS.placeName),
          staffNo: CodeSchema.nullable().describe('Who serves there today'),
        }),
      ),
    }),
  ),
  staff: z.array(
    z.strictObject({
      staffNo: CodeSchema,
      name: textSchema(LIMITS.personName),
      photoUrl: z.url().max(500).optional(),
    }),
  ),
  items: z.array(
    z.strictObject({
      itemCode: CodeSchema,
      name: textSchema(LIMITS.itemName),
      certificate: z.boolean().describe('Ends in a paper result to be collected?'),
      departmentCode: CodeSchema.optional(),
    }),
  ),
});

export const SystemKindSchema = z
  .enum(SYSTEM_KINDS)
  .describe(
    'business: service records and ratings. hotline: steps of work orders besides (SZ-21a)',
  );

export const SystemViewSchema = z.object({
  systemId: CodeSchema,
  name: z.string(),
  kind: SystemKindSchema,
  addedAt: EpochMsSchema,
  revokedAt: EpochMsSchema.nullable(),
});

export const StateSchema = z.object({
  epoch: z.string().describe('Changes when the hub was restored from a backup'),
  schemaVersion: z.int(),
  ledger: z.object({ position: z.int(), hash: z.string() }),
  counts: z.object({
    counted: z.int(),
    unmatched: z.int(),
    refused: z.int(),
    forged: z.int(),
    notAdopted: z.int(),
    defaults: z.int().describe('Made by rule (SZ-17b)'),
    test: z.int(),
    quarantined: z.int(),
  }),
  unverified: z.int().describe('Ratings whose signature has not been judged yet'),
});

/** Newest first; `before` is the position of the last one that was seen. */
export const PageSchema = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  before: z.coerce.number().int().min(1).optional(),
});

/** Leaves out what was not given, as the store's queries want it. */
export function pageOf(page: z.infer<typeof PageSchema>): { limit: number; before?: number } {
  return page.before === undefined
    ? { limit: page.limit }
    : { limit: page.limit, before: page.before };
}
