import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { configurationOf, type StandingTerminal } from '../../configuration.ts';
import type { WriteContext } from './context.ts';

type ConfiguredTerminal = StandingTerminal & { terminalId: string; configuration: string };

/** Keeps each terminal's configuration up to date; its revision grows only when it changes. */
export class ConfigurationWriter {
  readonly #context: WriteContext;
  readonly #select: StatementSync;
  readonly #update: StatementSync;

  constructor(db: DatabaseSync, context: WriteContext) {
    this.#context = context;
    this.#select = db.prepare(
      'SELECT terminalId, terminalNo, kind, hallId, windowNo, configuration FROM terminals',
    );
    this.#update = db.prepare(
      `UPDATE terminals SET configuration = ?, configurationRevision = configurationRevision + 1
       WHERE terminalId = ?`,
    );
  }

  of(terminal: StandingTerminal): string {
    const { directory, packs } = this.#context;
    return JSON.stringify(configurationOf(terminal, directory.get(), packs.timeZone));
  }

  /** Computes all of them again; returns the terminals whose configuration changed. */
  refresh(): string[] {
    const changed: string[] = [];
    for (const terminal of this.#select.all() as unknown as ConfiguredTerminal[]) {
      const configuration = this.of(terminal);
      if (configuration === terminal.configuration) continue;
      this.#update.run(configuration, terminal.terminalId);
      changed.push(terminal.terminalId);
    }
    return changed;
  }
}
