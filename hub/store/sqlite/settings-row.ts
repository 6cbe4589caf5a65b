import type { Scope, TerminalSettings } from '../../devices/terminal-settings.ts';

type Row = Record<string, unknown>;

/** How a scope is named in the table, beside its kind. */
export function idOfScope(scope: Scope): string {
  if (scope.kind === 'all') return '';
  return scope.kind === 'hall' ? scope.hallId : scope.terminalId;
}

export function scopeOf({ scope, id }: Row): Scope {
  const name = String(id);
  if (scope === 'all') return { kind: 'all' };
  return scope === 'hall' ? { kind: scope, hallId: name } : { kind: 'terminal', terminalId: name };
}

/** Nothing decided where there is no row. */
export function readSettings(row: Row | undefined): TerminalSettings {
  return row === undefined ? {} : (JSON.parse(String(row.content)) as TerminalSettings);
}
