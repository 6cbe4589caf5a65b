import type { DatabaseSync, StatementSync } from 'node:sqlite';
import {
  changedSettings,
  type Scope,
  type SettingsChange,
} from '../../../devices/terminal-settings.ts';
import type { Command, Outcome } from '../../port.ts';
import type { ConfigurationWriter } from './configurations.ts';
import type { WriteContext } from './context.ts';
import { EditionTable } from './edition-table.ts';
import { SettingsTable } from './settings-table.ts';

/** What administrators decide for terminals from afar. */
export class TerminalUpkeep {
  readonly #context: WriteContext;
  readonly #configurations: ConfigurationWriter;
  readonly #settings: SettingsTable;
  readonly #editions: EditionTable;
  readonly #terminal: StatementSync;

  constructor(db: DatabaseSync, context: WriteContext, configurations: ConfigurationWriter) {
    this.#context = context;
    this.#configurations = configurations;
    this.#settings = new SettingsTable(db);
    this.#editions = new EditionTable(db);
    this.#terminal = db.prepare('SELECT status FROM terminals WHERE terminalId = ?');
  }

  /** Decides, and computes the configurations anew that follow from it. */
  decide(command: Command<'terminalSettings.change'>): Outcome<'terminalSettings.change'> {
    const { scope, change, by, at } = command;
    const refusal = this.#objection(scope, change);
    if (refusal !== null) return { changed: false, reason: refusal };
    this.#settings.put(scope, changedSettings(this.#settings.get(scope), change));
    this.#context.ledger.append('terminal.settings', at, { scope, change: openly(change), by });
    return { changed: true, terminalIds: this.#configurations.refresh() };
  }

  #objection(scope: Scope, change: SettingsChange) {
    const edition = change.edition?.edition;
    if (edition !== undefined && this.#editions.digestOf(edition) === null) return 'unknownEdition';
    if (scope.kind === 'hall') {
      const { halls } = this.#context.directory.get();
      return halls.some(({ hallId }) => hallId === scope.hallId) ? null : 'unknownHall';
    }
    if (scope.kind === 'all') return null;
    const terminal = this.#terminal.get(scope.terminalId);
    if (terminal === undefined) return 'unknownTerminal';
    if (terminal.status === 'revoked') return 'revoked';
    const { instruction } = this.#settings.get(scope);
    const isLeaving = instruction?.action === 'decommission';
    const asksMore = change.instruction && change.instruction.action !== 'decommission';
    return isLeaving && asksMore ? 'isLeaving' : null;
  }
}

/** The ledger is for everybody who audits: it says that a PIN was set, and no more. */
function openly({ pinHash, ...change }: SettingsChange): object {
  return pinHash === undefined ? change : { ...change, pin: pinHash === null ? 'removed' : 'set' };
}
