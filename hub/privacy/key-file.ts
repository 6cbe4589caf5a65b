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
import { PrivacyError } from './errors.ts';
import { type KeyRing, KeyRingSchema } from './key-ring.ts';

const OWNER_ONLY = 0o600;
const OTHERS = 0o077;

/**
 * The file of the keys. It lies outside the data folder, so that whoever copies the data has not
 * copied the keys, and only its owner can read it.
 */
export class KeyFile {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** The ring, or `null` when there is no such file. Throws `PrivacyError` for any other. */
  read(): KeyRing | null {
    let text: string;
    try {
      const { mode } = statSync(this.path);
      // Windows has no such bits; there the folder's own permissions count.
      if (process.platform !== 'win32' && (mode & OTHERS) !== 0) {
        const shown = (mode & 0o777).toString(8);
        const words = `Others can read the key file ${this.path} (mode ${shown}); set it to 600.`;
        throw new PrivacyError('keyFileExposed', words);
      }
      text = readFileSync(this.path, 'utf8');
    } catch (cause) {
      if (cause instanceof PrivacyError) throw cause;
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw new PrivacyError('keyFileUnusable', `Cannot read the key file ${this.path}.`, cause);
    }
    return this.#parse(text);
  }

  /** Writes the whole ring so that after a power cut the file is the old one or the new one. */
  write(ring: KeyRing): void {
    const draft = `${this.path}.new`;
    try {
      rmSync(draft, { force: true });
      const file = openSync(draft, 'wx', OWNER_ONLY);
      try {
        writeSync(file, `${JSON.stringify(ring, null, 2)}\n`);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      renameSync(draft, this.path);
      this.#syncFolder();
    } catch (cause) {
      throw new PrivacyError('keyFileUnusable', `Cannot write the key file ${this.path}.`, cause);
    }
  }

  /** The words of the fault name places in the file, never what stands there. */
  #parse(text: string): KeyRing {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      throw new PrivacyError('keyFileUnusable', `The key file ${this.path} is not JSON.`);
    }
    const parsed = KeyRingSchema.safeParse(value);
    if (parsed.success) return parsed.data;
    const places = parsed.error.issues.map(({ path }) => path.join('.') || '(whole)').join(', ');
    throw new PrivacyError('keyFileUnusable', `The key file ${this.path} is broken: ${places}.`);
  }

  /** Makes the new name durable; Windows cannot open a folder, and does it by itself. */
  #syncFolder(): void {
    if (process.platform === 'win32') return;
    const folder = openSync(dirname(this.path), 'r');
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
  }
}
