import type { z } from 'zod';
import type { ServiceRecord } from '../../protocol/index.ts';

export interface RecordError {
  path: string;
  message: string;
  rule?: string;
}

/** Which rule a field is about; the first part of its path. */
const RULE_OF_FIELD: Readonly<Record<string, string>> = {
  event: 'SZ-18',
  mode: 'SZ-18',
  certificate: 'SZ-18',
  occurredAt: 'SZ-17a',
  caseNo: 'SZ-14a',
  item: 'SZ-14a',
  windowNo: 'SZ-14a',
  staff: 'SZ-14a',
  terminalId: 'SZ-14b',
  declarationNo: 'SZ-20a',
  visitNo: 'SZ-20a',
  linkedCases: 'SZ-20b',
  applicant: 'SZ-16',
  test: 'SZ-23a',
};

type Shown = Partial<Pick<ServiceRecord, 'mode' | 'windowNo' | 'staff' | 'terminalId'>>;

/** Everything that is wrong with what its schema refused, also what the schema alone does not ask. */
export function schemaErrors(given: unknown, issues: readonly z.core.$ZodIssue[]): RecordError[] {
  const errors = issues.map(({ path, message }) => {
    const rule = RULE_OF_FIELD[String(path[0])];
    const error = { path: path.map(String).join('.'), message };
    return rule === undefined ? error : { ...error, rule };
  });
  const isRecord = typeof given === 'object' && given !== null;
  return isRecord ? [...errors, ...missing(given as Shown)] : errors;
}

/** What a record must say beyond its schema, because the screen shows it (SZ-14a, SZ-14b). */
export function missing(record: Shown): RecordError[] {
  const errors: RecordError[] = [];
  if (record.mode === 'window' && record.windowNo === undefined) {
    errors.push({ path: 'windowNo', message: 'Required at a window.', rule: 'SZ-14a' });
  }
  if (record.mode === 'window' && record.staff === undefined) {
    errors.push({ path: 'staff', message: 'Required at a window.', rule: 'SZ-14a' });
  }
  if (record.mode === 'kiosk' && record.terminalId === undefined) {
    errors.push({ path: 'terminalId', message: 'Required at a kiosk.', rule: 'SZ-14b' });
  }
  return errors;
}
