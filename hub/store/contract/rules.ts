import { expect, it } from 'vitest';
import { shenzhen, stateCouncilCalendar } from '../../rules/built-in.ts';
import type { CalendarData } from '../../rules/calendar-data.ts';
import type { RulePack } from '../../rules/pack.ts';
import type { Hall } from './hall.ts';

/** From 23 November, five working days to rate in. */
const SECOND: RulePack = {
  ...shenzhen,
  version: 2,
  validFrom: '2026-11-23',
  rating: { days: 5, counting: 'working' },
  promptGraceMs: 0,
};
const NEW_YEAR: CalendarData = {
  version: 2,
  years: [
    ...stateCouncilCalendar.years,
    {
      year: 2027,
      notice: '国办发明电〔2026〕1号',
      holidays: ['2027-01-01', '2027-01-02', '2027-01-03'],
      workdays: ['2027-01-09'],
    },
  ],
};

/** Rule packs and calendars, and what follows from them. */
export function ruleContract(hall: () => Hall): void {
  const at = (text: string) => Date.parse(`${text}+08:00`);
  const importPack = (pack: RulePack) =>
    hall().store.submit({ kind: 'pack.import', pack, by: 'admin', at: hall().clock.now() });
  const importCalendar = (calendar: CalendarData) =>
    hall().store.submit({ kind: 'calendar.import', calendar, by: 'admin', at: hall().clock.now() });
  const invitation = async (caseNo: string) =>
    (await hall().store.query({ kind: 'case', caseNo }))?.invitations[0];

  it('takes a pack once, and keeps it over a restart with who brought it', async () => {
    expect(await importPack(SECOND)).toEqual({ status: 'imported' });
    expect(await importPack(SECOND)).toEqual({ status: 'unchanged' });
    expect(await importPack(shenzhen)).toEqual({ status: 'unchanged' });
    await hall().restart();
    const { place, inForce, packs } = await hall().store.query({ kind: 'packs' });
    expect([place, inForce]).toEqual(['shenzhen', shenzhen]);
    const imported = { at: hall().clock.now(), by: 'admin' };
    expect(packs).toContainEqual({ pack: SECOND, imported });
    expect(packs).toContainEqual({ pack: shenzhen, imported: null });
    const inForceAt = async (instant: number) => {
      hall().clock.set(instant);
      return (await hall().store.query({ kind: 'packs' })).inForce;
    };
    expect(await inForceAt(at('2026-11-23T00:00:00'))).toEqual(SECOND);
    expect(await inForceAt(at('2019-10-09T23:59:59.999'))).toBeNull();
    expect(await hall().place.problem()).toBeNull();
  });

  it('refuses a pack that clashes with another version, and keeps nothing of it', async () => {
    const clash = { ...SECOND, validFrom: shenzhen.validFrom };
    const refused = { status: 'refused', errors: [{ path: 'validFrom' }] };
    expect(await importPack(clash)).toMatchObject(refused);
    const { packs } = await hall().store.query({ kind: 'packs' });
    expect(packs.filter(({ imported }) => imported !== null)).toEqual([]);
  });

  it('goes by the pack of the local day of completion, whenever the record comes (SZ-17a)', async () => {
    await importPack(SECOND);
    hall().clock.set(at('2026-11-24T09:00:00'));
    await reportAt('C1', '2026-11-22T15:59:59.999Z');
    await reportAt('C2', '2026-11-22T16:00:00.000Z');
    expect(await invitation('C1')).toMatchObject({
      closesAt: at('2026-11-30T00:00:00'),
      explanation: { pack: 'shenzhen@1', facts: { lastDay: '2026-11-29', calendar: null } },
    });
    expect(await invitation('C2')).toMatchObject({
      closesAt: at('2026-12-01T00:00:00'),
      explanation: {
        pack: 'shenzhen@2',
        facts: { lastDay: '2026-11-30', calendar: 1, provisional: false },
      },
    });
  });

  it('judges a tap by the pack of its invitation (SZ-14a)', async () => {
    await importPack(SECOND);
    hall().clock.set(at('2026-11-23T00:01:00'));
    const first = hall().answer(await reportAt('C1', '2026-11-22T23:59:30+08:00'));
    const second = hall().answer(await reportAt('C2', '2026-11-23T00:00:30+08:00'));
    const fiveMinutesAndOneSecond = 301_000;
    hall().clock.advance(fiveMinutesAndOneSecond);
    const deviceTime = new Date(hall().clock.now()).toISOString();
    expect((await hall().send({ ...first, deviceTime })).receipt.outcome).toBe('stored');
    expect((await hall().send({ ...second, deviceTime })).receipt).toMatchObject({
      outcome: 'refused',
      reason: 'promptExpired',
    });
  });

  it('opens nothing for what was completed before the first pack (SZ-17a)', async () => {
    expect(await reportAt('C1', '2019-10-09T10:00:00+08:00')).toMatchObject({
      status: 'recorded',
      invitation: null,
      explanation: { rule: 'SZ-17a', facts: { validFrom: '2019-10-10' } },
    });
  });

  it('moves what is open and counts working days, and nothing else, when the calendar changes (SZ-21b)', async () => {
    await importPack(SECOND);
    hall().clock.set(at('2026-12-28T10:00:00'));
    const outcomes = await Promise.all(
      ['open', 'rated'].map((caseNo) => hall().report(hall().record(caseNo))),
    );
    await reportAt('natural', '2026-11-22T12:00:00+08:00');
    await reportAt('closed', '2026-12-01T12:00:00+08:00');
    await reportAt('untouched', '2026-12-22T12:00:00+08:00');
    const rated = hall().rating({ caseNo: 'rated' });
    expect((await hall().send(rated)).receipt).toMatchObject({ standing: 'counted' });
    const from = at('2027-01-05T00:00:00');
    const to = at('2027-01-06T00:00:00');
    expect(await invitation('open')).toMatchObject({
      closesAt: from,
      explanation: { facts: { provisional: true } },
    });
    const outcome = await importCalendar(NEW_YEAR);
    const id = idOf(outcomes[0]);
    expect(outcome).toEqual({
      status: 'imported',
      moved: [{ kind: 'invitation', id, from, to }],
    });
    expect(await invitation('open')).toMatchObject({
      closesAt: to,
      explanation: {
        pack: 'shenzhen@2',
        facts: {
          lastDay: '2027-01-05',
          provisional: false,
          calendar: 2,
          movedFrom: { rule: 'SZ-17a', closesAt: from, lastDay: '2027-01-04' },
        },
      },
    });
    expect(await invitation('rated')).toMatchObject({ closesAt: from });
    expect(await importCalendar(NEW_YEAR)).toEqual({ status: 'unchanged' });
    expect(await hall().place.problem()).toBeNull();
  });

  it('takes a tap in time by the moved deadline (SZ-17a)', async () => {
    await importPack(SECOND);
    hall().clock.set(at('2026-12-28T10:00:00'));
    await hall().report(hall().record('C1'));
    await hall().report(hall().record('C2'));
    await importCalendar(NEW_YEAR);
    hall().clock.set(at('2027-01-05T23:59:59'));
    const inTime = await hall().send(hall().rating({ caseNo: 'C1' }));
    expect(inTime.receipt).toMatchObject({ standing: 'counted' });
    hall().clock.set(at('2027-01-06T00:00:00'));
    const late = await hall().send(hall().rating({ caseNo: 'C2' }));
    expect(late.receipt).toMatchObject({ outcome: 'refused', reason: 'tooLate' });
  });

  it('refuses a calendar that is not newer or loses a year, and keeps the one in force', async () => {
    const lessYears = { version: 1, years: NEW_YEAR.years.slice(1) };
    expect(await importCalendar(lessYears)).toMatchObject({
      status: 'refused',
      errors: [{ path: 'version' }, { path: 'years', rule: 'SZ-21b' }],
    });
    expect(await hall().store.query({ kind: 'calendar' })).toEqual({
      calendar: stateCouncilCalendar,
      imported: null,
    });
    await importCalendar(NEW_YEAR);
    await hall().restart();
    expect(await hall().store.query({ kind: 'calendar' })).toEqual({
      calendar: NEW_YEAR,
      imported: { at: hall().clock.now(), by: 'admin' },
    });
  });

  /** A case that was completed at this instant, reported now. */
  function reportAt(caseNo: string, occurredAt: string) {
    return hall().report(hall().record(caseNo, { occurredAt }));
  }

  function idOf(outcome: Awaited<ReturnType<Hall['report']>> | undefined): string {
    if (outcome?.status !== 'recorded' || outcome.invitation === null) throw new Error('not open');
    return outcome.invitation.invitationId;
  }
}
