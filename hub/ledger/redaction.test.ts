import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Rating } from '../../protocol/index.ts';
import type { WrittenIn } from '../privacy/port.ts';
import { Hall } from '../store/contract/hall.ts';
import { makePlace } from '../store/sqlite/contract-place.ts';
import { databasePath } from '../store/sqlite/database.ts';
import type { Step } from '../workorders/step.ts';
import type { StepTaker } from '../workorders/take-step.ts';
import { entryHash, GENESIS, type LedgerEntry } from './chain.ts';
import { verify } from './verify.ts';
import { REDACTED_WORDS } from './words.ts';

const EVERY_OFFICE: StepTaker = {
  kind: 'account',
  name: 'zhang',
  offices: ['operator', 'handler', 'reviewer'],
};
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

  /** A negative rating with text, judged, and its work order. */
  async function ordered() {
    const prompted = hall.answer(await hall.report(hall.record('C1')));
    const body = { ...prompted.body, level: 1 as const, text: TEXT };
    const { rating, position } = await sent({ ...prompted, body });
    await judge(position);
    const [order] = await hall.store.query({ kind: 'workOrders', limit: 1, nearlyDueUntil: 0 });
    return { rating, position, orderNo: order?.orderNo ?? '' };
  }

  /** All that somebody wrote who is not in the ratings themselves. */
  const written = () =>
    inDatabase((db) =>
      db.prepare(`SELECT body, payload FROM ledger WHERE kind <> 'rating.received'`).all(),
    );

  async function redactWords(about: WrittenIn): Promise<string> {
    const why = { reason: '含个人信息', by: 'zhao', at: hall.clock.now() };
    return (await hall.store.submit({ kind: 'words.redact', about, ...why })).outcome;
  }

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

  it('holds no contradiction under the redacted event id either (PIPL 47)', async () => {
    const { rating, position } = await rated(TEXT);
    await judge(position);
    const other = { ...rating, body: { ...rating.body, level: 1 as const } };
    expect((await hall.send(other)).receipt).toMatchObject({ reason: 'bodyConflict' });
    expect(JSON.stringify(written())).toContain('欧阳');
    expect(await redact(rating.eventId)).toBe('redacted');
    expect(JSON.stringify(written())).not.toContain('欧阳');
    const evidence = await hall.store.query({ kind: 'quarantine', limit: 9 });
    const kept = evidence.map(({ payload }) => Buffer.from(payload, 'base64').toString());
    expect(kept).toEqual([expect.stringMatching(/^\{"redacted"/)]);
    expect(await redact(rating.eventId)).toBe('nothingWritten');
    expect(verify(path)).toMatchObject({ sound: true, ratings: 1 });
  });

  it('holds no words of the steps of a work order, of one or of all (PIPL 47, SZ-21c)', async () => {
    const { orderNo } = await ordered();
    const take = (step: Step) =>
      hall.store.submit({ kind: 'workOrder.step', orderNo, step, taker: EVERY_OFFICE });
    const attachments = [{ name: '欧阳的录音.mp3', sha256: 'a'.repeat(64), bytes: 4_096 }];
    const verified = { step: 'verify', substantiated: true } as const;
    await take({ step: 'dispatch', body: 'd2', text: TEXT });
    await take({ step: 'accept' });
    await take({ ...verified, text: TEXT, attachments });
    const view = async () =>
      (await hall.store.query({ kind: 'workOrder', orderNo, nearlyDueUntil: 0 }))?.steps ?? [];
    const [first, , last] = await view();
    expect(last?.step).toEqual({ ...verified, text: TEXT, attachments });
    const only = { orderNo, step: first?.position };
    expect(await redactWords(only)).toBe('redacted');
    expect(await redactWords(only)).toBe('nothingWritten');
    expect((await view()).map(({ step }) => 'text' in step && step.text)).toEqual([
      REDACTED_WORDS,
      false,
      TEXT,
    ]);
    expect(await redactWords({ orderNo })).toBe('redacted');
    expect((await view()).at(-1)?.step).toEqual({
      ...verified,
      text: REDACTED_WORDS,
      attachments: [{ ...attachments[0], name: REDACTED_WORDS }],
    });
    expect(JSON.stringify(written())).not.toContain('欧阳');
    expect(await redactWords({ orderNo, step: 1 })).toBe('unknown');
    expect(await redactWords({ orderNo: 'GD20261122-999999' })).toBe('unknown');
    const [access] = await hall.store.query({ kind: 'accessLog', limit: 1 });
    expect(access).toMatchObject({ kind: 'words.redacted', by: 'zhao', caseNos: ['C1'] });
    const told = await hall.store.query({ kind: 'story', caseNo: 'C1' });
    expect(told?.entries.map(({ kind }) => kind)).toContain('words.redacted');
    expect(verify(path)).toMatchObject({ sound: true });
  });

  it('holds no words of an appeal and its decision (PIPL 47, SZ-22a)', async () => {
    const { position } = await ordered();
    const about = { rating: position, staffNo: 's1', subject: 'staffConduct' } as const;
    const filing = { ...about, ground: 'false', text: TEXT } as const;
    const by = { account: 'zhang', roles: ['operator'], staffNo: null };
    const filed = await hall.store.submit({ kind: 'appeal.file', filing, by });
    const appealNo = filed.status === 'filed' ? filed.appealNo : '';
    const decider = { account: 'li', roles: ['appealDecider'], staffNo: null };
    const decision = { uphold: true, text: TEXT };
    await hall.store.submit({ kind: 'appeal.decide', appealNo, decision, by: decider });
    expect(await redactWords({ appealNo })).toBe('redacted');
    expect(JSON.stringify(written())).not.toContain('欧阳');
    expect(await hall.store.query({ kind: 'appeals', limit: 9 })).toMatchObject([
      { text: REDACTED_WORDS, upheld: true, decisions: [{ text: REDACTED_WORDS, uphold: true }] },
    ]);
    expect(await redactWords({ appealNo: 'SS20261122-999999' })).toBe('unknown');
    expect(verify(path)).toMatchObject({ sound: true });
  });

  it('shows the order of a redacted rating, and keeps no answer that repeats its text', async () => {
    const at = hall.clock.now();
    const destinations = ['hotline', 'province:majority'] as const;
    await hall.store.submit({ kind: 'outbound.begin', destinations: [...destinations] });
    const { orderNo, rating } = await ordered();
    const settings = { hotline: true, sms: false, province: destinations[1], defaults: false };
    await hall.store.submit({ kind: 'outbound.feed', settings, limit: 99, at });
    const all = () => hall.store.query({ kind: 'deliveries', limit: 9 });
    const results = (await all()).map(({ id }) => {
      return { id, state: 'refused' as const, reason: `不收：${TEXT}` };
    });
    await hall.store.submit({ kind: 'outbound.settle', results, at });
    expect(await redact(rating.eventId)).toBe('redacted');
    expect((await all()).map(({ kind, reason }) => [kind, reason]).reverse()).toEqual([
      ['record', `不收：${TEXT}`],
      ['order', REDACTED_WORDS],
      ['rating', REDACTED_WORDS],
    ]);
    const order = await hall.store.query({ kind: 'workOrder', orderNo, nearlyDueUntil: 0 });
    expect(order).toMatchObject({ about: { level: 1 } });
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
