import type { Clock } from '../../protocol/index.ts';
import type { Store } from '../store/port.ts';
import type { Keys, ListedKey } from './keys.ts';
import { openedApplicant, sealedFields } from './sealed-applicant.ts';

/** Identities a step: a few milliseconds of work, then the hall's traffic goes first. */
const STEP = 50;
const PACE_MS = 20;
/** What one call does at most, so that its answer comes while somebody still waits for it. */
const STEPS_PER_CALL = 20;

export interface UsedKey extends ListedKey {
  /** Identities sealed with it. */
  identities: number;
}

export type Retirement = 'retired' | 'unknownKey' | 'activeKey' | 'keyInUse';

/** The life of a key: made, used, replaced, retired when nothing is sealed with it any more. */
export class Rekeying {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #keys: Keys;

  constructor(parts: { store: Store; clock: Clock; keys: Keys }) {
    this.#store = parts.store;
    this.#clock = parts.clock;
    this.#keys = parts.keys;
  }

  async list(): Promise<UsedKey[]> {
    const { keys } = await this.#store.query({ kind: 'identityKeys' });
    const used = new Map(keys.map(({ keyId, identities }) => [keyId, identities]));
    return this.#keys.list().map((key) => ({ ...key, identities: used.get(key.keyId) ?? 0 }));
  }

  /** Makes a key that seals from now on; returns its id. */
  async rotate(by: string): Promise<string> {
    const keyId = this.#keys.rotate();
    await this.#changed('activated', keyId, by);
    return keyId;
  }

  /** Seals some of the identities of older keys with the active one. Call it until none remain. */
  async reseal(): Promise<{ resealed: number; remaining: number }> {
    let resealed = 0;
    for (let step = 0; step < STEPS_PER_CALL; step++) {
      const older = (await this.list()).find((key) => !key.active && key.identities > 0);
      if (older === undefined) break;
      resealed += await this.#step(older.keyId);
      await this.#pause();
    }
    const keys = await this.list();
    const remaining = keys.reduce((sum, key) => sum + (key.active ? 0 : key.identities), 0);
    return { resealed, remaining };
  }

  /** Forgets a key for good, once nothing is sealed with it. */
  async retire(keyId: string, by: string): Promise<Retirement> {
    const key = this.#keys.list().find((one) => one.keyId === keyId);
    if (key === undefined) return 'unknownKey';
    if (key.active) return 'activeKey';
    const { identities } = await this.#changed('retired', keyId, by);
    if (identities > 0) return 'keyInUse';
    this.#keys.forget(keyId);
    return 'retired';
  }

  async #step(keyId: string): Promise<number> {
    const rows = await this.#store.query({ kind: 'identitiesSealedWith', keyId, limit: STEP });
    const [from, to] = [this.#keys.byId(keyId), this.#keys.active];
    const identities = rows.map((was) => ({
      was,
      sealed: sealedFields(openedApplicant(was, from), was.caseNo, to),
    }));
    return (await this.#store.submit({ kind: 'identity.reseal', identities })).resealed;
  }

  #changed(change: 'activated' | 'retired', keyId: string, by: string) {
    const at = this.#clock.now();
    return this.#store.submit({ kind: 'key.changed', change, keyId, by, at });
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => void this.#clock.after(PACE_MS, resolve));
  }
}
