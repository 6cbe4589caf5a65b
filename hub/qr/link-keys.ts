import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { HubError } from '../errors.ts';
import { KeyFile } from '../key-file.ts';
import { newSecret } from '../secrets.ts';
import type { SigningKey } from './token.ts';

/** What the file holds: the first key signs, every one of them still verifies. */
const FileSchema = z.strictObject({
  version: z.literal(1),
  keys: z
    .array(
      z.strictObject({
        keyId: z.string().regex(/^[0-9a-f]{6}$/),
        secret: z.string().regex(/^[\w-]{43}$/),
      }),
    )
    .min(1),
});
type Kept = z.infer<typeof FileSchema>;

/**
 * The keys that sign QR links (SZ-14c). They lie in a file of their own beside the database, never
 * in it, so that who reads the database, or a copy of it, can make no link.
 */
export class LinkKeys {
  readonly #file: KeyFile<Kept>;
  #keys: readonly SigningKey[] = [];

  constructor(path: string) {
    const fault = (_: string, words: string, cause?: unknown) =>
      new HubError('linkKeys', words, cause);
    this.#file = new KeyFile({ path, schema: FileSchema, fault });
  }

  /** Reads the keys; makes the first one at the first start. Throws `HubError`. */
  start(): void {
    const { keys } = this.#file.read() ?? this.#make();
    this.#keys = keys.map(({ keyId, secret }) => ({
      keyId,
      secret: Buffer.from(secret, 'base64url'),
    }));
  }

  /** The key that signs from now on. */
  get signing(): SigningKey {
    const [first] = this.#keys;
    if (first === undefined) throw new HubError('linkKeys', 'The link keys were not read yet.');
    return first;
  }

  secretOf(keyId: string): Uint8Array | null {
    return this.#keys.find((key) => key.keyId === keyId)?.secret ?? null;
  }

  #make(): Kept {
    const keyId = randomBytes(3).toString('hex');
    const made = { version: 1 as const, keys: [{ keyId, secret: newSecret() }] };
    this.#file.write(made);
    return made;
  }
}
