import type { ServiceRecord, Stage } from '../../protocol/index.ts';

/** A stage that a case has reached so that it may be rated (SZ-18). */
export interface Reached {
  caseNo: string;
  stage: Stage;
  rule: string;
  completedAt: number;
  record: ServiceRecord;
  test: boolean;
}

const DECISIONS = ['granted', 'refused', 'returned'];

/** Which stages each case has reached, from all of its records. */
export function reachedStages(records: readonly ServiceRecord[]): Reached[] {
  const caseNos = [...new Set(records.map((record) => record.caseNo))];
  return caseNos.flatMap((caseNo) => {
    const own = inTime(records.filter((record) => record.caseNo === caseNo));
    const test = own.some((record) => record.test === true);
    return [receipt(own), completion(own), consultation(own)]
      .filter((reached) => reached !== null)
      .map(({ stage, rule, record }) => {
        return { caseNo, stage, rule, completedAt: timeOf(record), record, test };
      });
  });
}

type Found = { stage: Stage; rule: string; record: ServiceRecord } | null;

/** SZ-18e: received at a window. SZ-18g: not what came before a failure. */
function receipt(steps: ServiceRecord[]): Found {
  const record = afterLast(steps, 'receiptFailed').find(
    (step) => step.event === 'received' && step.mode === 'window',
  );
  return record === undefined ? null : { stage: 'receipt', rule: 'SZ-18e', record };
}

/** SZ-18a–d, SZ-18f. SZ-18g: not what came before the case was not accepted. */
function completion(steps: ServiceRecord[]): Found {
  const standing = afterLast(steps, 'notAccepted');
  const hasPaper = standing.some(
    (step) => step.certificate && (DECISIONS.includes(step.event) || step.event === 'collected'),
  );
  for (const record of standing) {
    const rule = completes(record, hasPaper);
    if (rule !== null) return { stage: 'completion', rule, record };
  }
  return null;
}

function completes({ event, mode }: ServiceRecord, hasPaper: boolean): string | null {
  if (event === 'flowEnded') return mode === 'kiosk' ? 'SZ-18f' : null;
  if (event === 'collected' && hasPaper) return mode === 'online' ? 'SZ-18b' : 'SZ-18d';
  if (!DECISIONS.includes(event) || hasPaper) return null;
  if (mode === 'online') return 'SZ-18a';
  return mode === 'window' ? 'SZ-18c' : null;
}

/** SZ-15/19. */
function consultation(steps: ServiceRecord[]): Found {
  const record = steps.find((step) => step.event === 'consultationEnded');
  return record === undefined ? null : { stage: 'consultation', rule: 'SZ-15/19', record };
}

function afterLast(steps: ServiceRecord[], event: string): ServiceRecord[] {
  return steps.slice(steps.findLastIndex((step) => step.event === event) + 1);
}

function inTime(records: ServiceRecord[]): ServiceRecord[] {
  return records.toSorted((a, b) => timeOf(a) - timeOf(b) || (a.recordId < b.recordId ? -1 : 1));
}

function timeOf({ occurredAt }: ServiceRecord): number {
  return Date.parse(occurredAt);
}
