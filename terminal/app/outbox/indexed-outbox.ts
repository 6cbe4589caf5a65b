import { unwrap } from 'idb';
import type { ReceiptEntry } from '../../../protocol/index.ts';
import { OutboxError } from '../../link/errors.ts';
import type { Outbox, OutboxRow } from '../../link/index.ts';
import { frozenRow, settledState } from '../../link/row-state.ts';
import type { TerminalDatabase } from './database.ts';
import { heldRow, inState, put, rowOf, rowsOf, writing } from './rows.ts';

type State = OutboxRow['state'];

/**
 * The outbox of a screen: rows and the sequence counter in IndexedDB, each change one strict
 * transaction. A method resolves when the transaction has completed, never when a request has.
 */
export class IndexedOutbox implements Outbox {
  private readonly database: TerminalDatabase;

  constructor(database: TerminalDatabase) {
    this.database = database;
  }

  async hold(tap: Parameters<Outbox['hold']>[0]): Promise<OutboxRow> {
    return this.write(async ({ rows, counters }) => {
      // A citizen waits for this: asked and written side by side.
      const [known, highest = 0] = await Promise.all([
        rows.getKey(tap.eventId),
        counters.get('highestSeq'),
      ]);
      if (known !== undefined) throw new OutboxError('eventExists', tap.eventId);
      const seq = highest + 1;
      const unsent = { state: 'held', payload: null, receipt: null, receiptedAt: null } as const;
      unwrap(counters).put(seq, 'highestSeq');
      return put(rows, { ...tap, seq, ...unsent });
    });
  }

  async change(...[eventId, body, tap, heldUntil]: Parameters<Outbox['change']>) {
    return this.write(async ({ rows }) => {
      const row = await heldRow(rows, eventId);
      return put(rows, { ...row, body, tap, heldUntil });
    });
  }

  async release(eventId: string): Promise<OutboxRow> {
    return this.write(async ({ rows }) => {
      const row = await rowOf(rows, eventId);
      return row.state === 'held' ? put(rows, { ...row, state: 'ready' }) : row;
    });
  }

  async drop(eventId: string): Promise<void> {
    await this.write(async ({ rows, counters }) => {
      const row = await heldRow(rows, eventId);
      const highestSeq = await counters.get('highestSeq');
      if (row.seq !== highestSeq) throw new OutboxError('notNewest', eventId);
      await counters.put(row.seq - 1, 'highestSeq');
      await rows.delete(eventId);
    });
  }

  async freeze(signed: Parameters<Outbox['freeze']>[0]): Promise<void> {
    await this.write(async ({ rows }) => {
      const freezeOne = async ({ eventId, payload }: (typeof signed)[number]) =>
        rows.put(frozenRow(await rowOf(rows, eventId), payload));
      await Promise.all(signed.map(freezeOne));
    });
  }

  async settle(entries: Parameters<Outbox['settle']>[0]): Promise<void> {
    await this.write(async ({ rows }) => {
      // One word for each row, and "stored" before any other.
      const byWorth = entries.toSorted((a, b) => worth(a.receipt) - worth(b.receipt));
      const last = new Map(byWorth.map((entry) => [entry.receipt.eventId, entry]));
      for (const row of await rowsOf(rows, [...last.keys()])) {
        const { receipt, at } = last.get(row.eventId) ?? {};
        const state = receipt && settledState(row.state, receipt);
        // What fails ends the transaction; listening to each of thousands is the most of their cost.
        if (state && at !== undefined)
          unwrap(rows).put({ ...row, state, receipt, receiptedAt: at });
      }
    });
  }

  async unsent(limit: number, afterSeq = 0): Promise<OutboxRow[]> {
    const { store } = this.database.transaction('outbox');
    const index = store.index('state');
    const found = await Promise.all([
      index.getAll(inState('ready', afterSeq), limit),
      index.getAll(inState('frozen', afterSeq), limit),
    ]);
    return found
      .flat()
      .sort((a, b) => a.seq - b.seq)
      .slice(0, limit);
  }

