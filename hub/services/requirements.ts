import type { ServiceRecord } from '../../protocol/index.ts';

export interface RecordError {
  path: string;
  message: string;
  rule?: string;
}

/** What a record must say beyond its schema, because the screen shows it (SZ-14a, SZ-14b). */
export function missing(record: ServiceRecord): RecordError[] {
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
