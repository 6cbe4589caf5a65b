import type { DatabaseSync } from 'node:sqlite';
import { isDaytime, reminderTime } from '../../../invitations/reminder.ts';
import type { RemindedBody } from '../../../ledger/bodies.ts';
import type { Command, Outcome } from '../../port.ts';
import type { WriteContext } from './context.ts';
import type { InvitationRow } from './invitation-table.ts';
import { type DueReminder, ReminderTable } from './reminder-table.ts';
import type { Tables } from './tables.ts';

/** Sees that who has not rated is reminded once, and nobody else (SZ-13). */
export class Reminders {
  readonly #context: WriteContext;
  readonly #tables: Tables;
  readonly #table: ReminderTable;

  constructor(db: DatabaseSync, context: WriteContext, tables: Tables) {
    this.#context = context;
    this.#tables = tables;
    this.#table = new ReminderTable(db);
  }

  /** After a record of a case: plans the reminders of the invitations that it belongs to now. */
  follow(
    { caseNo, hasContact }: { caseNo: string; hasContact: boolean },
    held: readonly InvitationRow[],
  ): void {
    if (hasContact) this.#table.addContact(caseNo);
    for (const invitation of held) this.#plan(invitation);
  }

  /**
   * One entry for each that has fallen due, is still open, and whose citizen can be reached. The
   * others are dropped; a later record plans them anew.
   */
  remind({ at, limit }: Command<'reminders.due'>): Outcome<'reminders.due'> {
    const { ledger, now } = this.#context;
    const { reminder, timeZone } = this.#context.packAt(at);
    if (reminder === null || !isDaytime(at, reminder, timeZone)) {
      return { reminded: 0, more: false };
    }
    let reminded = 0;
    const found = this.#table.due(at, limit);
    for (const due of found) {
      const { invitation, invitationId, caseNo } = due;
      if (caseNo === null || !isWanted(due, at)) {
        this.#table.drop(invitation);
        continue;
      }
      const body: RemindedBody = { rule: 'SZ-13', invitation, invitationId, caseNo, at };
      const { position } = ledger.append('invitation.reminded', now, body);
      this.#tables.stories.add(invitation, position);
      this.#table.setReminded(invitation, at);
      reminded++;
    }
    return { reminded, more: found.length === limit };
  }

  /** Counted from the last of its cases, as its deadline is. */
  #plan({ position, closesAt, state, pack }: InvitationRow): void {
    const { reminder, timeZone } = this.#context.packOf(pack);
    if (reminder === null || state !== 'open' || !this.#table.hasContact(position)) return;
    const completions = this.#tables.members.of(position).map(({ completedAt }) => completedAt);
    const about = { completedAt: Math.max(...completions), closesAt };
    const dueAt = reminderTime(about, reminder, timeZone);
    if (dueAt === null) this.#table.drop(position);
    else this.#table.plan(position, dueAt);
  }
}

/** A test case is nobody's: no citizen hears of it. */
function isWanted({ state, closesAt, test }: DueReminder, at: number): boolean {
  return state === 'open' && closesAt > at && test === 0;
}
