import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { EnrolmentApproval, TerminalKind } from '../../../../protocol/index.ts';
import type { Command, Outcome } from '../../port.ts';
import type { ConfigurationWriter } from './configurations.ts';
import type { WriteContext } from './context.ts';

/** Devices that wait for an approval at one time; more are turned away. */
const PENDING_LIMIT = 100;
/** An enrolment that led to nothing is forgotten a day after it ended. */
const FORGET_AFTER_MS = 86_400_000;

interface Enrolment {
  enrolmentId: string;
  kind: TerminalKind;
  appVersion: string;
  publicKey: string;
  collectTokenHash: string;
  expiresAt: number;
  state: 'pending' | 'approved' | 'rejected';
  terminalId: string | null;
}

type Approved = Outcome<'enrolment.approve'>;
type Refusal = Extract<Approved, { approved: false }>['reason'];

/** How devices become terminals: a one-time, short-lived code, approved by a person. */
export class EnrolmentDesk {
  readonly #context: WriteContext;
  readonly #configurations: ConfigurationWriter;
  readonly #forget: StatementSync;
  readonly #pending: StatementSync;
  readonly #insert: StatementSync;
  readonly #byCode: StatementSync;
  readonly #byId: StatementSync;
  readonly #decide: StatementSync;
  readonly #insertTerminal: StatementSync;
  readonly #firstConnected: StatementSync;
  readonly #setSecret: StatementSync;

  constructor(db: DatabaseSync, context: WriteContext, configurations: ConfigurationWriter) {
    this.#context = context;
    this.#configurations = configurations;
    this.#forget = db.prepare(
      `DELETE FROM enrolments WHERE state IN ('pending', 'rejected') AND expiresAt < ?`,
    );
    this.#pending = db.prepare(
      `SELECT count(*) AS pending, coalesce(max(userCode = ?), 0) AS codeInUse
       FROM enrolments WHERE state = 'pending' AND expiresAt > ?`,
    );
    this.#insert = db.prepare(
      `INSERT INTO enrolments (enrolmentId, userCode, kind, hint, appVersion, publicKey,
         collectTokenHash, requestedAt, expiresAt, state)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'pending')`,
    );
    const select = `SELECT enrolmentId, kind, appVersion, publicKey, collectTokenHash, expiresAt,
      state, terminalId FROM enrolments`;
    this.#byCode = db.prepare(
      `${select} WHERE userCode = ? ORDER BY state = 'pending' DESC, requestedAt DESC LIMIT 1`,
    );
    this.#byId = db.prepare(`${select} WHERE enrolmentId = ?`);
    this.#decide = db.prepare(
      'UPDATE enrolments SET state = ?, terminalId = ? WHERE enrolmentId = ?',
    );
    this.#insertTerminal = db.prepare(
      `INSERT INTO terminals (terminalId, terminalNo, kind, hallId, windowNo, status, secretHash,
         publicKey, enrolledAt, appVersion, configuration, configurationRevision)
       VALUES (?, ?, ?, ?, ?, 'enrolled', '', ?, ?, ?, ?, 1)`,
    );
    this.#firstConnected = db.prepare(
      'SELECT firstConnectedAt, status FROM terminals WHERE terminalId = ?',
    );
    this.#setSecret = db.prepare('UPDATE terminals SET secretHash = ? WHERE terminalId = ?');
  }

  request(command: Command<'enrolment.request'>): Outcome<'enrolment.request'> {
    const { request, enrolmentId, userCode, collectTokenHash, expiresAt, at } = command;
    this.#forget.run(at - FORGET_AFTER_MS);
    const { pending, codeInUse } = this.#pending.get(userCode, at) as Record<string, number>;
    if (codeInUse === 1) return { accepted: false, reason: 'codeInUse' };
    if ((pending ?? 0) >= PENDING_LIMIT) return { accepted: false, reason: 'tooManyPending' };
    const { kind, hint, appVersion, publicKey } = request;
    const key = JSON.stringify(publicKey);
    const device = [kind, hint ?? null, appVersion, key] as const;
    this.#insert.run(enrolmentId, userCode, ...device, collectTokenHash, at, expiresAt);
    return { accepted: true };
  }

  approve(command: Command<'enrolment.approve'>): Approved {
    const { userCode, approval, by, at } = command;
    const enrolment = this.#byCode.get(userCode) as unknown as Enrolment | undefined;
    if (enrolment === undefined) return refused('unknownCode');
    const reason = this.#objection(enrolment, approval, at);
    if (reason !== null) return refused(reason);
    const { kind, appVersion, publicKey, enrolmentId } = enrolment;
    const { terminalId, terminalNo, hallId, windowNo } = approval;
    const stands = { terminalId, terminalNo, kind, hallId, windowNo };
    const configuration = this.#configurations.of({ ...stands, enrolledAt: at });
    this.#insertTerminal.run(...Object.values(stands), publicKey, at, appVersion, configuration);
    this.#decide.run('approved', terminalId, enrolmentId);
    const body = { ...approval, kind, publicKey: JSON.parse(publicKey), enrolmentId, by };
    this.#context.ledger.append('enrolment.approved', at, body);
    return { approved: true, terminalId };
  }

  reject({ userCode, by, at }: Command<'enrolment.reject'>): Outcome<'enrolment.reject'> {
    const enrolment = this.#byCode.get(userCode) as unknown as Enrolment | undefined;
    if (enrolment?.state !== 'pending' || enrolment.expiresAt <= at) return { rejected: false };
    const { enrolmentId } = enrolment;
    this.#decide.run('rejected', null, enrolmentId);
    this.#context.ledger.append('enrolment.rejected', at, { enrolmentId, by });
    return { rejected: true };
  }

  /** A lost answer must not strand the device: each collection sets a new secret until it is used. */
  collect(command: Command<'enrolment.collect'>): Outcome<'enrolment.collect'> {
    const { enrolmentId, collectTokenHash, newSecretHash, at } = command;
    const enrolment = this.#byId.get(enrolmentId) as unknown as Enrolment | undefined;
    if (enrolment?.collectTokenHash !== collectTokenHash) return { state: 'unknown' };
    const { state, expiresAt, terminalId } = enrolment;
    if (state === 'rejected') return { state };
    if (state === 'pending') return expiresAt <= at ? { state: 'expired' } : { state, expiresAt };
    const terminal = terminalId === null ? undefined : this.#firstConnected.get(terminalId);
    if (terminalId === null || terminal === undefined) return { state: 'unknown' };
    if (terminal.status === 'revoked') return { state: 'rejected' };
    if (terminal.firstConnectedAt !== null) return { state: 'alreadyCollected' };
    this.#setSecret.run(newSecretHash, terminalId);
    return { state: 'approved', terminalId };
  }

  #objection(enrolment: Enrolment, approval: EnrolmentApproval, at: number): Refusal | null {
    const { terminalId, hallId, windowNo } = approval;
    if (enrolment.state !== 'pending') return 'alreadyDecided';
    if (enrolment.expiresAt <= at) return 'expired';
    if ((enrolment.kind === 'kiosk') !== (windowNo === null)) return 'kindMismatch';
    const hall = this.#context.directory.get().halls.find((known) => known.hallId === hallId);
    if (hall === undefined) return 'unknownHall';
    const windowKnown = hall.windows.some((known) => known.windowNo === windowNo);
    if (windowNo !== null && !windowKnown) return 'unknownWindow';
    return this.#context.terminals.get(terminalId) === null ? null : 'terminalExists';
  }
}

function refused(reason: Refusal): Approved {
  return { approved: false, reason };
}
