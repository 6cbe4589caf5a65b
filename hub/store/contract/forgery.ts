import { expect, it } from 'vitest';
import type { Hall } from './hall.ts';

/** A rating that nobody signed (architecture §5, 10). */
export function forgeryContract(hall: () => Hall): void {
  async function judge(valid: boolean, limit = 1): Promise<number> {
    const { store, clock } = hall();
    const waiting = await store.query({ kind: 'unverified', limit });
    const judgements = waiting.map(({ position }) => ({ position, valid }));
    const at = clock.now();
    return (await store.submit({ kind: 'signature.judged', judgements, at })).forged;
  }

  it('leaves the figures, goes to quarantine, and its case can be rated again', async () => {
    const opened = await hall().report(hall().record('C1'));
    const forged = hall().answer(opened);
    await hall().send(forged);
    expect(await judge(false)).toBe(1);
    expect(await judge(false)).toBe(0);
    expect(await hall().counts()).toMatchObject({ counted: 0, forged: 1, quarantined: 1 });
    const figures = await hall().figures('staff', 'kind');
    expect(figures).toEqual([{ staff: '', kind: 'forged', ratings: 1, cases: 0 }]);
    const resent = await hall().send(forged);
    expect(resent.receipt).toMatchObject({ outcome: 'refused', reason: 'badSignature' });
    const genuine = await hall().send(hall().rating({ caseNo: 'C1' }));
    expect(genuine.receipt).toMatchObject({ standing: 'counted' });
    expect(await hall().place.problem()).toBeNull();
  });

  it('gives way to the genuine tap that was refused because of it', async () => {
    await hall().send(hall().answer(await hall().report(hall().record('C1'))));
    const genuine = hall().rating({ caseNo: 'C1' }, { terminalId: 'eva-2' });
    expect((await hall().send(genuine)).receipt).toMatchObject({ reason: 'alreadyRated' });
    await judge(false);
    expect((await hall().send(genuine)).receipt).toMatchObject({ standing: 'counted' });
    expect(await hall().counts()).toMatchObject({ counted: 1, forged: 1, refused: 0 });
    expect(await hall().place.problem()).toBeNull();
  });

  it('is only a bad one: a valid signature changes no figure', async () => {
    await hall().send(hall().answer(await hall().report(hall().record('C1'))));
    expect(await judge(true)).toBe(0);
    const [rating] = await hall().store.query({ kind: 'ratings', limit: 1 });
    expect(rating).toMatchObject({ standing: 'counted', signature: 'valid' });
    expect((await hall().store.query({ kind: 'state' })).unverified).toBe(0);
  });
}
