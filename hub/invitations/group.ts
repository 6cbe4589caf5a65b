import type { CaseOpening } from '../services/case-state.ts';

/** plain: one case; batch: SZ-20a; theme: SZ-20b. */
export type InvitationKind = 'plain' | 'batch' | 'theme';

/** Which cases share one invitation: those with the same key. */
export interface Grouping {
  key: string;
  kind: InvitationKind;
  declarationNo: string | null;
}

/**
 * Which invitation a case at a stage belongs to. SZ-20a: cases of one declaration of the same item
 * at one window that reached the same stage at one visit are rated once; a visit is what the
 * business system says it is, or a day. SZ-20b: a theme bundles the cases that its record names.
 * Whether a batch has enough cases to be called one is told by its size (`kindOf`). A test case
 * shares with test cases only, so that it can neither hide a rating from the figures nor enter them.
 *
 * @param at where the step was done, its local day `YYYY-MM-DD`, and whether the case is a test
 */
export function groupingOf(
  opened: CaseOpening,
  at: { hallId: string; windowNo: string; day: string; test: boolean },
): Grouping {
  const { stage, record } = opened;
  const { caseNo, declarationNo, linkedCases, mode } = record;
  if (linkedCases !== undefined && stage === 'completion') {
    return { key: keyOf('theme', caseNo), kind: 'theme', declarationNo: null };
  }
  if (declarationNo === undefined || mode !== 'window') {
    return { key: keyOf('case', caseNo, stage), kind: 'plain', declarationNo: null };
  }
  const visit = record.visitNo ?? at.day;
  const parts = [declarationNo, stage, at.hallId, at.windowNo, record.item.itemCode, visit];
  if (at.test) parts.push('test');
  return { key: keyOf('batch', ...parts), kind: 'batch', declarationNo };
}

/** SZ-20a: a single case left is a plain one. */
export function kindOf(kind: InvitationKind, cases: number, minCases: number): InvitationKind {
  return kind === 'batch' && cases < minCases ? 'plain' : kind;
}

/** What a group is by its key, however many cases it has. */
export function kindOfKey(key: string): InvitationKind {
  if (key.startsWith('theme|')) return 'theme';
  return key.startsWith('batch|') ? 'batch' : 'plain';
}

/** Codes hold no `|`, so that no two groups get one key. */
function keyOf(...parts: string[]): string {
  return parts.join('|');
}
