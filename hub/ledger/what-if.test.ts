import { describe, expect, it } from 'vitest';
import { shenzhen, stateCouncilCalendar } from '../rules/built-in.ts';
import { WorkingCalendar } from '../rules/working-calendar.ts';
import type { MemberBody, OpenedBody } from './bodies.ts';
import type { LedgerEntry, LedgerKind } from './chain.ts';
import { whatIf } from './what-if.ts';

const ALL = { from: '2026-11-01', to: '2026-11-30' };
const at = (text: string) => Date.parse(`${text}:00.000+08:00`);
const place = { hallId: 'h', departmentCode: '', windowNo: '', itemCode: 'i', staffNo: '' };
const calendar = new WorkingCalendar(stateCouncilCalendar);
const explanation = { rule: 'SZ-18c', pack: 'shenzhen@1', facts: {} };

/** A ledger by its bodies; a rating brings its message. */
function ledger(...lines: [LedgerKind, object, object?][]): LedgerEntry[] {
  return lines.map(([kind, body, payload], index) => ({
    position: index + 1,
    kind,
    at: at('2026-12-20T12:00'),
    body: JSON.stringify(body),
    payload: payload === undefined ? '' : JSON.stringify(payload),
  }));
}

/** Completed on the 22nd, open to the end of the 29th. */
function opened(...caseNos: string[]): ['invitation.opened', OpenedBody] {
  const closesAt = at('2026-11-30T00:00');
  const lastDay = '2026-11-29';
  const completedAt = at('2026-11-22T09:30');
  const joined = caseNos.map((caseNo): MemberBody => {
    return {
      caseNo,
      role: 'own',
      completedAt,
      closesAt,
      lastDay,
      place,
      itemName: '',
      explanation,
    };
  });
  return [
    'invitation.opened',
    {
      ...{ invitationId: 'x', groupKey: 'k', stage: 'completion', pack: 'shenzhen@1', test: false },
      kind: caseNos.length > 1 ? 'batch' : 'plain',
      ...{ closesAt, lastDay, defaultLevel: 3, caseNo: caseNos[0] ?? '', place },
      ...{ cases: caseNos.length, joined, explanation },
    },
  ];
}

function rated(tapped: string, standing: string, reason?: string): [LedgerKind, object, object] {
  const body = { tappedAt: at(tapped), standing, reason, invitation: 1, explanation };
  return ['rating.received', body, { eventId: tapped, body: { level: 5 } }];
}

const changes = (entries: LedgerEntry[], pack = {}) =>
  whatIf(entries, { pack: { ...shenzhen, version: 2, ...pack }, calendar }, ALL).differences.map(
    ({ what, before, after }) => `${what}: ${before} → ${after}`,
  );

describe('a past judged by another pack', () => {
  it('differs in nothing by the pack that was in force', () => {
    const entries = ledger(opened('C1'), rated('2026-11-29T23:59', 'counted'));
    expect(changes(entries)).toEqual([]);
    expect(whatIf(entries, { pack: shenzhen, calendar }, ALL)).toMatchObject({
      invitations: 1,
      leftOut: 0,
    });
  });

  it('SZ-17a: has a rating late that counted, and a default in its place', () => {
    const entries = ledger(opened('C1'), rated('2026-11-28T10:00', 'counted'));
    expect(changes(entries, { rating: { days: 5, counting: 'natural' } })).toEqual([
      'deadline: 2026-11-29 → 2026-11-27',
      'outcome: rated → default',
      'rating: counted → tooLate',
    ]);
  });

  it('SZ-17c: has a late rating count, and the second one still refused', () => {
    const entries = ledger(
      opened('C1'),
      rated('2026-12-01T10:00', 'refused', 'tooLate'),
      rated('2026-12-02T10:00', 'refused', 'tooLate'),
    );
    expect(changes(entries, { rating: { days: 15, counting: 'natural' } })).toEqual([
      'deadline: 2026-11-29 → 2026-12-07',
      'outcome: default → rated',
      'rating: tooLate → counted',
      'rating: tooLate → alreadyRated',
    ]);
  });

  it('SZ-17b: defaults to another level', () => {
    expect(changes(ledger(opened('C1')), { defaultLevel: 4 })).toEqual(['defaultLevel: 3 → 4']);
  });

  it('SZ-20a: calls a batch so only from the size that the pack says', () => {
    const entries = ledger(opened('C1', 'C2'));
    expect(changes(entries, { batch: { minCases: 3 } })).toEqual(['kind: batch → plain']);
  });

  it('leaves what the pack has no say in: another prompt, a forged signature', () => {
    const entries = ledger(
      opened('C1'),
      rated('2026-11-23T10:00', 'refused', 'notInvited'),
      rated('2026-11-24T10:00', 'refused', 'promptExpired'),
      rated('2026-11-25T10:00', 'forged', 'badSignature'),
    );
    expect(changes(entries, { rating: { days: 8, counting: 'natural' } })).toEqual([
      'deadline: 2026-11-29 → 2026-11-30',
    ]);
  });

  it('looks only at the days it was asked about', () => {
    const span = { from: '2026-11-23', to: '2026-11-30' };
    expect(whatIf(ledger(opened('C1')), { pack: shenzhen, calendar }, span).invitations).toBe(0);
  });
});
