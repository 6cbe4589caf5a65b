import type { RatingBody, ReceiptEntry } from '../../protocol/index.ts';

/** What the terminals of a fleet know. */
export interface Given {
  terminalId: string;
  body: Pick<RatingBody, 'caseNo' | 'stage'>;
  /** Monotonic milliseconds. */
  givenAt: number;
  settledAt: number | null;
  receipt: ReceiptEntry | null;
}

/** One line of the hub's own list. */
export interface Listed {
  eventId: string;
  terminalId: string;
  caseNo: string;
  stage: string;
  standing: string;
}

export interface Tally {
  /** Ratings that citizens gave and the terminals kept. */
  sent: number;
  receipted: number;
  refused: number;
  /** Without the hub's final word when the run ended. */
  pending: number;
  /** Given, not refused, and not in the hub's list; a receipt for one of these is the worst. */
  lost: number;
  lostThoughReceipted: number;
  /** In the hub's list more than once, by event id or as two counted ratings of one case and stage. */
  doubled: number;
  receiptMs: { p50: number; p99: number } | null;
}

/** Holds what the terminals say against what the hub lists. Trusts neither. Pure. */
export function tallyOf(given: ReadonlyMap<string, Given>, listed: readonly Listed[]): Tally {
  const events = countBy(listed, ({ eventId }) => eventId);
  const cases = countBy(
    listed.filter(({ standing }) => standing === 'counted'),
    ({ caseNo, stage }) => `${caseNo} ${stage}`,
  );
  const all = [...given.entries()];
  const by = (outcome: string) => all.filter(([, { receipt }]) => receipt?.outcome === outcome);
  const missing = all.filter(
    ([eventId, { receipt }]) => !events.has(eventId) && receipt?.outcome !== 'refused',
  );
  return {
    sent: given.size,
    receipted: by('stored').length,
    refused: by('refused').length,
    pending: all.filter(([, { receipt }]) => receipt === null).length,
    lost: missing.length,
    lostThoughReceipted: missing.filter(([, { receipt }]) => receipt !== null).length,
    doubled: surplus(events) + surplus(cases),
    receiptMs: percentiles(all.map(([, one]) => one)),
  };
}

function countBy<T>(list: readonly T[], key: (one: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const one of list) counts.set(key(one), (counts.get(key(one)) ?? 0) + 1);
  return counts;
}

function surplus(counts: Map<string, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count - 1, 0);
}

function percentiles(given: Given[]): { p50: number; p99: number } | null {
  const times = given
    .flatMap(({ givenAt, settledAt }) => (settledAt === null ? [] : [settledAt - givenAt]))
    .sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
  const [p50, p99] = [at(0.5), at(0.99)];
  if (p50 === undefined || p99 === undefined) return null;
  return { p50: Math.round(p50 * 10) / 10, p99: Math.round(p99 * 10) / 10 };
}
