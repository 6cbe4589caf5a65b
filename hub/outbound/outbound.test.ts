import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../clock.ts';
import type { LedgerKind } from '../ledger/chain.ts';
import { createLog } from '../log.ts';
import { DAY, Hall } from '../store/contract/hall.ts';
import { makePlace } from '../store/sqlite/contract-place.ts';
import { databasePath } from '../store/sqlite/database.ts';
import { LedgerWriter } from '../store/sqlite/write/ledger.ts';
import { orderNo as orderNoOf } from '../workorders/order-no.ts';
import { Outbound, type OutboundPolicy } from './outbound.ts';
import type { Identities } from './ports.ts';
import { receiversOf } from './receivers/receivers-of.ts';

/** A receiver that answers as it is told and keeps what it got. */
class Ear {
  readonly heard: { key: string; content: Record<string, unknown> }[] = [];
  answer: { status: number; headers?: Record<string, string>; text?: string } | 'silence' = {
    status: 202,
  };
  readonly #server: Server;

  constructor() {
    this.#server = createServer(async (request, response) => {
      let text = '';
      for await (const part of request) text += part;
      this.heard.push({
        key: String(request.headers['idempotency-key']),
        content: JSON.parse(text),
      });
      if (this.answer === 'silence') return;
      response.writeHead(this.answer.status, this.answer.headers);
      response.end(this.answer.text);
    });
  }

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

const QUICK: Partial<OutboundPolicy> = {
  timeoutMs: 150,
  idleMs: 10,
  notReadyMs: 10,
  retry: { baseMs: 5, ceilingMs: 20 },
  circuit: { threshold: 3, baseMs: 20, ceilingMs: 40 },
  feed: { idleMs: 10 },
};
const OFF = {
  hotlineUrl: null,
  hotlineToken: '',
  smsUrl: null,
  smsToken: '',
  provinceUrl: null,
  provinceProfile: 'majority',
  provinceToken: '',
  provinceAreaCode: '',
};

