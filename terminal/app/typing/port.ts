/** What may be meant by something written: the text, and how much of what was written it uses up. */
export interface Candidate {
  text: string;
  used: number;
}

/**
 * A way of writing Chinese: what was written (letters; strokes of a finger) → what may be meant,
 * the likeliest first. Pinyin is one; handwriting is another that a device may bring.
 */
export interface InputMethod<Written> {
  candidatesOf(written: Written): readonly Candidate[];
}
