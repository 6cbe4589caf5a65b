import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Rating } from '../../protocol/index.ts';
import { Hall } from '../store/contract/hall.ts';
import { makePlace } from '../store/sqlite/contract-place.ts';
import { databasePath } from '../store/sqlite/database.ts';
import { entryHash, GENESIS, type LedgerEntry } from './chain.ts';
import { verify } from './verify.ts';

const TEXT = '我叫欧阳䶮，电话是13812345678';

describe('a redacted ledger', () => {
  let hall: Hall;
  let path: string;

  beforeEach(async () => {
    const place = await makePlace();
    hall = await Hall.open(place);
    path = databasePath(place.child.argument);
  });
  afterEach(async () => {
    await hall.store.stop();
    await hall.place.remove();
  });

  async function rated(text: string | undefined, caseNo = 'C1') {
    const prompted = hall.answer(await hall.report(hall.record(caseNo)));
    const body = text === undefined ? prompted.body : { ...prompted.body, text };
    return sent({ ...prompted, body });
  }

  async function sent(rating: Rating) {
    const { live } = await hall.send(rating);
    return { rating, position: live?.position ?? 0 };
  }

  const judge = (position: number) =>
    hall.store.submit({
      kind: 'signature.judged',
      judgements: [{ position, valid: true }],
      at: hall.clock.now(),
    });

  async function redact(eventId: string): Promise<string> {
    const why = { reason: '含个人信息', by: 'zhao', at: hall.clock.now() };
    return (await hall.store.submit({ kind: 'rating.redact', eventId, ...why })).outcome;
  }

  function inDatabase<T>(act: (db: DatabaseSync) => T): T {
    const db = new DatabaseSync(path);
    try {
      return act(db);
    } finally {
      db.close();
    }
  }

  it('holds the text nowhere, stays sound, and knows the rating again', async () => {
    const { rating, position } = await rated(TEXT);
    await judge(position);
    const before = await hall.counts();
    expect(await redact(rating.eventId)).toBe('redacted');
    expect(verify(path)).toMatchObject({ sound: true, ratings: 1 });
    expect(await hall.counts()).toEqual(before);
    const rows = inDatabase((db) => db.prepare('SELECT body, payload FROM ledger').all());
    expect(JSON.stringify(rows)).not.toContain('欧阳');
    const again = await hall.send(rating);
    expect(again.receipt).toMatchObject({ outcome: 'stored', duplicate: true });
    expect(await redact(rating.eventId)).toBe('nothingWritten');
    const [access] = await hall.store.query({ kind: 'accessLog', limit: 1 });
    expect(access).toMatchObject({ kind: 'rating.redacted', by: 'zhao', caseNos: ['C1'] });
    expect(verify(path).sound).toBe(true);
  });

  it('takes another content under the redacted event id as a contradiction', async () => {
    const { rating, position } = await rated(TEXT);
    await judge(position);
    await redact(rating.eventId);
    const other = { ...rating, body: { ...rating.body, level: 1 as const } };
    const { receipt } = await hall.send(other);
    expect(receipt).toMatchObject({ outcome: 'refused', reason: 'bodyConflict' });
  });

  it('takes the text out of the evidence of a forged rating too', async () => {
    const { rating, position } = await rated(TEXT);
    const judgements = [{ position, valid: false }];
    await hall.store.submit({ kind: 'signature.judged', judgements, at: hall.clock.now() });
    expect(await redact(rating.eventId)).toBe('redacted');
    const [evidence] = await hall.store.query({ kind: 'quarantine', limit: 1 });
    expect(Buffer.from(evidence?.payload ?? '', 'base64').toString()).toMatch(/^\{"redacted"/);
    expect(verify(path).sound).toBe(true);
  });

  it('is made only of a rating whose signature was judged and that says something', async () => {
    const { rating, position } = await rated(undefined);
    expect(await redact(rating.eventId)).toBe('signaturePending');
    await judge(position);
    expect(await redact(rating.eventId)).toBe('nothingWritten');
    expect(await redact('01938f3a-0000-7000-8000-000000000000')).toBe('unknown');
  });

  it('judges a redacted rating again when what stood before it turns out forged', async () => {
    const first = await rated(undefined);
    const { rating, position } = await sent(hall.rating({ ...first.rating.body, text: TEXT }));
    await judge(position);
    expect(await redact(rating.eventId)).toBe('redacted');
    const judgements = [{ position: first.position, valid: false }];
    await hall.store.submit({ kind: 'signature.judged', judgements, at: hall.clock.now() });
    expect(await hall.counts()).toMatchObject({ counted: 1, forged: 1 });
    expect(verify(path).sound).toBe(true);
  });

  it('is broken when somebody hides a rating without saying so, or changes what is left', async () => {
    const { rating, position } = await rated(TEXT);
    await judge(position);
    const marker = `{"redacted":"${'0'.repeat(64)}"}`;
    const hide = (db: DatabaseSync) =>
      db.prepare('UPDATE ledger SET payload = ? WHERE position = ?').run(marker, position);
    expect(() => inDatabase(hide)).toThrow('append-only');
    await redact(rating.eventId);
    expect(() => inDatabase(hide)).toThrow('append-only');
    inDatabase((db) => {
      db.exec('DROP TRIGGER ledger_is_never_changed');
      db.exec(`UPDATE ledger SET payload = replace(payload, '"level":5', '"level":4')
        WHERE kind = 'rating.redacted'`);
    });
    expect(verify(path).sound).toBe(false);
    inDatabase((db) => {
      db.exec(`UPDATE ledger SET payload = replace(payload, '"level":4', '"level":5')
        WHERE kind = 'rating.redacted'`);
    });
    expect(verify(path).sound).toBe(true);
    inDatabase((db) => db.exec('DELETE FROM redactions'));
    expect(verify(path)).toMatchObject({ sound: false, position });
  });

  describe('begun by an older hub', () => {
    it('verifies, goes on by digests once, and keeps what was written before as it is', async () => {
      const old = await rated(TEXT);
      await judge(old.position);
      await hall.store.stop();
      const written = inDatabase(makeOld);
      expect(verify(path)).toMatchObject({ sound: true });
      hall.store = await hall.place.open(hall.clock);
      await hall.restart();
      const { rating, position } = await rated(TEXT, 'C2');
      await judge(position);
      expect(await redact(old.rating.eventId)).toBe('chainTooOld');
      expect(await redact(rating.eventId)).toBe('redacted');
      expect(verify(path)).toMatchObject({ sound: true, ratings: 2 });
      const kinds = inDatabase((db) => db.prepare('SELECT kind, hash FROM ledger').all());
      expect(kinds.filter(({ kind }) => kind === 'ledger.rechained')).toHaveLength(1);
      expect(kinds.slice(0, written.length).map(({ hash }) => hash)).toEqual(written);
    });
  });
});

/** The ledger as the first version wrote it: payloads themselves in the hash, no word of a chain. */
function makeOld(db: DatabaseSync): string[] {
  const name = 'ledger_is_never_changed';
  const trigger = db.prepare('SELECT sql FROM sqlite_master WHERE name = ?').get(name)?.sql;
  db.exec(`DROP TRIGGER ${name}`);
  const update = db.prepare('UPDATE ledger SET body = ?, hash = ? WHERE position = ?');
  const select = 'SELECT position, kind, at, body, payload FROM ledger ORDER BY position';
  let head = GENESIS;
  const hashes = (db.prepare(select).all() as unknown as LedgerEntry[]).map((entry) => {
    const { chain: _, ...body } = JSON.parse(entry.body);
    const old = { ...entry, body: JSON.stringify(body) };
    head = entryHash(head, old, { version: 1 });
    update.run(old.body, head, entry.position);
    return head;
  });
  db.exec(String(trigger));
  return hashes;
}
