import type { Stage } from '../../../../protocol/index.ts';

/** What a change may touch: these cases at their stages, and these invitations. */
export interface Scope {
  cases: Map<string, { caseNo: string; stage: Stage }>;
  /** Ledger positions. */
  invitations: Set<number>;
}

export function emptyScope(): Scope {
  return { cases: new Map(), invitations: new Set() };
}

export function addCase(scope: Scope, caseNo: string, stage: Stage): void {
  scope.cases.set(`${caseNo}|${stage}`, { caseNo, stage });
}
