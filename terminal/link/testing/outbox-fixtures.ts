import type { RatingBody, ReceiptEntry } from '../../../protocol/index.ts';
import type { Outbox, OutboxRow, TapTime } from '../ports.ts';

/**
 * What every outbox must hold, as plain functions that throw: they run under vitest and inside a
 * browser page alike.
 */
export interface OutboxCase {
  name: string;
  run(subject: OutboxSubject): Promise<void>;
}

export interface OutboxSubject {
  /** Opens the store of this case: empty the first time, as it was left the next times. */
  open(): Promise<{ outbox: Outbox; close(): Promise<void> }>;
}

let minted = 0;
/** UUIDv7-shaped and growing. */
export const id = () => `01930000-0000-7000-8000-${(++minted).toString(16).padStart(12, '0')}`;

export const tap: TapTime = {
  bootId: '7f0c2c8e-8a55-4ab4-9d1c-0b8f2f8f8a01',
  deviceTime: 1_795_310_000_000,
  monotonic: 1_234.5,
  clockOffsetMs: null,
};

export function body(caseNo = '44030020261122000001', level: RatingBody['level'] = 4): RatingBody {
  return {
    caseNo,
    stage: 'completion',
    invitationId: null,
    promptId: 'c0b7b4c0-1a5c-4e7a-8d1d-3b5d4b1f6a02',
    level,
    channel: 'evaluator',
    input: 'touch',
    displayOrder: [5, 4, 3, 2, 1],
    language: 'zh-CN',
    revisions: 0,
  };
}

export const hold = (outbox: Outbox, caseNo?: string) =>
  outbox.hold({ eventId: id(), body: body(caseNo), tap, heldUntil: tap.deviceTime + 8_000 });

export async function frozen(outbox: Outbox, caseNo?: string): Promise<OutboxRow> {
  const row = await hold(outbox, caseNo);
  await outbox.release(row.eventId);
  await outbox.freeze([{ eventId: row.eventId, payload: `payload of ${row.seq}` }]);
  return row;
}

/** A row that was signed at another time. */
export function signedRowOf(eventId: string, seq: number): OutboxRow {
  const state = 'frozen';
  const none = { receipt: null, receiptedAt: null };
  return {
    eventId,
    seq,
    state,
    body: body(),
    tap,
    heldUntil: 1,
    payload: `copy of ${seq}`,
    ...none,
  };
}

export function stored(eventId: string): ReceiptEntry {
  return {
    outcome: 'stored',
    eventId,
    standing: 'counted',
    receiptCode: 'K7M2-9QXD',
    storedAt: '2026-11-22T09:30:00.000+08:00',
    duplicate: false,
  };
}

export function refused(eventId: string | null): ReceiptEntry {
  return {
    outcome: 'refused',
    eventId,
    digest: 'x',
    reason: 'notInvited',
    detail: 'no',
    errors: [],
    kept: true,
  };
}

export const settle = (outbox: Outbox, ...receipts: ReceiptEntry[]) =>
  outbox.settle(receipts.map((receipt) => ({ receipt, at: 1_000 })));

export const unsentSeqs = async (outbox: Outbox) => (await outbox.unsent(99)).map(({ seq }) => seq);

export function withOutbox(name: string, run: (outbox: Outbox) => Promise<void>): OutboxCase {
  return {
    name,
    async run(subject) {
      const { outbox, close } = await subject.open();
      try {
        await run(outbox);
      } finally {
        await close();
      }
    },
  };
}

/** Compared as JSON: what an outbox gives back has been through a store. */
export function same(found: unknown, expected: unknown): void {
  const [a, b] = [JSON.stringify(sorted(found)), JSON.stringify(sorted(expected))];
  if (a !== b) throw new Error(`expected ${b}\n   found ${a}`);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}

export async function fails(code: string, action: Promise<unknown>): Promise<void> {
  const error = await action.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  same((error as { code?: unknown } | undefined)?.code, code);
}
