import { movedDeadline } from '../../../invitations/moved-deadline.ts';
import type { MemberBody } from '../../../ledger/bodies.ts';
import { packLabel, type RulePack } from '../../../rules/pack.ts';
import type { Moved, Recomputable } from '../../../rules/recomputable.ts';
import type { WorkingCalendar } from '../../../rules/working-calendar.ts';
import type { WriteContext } from './context.ts';
import { groupingIn } from './group-body.ts';
import type { GroupKeeper, Wanted } from './group-keeper.ts';
import type { InvitationRow } from './invitation-table.ts';
import { type Member, memberBody } from './member-table.ts';
import type { Tables } from './tables.ts';

/** Moves open invitations of places that count working days, when the calendar changes (SZ-17a). */
export class InvitationMover implements Recomputable {
  readonly #context: WriteContext;
  readonly #tables: Tables;
  readonly #groups: GroupKeeper;

  constructor(context: WriteContext, tables: Tables, groups: GroupKeeper) {
    this.#context = context;
    this.#tables = tables;
    this.#groups = groups;
  }

  recompute(calendar: WorkingCalendar): Moved[] {
    const { now, rules } = this.#context;
    return rules.book.packs
      .filter(({ rating }) => rating.counting === 'working')
      .flatMap((pack) =>
        this.#tables.invitations
          .openUnder(packLabel(pack), now)
          .flatMap((invitation) => this.#move(invitation, pack, calendar)),
      );
  }

  #move(row: InvitationRow, pack: RulePack, calendar: WorkingCalendar): Moved[] {
    const wanted = this.#tables.members.of(row.position).map((member): Wanted => {
      const { caseNo, stage } = member;
      const about = { grouping: groupingIn(row), pack: row.pack, test: row.test === 1 };
      return { caseNo, stage, to: { ...about, member: this.#moved(member, pack, calendar) } };
    });
    this.#groups.bring(wanted);
    const to = this.#tables.invitations.byPosition(row.position)?.closesAt ?? row.closesAt;
    if (to === row.closesAt) return [];
    return [{ kind: 'invitation', id: row.invitationId, from: row.closesAt, to }];
  }

  #moved(member: Member, pack: RulePack, calendar: WorkingCalendar): MemberBody {
    const body = memberBody(member);
    const moved = movedDeadline(member, pack, { calendar, now: this.#context.now });
    if (moved === null) return body;
    const { closesAt, lastDay, ...counted } = moved;
    const { facts } = body.explanation;
    const movedFrom = { closesAt: member.closesAt, lastDay: member.lastDay, rule: 'SZ-17a' };
    const told = { ...facts, lastDay, ...counted, movedFrom };
    return { ...body, closesAt, lastDay, explanation: { ...body.explanation, facts: told } };
  }
}
