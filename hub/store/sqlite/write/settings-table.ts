import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Scope, SettingsChain, TerminalSettings } from '../../../devices/terminal-settings.ts';
import { idOfScope, readSettings } from '../settings-row.ts';

/** What administrators decided for terminals, a row a scope. */
export class SettingsTable {
  readonly #one: StatementSync;
  readonly #all: StatementSync;
  readonly #put: StatementSync;
  readonly #drop: StatementSync;

  constructor(db: DatabaseSync) {
    const its = 'scope = ? AND id = ?';
    this.#one = db.prepare(`SELECT content FROM terminalSettings WHERE ${its}`);
    this.#all = db.prepare('SELECT scope, id, content FROM terminalSettings');
    this.#put = db.prepare(
      `INSERT INTO terminalSettings (scope, id, content) VALUES (?, ?, ?)
       ON CONFLICT DO UPDATE SET content = excluded.content`,
    );
    this.#drop = db.prepare(`DELETE FROM terminalSettings WHERE ${its}`);
  }

  get(scope: Scope): TerminalSettings {
    return readSettings(this.#one.get(scope.kind, idOfScope(scope)));
  }

  put(scope: Scope, settings: TerminalSettings): void {
    const key = [scope.kind, idOfScope(scope)] as const;
    if (Object.keys(settings).length === 0) this.#drop.run(...key);
    else this.#put.run(...key, JSON.stringify(settings));
  }

  /** Looks everything up once; the returned function gives a terminal's chain, widest first. */
  chains(): (terminal: { terminalId: string; hallId: string }) => SettingsChain {
    const rows = this.#all.all();
    const known = new Map(rows.map((row) => [`${row.scope} ${row.id}`, readSettings(row)]));
    return ({ terminalId, hallId }) =>
      ['all ', `hall ${hallId}`, `terminal ${terminalId}`].flatMap((key) => known.get(key) ?? []);
  }
}
