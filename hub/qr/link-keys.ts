import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { HubError } from '../errors.ts';
import type { SigningKey } from './token.ts';

const OWNER_ONLY = 0o600;
const OTHERS = 0o077;

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

/**
 * The keys that sign QR links (SZ-14c). They lie in a file of their own beside the database, never
 * in it, so that who reads the database, or a copy of it, can make no link.
 */
export class LinkKeys {
  readonly #path: string;
  #keys: readonly SigningKey[] = [];

  constructor(path: string) {
    this.#path = path;
  }

  /** Reads the keys; makes the first one at the first start. Throws `HubError`. */
  start(): void {
    const text = this.#read();
    this.#keys = text === null ? [this.#make()] : this.#parse(text);
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

  #read(): string | null {
    try {
      const { mode } = statSync(this.#path);
      // Windows has no such bits; there the folder's own permissions count.
      if (process.platform !== 'win32' && (mode & OTHERS) !== 0) {
        const shown = (mode & 0o777).toString(8);
        const words = `Others can read the key file ${this.#path} (mode ${shown}); set it to 600.`;
        throw new HubError('linkKeys', words);
      }
      return readFileSync(this.#path, 'utf8');
    } catch (cause) {
      if (cause instanceof HubError) throw cause;
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw new HubError('linkKeys', `Cannot read the key file ${this.#path}.`, cause);
    }
  }

  /** The words of the fault never say what stands in the file. */
  #parse(text: string): SigningKey[] {
    try {
      const { keys } = FileSchema.parse(JSON.parse(text));
      return keys.map(({ keyId, secret }) => ({ keyId, secret: Buffer.from(secret, 'base64url') }));
    } catch {
      throw new HubError('linkKeys', `The key file ${this.#path} is not one; restore it.`);
    }
  }

  /** After a power cut there is the whole file or none. */
  #make(): SigningKey {
    const key = { keyId: randomBytes(3).toString('hex'), secret: randomBytes(32) };
    const shown = { keyId: key.keyId, secret: key.secret.toString('base64url') };
    const draft = `${this.#path}.new`;
    try {
      rmSync(draft, { force: true });
      const file = openSync(draft, 'wx', OWNER_ONLY);
      try {
        writeSync(file, `${JSON.stringify({ version: 1, keys: [shown] }, null, 2)}\n`);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      renameSync(draft, this.#path);
      syncFolder(dirname(this.#path));
    } catch (cause) {
      throw new HubError('linkKeys', `Cannot write the key file ${this.#path}.`, cause);
    }
    return key;
  }
}

/** Makes the new name durable; Windows cannot open a folder, and does it by itself. */
function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
