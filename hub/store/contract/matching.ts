import { expect, it } from 'vitest';
import { type Hall, MINUTE } from './hall.ts';

/** Ratings that come before their service record (architecture §5, 9). */
export function matchingContract(hall: () => Hall): void {
  it('keeps a rating whose case is not known, and counts it when the record comes, without a prompt', async () => {
    const { receipt } = await hall().send(hall().rating({ caseNo: 'C1', level: 2 }));
    expect(receipt).toMatchObject({ outcome: 'stored', standing: 'unmatched' });
    const waiting = await hall().store.query({ kind: 'unmatched', limit: 10 });
    expect(waiting).toMatchObject([{ caseNo: 'C1', itemName: null, windowNo: 'A01' }]);

    const opened = await hall().report(hall().record('C1'));
    expect(opened).toMatchObject({ invitation: { terminalId: null, prompt: null } });
    expect(await hall().prompt()).toBeNull();
    expect(await hall().counts()).toMatchObject({ counted: 1, unmatched: 0 });
    const [rating] = await hall().store.query({ kind: 'ratings', limit: 1 });
    expect(rating).toMatchObject({ standing: 'counted', itemName: '居住证办理', staffNo: 's1' });
    const figures = await hall().figures('staff', 'kind');
    expect(figures).toEqual([{ staff: 's1', kind: 'citizen', ratings: 1, cases: 1 }]);
    expect(await hall().place.problem()).toBeNull();
  });

  it('tells a resend of a matched rating that it is counted now', async () => {
    const rating = hall().rating({ caseNo: 'C1' });
    await hall().send(rating);
    await hall().report(hall().record('C1'));
    const { receipt } = await hall().send(rating);
    expect(receipt).toMatchObject({ standing: 'counted', duplicate: true });
  });

  it('lets the earliest tap count when two ratings waited for one record', async () => {
    const later = hall().rating({ caseNo: 'C1' });
    hall().clock.advance(-MINUTE);
    const earlier = hall().rating({ caseNo: 'C1' }, { terminalId: 'eva-2' });
    hall().clock.advance(MINUTE);
    await hall().send(later);
    await hall().send(earlier);
    await hall().report(hall().record('C1'));
    const ratings = await hall().store.query({ kind: 'ratings', limit: 10 });
    const standings = ratings.map(({ eventId, standing }) => [eventId, standing]);
    expect(standings).toEqual([
      [earlier.eventId, 'counted'],
      [later.eventId, 'refused'],
    ]);
  });

  it('does not match another stage of the same case', async () => {
    await hall().send(hall().rating({ caseNo: 'C1', stage: 'completion' }));
    await hall().report(hall().record('C1', { event: 'received', certificate: true }));
    expect(await hall().counts()).toMatchObject({ counted: 0, unmatched: 1 });
  });

  it('matches within one turn too, whichever comes first', async () => {
    const before = hall().send(hall().rating({ caseNo: 'C1' }));
    const record1 = hall().report(hall().record('C1'));
    const record2 = hall().report(hall().record('C2'));
    const after = hall().send(hall().rating({ caseNo: 'C2' }));
    await Promise.all([before, record1, record2, after]);
    expect(await hall().counts()).toMatchObject({ counted: 2, unmatched: 0 });
  });
}
