import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LinkKeys } from './link-keys.ts';

describe('the keys of QR links', () => {
  let folder: string;
  let path: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'haochaping-links-'));
    path = join(folder, 'links.keys');
  });
  afterEach(() => rm(folder, { recursive: true }));

  function started(): LinkKeys {
    const keys = new LinkKeys(path);
    keys.start();
    return keys;
  }

  it('are made at the first start for their owner alone, and are the same afterwards', async () => {
    const { signing } = started();
    expect(signing.secret).toHaveLength(32);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const again = started();
    expect(again.signing).toEqual(signing);
    expect(again.secretOf(signing.keyId)).toEqual(signing.secret);
    expect(again.secretOf('ffffff')).toBeNull();
  });

  it('of earlier days still verify what they signed', async () => {
    const old = started().signing;
    const file = JSON.parse(await readFile(path, 'utf8'));
    const next = { keyId: old.keyId === '000001' ? '000002' : '000001', secret: 'A'.repeat(43) };
    await writeFile(path, JSON.stringify({ ...file, keys: [next, ...file.keys] }));
    const keys = started();
    expect(keys.signing.keyId).toBe(next.keyId);
    expect(keys.secretOf(old.keyId)).toEqual(old.secret);
  });

  it('are not used once others could read them', async () => {
    started();
    await chmod(path, 0o644);
    expect(started).toThrow(expect.objectContaining({ code: 'linkKeys' }));
  });

  it('are not made anew over a file that is broken, and the fault shows none of it', async () => {
    await writeFile(path, '{"version":1,"keys":[{"secret":"hush"}]}', { mode: 0o600 });
    expect(started).toThrow(
      expect.objectContaining({
        code: 'linkKeys',
        message: expect.not.stringContaining('hush'),
      }),
    );
    expect(await readFile(path, 'utf8')).toContain('hush');
  });

  it('cannot sign before they were read', () => {
    expect(() => new LinkKeys(path).signing).toThrow(expect.objectContaining({ code: 'linkKeys' }));
  });
});
