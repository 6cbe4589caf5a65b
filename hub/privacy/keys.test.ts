import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Keys } from './keys.ts';
import { ringFile } from './ring-file.ts';

describe('the keys', () => {
  let folder: string;
  let path: string;
  let said: string[];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'haochaping-keys-'));
    path = join(folder, 'hub.keys');
    said = [];
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function keys(): Keys {
    const clock = { now: () => 1_000, monotonic: () => 0, after: () => () => {} };
    const log = { warn: (_fields: object, message: string) => void said.push(message) };
    return new Keys({ file: ringFile(path), clock, log });
  }
  const NEW = { inUse: [], known: false };

  function opened(): Keys {
    const made = keys();
    made.open(NEW);
    return made;
  }

  it('are made at the first start, for their owner alone, and ask to be backed up', () => {
    opened();
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(said).toEqual([expect.stringMatching(/back it up now, apart from the data/)]);
  });

  it('are the same after a restart', () => {
    const first = opened();
    const second = opened();
    expect(second.active).toEqual(first.active);
    expect(second.indexOf('phone', '13812345678')).toBe(first.indexOf('phone', '13812345678'));
    expect(said).toHaveLength(1);
  });

  it('are not made anew for a database that has identities', () => {
    expect(() => keys().open({ inUse: [], known: true })).toThrow(
      expect.objectContaining({ code: 'keyFileMissing', message: expect.stringContaining(path) }),
    );
    expect(() => statSync(path)).toThrow();
  });

  it('of another hub are refused by name', () => {
    opened();
    expect(() => keys().open({ inUse: ['k-000000000000'], known: true })).toThrow(
      expect.objectContaining({ code: 'keyMissing' }),
    );
  });

  it('that others can read, or that are broken, are refused, and the fault tells nothing', () => {
    opened();
    const text = readFileSync(path, 'utf8');
    chmodSync(path, 0o640);
    expect(() => keys().open(NEW)).toThrow(expect.objectContaining({ code: 'keyFileExposed' }));
    for (const broken of [text.slice(0, -20), text.replace(/"version": 1/, '"version": 2')]) {
      rmSync(path);
      writeFileSync(path, broken, { mode: 0o600 });
      const { indexKey } = JSON.parse(text);
      try {
        keys().open(NEW);
        expect.unreachable();
      } catch (error) {
        expect(error).toMatchObject({ code: 'keyFileUnusable' });
        expect(String(error)).not.toContain(indexKey);
      }
    }
  });

  it('rotate: the new one seals, the old one still opens, until it is forgotten', () => {
    const ring = opened();
    const before = ring.active;
    const id = ring.rotate();
    expect(ring.active.id).toBe(id);
    expect(ring.byId(before.id)).toEqual(before);
    expect(keysOf(opened())).toEqual([before.id, id]);
    ring.forget(before.id);
    expect(keysOf(opened())).toEqual([id]);
    expect(() => ring.byId(before.id)).toThrow(expect.objectContaining({ code: 'keyMissing' }));
  });

  it('index a telephone and an identity number of the same digits differently', () => {
    const ring = opened();
    expect(ring.indexOf('phone', '13812345678')).not.toBe(ring.indexOf('idNo', '13812345678'));
  });

  it('say nothing before they are open', () => {
    expect(() => keys().active).toThrow(expect.objectContaining({ code: 'keysClosed' }));
  });
});

function keysOf(keys: Keys): string[] {
  return keys.list().map(({ keyId }) => keyId);
}
