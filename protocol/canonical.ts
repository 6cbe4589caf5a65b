import canonicalize from 'canonicalize';
import type { Rating } from './messages/rating.ts';

/**
 * The text that a terminal signs and by which two ratings are the same: RFC 8785 canonical JSON
 * of the message without its signature. A signature is random, so it says nothing about sameness.
 */
export function signedText(message: Omit<Rating, 'signature'> | Rating): string {
  const { signature: _, ...signed } = message as Rating;
  return canonicalText(signed);
}

/** RFC 8785 canonical JSON of any JSON value. */
export function canonicalText(value: unknown): string {
  const text = (canonicalize as unknown as (input: unknown) => string | undefined)(value);
  if (text === undefined) throw new TypeError('undefined has no canonical JSON');
  return text;
}
