import type { Level, RefusalReason } from '../../protocol/index.ts';
import type { RatingStanding } from '../store/port.ts';
import type { ChangedBody, InvitationBody, OpenedBody } from './bodies.ts';

/** A rating as the ledger leaves it. */
export interface PastRating {
  position: number;
  eventId: string;
  caseNo: string;
  tappedAt: number;
  level: Level | null;
  standing: RatingStanding;
  reason: RefusalReason | null;
  /** Ledger position. */
  invitation: number | null;
  /** Local day of the tap. */
  day: string;
  /** The work order it opened, as it was due then. */
  order: { lastDay: string } | null;
}

/** An invitation as the ledger leaves it, with what its deadline is reckoned from. */
export class PastInvitation {
  readonly invitationId: string;
  said: InvitationBody;
  /** When each of its cases was completed, epoch milliseconds. */
  readonly completions = new Map<string, number>();
  /** Linked cases of a theme (SZ-20b). */
  readonly linked = new Set<string>();

  constructor(opened: OpenedBody) {
    this.invitationId = opened.invitationId;
    this.said = opened;
    this.#join(opened);
  }

  change(changed: ChangedBody): void {
    this.said = changed;
    for (const caseNo of changed.left) {
      this.completions.delete(caseNo);
      this.linked.delete(caseNo);
    }
    this.#join(changed);
  }

  /** The days of a batch count from its last completion (SZ-20a); null when no case is left. */
  get completedAt(): number | null {
    const last = Math.max(...this.completions.values());
    return Number.isFinite(last) ? last : null;
  }

  #join({ joined }: OpenedBody | ChangedBody): void {
    for (const { caseNo, completedAt, role } of joined) {
      this.completions.set(caseNo, completedAt);
      if (role === 'linked') this.linked.add(caseNo);
      else this.linked.delete(caseNo);
    }
  }
}
