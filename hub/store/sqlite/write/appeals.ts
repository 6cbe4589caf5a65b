import type { DatabaseSync } from 'node:sqlite';
import { appealNo, parseAppealNo } from '../../../appeals/appeal.ts';
import { decideAppeal } from '../../../appeals/decide.ts';
import { fileAppeal } from '../../../appeals/file.ts';
import { deadline } from '../../../invitations/deadline.ts';
import type { AppealDecidedBody, AppealFiledBody } from '../../../ledger/bodies.ts';
import { apart } from '../../../ledger/words.ts';
import { packLabel, type RulePack } from '../../../rules/pack.ts';
import { partsOf } from '../../../workorders/order-for.ts';
import type { Command, Explanation, Outcome } from '../../port.ts';
import { AppealTable } from './appeal-table.ts';
import type { WriteContext } from './context.ts';
import type { FigureMoves } from './figure-moves.ts';
import type { InvitationTable } from './invitation-table.ts';
import type { RatingRow, RatingTable } from './rating-table.ts';
import type { Tables } from './tables.ts';

/** Takes appeals, and moves a rating whose appeal was upheld out of the person's figures (SZ-22). */
export class AppealWriter {
  readonly #context: WriteContext;
  readonly #ratings: RatingTable;
  readonly #invitations: InvitationTable;
  readonly #moves: FigureMoves;
  readonly #appeals: AppealTable;

  constructor(
    db: DatabaseSync,
    context: WriteContext,
    { tables, moves }: { tables: Tables; moves: FigureMoves },
  ) {
    this.#context = context;
    this.#ratings = tables.ratings;
    this.#invitations = tables.invitations;
    this.#moves = moves;
    this.#appeals = new AppealTable(db);
  }

  file({ filing, by }: Command<'appeal.file'>): Outcome<'appeal.file'> {
    const row = this.#ratings.byPosition(filing.rating);
    if (row === null) return { status: 'unknown' };
    const { ledger, now } = this.#context;
    const pack = this.#packOf(row);
    const { body: rated } = this.#ratings.content(row.position);
    const { standing, staffNo } = row;
    const rating = { standing, staffNo, parts: partsOf(rated, row) };
    const closesAt = this.#closesAt(row);
    const appealed = this.#appeals.find(row.position) !== null;
    const { negativeUpTo } = pack.workOrder;
    const facts = { rating, appealed, closesAt, now, negativeUpTo };
    const decision = fileAppeal(facts, filing, by);
    if (!decision.filed) return { status: 'refused', refusal: decision.refusal };
    const number = appealNo(row.day, row.position);
    const levels = rating.parts.map(({ indicator, level }) => ({ indicator, level }));
    const explanation = { rule: 'SZ-22a', pack: packLabel(pack), facts: { levels, closesAt } };
    const { bare, words } = apart(filing);
    const body: AppealFiledBody = {
      appealNo: number,
      filing: bare,
      by: by.account,
      explanation,
    };
    const { position: filed } = ledger.append('appeal.filed', now, body, words);
    this.#appeals.insert({
      rating: row.position,
      day: row.day,
      staffNo,
      filedBy: by.account,
      filed,
    });
    return { status: 'filed', appealNo: number };
  }

  decide({ appealNo: number, decision, by }: Command<'appeal.decide'>): Outcome<'appeal.decide'> {
    const parsed = parseAppealNo(number);
    const known = parsed === null ? null : this.#appeals.find(parsed.rating);
    const row = known === null ? null : this.#ratings.byPosition(known.rating);
    if (known === null || row === null || known.day !== parsed?.day) return { status: 'unknown' };
    const facts = { appeal: known.appeal, staffNo: known.staffNo, standing: row.standing };
    const decided = decideAppeal(facts, decision.uphold, by);
    if (!decided.decided) return { status: 'refused', refusal: decided.refusal };
    const { next, standing } = decided;
    const explanation: Explanation = {
      rule: 'SZ-22a',
      pack: packLabel(this.#packOf(row)),
      facts: { appealNo: number, before: known.appeal.state, upheld: decision.uphold },
    };
    const { bare, words } = apart(decision);
    const body: AppealDecidedBody = {
      rating: row.position,
      appealNo: number,
      decision: bare,
      by: by.account,
      standing,
      explanation,
    };
    const { ledger, now } = this.#context;
    const { position } = ledger.append('appeal.decided', now, body, words);
    this.#appeals.decide(known.rating, { ...next, position });
    if (row.standing !== standing) this.#move(row, standing, position);
    return { status: 'decided', state: next.state, upheld: decision.uphold };
  }

  #move(row: RatingRow, standing: AppealDecidedBody['standing'], decision: number): void {
    const invitation =
      row.invitation === null ? null : this.#invitations.byPosition(row.invitation);
    this.#moves.rating(row, invitation, -1);
    Object.assign(row, { standing, decision });
    this.#ratings.settle(row);
    this.#moves.rating(row, invitation, 1);
  }

  #packOf({ day }: RatingRow): RulePack {
    return this.#context.packs.inForceOn(day);
  }

  /** The days to appeal in begin when the hub had the rating: nobody could know of it before. */
  #closesAt(row: RatingRow): number | null {
    const { appeal, timeZone } = this.#packOf(row);
    const { workingCalendar: calendar } = this.#context;
    if (appeal.days === null) return null;
    const term = { days: appeal.days, counting: 'natural' } as const;
    return deadline(row.storedAt, term, { timeZone, calendar }).closesAt;
  }
}
