import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type RatingBody, signedText } from '../../protocol/index.ts';
import { enrol, type Identity, seeded, WindowPc } from '../../simulator/index.ts';
import { createEventIds, instant, systemClock } from '../../terminal/link/index.ts';
import { check } from '../faults/checks.ts';
import { finishedCase, type Hall, windowNoOf } from '../faults/hall.ts';
import { Witness } from '../faults/witness.ts';
import { type Call, HttpAttack } from './http-attack.ts';
import { type Message, MqttAttack } from './mqtt-attack.ts';
import { serialAttack } from './serial-attack.ts';

export interface HostileReport {
  cases: number;
  /** Ratings of citizens meanwhile; each is at the hub. */
  genuine: number;
  seconds: number;
  memoryMb: { before: number; after: number };
  violations: string[];
}

/** So much more memory than after the first cases is a leak; less is what a busy process holds. */
const GROWTH = 1.6;
const EVERY_MS = 100;
const SETTLE_MS = 20_000;

/**
 * Spoiled input of every kind while citizens rate: the hub stays up, answers no call with a fault of
 * its own, and nothing genuine is lost. A tenth of the cases is HTTP, a fifth serial, the rest MQTT.
 */
export async function attack(hall: Hall, { seed, cases }: { seed: number; cases: number }) {
  const startedAt = systemClock.monotonic();
  const random = seeded(seed);
  const mad = await madTerminal(hall);
  const port = Number(new URL(mad.mqttUrl).port);
  const { terminalId, secret } = mad.credentials;
  const genuine = await envelopesOf(mad);
  const mqtt = new MqttAttack({ port, terminalId, secret, genuine });
  const http = new HttpAttack(Number(new URL(hall.hub.url).port), await callsOf(hall));
  // What the first cases load and compile stays, and is no leak.
  await mqtt.run(random, cases / 20);
  await http.run(random, cases / 100);
  const before = await memoryMb(hall);
  const citizens = new Citizens(hall, seed);
  const rating = citizens.begin();
  serialAttack(random, cases / 5);
  const [, faults] = await Promise.all([
    mqtt.run(random, (cases * 7) / 10),
    http.run(random, cases / 10),
  ]);
  http.stop();
  const violations = [...(await citizens.end(rating)), ...faults];
  const after = await memoryMb(hall);
  if (after > before * GROWTH) violations.push(`memory grew from ${before} to ${after} MB`);
  const seconds = Math.round((systemClock.monotonic() - startedAt) / 100) / 10;
  return { cases, genuine: citizens.rated, seconds, memoryMb: { before, after }, violations };
}

/** Citizens who rate meanwhile, as if nothing were the matter. */
class Citizens {
  rated = 0;
  private readonly hall: Hall;
  private readonly seed: number;
  private readonly witness = new Witness();
  private readonly caseNos: string[] = [];
  private isOver = false;

  constructor(hall: Hall, seed: number) {
    this.hall = hall;
    this.seed = seed;
    hall.onSaid = (words) => this.witness.hear(words);
  }

  async begin(): Promise<void> {
    const { hall } = this;
    const windowPc = new WindowPc({ hubUrl: hall.hub.url, systemKey: hall.systemKey });
    for (let n = 0; !this.isOver; n++) {
      const caseNo = `G${this.seed}-${n}`;
      await windowPc.report([finishedCase(n % 2, caseNo)]);
      this.caseNos.push(caseNo);
      await sleep(EVERY_MS);
    }
  }

  /** What went wrong with them. */
  async end(rating: Promise<void>): Promise<string[]> {
    this.isOver = true;
    await rating;
    const until = systemClock.monotonic() + SETTLE_MS;
    while ((await this.hall.terminals.pending()) > 0 && systemClock.monotonic() < until) {
      await sleep(50);
    }
    this.rated = this.witness.taps.size;
    const { violations } = await check(this.hall, this.witness, this.caseNos);
    return this.rated === 0 ? ['nobody could rate', ...violations] : violations;
  }
}

/** One more terminal, enrolled as all are, that then goes mad. */
async function madTerminal(hall: Hall): Promise<Identity> {
  const approve = (code: string) => {
    const terminalId = `mad-${randomUUID().slice(0, 8)}`;
    const place = { terminalId, terminalNo: 'M1', hallId: hall.hallId, windowNo: windowNoOf(0) };
    void hall.api.call('POST', `/api/enrolments/${code}/approval`, place);
  };
  const options = { hubUrl: hall.hub.url, kind: 'evaluator', clock: systemClock } as const;
  return enrol({ ...options, onCode: approve });
}

