import {
  type Prompt,
  type ServiceEvent,
  type ServiceRecord,
  ServiceRecordSchema,
  type Stage,
  type TerminalKind,
} from '../../protocol/index.ts';

/** One thing wrong with a case that was handed in. */
export interface CaseError {
  path: string;
  message: string;
  rule?: string;
}

export type Asking =
  | { ok: true; record: ServiceRecord; question: Question }
  | { ok: false; errors: CaseError[] };

/** What the screen shows, without the moment of the asking. */
export type Question = Omit<Prompt, 'promptId' | 'issuedAt' | 'showUntil'>;

/**
 * The steps after which the person in front of the screen is done, and what can then be rated.
 * Whether the case is complete by the rulebook (certificate or not, SZ-18a–d) is the hub's to
 * judge, once: the window PC that hands a record in here says that it is finished, and the agent
 * takes its word. If the hub later disagrees, it says so in the receipt.
 */
const STAGE_AFTER: Partial<Record<ServiceEvent, Stage>> = {
  received: 'receipt',
  granted: 'completion',
  refused: 'completion',
  returned: 'completion',
  collected: 'completion',
  flowEnded: 'completion',
};

const NEVER_ASKED: Partial<Record<ServiceEvent, Omit<CaseError, 'path'>>> = {
  receiptFailed: { message: 'a failed receipt is not rated', rule: 'SZ-18g' },
  notAccepted: { message: 'a case that was not accepted is not rated', rule: 'SZ-18g' },
  accepted: { message: 'an acceptance is a step on the way; nothing is finished by it' },
  consultationEnded: { message: 'a call is rated by telephone or SMS', rule: 'SZ-15/19' },
};

/** Reads what a window PC or kiosk handed in. Pure; tells everything that is wrong at once. */
export function readCase(given: unknown, kind: TerminalKind): Asking {
  const parsed = ServiceRecordSchema.safeParse(given);
  if (!parsed.success) {
    const errors = parsed.error.issues.map(({ path, message }) => ({
      path: path.map(String).join('.'),
      message,
    }));
    return { ok: false, errors };
  }
  const record = parsed.data;
  const errors = [...eventErrors(record, kind), ...placeErrors(record, kind)];
  const stage = STAGE_AFTER[record.event];
  if (errors.length > 0 || stage === undefined) return { ok: false, errors };
  return { ok: true, record, question: questionOf(record, stage, kind) };
}

function eventErrors({ event }: ServiceRecord, kind: TerminalKind): CaseError[] {
  const never = NEVER_ASKED[event];
  if (never !== undefined) return [{ path: 'event', ...never }];
  if (kind === 'kiosk' && event !== 'flowEnded') {
    const message = `a kiosk asks when its flow has ended normally (flowEnded), not after ${event}`;
    return [{ path: 'event', message, rule: 'SZ-18f' }];
  }
  if (kind === 'evaluator' && event === 'flowEnded') {
    return [{ path: 'event', message: 'flowEnded is for a kiosk', rule: 'SZ-18f' }];
  }
  return [];
}

/** What SZ-14a and SZ-14b put on the screen must be there. */
function placeErrors(record: ServiceRecord, kind: TerminalKind): CaseError[] {
  const errors: CaseError[] = [];
  const mode = kind === 'kiosk' ? 'kiosk' : 'window';
  if (record.mode !== mode) {
    errors.push({ path: 'mode', message: `this device is at a ${mode}, not ${record.mode}` });
  }
  if (kind === 'evaluator') {
    const rule = 'SZ-14a';
    const message = 'required at a window';
    if (record.windowNo === undefined) errors.push({ path: 'windowNo', message, rule });
    if (record.staff === undefined) errors.push({ path: 'staff', message, rule });
  }
  return errors;
}

function questionOf(record: ServiceRecord, stage: Stage, kind: TerminalKind): Question {
  const { windowNo, staff } = record;
  const atWindow = kind === 'evaluator' && windowNo !== undefined;
  return {
    invitationId: null,
    caseNo: record.caseNo,
    stage,
    item: record.item,
    serviceWindow: atWindow ? { windowNo, name: `${windowNo} 号窗口` } : null,
    staff: atWindow ? (staff ?? null) : null,
    lastDay: null,
  };
}
