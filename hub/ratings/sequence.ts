/** Which sequence numbers of one terminal have arrived (architecture §5, 5). */
export interface SequenceState {
  /** Every number up to this one has arrived. */
  contiguous: number;
  /** Numbers that arrived beyond the first gap. */
  ahead: Set<number>;
}

export type SequenceChange = 'known' | 'ahead' | 'advanced';

export function hasArrived({ contiguous, ahead }: SequenceState, seq: number): boolean {
  return seq <= contiguous || ahead.has(seq);
}

/** Takes note of one number, in whatever order they come; the gap-free front moves by itself. */
export function arrived(state: SequenceState, seq: number): SequenceChange {
  if (hasArrived(state, seq)) return 'known';
  if (seq !== state.contiguous + 1) {
    state.ahead.add(seq);
    return 'ahead';
  }
  state.contiguous = seq;
  while (state.ahead.delete(state.contiguous + 1)) state.contiguous++;
  return 'advanced';
}
