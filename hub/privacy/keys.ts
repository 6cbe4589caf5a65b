import { createHmac } from 'node:crypto';
import type { Clock } from '../../protocol/index.ts';
import type { KeyFile } from '../key-file.ts';
import { PrivacyError } from './errors.ts';
import { type KeyRing, newRing, rotated, without } from './key-ring.ts';
import type { SealingKey } from './seal.ts';

export interface KeysLog {
  warn(fields: object, message: string): void;
}

/** A key as an administrator may see it. */
export interface ListedKey {
  keyId: string;
  madeAt: number;
  active: boolean;
}

/** The keys of the hub, on the main side only: no thread of the store ever has one. */
export class Keys {
  readonly #file: KeyFile<KeyRing>;
  readonly #clock: Clock;
  readonly #log: KeysLog;
  #ring: KeyRing | null = null;

  constructor(parts: { file: KeyFile<KeyRing>; clock: Clock; log: KeysLog }) {
    this.#file = parts.file;
    this.#clock = parts.clock;
    this.#log = parts.log;
  }

  /**
   * Reads the file, or makes it for a database that holds no identity yet. `inUse`: the ids of the
   * keys that have sealed what the database holds; `known` says whether it ever held an identity.
   */
  open({ inUse, known }: { inUse: readonly string[]; known: boolean }): void {
    const { path } = this.#file;
    const found = this.#file.read();
    if (found === null && known) {
      throw new PrivacyError(
        'keyFileMissing',
        `The database holds sealed identities and their key file ${path} is missing. ` +
          'Bring it back from its backup, or name it with --key-file.',
      );
    }
    const ring = found ?? this.#make();
    const missing = inUse.filter((id) => !ring.keys.some((key) => key.id === id));
    if (missing.length > 0) {
      throw new PrivacyError(
        'keyMissing',
        `The key file ${path} lacks ${missing.join(', ')}, which sealed what the database holds.`,
      );
    }
    this.#ring = ring;
  }

  /** Seals from now on. */
  get active(): SealingKey {
    return this.byId(this.#open.active);
  }

  byId(id: string): SealingKey {
    const found = this.#open.keys.find((key) => key.id === id);
    if (!found) throw new PrivacyError('keyMissing', `The key file lacks ${id}.`);
    return { id, bytes: Buffer.from(found.key, 'base64url') };
  }

  list(): ListedKey[] {
    const { keys, active } = this.#open;
    return keys.map(({ id, madeAt }) => ({ keyId: id, madeAt, active: id === active }));
  }

  /** Adds a key and seals with it from now on; returns its id. */
  rotate(): string {
    const ring = rotated(this.#open, this.#clock.now());
    this.#file.write(ring);
    this.#ring = ring;
    this.#tellToBackUp('a key was added to the key file');
    return ring.active;
  }

  /** Forgets a key for good. The caller has made sure that nothing is sealed with it. */
  forget(id: string): void {
    const ring = without(this.#open, id);
    this.#file.write(ring);
    this.#ring = ring;
  }

  /** HMAC-SHA256 of a normalised number, base64url: equal numbers are found, none can be read. */
  indexOf(field: 'idNo' | 'phone', normalised: string): string {
    return hmac(this.#open.indexKey, `${field}\n${normalised}`);
  }

  /** HMAC-SHA256 of an applicant's canonical text; a bare hash of so little could be guessed. */
  digestOf(caseNo: string, canonical: string): string {
    return hmac(this.#open.digestKey, `${caseNo}\n${canonical}`);
  }

  get #open(): KeyRing {
    if (this.#ring === null) throw new PrivacyError('keysClosed', 'The keys are not open yet.');
    return this.#ring;
  }

  #make(): KeyRing {
    const ring = newRing(this.#clock.now());
    this.#file.write(ring);
    this.#tellToBackUp('KEY FILE MADE');
    return ring;
  }

  #tellToBackUp(what: string): void {
    const words = 'back it up now, apart from the data: without it no identity can be read again';
    this.#log.warn({ keyFile: this.#file.path }, `${what}; ${words}`);
  }
}

function hmac(key: string, text: string): string {
  return createHmac('sha256', Buffer.from(key, 'base64url')).update(text).digest('base64url');
}
