import { z } from 'zod';
import {
  CaseNoSchema,
  CodeSchema,
  InstantSchema,
  TerminalIdSchema,
  textSchema,
} from '../identifiers.ts';
import { LIMITS } from '../limits.ts';
import { ApplicantSchema } from './applicant.ts';
import { ServiceItemSchema, StaffSchema } from './prompt.ts';

/** What happened to the case (SZ-18, SZ-15/19). */
export const SERVICE_EVENTS = {
  received: '收件 succeeded at a window',
  receiptFailed: '收件 failed (SZ-18g)',
  accepted: '受理',
  notAccepted: '不予受理 (SZ-18g)',
  granted: 'decided: 准予',
  refused: 'decided: 不予许可',
  returned: 'decided: 退件',
  collected: 'the paper result was collected and signed for',
  flowEnded: 'a kiosk flow ended normally (SZ-18f)',
  consultationEnded: 'a consultation or complaint call ended (SZ-15/19)',
} as const;

export const ServiceEventSchema = z.enum(
  Object.keys(SERVICE_EVENTS) as [keyof typeof SERVICE_EVENTS, ...(keyof typeof SERVICE_EVENTS)[]],
);
export type ServiceEvent = z.infer<typeof ServiceEventSchema>;

/** A linked case (关联业务) of a theme service, as the theme's own record names it (SZ-20b). */
export const LinkedCaseSchema = z.strictObject({
  caseNo: CaseNoSchema,
  item: ServiceItemSchema,
  departmentCode: CodeSchema.optional().describe('The body responsible for this linked item'),
});
export type LinkedCase = z.infer<typeof LinkedCaseSchema>;

/**
 * business system → hub (HTTP), or window PC → agent: one step of one case. The same
 * `recordId` with the same content may come any number of times; with another content it is a
 * contradiction and refused.
 */
export const ServiceRecordSchema = z.strictObject({
  recordId: textSchema(64).min(1).describe("The business system's own id of this record"),
  caseNo: CaseNoSchema,
  event: ServiceEventSchema,
  occurredAt: InstantSchema,
  mode: z.enum(['window', 'online', 'kiosk', 'hotline']).describe('Where this step was done'),
  item: ServiceItemSchema,
  certificate: z
    .boolean()
    .describe('Does the case end in a paper result to be collected? (SZ-18b, SZ-18d)'),
  hallId: CodeSchema.optional(),
  departmentCode: CodeSchema.optional().describe('统一社会信用代码 of the responsible body'),
  windowNo: CodeSchema.optional().describe('Required at a window'),
  staff: StaffSchema.optional().describe('Who served; required at a window'),
  terminalId: TerminalIdSchema.optional().describe('Required at a kiosk: which one'),
  declarationNo: CaseNoSchema.optional().describe(
    '申报号: cases of one declaration of one item at one window are rated once (SZ-20a)',
  ),
  visitNo: CodeSchema.optional().describe(
    'Which visit to the window this step belongs to; without it a day is a visit (SZ-20a)',
  ),
  linkedCases: z
    .array(LinkedCaseSchema)
    .min(1)
    .max(LIMITS.linkedCases)
    .optional()
    .describe('Makes this the record of a theme service: the cases it bundles (SZ-20b)'),
  note: textSchema(LIMITS.noticeText).optional(),
  applicant: ApplicantSchema.optional().describe(
    'Who the case is for; never sent to a terminal, sealed at the hub (SZ-16)',
  ),
  test: z.boolean().optional().describe('A test case: kept, and left out of every figure (SZ-23a)'),
});
export type ServiceRecord = z.infer<typeof ServiceRecordSchema>;
