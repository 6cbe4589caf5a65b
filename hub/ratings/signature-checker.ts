import type { KeyObject } from 'node:crypto';
import type { Clock, PublicKey } from '../../protocol/index.ts';
import { Rounds } from '../rounds.ts';
import type { Store, UnverifiedRating } from '../store/port.ts';
import { importKey, isSignedBy } from './signature.ts';

export interface SignatureCheckerOptions {
  store: Pick<Store, 'query' | 'submit' | 'queued'>;
  clock: Clock;
  log?: { warn(fields: object, message: string): void };
  /** Called with how many of a batch turned out forged. */
  onForged?: (forged: number) => void;
  /** Ratings a round. */
  batch?: number;
  /** Pause between rounds while ratings wait to be checked. */
  paceMs?: number;
  /** Pause when nothing waits, or while the hub is busy. */
  idleMs?: number;
  /** With so many commands queued, live traffic goes first. */
  busyAt?: number;
  /** But a round is put off no more often than this in a row, so that checking always gets on. */
  patience?: number;
}

/** Few large rounds: each ends in a commit, and live ratings queue behind it. */
const DEFAULTS = { batch: 128, paceMs: 80, idleMs: 1_000, busyAt: 32, patience: 5 };
const KEYS_REMEMBERED = 5_000;

/** Verifies signatures off the hot path, in small batches, yielding to live traffic. */
export class SignatureChecker {
  readonly #options: Required<Omit<SignatureCheckerOptions, 'log' | 'onForged'>> &
    Pick<SignatureCheckerOptions, 'log' | 'onForged'>;
  readonly #keys = new Map<string, KeyObject | null>();
  readonly #rounds: Rounds;
  #putOff = 0;

  constructor(options: SignatureCheckerOptions) {
    this.#options = { ...DEFAULTS, ...options };
    this.#rounds = new Rounds({
      clock: options.clock,
      round: () => this.#round(),
      onFault: (err) => options.log?.warn({ err }, 'signatures could not be checked; trying again'),
      retryMs: this.#options.idleMs,
    });
  }

  start(): void {
    this.#rounds.start();
  }

  /** Resolves when the round under way has ended. */
  stop(): Promise<void> {
    return this.#rounds.stop();
  }

  /** Checks one batch; returns how many ratings it held. */
  async check(): Promise<number> {
    const { store, clock, batch, log, onForged } = this.#options;
    const waiting = await store.query({ kind: 'unverified', limit: batch });
    if (waiting.length === 0) return 0;
    const judgements = await Promise.all(
      waiting.map(async (rating) => ({
        position: rating.position,
        valid: await this.#isValid(rating),
      })),
    );
    const at = clock.now();
    const { forged } = await store.submit({ kind: 'signature.judged', judgements, at });
    if (forged > 0) {
      log?.warn({ forged }, 'ratings with a bad signature are quarantined');
      onForged?.(forged);
    }
    return waiting.length;
  }

  async #round(): Promise<number> {
    const { store, busyAt, patience, paceMs, idleMs, batch } = this.#options;
    if (store.queued >= busyAt && this.#putOff < patience) {
      this.#putOff++;
      return idleMs;
    }
    this.#putOff = 0;
    return (await this.check()) === batch ? paceMs : idleMs;
  }

  async #isValid({ terminalId, publicKey, payload }: UnverifiedRating): Promise<boolean> {
    const key = this.#keyOf(terminalId, publicKey);
    return key !== null && isSignedBy(key, payload);
  }

  /** A key that is no point of the curve signs nothing. */
  #keyOf(terminalId: string, publicKey: PublicKey): KeyObject | null {
    const known = this.#keys.get(terminalId);
    if (known !== undefined) return known;
    let key: KeyObject | null = null;
    try {
      key = importKey(publicKey);
    } catch (err) {
      this.#options.log?.warn({ err, terminalId }, 'the public key of a terminal is unusable');
    }
    if (this.#keys.size >= KEYS_REMEMBERED) this.#keys.clear();
    this.#keys.set(terminalId, key);
    return key;
  }
}
