import { describe, expect, it } from 'vitest';
import { deliveriesOf, FED_KINDS, type OutboundSettings } from './deliveries-of.ts';

const ALL: OutboundSettings = { hotline: true, sms: true, province: 'province:majority' };
const NONE: OutboundSettings = { hotline: false, sms: false, province: null };
const EVENT = '01938f6e-0000-7000-8000-000000000001';

function entry(kind: string, body: object, payload: object | '' = '') {
  const text = payload === '' ? '' : JSON.stringify(payload);
  return { position: 7, kind, body: JSON.stringify(body), payload: text };
}

function recorded(other: object = {}) {
  const body = { systemId: 'sys', recordId: 'r1', caseNo: 'C1' };
  return entry('service.recorded', body, { caseNo: 'C1', event: 'granted', ...other });
}

function rated(body: object, kind = 'rating.received') {
  return entry(kind, body, { terminalId: 'eva-1', eventId: EVENT, body: { caseNo: 'C1' } });
}

describe('what must go where because of a ledger entry', () => {
  it('is the service record for the province', () => {
    expect(deliveriesOf(recorded(), ALL)).toEqual([
      {
        destination: 'province:majority',
        kind: 'record',
        subject: 'C1',
        dedupeKey: 'record:sys/r1',
        afterRecordOf: null,
      },
    ]);
  });

  it('is nothing for a failed receipt, a case not accepted (SZ-18g) or a test case', () => {
    for (const other of [{ event: 'receiptFailed' }, { event: 'notAccepted' }, { test: true }]) {
      expect(deliveriesOf(recorded(other), ALL)).toEqual([]);
    }
  });

  it('is a counted rating for the province, after the record of its case', () => {
    for (const kind of ['rating.received', 'rating.settled']) {
      expect(deliveriesOf(rated({ standing: 'counted' }, kind), ALL)).toEqual([
        {
          destination: 'province:majority',
          kind: 'rating',
          subject: 'C1',
          dedupeKey: `rating:eva-1/${EVENT}`,
          afterRecordOf: 'C1',
        },
      ]);
    }
  });

  it.each(['unmatched', 'refused', 'forged'])('is nothing for a rating that is %s', (standing) => {
    expect(deliveriesOf(rated({ standing }), ALL)).toEqual([]);
    expect(deliveriesOf(rated({ standing }, 'rating.settled'), ALL)).toEqual([]);
  });

  it('is a work order for the hotline beside the rating for the province (SZ-21a)', () => {
    const negative = rated({ standing: 'counted', order: { orderNo: 'GD1', dueAt: 5 } });
    const drafts = deliveriesOf(negative, ALL);
    expect(drafts.map(({ destination }) => destination)).toEqual(['hotline', 'province:majority']);
    expect(drafts[0]).toMatchObject({ kind: 'order', subject: 'GD1', dedupeKey: 'order:GD1' });
  });

  it('is a reminder for the SMS gateway (SZ-13)', () => {
    const reminded = entry('invitation.reminded', { invitationId: 'i1', caseNo: 'C1' });
    expect(deliveriesOf(reminded, ALL)).toMatchObject([
      { destination: 'sms', kind: 'reminder', subject: 'C1', dedupeKey: 'reminder:i1' },
    ]);
  });

  it('is nothing for a destination that is switched off', () => {
    const order = { orderNo: 'GD1', dueAt: 5 };
    expect(deliveriesOf(recorded(), NONE)).toEqual([]);
    expect(deliveriesOf(rated({ standing: 'counted', order }), NONE)).toEqual([]);
  });

  it('is nothing for an entry that concerns nobody else', () => {
    expect(deliveriesOf(entry('terminal.status', {}), ALL)).toEqual([]);
    expect(FED_KINDS).not.toContain('terminal.status');
  });

  it('has a key that fits in a header whatever a business system calls its record', () => {
    const named = {
      ...recorded(),
      body: JSON.stringify({ systemId: 'sys', recordId: '办件 1\ud800' }),
    };
    const [draft] = deliveriesOf(named, ALL);
    expect(draft?.dedupeKey).toMatch(/^[\x21-\x7e]+$/);
  });
});
