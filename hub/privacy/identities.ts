import { type Applicant, type Clock, canonicalText } from '../../protocol/index.ts';
import type { IdentityAccess, KeptIdentity, SealedIdentity, Store } from '../store/port.ts';
import { PrivacyError } from './errors.ts';
import type { Keys } from './keys.ts';
import { type MaskedApplicant, maskApplicant } from './mask.ts';
import { normalisedIdNo, normalisedPhone } from './normalise.ts';
import { openedApplicant, sealedFields } from './sealed-applicant.ts';

/** Cases that one look-up shows at most. */
const FOUND_LIMIT = 100;

export type ShownIdentity =
  | { state: 'kept'; applicant: MaskedApplicant }
  | { state: 'deleted'; deletedAt: number; rule: string }
  /** Sealed with a key that is gone, or touched by somebody. */
  | { state: 'unreadable' };

export type Reveal =
  | { outcome: 'revealed'; applicant: Applicant }
  | { outcome: 'unknown' | 'deleted' | 'reasonNamesPerson' };

/** What a look-up goes by. */
export interface Wanted {
  field: 'idNo' | 'phone';
  value: string;
}

export type LookUp =
  | { outcome: 'found'; cases: { caseNo: string; applicant: MaskedApplicant }[] }
  | { outcome: 'reasonNamesPerson' };

export interface IdentitiesLog {
  error(fields: object, message: string): void;
}

/** An applicant as the provincial platform is told of. */
export interface PlatformApplicant {
  kind: Applicant['kind'];
  name: string;
  idNumber: string | null;
  phone: string | null;
}

/** Who cases are for: sealed on the way in, masked on the way out, revealed only on the record. */
export class Identities {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #keys: Keys;
  readonly #log: IdentitiesLog;

  constructor(parts: { store: Store; clock: Clock; keys: Keys; log: IdentitiesLog }) {
    this.#store = parts.store;
    this.#clock = parts.clock;
    this.#keys = parts.keys;
    this.#log = parts.log;
  }

  /** For the store; what it holds can be read by the main side alone. */
  seal(caseNo: string, applicant: Applicant): SealedIdentity {
    const { kind, idType, idNo, phone } = applicant;
    const keys = this.#keys;
    return {
      kind,
      idType: idType ?? null,
      ...sealedFields(applicant, caseNo, keys.active),
      idNoIndex: idNo === undefined ? null : keys.indexOf('idNo', normalisedIdNo(idNo)),
      phoneIndex: phone === undefined ? null : keys.indexOf('phone', normalisedPhone(phone)),
      digest: keys.digestOf(caseNo, canonicalText(applicant)),
    };
  }

  /** What a screen may show of a case's applicant; `null` when none was ever named. */
  async ofCase(caseNo: string): Promise<ShownIdentity | null> {
    const row = await this.#store.query({ kind: 'identity', caseNo });
    if (row === null) return null;
    if (row.state === 'deleted') {
      return { state: 'deleted', deletedAt: row.deletedAt, rule: row.rule };
    }
    const applicant = this.#readable(row.identity);
    if (applicant === null) return { state: 'unreadable' };
    return { state: 'kept', applicant: maskApplicant(applicant) };
  }

  /** The whole identity, after the ledger holds who asked and why. */
  async reveal(asked: { caseNo: string; by: string; reason: string }): Promise<Reveal> {
    const { caseNo, by, reason } = asked;
    const refuse = async (outcome: 'unknown' | 'deleted' | 'reasonNamesPerson') => {
      await this.refused({ by, attempt: 'reveal', caseNo, why: outcome });
      return { outcome };
    };
    const row = await this.#store.query({ kind: 'identity', caseNo });
    if (row === null) return refuse('unknown');
    if (row.state === 'deleted') return refuse('deleted');
    const applicant = this.#open(row.identity);
    if (names(reason, applicant)) return refuse('reasonNamesPerson');
    await this.#accessed({ kind: 'identity.revealed', by, reason, caseNo });
    return { outcome: 'revealed', applicant };
  }

  /** The cases of one number, masked, after the ledger holds who asked and why. */
  async lookUp(asked: { wanted: Wanted; by: string; reason: string }): Promise<LookUp> {
    const { wanted, by, reason } = asked;
    const { field } = wanted;
    const normalise = field === 'idNo' ? normalisedIdNo : normalisedPhone;
    const value = normalise(wanted.value);
    const index = this.#keys.indexOf(field, value);
    const limit = FOUND_LIMIT;
    const rows = await this.#store.query({ kind: 'identitiesByIndex', field, index, limit });
    const found = rows.flatMap((row) => {
      const applicant = this.#readable(row);
      return applicant === null ? [] : [{ caseNo: row.caseNo, applicant }];
    });
    const named = found.some(({ applicant }) => names(reason, applicant));
    if (named || normalise(reason).includes(value)) {
      await this.refused({ by, attempt: 'lookUp', caseNo: null, why: 'reasonNamesPerson' });
      return { outcome: 'reasonNamesPerson' };
    }
    const caseNos = rows.map(({ caseNo }) => caseNo);
    await this.#accessed({ kind: 'identity.lookedUp', by, reason, field, caseNos });
    const cases = found.map(({ caseNo, applicant }) => ({
      caseNo,
      applicant: maskApplicant(applicant),
    }));
    return { outcome: 'found', cases };
  }

  /** Keeps that somebody tried and was not let. */
  async refused(
    attempt: Omit<Extract<IdentityAccess, { attempt: string }>, 'kind'>,
  ): Promise<void> {
    await this.#accessed({ kind: 'identity.refused', ...attempt });
  }

  /**
   * Where to reach the applicant, for the gateway that sends the reminder (SZ-13), which no person
   * sees. `null` when there is no number, or none any more.
   */
  async contactOf(caseNo: string): Promise<string | null> {
    const row = await this.#store.query({ kind: 'identity', caseNo });
    if (row?.state !== 'kept') return null;
    return this.#open(row.identity).phone ?? null;
  }

  /** Who applied, for the provincial platform, which no person of this hub sees. */
  async applicantOf(caseNo: string): Promise<PlatformApplicant | null> {
    const row = await this.#store.query({ kind: 'identity', caseNo });
    if (row?.state !== 'kept') return null;
    const { kind, name, idNo = null, phone = null } = this.#open(row.identity);
    return { kind, name, idNumber: idNo, phone };
  }

  /** A broken seal is told to the log; it must not hide the rest of a case. */
  #readable(identity: KeptIdentity): Applicant | null {
    try {
      return this.#open(identity);
    } catch (error) {
      if (!(error instanceof PrivacyError)) throw error;
      const { code, message } = error;
      this.#log.error(
        { code, error: message, caseNo: identity.caseNo },
        'an identity is unreadable',
      );
      return null;
    }
  }

  #open(identity: KeptIdentity): Applicant {
    return openedApplicant(identity, this.#keys.byId(identity.keyId));
  }

  async #accessed(access: IdentityAccess): Promise<void> {
    await this.#store.submit({ kind: 'identity.accessed', access, at: this.#clock.now() });
  }
}

/** A reason is kept for good and read by others: it must not carry what the seal protects. */
function names(reason: string, { name, idNo, phone }: Applicant): boolean {
  if (reason.includes(name)) return true;
  if (idNo !== undefined && normalisedIdNo(reason).includes(normalisedIdNo(idNo))) return true;
  return phone !== undefined && normalisedPhone(reason).includes(normalisedPhone(phone));
}
