import { describe, expect, it } from 'vitest';
import type { ReceiptEntry } from '../../protocol/index.ts';
import { type Given, type Listed, tallyOf } from './tally.ts';

const stored = { outcome: 'stored' } as ReceiptEntry;
const refused = { outcome: 'refused' } as ReceiptEntry;

function given(...rows: [eventId: string, receipt: ReceiptEntry | null][]): Map<string, Given> {
  return new Map(
    rows.map(([eventId, receipt]) => [
      eventId,
      {
        terminalId: 't',
        body: { caseNo: `case of ${eventId}`, stage: 'completion' },
        givenAt: 100,
        settledAt: receipt && 105,
        receipt,
      },
    ]),
  );
}

function listed(eventId: string, caseNo = `case of ${eventId}`, standing = 'counted'): Listed {
  return { eventId, terminalId: 't', caseNo, stage: 'completion', standing };
}

describe('the closing count', () => {
  it('is clean when the hub lists what was given', () => {
    const tally = tallyOf(given(['a', stored], ['b', stored]), [listed('a'), listed('b')]);
    expect(tally).toEqual({
      sent: 2,
      receipted: 2,
      refused: 0,
      pending: 0,
      lost: 0,
      lostThoughReceipted: 0,
      doubled: 0,
      receiptMs: { p50: 5, p99: 5 },
    });
  });

  it('sees what the hub receipted and does not have', () => {
    expect(tallyOf(given(['a', stored], ['b', null]), [])).toMatchObject({
      lost: 2,
      lostThoughReceipted: 1,
      pending: 1,
    });
  });

  it('does not call a refused one lost', () => {
    expect(tallyOf(given(['a', refused]), [])).toMatchObject({ refused: 1, lost: 0 });
  });

  it('sees one event listed twice, and one case counted twice', () => {
    const twice = [listed('a'), listed('a')];
    expect(tallyOf(given(['a', stored]), twice).doubled).toBe(2);
    const same = [listed('a', 'X'), listed('b', 'X')];
    expect(tallyOf(given(['a', stored], ['b', stored]), same).doubled).toBe(1);
    const one = [listed('a', 'X'), listed('b', 'X', 'refused')];
    expect(tallyOf(given(['a', stored], ['b', refused]), one).doubled).toBe(0);
  });
});
