import { createHash } from 'node:crypto';
import {
  type Clock,
  type Decoded,
  decode,
  HelloSchema,
  LIMITS,
  PresenceSchema,
  PromptReportSchema,
  type ReceiptEntry,
  type Refusal,
  refusalOf,
  type UpKind,
} from '../../protocol/index.ts';
import { PacedLog } from '../broker/paced-log.ts';
import type { Login, LoginOutcome, PipeListener } from '../broker/pipe.ts';
import type { Log } from '../log.ts';
import type { HubMetrics } from '../metrics.ts';
import type { LiveRating, PresenceChange, Store } from '../store/port.ts';
import type { TerminalAuthentication } from './authentication.ts';
import type { DesiredState } from './desired-state.ts';
import type { Receipts } from './receipts.ts';

export interface ReceptionParts {
  store: Store;
  clock: Clock;
  log: Log;
  metrics: HubMetrics;
  authentication: TerminalAuthentication;
  desiredState: DesiredState;
  receipts: Receipts;
  disconnect: (terminalId: string, why: string) => void;
  /** A rating that became durable. */
  onStored: (live: LiveRating) => void;
}

/** Reasons that an administrator should look at: somebody may be forging ratings. */
const ALARMING = new Set(['bodyConflict', 'sequenceConflict', 'badSignature']);

/** Takes in what terminals say and sees that each gets its answer. */
export class Reception implements PipeListener {
  private readonly parts: ReceptionParts;
  private readonly paced: PacedLog;
  private epoch = '';
  private inFlight = 0;
  private onIdle: (() => void) | undefined;

  constructor(parts: ReceptionParts) {
    this.parts = parts;
    this.paced = new PacedLog(parts.log, parts.clock);
  }

  setEpoch(epoch: string): void {
    this.epoch = epoch;
    this.parts.receipts.setEpoch(epoch);
  }

