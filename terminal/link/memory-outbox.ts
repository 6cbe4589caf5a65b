import { OutboxError } from './errors.ts';
import type { Outbox, OutboxRow } from './ports.ts';
import { frozenRow, settledState } from './row-state.ts';

/**
 * An outbox that forgets everything with its process: for large simulated fleets and for tests,
 * never for a device.
 */
export class MemoryOutbox implements Outbox {
  private readonly rows = new Map<string, OutboxRow>();
  private highestSeq = 0;

  async hold(tap: Parameters<Outbox['hold']>[0]): Promise<OutboxRow> {
    if (this.rows.has(tap.eventId)) throw new OutboxError('eventExists', tap.eventId);
    const row: OutboxRow = {
      ...structuredClone(tap),
      seq: ++this.highestSeq,
      state: 'held',
      payload: null,
      receipt: null,
      receiptedAt: null,
    };
    return this.put(row);
  }

  async change(...[eventId, body, tap, heldUntil]: Parameters<Outbox['change']>) {
    const row = this.get(eventId);
    if (row.state !== 'held') throw new OutboxError('notHeld', eventId);
    return this.put({ ...row, ...structuredClone({ body, tap }), heldUntil });
  }

  async release(eventId: string): Promise<OutboxRow> {
    const row = this.get(eventId);
    return this.put(row.state === 'held' ? { ...row, state: 'ready' } : row);
  }

  async drop(eventId: string): Promise<void> {
    const row = this.get(eventId);
    if (row.state !== 'held') throw new OutboxError('notHeld', eventId);
    if (row.seq !== this.highestSeq) throw new OutboxError('notNewest', eventId);
    this.rows.delete(eventId);
    this.highestSeq--;
  }

  async freeze(signed: Parameters<Outbox['freeze']>[0]): Promise<void> {
    const rows = signed.map(({ eventId, payload }) => frozenRow(this.get(eventId), payload));
    for (const row of rows) this.put(row);
  }

  async settle(entries: Parameters<Outbox['settle']>[0]): Promise<void> {
    for (const { receipt, at } of entries) {
      const row = receipt.eventId === null ? undefined : this.rows.get(receipt.eventId);
      const state = row && settledState(row.state, receipt);
      if (row && state) this.put({ ...row, state, receipt, receiptedAt: at });
    }
  }

  async unsent(limit: number, afterSeq = 0): Promise<OutboxRow[]> {
    const unsent = this.inState('ready', 'frozen').filter(({ seq }) => seq > afterSeq);
    return structuredClone(unsent.sort((a, b) => a.seq - b.seq).slice(0, limit));
  }

  async held(): Promise<OutboxRow[]> {
    return structuredClone(this.inState('held'));
  }

  async counts() {
    return {
      pending: this.inState('held', 'ready', 'frozen').length,
      refused: this.inState('refused').length,
      highestSeq: this.highestSeq,
    };
  }

  async reoffer(contiguousSeq: number): Promise<number> {
    const rows = this.inState('receipted').filter(({ seq }) => seq > contiguousSeq);
    for (const row of rows) {
      this.put({ ...row, state: 'frozen', receipt: null, receiptedAt: null });
    }
    return rows.length;
  }

  async isReceipted(seq: number): Promise<boolean> {
    return this.inState('receipted').some((row) => row.seq === seq);
  }

  async raiseSeq(to: number): Promise<void> {
    if (to <= this.highestSeq) return;
    this.highestSeq = to;
    const unsigned = this.inState('held', 'ready').sort((a, b) => a.seq - b.seq);
    for (const row of unsigned) this.put({ ...row, seq: ++this.highestSeq });
  }

  async adopt(signed: readonly OutboxRow[]): Promise<string[]> {
    const settled: string[] = [];
    for (const row of signed) {
      const known = this.rows.get(row.eventId);
      if (known === undefined) this.put(row);
      else if (known.receipt !== null) settled.push(row.eventId);
      this.highestSeq = Math.max(this.highestSeq, row.seq);
    }
    return settled;
  }

  async has(caseNo: string, stage: OutboxRow['body']['stage']): Promise<boolean> {
    for (const { state, body } of this.rows.values()) {
      if (state !== 'refused' && body.caseNo === caseNo && body.stage === stage) return true;
    }
    return false;
  }

  async prune(receiptedBefore: number): Promise<number> {
    const old = this.inState('receipted').filter(
      ({ receiptedAt }) => receiptedAt !== null && receiptedAt < receiptedBefore,
    );
    for (const { eventId } of old) this.rows.delete(eventId);
    return old.length;
  }

  private get(eventId: string): OutboxRow {
    const row = this.rows.get(eventId);
    if (row === undefined) throw new OutboxError('unknownRow', eventId);
    return row;
  }

  private put(row: OutboxRow): OutboxRow {
    this.rows.set(row.eventId, row);
    return structuredClone(row);
  }

  private inState(...states: OutboxRow['state'][]): OutboxRow[] {
    return [...this.rows.values()].filter(({ state }) => states.includes(state));
  }
}
