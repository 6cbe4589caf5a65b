import type { Rating } from '../../protocol/index.ts';
import type {
  ChangedBody,
  FirstOpenedBody,
  OpenedBody,
  ReceivedBody,
  SettledBody,
} from './bodies.ts';
import type { LedgerEntry } from './chain.ts';
import { PastInvitation, type PastRating } from './past-invitation.ts';

/** What a ledger tells of invitations and ratings, as far as other rules could change it. */
export class Past {
  readonly invitations = new Map<number, PastInvitation>();
  readonly ratings = new Map<number, PastRating>();
  /** Invitations of the first schema, which did not say when their case was completed. */
  withoutCompletion = 0;
  /** The hub's clock at its latest entry. */
  until = 0;

  apply(entry: LedgerEntry): void {
    this.until = Math.max(this.until, entry.at);
    switch (entry.kind) {
      case 'invitation.opened': {
        const body = JSON.parse(entry.body) as OpenedBody | FirstOpenedBody;
        if ('joined' in body) this.invitations.set(entry.position, new PastInvitation(body));
        else this.withoutCompletion++;
        return;
      }
      case 'invitation.changed': {
        const body = JSON.parse(entry.body) as ChangedBody;
        this.invitations.get(body.invitation)?.change(body);
        return;
      }
      case 'rating.received':
        this.#received(entry, JSON.parse(entry.body) as ReceivedBody);
        return;
      case 'rating.settled':
        this.#settled(JSON.parse(entry.body) as SettledBody);
        return;
    }
  }

  #received({ position, payload }: LedgerEntry, said: ReceivedBody): void {
    const { eventId, body } = JSON.parse(payload) as Rating;
    const { standing, reason = null, invitation = null, tappedAt, day, order = null } = said;
    const { level, caseNo } = body;
    this.ratings.set(position, {
      position,
      eventId,
      caseNo,
      tappedAt,
      level,
      standing,
      reason,
      invitation,
      day,
      order,
    });
  }

  #settled(said: SettledBody): void {
    const before = this.ratings.get(said.rating);
    if (before === undefined) return;
    const { standing, reason = null, place } = said;
    const invitation = said.invitation ?? (place === undefined ? before.invitation : null);
    const order = said.cancelsOrder === undefined ? (said.order ?? before.order) : null;
    const now: Partial<PastRating> = { standing, reason, invitation, order };
    Object.assign(before, now);
  }
}
