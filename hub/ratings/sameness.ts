import { signedText } from '../../protocol/index.ts';

/**
 * Do two payloads say the same? A signature is random, so it has no say; neither have blanks and
 * the order of fields. Text that has no canonical form is like nothing else.
 */
export function samePayload(stored: string, arrived: string): boolean {
  if (stored === arrived) return true;
  try {
    return signedText(JSON.parse(stored)) === signedText(JSON.parse(arrived));
  } catch {
    return false;
  }
}
