import { describe, expect, it } from 'vitest';
import type { PhoneView, ReceiptEntry } from '../../protocol/index.ts';
import { EMPTY_DRAFT, type OpenView } from './draft.ts';
import { type Event, type Screen, type Sent, step } from './machine.ts';

const VIEW = { state: 'open', caseNo: 'C-1' } as OpenView;
const CLOSED: PhoneView = { state: 'closed', rule: 'SZ-17a', message: '' };
const SENT = { rating: { eventId: 'e' }, handlingDays: 10 } as Sent;
const STORED = { outcome: 'stored', eventId: 'e', receiptCode: 'K7M2' } as ReceiptEntry;
const REFUSED = { outcome: 'refused', eventId: 'e', reason: 'alreadyRated' } as ReceiptEntry;

const opened = (view: PhoneView): Event => ({ kind: 'opened', view, ownReceipt: null });
const through = (...events: Event[]): Screen => events.reduce(step, { kind: 'loading' } as Screen);
const chosen = [opened(VIEW), { kind: 'level', level: 2 }] as const satisfies Event[];
const submitted: Event = { kind: 'submitted', sent: SENT, isKept: true };

describe('the page on a phone', () => {
  it('SZ-04: shows the question with nothing chosen, and sends only what was submitted', () => {
    expect(through(opened(VIEW))).toEqual({ kind: 'asking', view: VIEW, draft: EMPTY_DRAFT });
    expect(through(opened(VIEW), submitted).kind).toBe('asking');
    expect(through(...chosen).kind).toBe('details');
    expect(through(...chosen, submitted).kind).toBe('sending');
  });

  it('SZ-20b: submits nothing while nothing is rated', () => {
    expect(through(opened(VIEW), { kind: 'oneByOne' }, submitted).kind).toBe('details');
  });

  it('thanks only when the hub has it', () => {
    expect(through(...chosen, { kind: 'receipt', entry: STORED }).kind).toBe('details');
    expect(through(...chosen, submitted, { kind: 'receipt', entry: STORED })).toEqual({
      kind: 'thanks',
      receiptCode: 'K7M2',
      handlingDays: 10,
    });
    expect(through(...chosen, submitted, { kind: 'receipt', entry: REFUSED })).toEqual({
      kind: 'refused',
      reason: 'alreadyRated',
    });
  });

  it('keeps what was said while the network is away, and when the hub cannot read it', () => {
    expect(through(...chosen, submitted, { kind: 'away' })).toMatchObject({ isAway: true });
    expect(through(...chosen, submitted, { kind: 'notTaken' })).toMatchObject({
      kind: 'details',
      notTaken: true,
      draft: { level: 2 },
    });
  });

  it('goes on with what an earlier visit did not deliver', () => {
    const resumed: Event = { kind: 'resumed', sent: SENT };
    expect(through(resumed, { kind: 'receipt', entry: STORED }).kind).toBe('thanks');
    expect(through(resumed, { kind: 'notTaken' }).kind).toBe('loading');
  });

  it('does not let a late opening take away what was begun', () => {
    expect(through(...chosen, opened(CLOSED)).kind).toBe('details');
    expect(through({ kind: 'away' }, opened(CLOSED)).kind).toBe('over');
  });
});
