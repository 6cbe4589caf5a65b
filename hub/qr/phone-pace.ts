import { PaceByName } from '../broker/limits.ts';

/** A citizen opens and closes the page; two look at it together. */
const OPENINGS = { ratePerSecond: 1, burst: 30 };
/** One rating, and a phone that sends it again on a bad network. */
const RATINGS = { ratePerSecond: 0.1, burst: 10 };
/** Typing errors and torn slips of a whole hall; who guesses needs a great many more. */
const STRANGERS = { ratePerSecond: 2, burst: 120 };

/**
 * How often phones may ask. Who holds a genuine token is limited by that token alone: a whole hall,
 * and half a mobile network, may sit behind one address. The address limits only those who come
 * without one. Bounded in memory.
 */
export class PhonePace {
  readonly #openings = new PaceByName(OPENINGS);
  readonly #ratings = new PaceByName(RATINGS);
  readonly #strangers = new PaceByName(STRANGERS);

  admitsOpening(invitationId: string, monotonicMs: number): boolean {
    return this.#openings.admits(invitationId, monotonicMs);
  }

  admitsRating(invitationId: string, monotonicMs: number): boolean {
    return this.#ratings.admits(invitationId, monotonicMs);
  }

  admitsStranger(address: string, monotonicMs: number): boolean {
    return this.#strangers.admits(address, monotonicMs);
  }
}
