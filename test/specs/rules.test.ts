import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RULE_LIST } from './rule-list.ts';
import { citedIn, ruleUses } from './rule-table.ts';

const uses = ruleUses(join(import.meta.dirname, '../..'));
const proved = (id: string) => (uses.get(id)?.tests.length ?? 0) > 0;

describe('the rules', () => {
  it('each have a test named after them', () => {
    const without = Object.keys(RULE_LIST).filter((id) => !proved(id));
    expect(without).toEqual([]);
  });

  it('are found singly, in ranges, and never in longer words', () => {
    expect(citedIn('SZ-18a–c, SZ-1R')).toEqual(['SZ-18a', 'SZ-18b', 'SZ-18c', 'SZ-1R']);
    expect(citedIn('(SZ-15/19) SZ-04 SZ-99 NORMAL')).toEqual(['SZ-15/19', 'SZ-04']);
  });
});
