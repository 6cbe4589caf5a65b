import { canonicalText } from '../../protocol/index.ts';
import type { AppealEvidence, OrderEvidence } from '../store/sqlite/evidence.ts';
import { progressOf } from '../store/sqlite/work-order-columns.ts';
import type { ReplayedAppeals } from './replay-appeals.ts';
import type { ReplayedOrders } from './replay-orders.ts';

type Difference = { sound: false; position: number; problem: string } | null;

/** The first work order that is kept otherwise than the ledger says. */
export function differentOrder(
  { byRating }: ReplayedOrders,
  rows: Iterable<OrderEvidence>,
): Difference {
  const expected = new Map(byRating);
  for (const row of rows) {
    const { rating, opened, day, hallId } = row;
    const known = expected.get(rating);
    if (known === undefined) return broken(rating, 'a work order without its ledger entry');
    if (!same({ opened, day, hallId, ...progressOf(row) }, known)) {
      return broken(rating, 'the work order is not what the ledger says');
    }
    expected.delete(rating);
  }
  const [first] = expected.keys();
  return first === undefined ? null : broken(first, 'the ledger has a work order that is not kept');
}

/** The first appeal that is kept otherwise than the ledger says. */
export function differentAppeal(
  { byRating }: ReplayedAppeals,
  rows: Iterable<AppealEvidence>,
): Difference {
  const expected = new Map(byRating);
  for (const row of rows) {
    const { rating, staffNo, state, upheld, filedBy, decidedBy, ...positions } = row;
    const known = expected.get(rating);
    if (known === undefined) return broken(rating, 'an appeal without its ledger entry');
    const decision = state === 'filed' ? {} : { upheld: upheld === 1, decidedBy };
    const { filed, decided, rechecked } = positions;
    const kept = { staffNo, appeal: { state, filedBy, ...decision }, filed, decided, rechecked };
    if (!same(kept, known)) return broken(rating, 'the appeal is not what the ledger says');
    expected.delete(rating);
  }
  const [first] = expected.keys();
  return first === undefined ? null : broken(first, 'the ledger has an appeal that is not kept');
}

function same(kept: object, expected: object): boolean {
  return canonicalText(kept) === canonicalText(expected);
}

function broken(position: number, problem: string) {
  return { sound: false as const, position, problem };
}
