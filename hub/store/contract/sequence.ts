import { expect, it } from 'vitest';
import type { Hall } from './hall.ts';

/** The gap-free front of each terminal (architecture §5, 5). */
export function sequenceContract(hall: () => Hall): void {
  it('stands at the last number before a gap, and jumps when the gap closes, also after a restart', async () => {
    const ratings = [1, 2, 3, 4, 5].map((seq) => hall().rating({ caseNo: `C${seq}` }, { seq }));
    const [first, second, third, fourth, fifth] = ratings;
    if (!first || !second || !third || !fourth || !fifth) throw new Error('five ratings');
    await hall().send(third);
    await hall().send(fifth);
    expect(await hall().contiguousSeq()).toBe(0);
    await hall().send(first);
    expect(await hall().contiguousSeq()).toBe(1);
    await hall().restart();
    await hall().send(second);
    expect(await hall().contiguousSeq()).toBe(3);
    await hall().send(fourth);
    expect(await hall().contiguousSeq()).toBe(5);
    expect(await hall().place.problem()).toBeNull();
  });

  it('counts refused ratings as arrived, and each terminal by itself', async () => {
    await hall().report(hall().record('C1'));
    await hall().send(hall().rating({ caseNo: 'C1' }));
    const refused = await hall().send(hall().rating({ caseNo: 'C1' }));
    expect(refused.receipt).toMatchObject({ reason: 'alreadyRated' });
    expect(await hall().contiguousSeq('eva-1')).toBe(2);
    expect(await hall().contiguousSeq('eva-2')).toBe(0);
  });
}