describe('what is handed on', () => {
  let hall: Hall;
  let outbound: Outbound | null;
  const hotline = new Ear();
  const sms = new Ear();
  let lines: string[];
  let entries: { kind: LedgerKind; body: object }[];

  beforeEach(async () => {
    lines = [];
    entries = [];
    outbound = null;
    hall = await Hall.open(await makePlace());
    for (const ear of [hotline, sms]) {
      ear.heard.length = 0;
      ear.answer = { status: 202 };
    }
  });
  afterEach(async () => {
    await outbound?.stop(1_000);
    await hall.store.stop();
    await hall.place.remove();
    for (const ear of [hotline, sms]) await ear.close();
  });

  async function begin(contactOf: Identities['contactOf'] = async () => '13800138000') {
    if (entries.length > 0) await append();
    const began = systemClock.monotonic();
    const now = () => hall.clock.now() + Math.round(systemClock.monotonic() - began);
    const clock = { ...systemClock, now };
    const urls = { hotlineUrl: await hotline.open(), smsUrl: await sms.open() };
    const identities = { contactOf, applicantOf: async () => null };
    const linkOf = () => 'https://rate.example/q';
    const given = { clock, identities, timeZone: 'Asia/Shanghai', linkOf };
    const receivers = receiversOf({ ...OFF, ...urls }, given);
    const { store } = hall;
    const log = createLog('debug', { write: (line) => void lines.push(line) });
    outbound = new Outbound({ store, clock, log, receivers, stuckMs: DAY, policy: QUICK });
    await outbound.start();
    for (const { destination } of receivers) await outbound.replay(destination, 1, 'test');
  }

  /** Entries as other parts of the hub would append them. */
  async function append(): Promise<void> {
    await hall.store.stop();
    const db = new DatabaseSync(databasePath(hall.place.child.argument));
    const ledger = new LedgerWriter(db);
    for (const { kind, body } of entries.splice(0)) ledger.append(kind, hall.clock.now(), body);
    db.close();
    hall.store = await hall.place.open(hall.clock);
  }

  /**
   * A negative rating, which opens a work order; its signature judged unless told otherwise.
   * Returns the number of the order.
   */
  async function openOrder(caseNo: string, valid: boolean | null = true): Promise<string> {
    const asked = await hall.report(hall.record(caseNo));
    const rating = hall.answer(asked);
    const tags = [{ list: 'national', version: 2, code: '214' }];
    await hall.send({ ...rating, body: { ...rating.body, level: 2, service: 1, tags } });
    const [{ position = 0 } = {}] = await hall.store.query({ kind: 'ratings', limit: 1 });
    if (valid !== null) await judge(position, valid);
    return orderNoOf('2026-11-22', position);
  }

  function judge(position: number, valid: boolean) {
    const judgements = [{ position, valid }];
    return hall.store.submit({ kind: 'signature.judged', judgements, at: hall.clock.now() });
  }

  function deliveries() {
    return hall.store.query({ kind: 'deliveries', limit: 100 });
  }

  async function settled(state: string, count = 1) {
    const rows = () => deliveries().then((all) => all.filter((one) => one.state === state));
    await expect.poll(async () => (await rows()).length, { timeout: 10_000 }).toBe(count);
    return rows();
  }

  async function remind(caseNo: string): Promise<void> {
    const outcome = await hall.report(hall.record(caseNo));
    const invitation = outcome.status === 'recorded' ? outcome.invitation : null;
    const { invitationId } = invitation ?? {};
    const kind = 'invitation.reminded' as LedgerKind;
    entries.push({ kind, body: { invitationId, caseNo } });
  }

  it('is a work order, with what the responsible body needs in order to verify (SZ-21a)', async () => {
    const orderNo = await openOrder('C1');
    await begin();
    await settled('delivered');
    expect(hotline.heard).toHaveLength(1);
    expect(hotline.heard[0]).toMatchObject({
      key: `order:${orderNo}`,
      content: {
        orderNo,
        dueAt: '2026-12-04T16:00:00.000Z',
        caseNos: ['C1'],
        parts: [
          { caseNo: 'C1', indicator: 'overall', level: 2 },
          { caseNo: 'C1', indicator: 'service', level: 1 },
        ],
        caseNo: 'C1',
        item: { itemCode: 'i1', name: '居住证办理' },
        windowNo: 'A01',
        rating: {
          level: 2,
          levelName: '不满意',
          business: null,
          service: 1,
          tags: [{ code: '214', name: '服务态度生硬' }],
          text: null,
        },
      },
    });
  });

  it('waits until the signature of the rating has been judged, and never tells of a forged one', async () => {
    await openOrder('C1', null);
    const genuine = await openOrder('C2', null);
    await begin();
    await expect
      .poll(async () => (await deliveries()).map(({ lastError }) => lastError))
      .toEqual(Array(2).fill('the signature has not been judged yet'));
    expect(hotline.heard).toEqual([]);
    const [second, first] = await hall.store.query({ kind: 'ratings', limit: 2 });
    await judge(first?.position ?? 0, false);
    await judge(second?.position ?? 0, true);
    await settled('delivered');
    expect(await settled('abandoned')).toMatchObject([{ reason: 'the rating is forged now' }]);
    expect(hotline.heard.map(({ key }) => key)).toEqual([`order:${genuine}`]);
  });

  it('is a reminder to a number that is kept nowhere (SZ-13)', async () => {
    await remind('C1');
    sms.answer = { status: 400, text: 'no such number: 138 0013 8000' };
    await begin();
    expect(await settled('refused')).toMatchObject([{ reason: 'HTTP 400: no such number: …' }]);
    expect(sms.heard[0]?.content).toEqual({
      phone: '13800138000',
      template: 'ratingReminder',
      parameters: { itemName: '居住证办理', lastDay: '2026-11-29', link: 'https://rate.example/q' },
    });
    expect(JSON.stringify([await deliveries(), lines])).not.toMatch(/138.?0013/);
  });

  it('is no reminder when there is no number, the case was rated, or its time is over', async () => {
    await remind('C1');
    await begin(async () => null);
    expect(await settled('abandoned')).toMatchObject([{ reason: 'no contact is known' }]);
    hall.clock.advance(8 * DAY);
    const [{ id } = { id: 0 }] = await deliveries();
    await outbound?.resend(id, 'test');
    await expect.poll(async () => (await deliveries())[0]?.reason).toBe('closed (SZ-17a)');
    hall.clock.advance(-8 * DAY);
    await hall.send(hall.rating({ caseNo: 'C1' }));
    await outbound?.resend(id, 'test');
    await expect.poll(async () => (await deliveries())[0]?.reason).toBe('rated meanwhile');
    expect(sms.heard).toEqual([]);
  });

  it('waits alone when its identity cannot be opened', async () => {
    await remind('C1');
    let fails = true;
    await begin(async () => {
      if (fails) throw new RangeError('key 7 is missing');
      return '13800138000';
    });
    await expect
      .poll(async () => (await deliveries())[0]?.lastError)
      .toBe('could not be prepared (RangeError)');
    fails = false;
    await settled('delivered');
  });

  it('reaches the hotline while the SMS gateway is silent', async () => {
    await remind('C1');
    for (const n of [1, 2, 3]) await openOrder(`N${n}`);
    sms.answer = 'silence';
    await begin();
    await settled('delivered', 3);
    await expect
      .poll(async () => (await deliveries()).find(({ kind }) => kind === 'reminder')?.lastError)
      .toBe('timedOut: no answer in 150 ms');
    sms.answer = { status: 202 };
    await settled('delivered', 4);
  });

  it('pauses for as long as the receiver asks', async () => {
    await openOrder('C1');
    hotline.answer = { status: 503, headers: { 'retry-after': '120' } };
    await begin();
    const untilThen = async () => ((await deliveries())[0]?.nextAttemptAt ?? 0) - hall.clock.now();
    await expect.poll(untilThen).toBeGreaterThanOrEqual(120_000);
    expect(await untilThen()).toBeLessThan(180_000);
    const health = await outbound?.health();
    expect(health?.find(({ destination }) => destination === 'hotline')).toMatchObject({
      circuit: 'open',
      pending: 1,
    });
    expect(hotline.heard).toHaveLength(1);
  });

  it('is cut off at a stop and sent again with the same key', async () => {
    const orderNo = await openOrder('C1');
    hotline.answer = 'silence';
    await begin();
    await expect.poll(() => hotline.heard.length).toBe(1);
    await outbound?.stop(0);
    expect(await deliveries()).toMatchObject([{ state: 'pending', attempts: 0 }]);
    hotline.answer = { status: 202 };
    await hotline.close();
    await sms.close();
    await begin();
    await settled('delivered');
    expect(hotline.heard.map(({ key }) => key)).toEqual(Array(2).fill(`order:${orderNo}`));
  });
});
