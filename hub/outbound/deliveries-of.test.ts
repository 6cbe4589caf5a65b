import { describe, expect, it } from 'vitest';
import {
  deliveriesOf,
  FED_KINDS,
  invitationOfDefault,
  type OutboundSettings,
} from './deliveries-of.ts';

const ALL: OutboundSettings = {
  hotline: true,
  sms: true,
  province: 'province:majority',
  defaults: true,
};
const NONE: OutboundSettings = { hotline: false, sms: false, province: null, defaults: false };
const EVENT = '01938f6e-0000-7000-8000-000000000001';

const INVITATION = '01938f6e-0000-7000-8000-00000000000a';

/** Invitation 3 is a batch of two, 4 a theme of two linked cases, and the default at 7 stands for both its cases. */
function draftsOf(entry: Parameters<typeof deliveriesOf>[0], settings: OutboundSettings) {
  return deliveriesOf(entry, settings, {
    ofBatch: (invitation) => (invitation === 3 ? ['C1', 'C2'] : []),
    linkedTo: (invitation) => (invitation === 4 ? ['L1', 'L2'] : []),
    ofDefault: (position) =>
      position === 7 ? ['C1', 'C2'].map((caseNo) => ({ invitationId: INVITATION, caseNo })) : [],
  });
}

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
    expect(draftsOf(recorded(), ALL)).toEqual([
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
      expect(draftsOf(recorded(other), ALL)).toEqual([]);
    }
  });

  it('is a counted rating for the province, after the record of its case', () => {
    for (const kind of ['rating.received', 'rating.settled']) {
      expect(draftsOf(rated({ standing: 'counted' }, kind), ALL)).toEqual([
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
    expect(draftsOf(rated({ standing }), ALL)).toEqual([]);
    expect(draftsOf(rated({ standing }, 'rating.settled'), ALL)).toEqual([]);
  });

  it('is a work order for the hotline beside the rating for the province (SZ-21a)', () => {
    const negative = rated({ standing: 'counted', order: { orderNo: 'GD1', dueAt: 5 } });
    const drafts = draftsOf(negative, ALL);
    expect(drafts.map(({ destination }) => destination)).toEqual(['hotline', 'province:majority']);
    expect(drafts[0]).toMatchObject({ kind: 'order', subject: 'GD1', dedupeKey: 'order:GD1' });
  });

  it('is the rating of a batch for each of its cases (SZ-20a)', () => {
    const drafts = draftsOf(rated({ standing: 'counted', invitation: 3 }), ALL);
    expect(drafts.map(({ subject, dedupeKey }) => [subject, dedupeKey])).toEqual([
      ['C1', `rating:eva-1/${EVENT}`],
      ['C2', `rating:eva-1/${EVENT}/C2`],
    ]);
  });

  it('is each level of a theme for its own case, and no whole that nobody gave (SZ-20b)', () => {
    const linked = [
      { caseNo: 'L2', level: 2 },
      { caseNo: 'foreign', level: 1 },
    ];
    const theme = (level: number | null) =>
      entry(
        'rating.received',
        { standing: 'counted', invitation: 4 },
        { terminalId: 'eva-1', eventId: EVENT, body: { caseNo: 'T1', level, linked } },
      );
    expect(draftsOf(theme(null), ALL)).toMatchObject([
      { subject: 'L2', dedupeKey: `rating:eva-1/${EVENT}/L2`, afterRecordOf: 'L2' },
    ]);
    expect(draftsOf(theme(5), ALL).map(({ subject }) => subject)).toEqual(['T1', 'L2']);
  });

  it('is the rating and its order once more for a case that joined later (SZ-20a)', () => {
    const joined = { invitation: 3, caseNos: ['C2'], rating: 5, orderNo: 'GD1' };
    expect(draftsOf(rated(joined, 'invitation.extended'), ALL)).toMatchObject([
      { destination: 'hotline', kind: 'order', subject: 'GD1', dedupeKey: 'order:GD1+C2' },
      { kind: 'rating', subject: 'C2', dedupeKey: `rating:eva-1/${EVENT}/C2` },
    ]);
  });

  it('is a default for each case that nobody rated, by a kind of its own (SZ-17b)', () => {
    const made = entry('default.made', { invitations: [3] });
    const drafts = draftsOf(made, ALL);
    expect(drafts).toMatchObject([
      { kind: 'default', subject: 'C1', afterRecordOf: 'C1' },
      { kind: 'default', subject: 'C2', dedupeKey: `default:${INVITATION}/C2` },
    ]);
    expect(drafts.map(({ dedupeKey }) => invitationOfDefault(dedupeKey))).toEqual([
      INVITATION,
      INVITATION,
    ]);
    const joined = entry('invitation.extended', { invitation: 3, caseNos: ['C2'], default: 7 });
    expect(draftsOf(joined, ALL)).toEqual(drafts.slice(1));
    expect(draftsOf(made, { ...ALL, defaults: false })).toEqual([]);
    expect(draftsOf(joined, { ...ALL, defaults: false })).toEqual([]);
  });

  it('is a reminder for the SMS gateway (SZ-13)', () => {
    const reminded = entry('invitation.reminded', { invitationId: 'i1', caseNo: 'C1' });
    expect(draftsOf(reminded, ALL)).toMatchObject([
      { destination: 'sms', kind: 'reminder', subject: 'C1', dedupeKey: 'reminder:i1' },
    ]);
  });

  it('is nothing for a destination that is switched off', () => {
    const order = { orderNo: 'GD1', dueAt: 5 };
    expect(draftsOf(recorded(), NONE)).toEqual([]);
    expect(draftsOf(rated({ standing: 'counted', order }), NONE)).toEqual([]);
  });

  it('is nothing for an entry that concerns nobody else', () => {
    expect(draftsOf(entry('terminal.status', {}), ALL)).toEqual([]);
    expect(FED_KINDS).not.toContain('terminal.status');
  });

  it('has a key that fits in a header whatever a business system calls its record', () => {
    const named = {
      ...recorded(),
      body: JSON.stringify({ systemId: 'sys', recordId: '办件 1\ud800' }),
    };
    const [draft] = draftsOf(named, ALL);
    expect(draft?.dedupeKey).toMatch(/^[\x21-\x7e]+$/);
  });
});