async function envelopesOf({ credentials, signer }: Identity): Promise<[Message, ...Message[]]> {
  const { terminalId } = credentials;
  const deviceTime = instant(systemClock.now());
  const base = { version: 1 as const, terminalId, bootId: randomUUID(), deviceTime };
  const eventId = createEventIds(systemClock)();
  const body: RatingBody = {
    ...{ caseNo: 'MAD-1', stage: 'completion', invitationId: null, promptId: randomUUID() },
    ...{ level: 1, channel: 'evaluator', input: 'touch', displayOrder: [5, 4, 3, 2, 1] },
    ...{ language: 'zh-CN', revisions: 0, text: '没有这回事', tags: [] },
  };
  const unsigned = { ...base, clockOffsetMs: 0, eventId, seq: 1, body };
  const rating = { ...unsigned, signature: await signer.sign(signedText(unsigned)) };
  const hello = { ...base, clockOffsetMs: null, appVersion: 'x', promptId: null };
  return [
    { kind: 'rating', envelope: rating },
    { kind: 'hello', envelope: { ...hello, configurationRevision: 0, highestSeq: 1, pending: 1 } },
    { kind: 'presence', envelope: { ...base, state: 'online', screen: 'alive', keypad: 'none' } },
    { kind: 'prompt-report', envelope: { ...base, promptId: randomUUID(), ending: 'declined' } },
  ];
}

async function callsOf(hall: Hall): Promise<[Call, ...Call[]]> {
  const { systemKey: token, api, hub } = hall;
  const hotline = {
    systemId: `hotline-${randomUUID().slice(0, 8)}`,
    name: '12345',
    kind: 'hotline',
  };
  const { key } = await api.call<{ key: string }>('POST', '/api/systems', hotline);
  const session = await api.call<{ token: string }>('POST', '/api/sessions', hub.administrator);
  const post = (path: string, body: unknown, by: string | null): Call => {
    return { method: 'POST', path, body, token: by };
  };
  const applicant = {
    kind: 'person',
    name: '欧阳小明',
    idType: 'residentId',
    idNo: '440304199001011234',
  };
  const entered = { caseNo: 'MAD-2', stage: 'completion', channel: 'mobile', level: 4 };
  const eventId = createEventIds(systemClock)();
  return [
    post('/api/service-records', { ...finishedCase(0, 'MAD-3'), applicant }, token),
    post('/api/ratings', { eventId, ratedAt: instant(systemClock.now()), body: entered }, token),
    post(`/api/invitations/${randomUUID()}/qr`, {}, token),
    post('/api/phone/AThi2wGiEsSTEHQpjIzq1u6J/ratings', { eventId, body: entered }, null),
    post('/api/enrolments', { kind: 'evaluator', publicKey: { kty: 'EC' }, appVersion: 'x' }, null),
    post(`/api/enrolments/${randomUUID()}/collection`, { collectToken: 'x' }, null),
    post('/api/sessions', { name: 'nobody', password: 'nothing' }, null),
    post('/api/hotline/orders/GD1/steps', { stepId: 's1', step: 'accept', text: '收到' }, key),
    post(
      '/api/rule-packs/validation',
      { place: 'x', version: 1, rating: { days: 7 } },
      session.token,
    ),
    post(
      '/api/calendar/validation',
      { version: 2, years: [{ year: 2027, off: [] }] },
      session.token,
    ),
    post('/api/appeals', { rating: 1, staffNo: 'S1', subject: 'staffConduct' }, session.token),
    post('/api/work-orders/GD1/steps', { step: 'dispatch', body: 'B' }, session.token),
    post('/api/rating-exports', { format: 'haochaping-ratings', ratings: ['{}'] }, session.token),
  ];
}

async function memoryMb({ hub }: Hall): Promise<number> {
  const text = await (await fetch(`${hub.url}/metrics`)).text();
  const bytes = /^haochaping_memory_resident_bytes (\S+)$/m.exec(text)?.[1];
  return Math.round(Number(bytes) / 1_000_000);
}
