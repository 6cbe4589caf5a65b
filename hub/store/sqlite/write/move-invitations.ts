import { movedDeadline } from '../../../invitations/moved-deadline.ts';
import type { MovedBody } from '../../../ledger/bodies.ts';
import { packLabel, type RulePack } from '../../../rules/pack.ts';
import type { Moved, Recomputable } from '../../../rules/recomputable.ts';
import type { WorkingCalendar } from '../../../rules/working-calendar.ts';
import type { WriteContext } from './context.ts';
import type { InvitationRow, InvitationTable } from './invitation-table.ts';

/** Moves open invitations of places that count working days, when the calendar changes (SZ-17a). */
export class InvitationMover implements Recomputable {
  readonly #context: WriteContext;
  readonly #invitations: InvitationTable;

  constructor(context: WriteContext, invitations: InvitationTable) {
    this.#context = context;
    this.#invitations = invitations;
  }

  recompute(calendar: WorkingCalendar): Moved[] {
    const { now, rules } = this.#context;
    return rules.book.packs
      .filter(({ rating }) => rating.counting === 'working')
      .flatMap((pack) =>
        this.#invitations
          .openUnder(packLabel(pack), now)
          .flatMap((invitation) => this.#move(invitation, pack, calendar)),
      );
  }

  #move(invitation: InvitationRow, pack: RulePack, calendar: WorkingCalendar): Moved[] {
    const { now, ledger } = this.#context;
    const moved = movedDeadline(invitation, pack, { calendar, now });
    if (moved === null) return [];
    const { invitationId, position, closesAt: from } = invitation;
    const { closesAt, ...counted } = moved;
    const explanation = { rule: 'SZ-17a', pack: invitation.pack, facts: { from, ...counted } };
    const body: MovedBody = { invitation: position, closesAt, explanation };
    const decision = ledger.append('invitation.moved', now, body).position;
    this.#invitations.move(invitation, { closesAt, decision });
    return [{ kind: 'invitation', id: invitationId, from, to: closesAt }];
  }
}
