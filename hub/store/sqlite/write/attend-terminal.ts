import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Command, Outcome } from '../../port.ts';
import type { WriteContext } from './context.ts';
import type { PromptTable } from './prompt-table.ts';

/** What becomes known of a terminal: whether it is there, how its prompts end, whether it may. */
export class TerminalAttendant {
  readonly #context: WriteContext;
  readonly #prompts: PromptTable;
  readonly #connected: StatementSync;
  readonly #disconnected: StatementSync;
  readonly #alive: StatementSync;
  readonly #hello: StatementSync;
  readonly #status: StatementSync;
  readonly #decommission: StatementSync;

  constructor(db: DatabaseSync, context: WriteContext, prompts: PromptTable) {
    this.#context = context;
    this.#prompts = prompts;
    this.#connected = db.prepare(
      `UPDATE terminals SET connected = 1, bootId = coalesce(?2, bootId), lastSeenAt = ?1,
         firstConnectedAt = coalesce(firstConnectedAt, ?1) WHERE terminalId = ?3`,
    );
    this.#disconnected = db.prepare(
      `UPDATE terminals SET connected = 0, lastSeenAt = ?1
       WHERE terminalId = ?3 AND (?2 IS NULL OR bootId IS NULL OR bootId = ?2)`,
    );
    this.#alive = db.prepare(
      `UPDATE terminals SET screen = ?, keypad = ?, bootId = ?, lastSeenAt = ?,
         unknownKeys = coalesce(?, unknownKeys), restarts = coalesce(?, restarts),
         runs = coalesce(?, runs) WHERE terminalId = ?`,
    );
    this.#hello = db.prepare(
      `UPDATE terminals SET bootId = ?, appVersion = ?, pending = ?, lastSeenAt = ?
       WHERE terminalId = ?`,
    );
    this.#decommission = db.prepare(
      `SELECT json_extract(configuration, '$.instruction.instructionId') AS instructionId
       FROM terminals WHERE terminalId = ?
         AND json_extract(configuration, '$.instruction.action') = 'decommission'`,
    );
    this.#status = db.prepare(
      `UPDATE terminals SET status = ? WHERE terminalId = ? AND status <> 'revoked'`,
    );
  }

  presence(command: Command<'terminal.presence'>): Outcome<'terminal.presence'> {
    const { terminalId, presence, at } = command;
    this.#note(command);
    const done = presence.event === 'birth' ? presence.runs?.instructionDone : null;
    if (!done || this.#decommission.get(terminalId)?.instructionId !== done) {
      return { decommissioned: false };
    }
    this.setStatus({ terminalId, status: 'revoked', by: 'decommission', at });
    return { decommissioned: true };
  }

  #note({ terminalId, presence, at }: Command<'terminal.presence'>): void {
    switch (presence.event) {
      case 'connected':
        this.#connected.run(at, presence.bootId ?? null, terminalId);
        break;
      case 'disconnected':
        this.#disconnected.run(at, presence.bootId ?? null, terminalId);
        break;
      case 'birth':
      case 'will': {
        const { screen, keypad, bootId } = presence;
        const nothing = { unknownKeys: null, restarts: null, runs: null };
        const { unknownKeys, restarts, runs } = presence.event === 'birth' ? presence : nothing;
        const said = [unknownKeys, restarts, runs].map((fact) => fact && JSON.stringify(fact));
        this.#alive.run(screen, keypad, bootId, at, ...said, terminalId);
        break;
      }
      case 'hello': {
        const { bootId, appVersion, pending } = presence;
        this.#hello.run(bootId, appVersion, pending, at, terminalId);
      }
    }
  }

  /** A revoked terminal stays revoked. */
  setStatus(command: Omit<Command<'terminal.status'>, 'kind'>): Outcome<'terminal.status'> {
    const { terminalId, status, by, at } = command;
    const terminal = this.#context.terminals.get(terminalId);
    if (terminal === null) return { known: false };
    if (terminal.status === status || terminal.status === 'revoked') return { known: true };
    this.#context.terminals.forget(terminalId);
    this.#status.run(status, terminalId);
    this.#context.ledger.append('terminal.status', at, { terminalId, status, by });
    return { known: true };
  }

  report({ report, receivedAt }: Command<'prompt.report'>): Outcome<'prompt.report'> {
    const { promptId, terminalId, ending } = report;
    if (promptId === null) return { known: false };
    const told = { terminalId, ending, detail: report.detail ?? null, at: receivedAt };
    return { known: this.#prompts.report(promptId, told) };
  }
}
