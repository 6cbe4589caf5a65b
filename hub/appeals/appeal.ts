import { z } from 'zod';
import { CodeSchema, textSchema } from '../../protocol/index.ts';
import { AttachmentsSchema, STEP_TEXT } from '../workorders/step.ts';

/** What the appeal is about; only the first can be appealed against (SZ-22a, SZ-22b). */
export const APPEAL_SUBJECTS = {
  staffConduct: '工作人员的服务态度、服务水平',
  itemManagement: '事项管理',
  process: '办事流程',
  efficiency: '服务效率',
  convenience: '服务便民度',
  platform: '平台的便捷性、完善性',
} as const;
export type AppealSubject = keyof typeof APPEAL_SUBJECTS;

const told = {
  text: textSchema(STEP_TEXT).min(1),
  attachments: AttachmentsSchema.optional(),
};

export const FilingSchema = z.strictObject({
  rating: z.int().min(1).describe('Position of the rating in the ledger'),
  staffNo: CodeSchema.describe('Whom the rating names and the appeal is for'),
  subject: z.enum(Object.keys(APPEAL_SUBJECTS) as [AppealSubject, ...AppealSubject[]]),
  ground: z.enum(['false', 'malicious']).describe('不实评价 | 恶意评价'),
  ...told,
});
export type Filing = z.infer<typeof FilingSchema>;

export const DecisionSchema = z.strictObject({
  uphold: z.boolean().describe('true: the rating is not adopted (不予采纳)'),
  ...told,
});
export type Decision = z.infer<typeof DecisionSchema>;

/** Filed, decided once, and perhaps once more on re-check, which is final. */
export type AppealState =
  | { state: 'filed'; filedBy: string }
  | { state: 'decided'; filedBy: string; upheld: boolean; decidedBy: string }
  | { state: 'rechecked'; filedBy: string; upheld: boolean; decidedBy: string };

/** Who files or decides. */
export interface AppealParty {
  account: string;
  roles: readonly string[];
  /** The person's own staff number; null when the account has none. */
  staffNo: string | null;
}

export interface AppealRefusal {
  reason:
    | 'notYours'
    | 'notAppealable'
    | 'notNegative'
    | 'notCounted'
    | 'notConcerned'
    | 'tooLate'
    | 'alreadyAppealed'
    | 'samePerson'
    | 'nothingToReverse'
    | 'final';
  rule: 'SZ-22a' | 'SZ-22b';
  detail: string;
}

/** `SS20261120-000123`: day and ledger position of the rating; a rating is appealed against once. */
export function appealNo(day: string, rating: number): string {
  return `SS${day.replaceAll('-', '')}-${String(rating).padStart(6, '0')}`;
}

/** Ledger position of the rating, or null when it is no appeal number. */
export function parseAppealNo(text: string): { day: string; rating: number } | null {
  const [, year, month, date, digits = ''] = /^SS(\d{4})(\d\d)(\d\d)-(\d{6,15})$/.exec(text) ?? [];
  if (year === undefined) return null;
  const parsed = { day: `${year}-${month}-${date}`, rating: Number(digits) };
  return appealNo(parsed.day, parsed.rating) === text ? parsed : null;
}
