import { KeyFile } from '../key-file.ts';
import { PrivacyError } from './errors.ts';
import { type KeyRing, KeyRingSchema } from './key-ring.ts';

/**
 * The file of the keys that seal identities. It lies outside the data folder, so that whoever copies
 * the data has not copied the keys. Throws `PrivacyError`.
 */
export function ringFile(path: string): KeyFile<KeyRing> {
  return new KeyFile({
    path,
    schema: KeyRingSchema,
    fault: (what, words, cause) =>
      new PrivacyError(what === 'exposed' ? 'keyFileExposed' : 'keyFileUnusable', words, cause),
  });
}
