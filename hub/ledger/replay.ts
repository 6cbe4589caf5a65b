import type { Rating } from '../../protocol/index.ts';
import { arrived, type SequenceState } from '../ratings/sequence.ts';
import type { FigureKey, RatedPlace } from '../statistics/figure.ts';
import { Tally } from '../statistics/tally.ts';
import type {
  ConflictBody,
  OpenedBody,
  ReceivedBody,
  SettledBody,
  UnreadableBody,
} from './bodies.ts';
import type { LedgerEntry } from './chain.ts';

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
        this.#settled(body as SettledBody);
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
  }

  #settled({ rating: position, standing, invitation }: SettledBody): void {
    const before = this.ratings.get(position);
    if (before === undefined) throw new Error(`no rating at ${position}`);
    const after = { ...before, ...this.#place(invitation), standing };
    this.ratings.set(position, after);
    this.figures.add(before, -1);
    this.figures.add(after, 1);
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
