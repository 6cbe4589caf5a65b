import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AgentError } from './errors.ts';

/**
 * The key by which the window PC's program proves itself to this agent: made at the first start,
 * 256 random bits, readable by the agent's own account only.
 */
export function openLocalKey(folder: string): string {
  const path = join(folder, 'local-key');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    try {
      writeFileSync(path, `${randomBytes(32).toString('base64url')}\n`, {
        mode: 0o600,
        flag: 'wx',
      });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    chmodSync(path, 0o600);
    const key = readFileSync(path, 'utf8').trim();
    if (/^[A-Za-z0-9_-]{43}$/.test(key)) return key;
    throw new Error(`${path} holds no key; delete it and a new one is made`);
  } catch (error) {
    const words = `--data-folder ${folder}: ${(error as Error).message}`;
    throw new AgentError('dataFolder', words, error);
  }
}

/** Compares an Authorization header with the key in constant time. */
export function isBearer(header: string | undefined, key: string): boolean {
  const given = /^Bearer ([^\s]+)$/i.exec(header ?? '')?.[1] ?? '';
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(key));
}