  /** Resolves when nothing taken in waits for the store any more. */
  idle(): Promise<void> {
    if (this.inFlight === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.onIdle = resolve;
    });
  }

  authenticate(login: Login): Promise<LoginOutcome> {
    return this.parts.authentication.authenticate(login);
  }

  onRating(terminalId: string, payload: Uint8Array): Promise<void> {
    const { receipts } = this.parts;
    return this.take(terminalId, payload, (receipt) => receipts.add(terminalId, receipt));
  }

  /**
   * One that came by another road than the wire, in every other way the same. The receipt is for
   * whoever brought it. Rejects when the store failed.
   */
  async takeCarried(terminalId: string, payload: Uint8Array): Promise<ReceiptEntry> {
    const answered = Promise.withResolvers<ReceiptEntry>();
    await this.take(terminalId, payload, answered.resolve);
    return answered.promise;
  }

  onMessage(terminalId: string, kind: Exclude<UpKind, 'rating'>, payload: Uint8Array): void {
    const taken =
      kind === 'hello'
        ? this.onHello(terminalId, payload)
        : kind === 'presence'
          ? this.onPresence(terminalId, payload)
          : this.onPromptReport(terminalId, payload);
    this.track(taken, `${kind} not taken`);
  }

  onConnected(terminalId: string): void {
    this.parts.log.info({ terminalId }, 'terminal connected');
    this.track(this.presence(terminalId, { event: 'connected' }), 'connection not noted');
  }

  onDisconnected(terminalId: string): void {
    this.parts.log.info({ terminalId }, 'terminal disconnected');
    this.track(this.presence(terminalId, { event: 'disconnected' }), 'disconnection not noted');
  }

  private take(
    terminalId: string,
    payload: Uint8Array,
    hand: (receipt: ReceiptEntry) => void,
  ): Promise<void> {
    const { store, clock, metrics } = this.parts;
    this.inFlight++;
    return store
      .submit({ kind: 'rating.receive', terminalId, payload, receivedAt: clock.now() })
      .then(
        ({ receipt, live }) => {
          hand(receipt);
          if (receipt.outcome === 'refused') this.noteRefusal(terminalId, 'rating', receipt);
          if (live) this.parts.onStored(live);
          this.settled();
        },
        (error: unknown) => {
          metrics.storeFailures.inc();
          this.paced.warn('store', { terminalId, error: String(error) }, 'rating not kept');
          this.settled();
          throw error;
        },
      );
  }

  private async onHello(terminalId: string, payload: Uint8Array): Promise<void> {
    const decoded = this.own(terminalId, decode(payload, HelloSchema));
    if (!decoded.ok) return this.refuse(terminalId, 'hello', payload, decoded.refusal);
    const { bootId, appVersion, pending, clockOffsetMs } = decoded.message;
    await this.parts.desiredState.answerHello(decoded.message, this.epoch);
    await this.presence(terminalId, { event: 'hello', bootId, appVersion, pending, clockOffsetMs });
  }

  private async onPresence(terminalId: string, payload: Uint8Array): Promise<void> {
    const decoded = this.own(terminalId, decode(payload, PresenceSchema));
    if (!decoded.ok) return this.refuse(terminalId, 'presence', payload, decoded.refusal);
    const { bootId, screen, keypad, state } = decoded.message;
    const { unknownKeys = null, restarts = null, runs = null } = decoded.message;
    if (state === 'online' && unknownKeys !== null && unknownKeys.count > 0) {
      const { count, lastCode } = unknownKeys;
      this.paced.warn(terminalId, { terminalId, count, lastCode }, 'keys that no driver knows');
    }
    if (state === 'online' && restarts !== null && restarts.count > 0) {
      this.paced.warn(`${terminalId} restarts`, { terminalId, ...restarts }, 'screen restarted');
    }
    const facts = { bootId, screen, keypad };
    const isBirth = state === 'online';
    const event = isBirth
      ? ({ event: 'birth', ...facts, unknownKeys, restarts, runs } as const)
      : ({ event: 'will', ...facts } as const);
    await this.presence(terminalId, event);
  }

  private async onPromptReport(terminalId: string, payload: Uint8Array): Promise<void> {
    const decoded = this.own(terminalId, decode(payload, PromptReportSchema));
    if (!decoded.ok) return this.refuse(terminalId, 'prompt-report', payload, decoded.refusal);
    const report = decoded.message;
    const { ending, detail } = report;
    if (ending === 'refused' || detail !== undefined) {
      const words = ending === 'refused' ? 'prompt refused' : 'prompt shown in part';
      this.paced.warn(`${terminalId} ${words}`, { terminalId, detail }, words);
    }
    const receivedAt = this.parts.clock.now();
    await this.parts.store.submit({ kind: 'prompt.report', report, receivedAt });
  }

  /** A message on a terminal's own topic must also name that terminal. */
  private own<T extends { terminalId: string }>(id: string, decoded: Decoded<T>): Decoded<T> {
    if (!decoded.ok || decoded.message.terminalId === id) return decoded;
    return { ok: false, refusal: refusalOf('wrongTerminal'), raw: decoded.raw };
  }

  private async presence(terminalId: string, presence: PresenceChange): Promise<void> {
    const { store, clock, log, disconnect } = this.parts;
    const at = clock.now();
    const command = { kind: 'terminal.presence', terminalId, presence, at } as const;
    const { decommissioned } = await store.submit(command);
    if (!decommissioned) return;
    log.info({ terminalId }, 'terminal decommissioned');
    disconnect(terminalId, 'revoked');
  }

  private async refuse(terminalId: string, kind: UpKind, payload: Uint8Array, refusal: Refusal) {
    const { store, clock, receipts, metrics } = this.parts;
    const digest = createHash('sha256').update(payload).digest('base64url');
    const { kept } = await store.submit({
      kind: 'quarantine.add',
      entry: {
        at: clock.now(),
        terminalId,
        source: kind,
        reason: refusal.reason,
        detail: refusal.detail,
        digest,
        payload: Buffer.from(payload.subarray(0, LIMITS.payloadBytes)).toString('base64'),
      },
    });
    if (kept) metrics.quarantined.inc();
    const receipt = { outcome: 'refused', eventId: null, digest, ...refusal, kept } as const;
    this.noteRefusal(terminalId, kind, receipt);
    receipts.add(terminalId, receipt);
  }

  private noteRefusal(terminalId: string, kind: UpKind, receipt: ReceiptEntry): void {
    if (receipt.outcome !== 'refused') return;
    const { reason, digest, eventId, kept } = receipt;
    const { metrics } = this.parts;
    metrics.refusals.inc({ message: kind, reason });
    if (kind === 'rating' && kept) metrics.quarantined.inc();
    if (ALARMING.has(reason)) metrics.alarms.inc({ reason });
    const facts = { terminalId, kind, reason, eventId, digest };
    this.paced.warn(`${terminalId} ${reason}`, facts, 'message refused');
  }

  /** Runs beside the broker's answer; a stop waits for it. */
  private track(work: Promise<void>, trouble: string): void {
    this.inFlight++;
    work
      .catch((error: unknown) => this.paced.warn('store', { error: String(error) }, trouble))
      .finally(() => this.settled());
  }

  private settled(): void {
    this.inFlight--;
    if (this.inFlight === 0) this.onIdle?.();
  }
}
