import type { Rating } from '../../protocol/index.ts';
import { arrived, type SequenceState } from '../ratings/sequence.ts';
import type { FigureKey, RatedPlace } from '../statistics/figure.ts';
import { Tally } from '../statistics/tally.ts';
import type {
  AppealDecidedBody,
  AppealFiledBody,
  ConflictBody,
  OpenedBody,
  OrderStepBody,
  OrdersMovedBody,
  ReceivedBody,
  SettledBody,
  UnreadableBody,
} from './bodies.ts';
import type { LedgerEntry } from './chain.ts';
import { ReplayedAppeals } from './replay-appeals.ts';
import { ReplayedOrders } from './replay-orders.ts';

/** How one rating stands, by the ledger alone. */
export interface ReplayedRating extends FigureKey {
  terminalId: string;
  eventId: string;
  seq: number;
}

/** Rebuilds from the ledger what the projections should say. */
export class Replay {
  readonly ratings = new Map<number, ReplayedRating>();
  readonly sequences = new Map<string, SequenceState>();
  readonly figures = new Tally();
  readonly orders = new ReplayedOrders();
  readonly appeals = new ReplayedAppeals();
  readonly #places = new Map<number, RatedPlace>();

  apply(entry: LedgerEntry): void {
    const body: unknown = JSON.parse(entry.body);
    switch (entry.kind) {
      case 'invitation.opened':
        this.#places.set(entry.position, (body as OpenedBody).place);
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
        if (reason === 'bodyConflict') this.#arrived(terminalId, seq);
        return;
      }
      case 'rating.unreadable': {
        const { terminalId, seq } = body as UnreadableBody;
        this.#arrived(terminalId, seq);
        return;
      }
    }
  }

  #received({ position, payload }: LedgerEntry, { day, standing, ...said }: ReceivedBody): void {
    const { terminalId, eventId, seq, body } = JSON.parse(payload) as Rating;
    const place = this.#place(said.invitation) ?? said.place;
    if (place === undefined) throw new Error(`entry ${position} names no place`);
    const { level, channel } = body;
    const rating = { terminalId, eventId, seq, day, level, channel, standing, ...place };
    this.ratings.set(position, rating);
    this.figures.add(rating, 1);
    this.#arrived(terminalId, seq);
    const about = { opened: position, day, ...place };
    if (said.order !== undefined) this.orders.open(position, said.order, about);
  }

  #settled({ position: opened, at }: LedgerEntry, body: SettledBody): void {
    const { standing, invitation } = body;
    const rating = this.#stands(body.rating, { standing, ...this.#place(invitation) });
    this.orders.settled(body, { ...rating, opened, at });
  }

  #decided({ rating, standing }: AppealDecidedBody): void {
    this.#stands(rating, { standing });
  }

  #stands(
    position: number,
    { standing, ...place }: { standing: string } & Partial<RatedPlace>,
  ): ReplayedRating {
    const before = this.ratings.get(position);
    if (before === undefined) throw new Error(`no rating at ${position}`);
    const after = { ...before, ...place, standing };
    this.ratings.set(position, after);
    this.figures.add(before, -1);
    this.figures.add(after, 1);
    return after;
  }

  #place(invitation: number | undefined): RatedPlace | undefined {
    return invitation === undefined ? undefined : this.#places.get(invitation);
  }

  #arrived(terminalId: string, seq: number): void {
    const state = this.sequences.get(terminalId) ?? { contiguous: 0, ahead: new Set<number>() };
    this.sequences.set(terminalId, state);
    arrived(state, seq);
  }
}