  held(): Promise<OutboxRow[]> {
    return this.database.getAllFromIndex('outbox', 'state', inState('held'));
  }

  async counts() {
    const transaction = this.database.transaction(['outbox', 'counters']);
    const index = transaction.objectStore('outbox').index('state');
    const count = (state: State) => index.count(inState(state));
    const [held, ready, frozen, refused, highestSeq] = await Promise.all([
      count('held'),
      count('ready'),
      count('frozen'),
      count('refused'),
      transaction.objectStore('counters').get('highestSeq'),
    ]);
    return { pending: held + ready + frozen, refused, highestSeq: highestSeq ?? 0 };
  }

  async reoffer(contiguousSeq: number): Promise<number> {
    return this.write(async ({ rows }) => {
      const lost = (await rows.index('state').getAll(inState('receipted'))).filter(
        ({ seq }) => seq > contiguousSeq,
      );
      for (const row of lost) {
        await rows.put({ ...row, state: 'frozen', receipt: null, receiptedAt: null });
      }
      return lost.length;
    });
  }

  async isReceipted(seq: number): Promise<boolean> {
    return (await this.database.countFromIndex('outbox', 'state', ['receipted', seq])) > 0;
  }

  async raiseSeq(to: number): Promise<void> {
    await this.write(async ({ rows, counters }) => {
      let highest = (await counters.get('highestSeq')) ?? 0;
      if (to <= highest) return;
      highest = to;
      const state = rows.index('state');
      const unsigned = [
        ...(await state.getAll(inState('held'))),
        ...(await state.getAll(inState('ready'))),
      ].sort((a, b) => a.seq - b.seq);
      for (const row of unsigned) await rows.put({ ...row, seq: ++highest });
      await counters.put(highest, 'highestSeq');
    });
  }

  async adopt(signed: Parameters<Outbox['adopt']>[0]): Promise<string[]> {
    return this.write(async ({ rows, counters }) => {
      const settled: string[] = [];
      let highest = (await counters.get('highestSeq')) ?? 0;
      for (const row of signed) {
        const known = await rows.get(row.eventId);
        if (known === undefined) await rows.put(row);
        else if (known.receipt !== null) settled.push(row.eventId);
        highest = Math.max(highest, row.seq);
      }
      await counters.put(highest, 'highestSeq');
      return settled;
    });
  }

  async has(caseNo: string, stage: OutboxRow['body']['stage']): Promise<boolean> {
    const rows = await this.database.getAllFromIndex('outbox', 'case', [caseNo, stage]);
    return rows.some(({ state }) => state !== 'refused');
  }

  async prune(receiptedBefore: number): Promise<number> {
    return this.write(async ({ rows }) => {
      const old = (await rows.index('state').getAll(inState('receipted'))).filter(
        ({ receiptedAt }) => receiptedAt !== null && receiptedAt < receiptedBefore,
      );
      for (const { eventId } of old) await rows.delete(eventId);
      return old.length;
    });
  }

  /** All or nothing: an error inside aborts the transaction before it is thrown on. */
  private async write<T>(act: (stores: ReturnType<typeof writing>) => Promise<T>): Promise<T> {
    const stores = writing(this.database);
    const { done } = stores.transaction;
    done.catch(() => {});
    try {
      const result = await act(stores);
      // A citizen waits for some of it: the disk begins before each request was answered.
      stores.transaction.commit();
      await done;
      return result;
    } catch (error) {
      abort(stores.transaction);
      throw error;
    }
  }
}

/** A transaction that failed by itself has ended already. */
function abort(transaction: { abort(): void }): void {
  try {
    transaction.abort();
  } catch {
    return;
  }
}

const worth = ({ outcome }: ReceiptEntry) => (outcome === 'stored' ? 1 : 0);
