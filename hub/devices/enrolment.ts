import { randomUUID } from 'node:crypto';
import type {
  Clock,
  EnrolmentApproval,
  EnrolmentRequest,
  EnrolmentState,
  EnrolmentTicket,
} from '../../protocol/index.ts';
import { instantText } from '../instant.ts';
import { hashSecret, newSecret } from '../secrets.ts';
import type { EnrolmentRow, Outcome, Store } from '../store/port.ts';
import { newUserCode, readUserCode } from './user-code.ts';

const POLL_INTERVAL_MS = 1_000;
/** Two pending requests with one code are as good as impossible; a second throw settles it. */
const CODE_TRIES = 5;

export interface EnrolmentParts {
  store: Store;
  clock: Clock;
  lifeMs: number;
  mostPending: number;
  /** Where an approved terminal finds the broker. */
  mqtt: () => { tcpPort: number | null; wsPath: string };
}

export type CollectionOutcome =
  | EnrolmentState
  | { state: 'unknown' }
  | { state: 'alreadyCollected' };

/**
 * How a device becomes a terminal: it asks, shows a short code, an administrator approves the code
 * at the hub, the device collects its secret. The hub keeps hashes of both secrets only.
 */
export class Enrolments {
  private readonly parts: EnrolmentParts;

  constructor(parts: EnrolmentParts) {
    this.parts = parts;
  }

  /** `null` when too many requests wait already. */
  async request(request: EnrolmentRequest): Promise<EnrolmentTicket | null> {
    const { store, clock, lifeMs, mostPending } = this.parts;
    const at = clock.now();
    const pending = await store.query({ kind: 'enrolments', at });
    if (pending.length >= mostPending) return null;
    const enrolmentId = randomUUID();
    const collectToken = newSecret();
    const expiresAt = at + lifeMs;
    for (let tries = 0; tries < CODE_TRIES; tries++) {
      const userCode = newUserCode();
      const outcome = await store.submit({
        kind: 'enrolment.request',
        request,
        enrolmentId,
        userCode,
        collectTokenHash: hashSecret(collectToken),
        expiresAt,
        at,
      });
      if (outcome.accepted) {
        const ends = instantText(expiresAt);
        const pollIntervalMs = POLL_INTERVAL_MS;
        return { enrolmentId, userCode, collectToken, expiresAt: ends, pollIntervalMs };
      }
      if (outcome.reason === 'tooManyPending') return null;
    }
    return null;
  }

  pending(): Promise<EnrolmentRow[]> {
    return this.parts.store.query({ kind: 'enrolments', at: this.parts.clock.now() });
  }

  approve(
    typedCode: string,
    approval: EnrolmentApproval,
    by: string,
  ): Promise<Outcome<'enrolment.approve'>> {
    const { store, clock } = this.parts;
    const userCode = readUserCode(typedCode);
    return store.submit({ kind: 'enrolment.approve', userCode, approval, by, at: clock.now() });
  }

  async reject(typedCode: string, by: string): Promise<boolean> {
    const { store, clock } = this.parts;
    const userCode = readUserCode(typedCode);
    const command = { kind: 'enrolment.reject', userCode, by, at: clock.now() } as const;
    return (await store.submit(command)).rejected;
  }

  /** Hands out the secret, a new one at each call until the terminal has connected once. */
  async collect(enrolmentId: string, collectToken: string): Promise<CollectionOutcome> {
    const { store, clock, mqtt } = this.parts;
    const secret = newSecret();
    const outcome = await store.submit({
      kind: 'enrolment.collect',
      enrolmentId,
      collectTokenHash: hashSecret(collectToken),
      newSecretHash: hashSecret(secret),
      at: clock.now(),
    });
    switch (outcome.state) {
      case 'pending':
        return { state: 'pending', expiresAt: instantText(outcome.expiresAt) };
      case 'approved':
        return { state: 'approved', terminalId: outcome.terminalId, secret, mqtt: mqtt() };
      default:
        return { state: outcome.state };
    }
  }
}
