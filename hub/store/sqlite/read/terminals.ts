import { hash } from 'node:crypto';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type {
  Configuration,
  Prompt,
  PublicKey,
  Restarts,
  Runs,
  UnknownKeys,
} from '../../../../protocol/index.ts';
import type { Answer, EnrolmentRow, TerminalRow } from '../../port.ts';
import { readSettings, scopeOf } from '../settings-row.ts';

type Row = Record<string, unknown>;

/** Terminals, what they should know, and devices that wait to become one. */
export class TerminalReader {
  readonly #one: StatementSync;
  readonly #all: StatementSync;
  readonly #enrolments: StatementSync;
  readonly #configuration: StatementSync;
  readonly #prompt: StatementSync;
  readonly #settings: StatementSync;

  constructor(db: DatabaseSync) {
    const select = `SELECT terminalId, terminalNo, kind, hallId, windowNo, status, secretHash,
      publicKey, enrolledAt, connected, screen, keypad, bootId, appVersion, pending, lastSeenAt,
      lastRatingAt, contiguousSeq, configuration, configurationRevision, unknownKeys, restarts,
      runs FROM terminals`;
    this.#one = db.prepare(`${select} WHERE terminalId = ?`);
    this.#all = db.prepare(`${select} ORDER BY terminalId`);
    this.#enrolments = db.prepare(
      `SELECT enrolmentId, userCode, kind, hint, appVersion, publicKey, requestedAt, expiresAt
       FROM enrolments WHERE state = 'pending' AND expiresAt > ? ORDER BY requestedAt`,
    );
    this.#configuration = db.prepare(
      `SELECT configuration, configurationRevision, contiguousSeq
       FROM terminals WHERE terminalId = ?`,
    );
    this.#settings = db.prepare(
      'SELECT scope, id, content FROM terminalSettings ORDER BY scope, id',
    );
    this.#prompt = db.prepare(
      `SELECT content, showUntil, (SELECT i.state FROM invitationCases c
         JOIN invitations i ON i.position = c.invitation
         WHERE c.caseNo = prompts.caseNo AND c.stage = prompts.stage) AS state
       FROM prompts WHERE terminalId = ? AND ending IS NULL ORDER BY issuedAt DESC LIMIT 1`,
    );
  }

  one(terminalId: string): TerminalRow | null {
    const row = this.#one.get(terminalId);
    return row === undefined ? null : terminalRow(row);
  }

  all(): TerminalRow[] {
    return this.#all.all().map(terminalRow);
  }

  settings(): Answer<'terminalSettings'> {
    return this.#settings.all().map((row) => ({ scope: scopeOf(row), ...readSettings(row) }));
  }

  enrolments(at: number): EnrolmentRow[] {
    return this.#enrolments.all(at).map((row) => {
      const { publicKey, ...rest } = row as Row;
      const { x, y } = JSON.parse(String(publicKey)) as PublicKey;
      const keyFingerprint = hash('sha256', x + y, 'hex').slice(0, 16);
      return { ...rest, keyFingerprint } as EnrolmentRow;
    });
  }

  desiredState(terminalId: string, at: number): Answer<'desiredState'> {
    const row = this.#configuration.get(terminalId);
    if (row === undefined) return null;
    return {
      prompt: this.#promptNow(terminalId, at),
      configuration: configurationIn(row),
      contiguousSeq: Number(row.contiguousSeq),
    };
  }

  /**
   * The newest one holds. A case is not asked about any more when it, or its batch, was rated by
   * another road meanwhile, or when it may not be rated after all (SZ-18g).
   */
  #promptNow(terminalId: string, at: number): Prompt | null {
    const row = this.#prompt.get(terminalId);
    if (row === undefined || Number(row.showUntil) <= at || row.state !== 'open') return null;
    return JSON.parse(String(row.content)) as Prompt;
  }
}

function terminalRow({ configurationRevision, ...row }: Row): TerminalRow {
  return {
    ...row,
    publicKey: JSON.parse(String(row.publicKey)) as PublicKey,
    connected: row.connected === 1,
    configuration: configurationIn({ ...row, configurationRevision }),
    unknownKeys: saidIn<UnknownKeys>(row.unknownKeys),
    restarts: saidIn<Restarts>(row.restarts),
    runs: saidIn<Runs>(row.runs),
  } as TerminalRow;
}

function saidIn<T>(column: unknown): T | null {
  return column === null ? null : (JSON.parse(String(column)) as T);
}

function configurationIn({ configuration, configurationRevision }: Row): Configuration {
  const content = JSON.parse(String(configuration)) as Omit<Configuration, 'revision'>;
  return { revision: Number(configurationRevision), ...content };
}
