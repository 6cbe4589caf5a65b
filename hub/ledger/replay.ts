import type { EnteredRating, Rating } from '../../protocol/index.ts';
import { arrived, type SequenceState } from '../ratings/sequence.ts';
import {
  type Contribution,
  contributionsOf,
  defaultContribution,
  uncountedContribution,
} from '../statistics/contributions.ts';
import { type FigureKind, kindOf, type RatedPlace } from '../statistics/figure.ts';
import { Tally } from '../statistics/tally.ts';
import type { RatingStanding } from '../store/port.ts';
import type {
  AppealDecidedBody,
  AppealFiledBody,
  ChangedBody,
  ConflictBody,
  DefaultMadeBody,
  DefaultWithdrawnBody,
  FirstOpenedBody,
  OpenedBody,
  OrderStepBody,
  OrdersMovedBody,
  ReceivedBody,
  RemindedBody,
  SettledBody,
  UnreadableBody,
} from './bodies.ts';
import type { LedgerEntry } from './chain.ts';
import { ReplayedAppeals } from './replay-appeals.ts';
import { ReplayedOrders } from './replay-orders.ts';
import { ReplayedInvitation } from './replayed-invitation.ts';

/** How one rating stands, by the ledger alone. */
export interface ReplayedRating extends RatedPlace {
  terminalId: string;
  eventId: string;
  seq: number | null;
  caseNo: string;
  day: string;
  level: number | null;
  linked: readonly { caseNo: string; level: number }[];
  channel: string;
  standing: RatingStanding;
  /** Ledger position of the invitation it is about. */
  invitation: number | null;
}

/** Rebuilds from the ledger what the projections should say. */
export class Replay {
  readonly ratings = new Map<number, ReplayedRating>();
  readonly invitations = new Map<number, ReplayedInvitation>();
  /** When each invitation was reminded of, by its ledger position (SZ-13). */
  readonly reminders = new Map<number, number>();
  readonly sequences = new Map<string, SequenceState>();
  readonly orders = new ReplayedOrders();
  readonly appeals = new ReplayedAppeals();

  apply(entry: LedgerEntry): void {
    const body: unknown = JSON.parse(entry.body);
    switch (entry.kind) {
      case 'invitation.opened': {
        const opened = body as OpenedBody | FirstOpenedBody;
        this.invitations.set(entry.position, new ReplayedInvitation(opened));
        return;
      }
      case 'invitation.changed': {
        const changed = body as ChangedBody;
        this.#invitation(changed.invitation).change(changed);
        return;
      }
      case 'invitation.reminded': {
        const { invitation, at } = body as RemindedBody;
        if (this.reminders.has(invitation)) throw new Error(`${invitation} is reminded of twice`);
        this.reminders.set(invitation, at);
        return;
      }
      case 'default.made':
        for (const position of (body as DefaultMadeBody).invitations) {
          this.#invitation(position).defaultedBy = entry.position;
        }
        return;
      case 'default.withdrawn':
        this.#invitation((body as DefaultWithdrawnBody).invitation).defaultedBy = null;
        return;
      case 'rating.received':
        this.#received(entry, body as ReceivedBody);
        return;
      case 'rating.settled':
        this.#settled(entry, body as SettledBody);
        return;
      case 'workOrder.step':
        this.orders.stepped(body as OrderStepBody, entry.at);
        return;
      case 'workOrder.moved':
        this.orders.moved(body as OrdersMovedBody);
        return;
      case 'appeal.filed':
        this.appeals.filed(body as AppealFiledBody, entry.position);
        return;
      case 'appeal.decided':
        this.appeals.decided(body as AppealDecidedBody, entry.position);
        this.#decided(body as AppealDecidedBody);
        return;
      case 'rating.conflict': {
        const { terminalId, seq, reason } = body as ConflictBody;
        if (reason === 'bodyConflict' && seq !== null) this.#arrived(terminalId, seq);
        return;
      }
      case 'rating.unreadable': {
        const { terminalId, seq } = body as UnreadableBody;
        this.#arrived(terminalId, seq);
        return;
      }
    }
  }

