import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { configurationOf, type StandingTerminal } from '../../configuration.ts';
import type { WriteContext } from './context.ts';
import { SettingsTable } from './settings-table.ts';

type ConfiguredTerminal = StandingTerminal & { configuration: string };

/** Keeps each terminal's configuration up to date; its revision grows only when it changes. */
export class ConfigurationWriter {
  readonly #context: WriteContext;
  readonly #settings: SettingsTable;
  readonly #select: StatementSync;
  readonly #update: StatementSync;

  constructor(db: DatabaseSync, context: WriteContext) {
    this.#context = context;
    this.#settings = new SettingsTable(db);
    this.#select = db.prepare(
      `SELECT terminalId, terminalNo, kind, hallId, windowNo, enrolledAt, configuration
       FROM terminals`,
    );
    this.#update = db.prepare(
      `UPDATE terminals SET configuration = ?, configurationRevision = configurationRevision + 1
       WHERE terminalId = ?`,
    );
  }

  of(terminal: StandingTerminal, chainOf = this.#settings.chains()): string {
    const { directory, packs } = this.#context;
    const { timeZone } = packs;
    const deciding = { directory: directory.get(), timeZone, settings: chainOf(terminal) };
    return JSON.stringify(configurationOf(terminal, deciding));
  }

  /** Computes all of them again; returns the terminals whose configuration changed. */
  refresh(): string[] {
    const changed: string[] = [];
    const chainOf = this.#settings.chains();
    for (const terminal of this.#select.all() as unknown as ConfiguredTerminal[]) {
      const configuration = this.of(terminal, chainOf);
      if (configuration === terminal.configuration) continue;
      this.#update.run(configuration, terminal.terminalId);
      changed.push(terminal.terminalId);
    }
    return changed;
  }
}
