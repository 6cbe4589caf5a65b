import { signedText } from '../../protocol/index.ts';
import { payloadDigest } from '../ledger/chain.ts';
import { redactedDigest } from '../ledger/redaction.ts';

/**
 * Do two payloads say the same? A signature is random, so it has no say; neither have blanks and
 * the order of fields. Text that has no canonical form is like nothing else. Of a redacted payload
 * only the digest is left: the very same bytes are known again.
 */
export function samePayload(stored: string, arrived: string): boolean {
  if (stored === arrived) return true;
  const digest = redactedDigest(stored);
  if (digest !== null) return digest === payloadDigest(arrived);
  try {
    return signedText(JSON.parse(stored)) === signedText(JSON.parse(arrived));
  } catch {
    return false;
  }
}