  /** The counters as the ledger would have them. */
  figures(): Tally {
    const tally = new Tally();
    const add = (
      parts: Contribution[],
      about: { day: string; channel: string; kind: FigureKind },
    ) => {
      for (const { place, level, amount } of parts)
        tally.add({ ...about, ...place, level }, amount);
    };
    for (const rating of this.ratings.values()) {
      const { day, channel, standing, invitation: about } = rating;
      const invitation = about === null ? null : this.#invitation(about);
      const kind = kindOf({ standing, test: invitation?.test === true });
      add(this.#contributions(rating, invitation), { day, channel, kind });
    }
    for (const invitation of this.invitations.values()) {
      if (invitation.defaultedBy === null) continue;
      const kind = invitation.test ? 'test' : 'default';
      const { lastDay: day, defaultLevel } = invitation;
      add([defaultContribution(invitation, defaultLevel)], { day, channel: '', kind });
    }
    return tally;
  }

  #contributions(rating: ReplayedRating, invitation: ReplayedInvitation | null): Contribution[] {
    const counts = rating.standing === 'counted' || rating.standing === 'notAdopted';
    if (counts && invitation !== null) return contributionsOf(rating, invitation);
    return [uncountedContribution(placeIn(rating), rating.level)];
  }

  #received({ position, payload }: LedgerEntry, { day, standing, ...said }: ReceivedBody): void {
    const message = JSON.parse(payload) as Rating | EnteredRating;
    const { terminalId, eventId, body } = message;
    const seq = 'seq' in message ? message.seq : null;
    const { caseNo, level, linked = [], channel } = body;
    const invitation = said.invitation ?? null;
    const place = this.#place(invitation, caseNo) ?? said.place;
    if (place === undefined) throw new Error(`entry ${position} names no place`);
    const about = { terminalId, eventId, seq, caseNo, day, level, linked, channel };
    this.ratings.set(position, { ...about, standing, invitation, ...place });
    if (said.supersedesDefault && invitation !== null) {
      this.#invitation(invitation).defaultedBy = null;
    }
    if (seq !== null) this.#arrived(terminalId, seq);
    if (said.order !== undefined)
      this.orders.open(position, said.order, { opened: position, day, ...place });
  }

  #settled({ position: opened, at }: LedgerEntry, body: SettledBody): void {
    const { standing, ...said } = body;
    const before = this.#rating(body.rating);
    const about = said.invitation ?? (said.place === undefined ? before.invitation : null);
    const place = said.place ?? this.#place(said.invitation ?? null, before.caseNo) ?? {};
    const after = { ...before, ...place, standing, invitation: about };
    this.ratings.set(body.rating, after);
    this.orders.settled(body, { ...after, opened, at });
  }

  #decided({ rating, standing }: AppealDecidedBody): void {
    this.ratings.set(rating, { ...this.#rating(rating), standing });
  }

  #rating(position: number): ReplayedRating {
    const rating = this.ratings.get(position);
    if (rating === undefined) throw new Error(`no rating at ${position}`);
    return rating;
  }

  #place(invitation: number | null, caseNo: string): RatedPlace | undefined {
    return invitation === null ? undefined : this.#invitation(invitation).placeOf(caseNo);
  }

  #invitation(position: number): ReplayedInvitation {
    const invitation = this.invitations.get(position);
    if (invitation === undefined) throw new Error(`no invitation at ${position}`);
    return invitation;
  }

  #arrived(terminalId: string, seq: number): void {
    const state = this.sequences.get(terminalId) ?? { contiguous: 0, ahead: new Set<number>() };
    this.sequences.set(terminalId, state);
    arrived(state, seq);
  }
}

function placeIn({ hallId, departmentCode, windowNo, itemCode, staffNo }: RatedPlace): RatedPlace {
  return { hallId, departmentCode, windowNo, itemCode, staffNo };
}
