import { describe, expect, it } from 'vitest';
import { id, signedRowOf } from '../link/testing/outbox-fixtures.ts';
import { unconfirmed } from './maintenance.ts';

const inState = (state: 'held' | 'frozen' | 'refused' | 'receipted', seq: number) => ({
  ...signedRowOf(id(), seq),
  state,
});

describe('what a technician carries away', () => {
  it('is all that the hub has not confirmed, but for what a citizen may still change', () => {
    const former = [inState('held', 1), inState('receipted', 2), inState('refused', 3)];
    const present = [inState('frozen', 4), inState('held', 5), inState('receipted', 6)];
    expect(unconfirmed(former, present).map(({ seq }) => seq)).toEqual([1, 3, 4]);
  });
});
