import type { Bare, Words } from '../workorders/step.ts';

/** Stands where words were redacted. */
export const REDACTED_WORDS = '〔已隐去〕';

/**
 * Takes the words out. What was decided goes into the body of a ledger entry, the words into its
 * payload, of which the chain covers only the digest: they can be redacted and it still holds.
 */
export function apart<T extends Words>(said: T): { bare: Bare<T>; words: string } {
  const { text, attachments, ...bare } = said;
  const none = text === undefined && attachments === undefined;
  return { bare: bare as Bare<T>, words: none ? '' : JSON.stringify({ text, attachments }) };
}

/** Puts the words back. */
export function together<T>(bare: Bare<T>, words: string): T {
  return { ...bare, ...(words === '' ? {} : JSON.parse(words)) } as T;
}

/** The words with nothing left that could name a person; the hashes of the evidence stay. */
export function withoutWords(words: string): string | null {
  if (words === '') return null;
  const { text, attachments } = JSON.parse(words) as Words;
  return JSON.stringify({
    ...(text === undefined ? {} : { text: REDACTED_WORDS }),
    ...(attachments === undefined
      ? {}
      : { attachments: attachments.map((one) => ({ ...one, name: REDACTED_WORDS })) }),
  });
}
