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
import type { z } from 'zod';

const OWNER_ONLY = 0o600;
const OTHERS = 0o077;

export interface KeyFileOptions<Kept> {
  path: string;
  schema: z.ZodType<Kept>;
  /** The error to throw. Its words name the file and places in it, never what stands there. */
  fault: (what: 'exposed' | 'unusable', words: string, cause?: unknown) => Error;
}

/** A JSON file of keys that only its owner can read. */
export class KeyFile<Kept> {
  readonly #options: KeyFileOptions<Kept>;

  constructor(options: KeyFileOptions<Kept>) {
    this.#options = options;
  }

  get path(): string {
    return this.#options.path;
  }

  /** What is kept, or `null` when there is no such file. Throws for one that cannot be used. */
  read(): Kept | null {
    const mode = this.#ifThere(() => statSync(this.path).mode);
    if (mode === null) return null;
    // Windows has no such bits; there the folder's own permissions count.
    if (process.platform !== 'win32' && (mode & OTHERS) !== 0) {
      const shown = (mode & 0o777).toString(8);
      const words = `Others can read the key file ${this.path} (mode ${shown}); set it to 600.`;
      throw this.#options.fault('exposed', words);
    }
    const text = this.#ifThere(() => readFileSync(this.path, 'utf8'));
    return text === null ? null : this.#parse(text);
  }

  /** Writes the whole so that after a power cut the file is the old one or the new one. */
  write(kept: Kept): void {
    const draft = `${this.path}.new`;
    try {
      rmSync(draft, { force: true });
      const file = openSync(draft, 'wx', OWNER_ONLY);
      try {
        writeSync(file, `${JSON.stringify(kept, null, 2)}\n`);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      renameSync(draft, this.path);
      syncFolder(dirname(this.path));
    } catch (cause) {
      throw this.#options.fault('unusable', `Cannot write the key file ${this.path}.`, cause);
    }
  }

  #ifThere<T>(look: () => T): T | null {
    try {
      return look();
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw this.#options.fault('unusable', `Cannot read the key file ${this.path}.`, cause);
    }
  }

  #parse(text: string): Kept {
    const { schema, fault } = this.#options;
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      throw fault('unusable', `The key file ${this.path} is not JSON.`);
    }
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    const places = parsed.error.issues.map(({ path }) => path.join('.') || '(whole)').join(', ');
    throw fault('unusable', `The key file ${this.path} is broken: ${places}.`);
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
