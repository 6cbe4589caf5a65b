import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { configurationOf, type StandingTerminal } from '../../configuration.ts';
import type { WriteContext } from './context.ts';
import { EditionTable } from './edition-table.ts';
import { SettingsTable } from './settings-table.ts';

type ConfiguredTerminal = StandingTerminal & { configuration: string };

/** Keeps each terminal's configuration up to date; its revision grows only when it changes. */
export class ConfigurationWriter {
  readonly #context: WriteContext;
  readonly #settings: SettingsTable;
  readonly #editions: EditionTable;
  readonly #select: StatementSync;
  readonly #update: StatementSync;

  constructor(db: DatabaseSync, context: WriteContext) {
    this.#context = context;
    this.#settings = new SettingsTable(db);
    this.#editions = new EditionTable(db);
    this.#select = db.prepare(
      `SELECT terminalId, terminalNo, kind, hallId, windowNo, enrolledAt, configuration
       FROM terminals`,
    );
    this.#update = db.prepare(
      `UPDATE terminals SET configuration = ?, configurationRevision = configurationRevision + 1
       WHERE terminalId = ?`,
    );
  }

  of(terminal: StandingTerminal): string {
    return this.#computed()(terminal);
  }

  /** Computes all of them again; returns the terminals whose configuration changed. */
  refresh(): string[] {
    const changed: string[] = [];
    const of = this.#computed();
    for (const terminal of this.#select.all() as unknown as ConfiguredTerminal[]) {
      const configuration = of(terminal);
      if (configuration === terminal.configuration) continue;
      this.#update.run(configuration, terminal.terminalId);
      changed.push(terminal.terminalId);
    }
    return changed;
  }

  /** Looks up once what all configurations follow from. */
  #computed(): (terminal: StandingTerminal) => string {
    const { timeZone } = this.#context.packs;
    const directory = this.#context.directory.get();
    const digests = this.#editions.digests();
    const chainOf = this.#settings.chains();
    return (terminal) => {
      const settings = chainOf(terminal);
      return JSON.stringify(configurationOf(terminal, { directory, timeZone, settings, digests }));
    };
  }
}
