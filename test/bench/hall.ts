import { generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import { V7Generator } from 'uuidv7';
import {
  encode,
  LIMITS,
  PublicKeySchema,
  type Rating,
  type ServiceRecord,
  signedText,
  upTopic,
} from '../../protocol/index.ts';
import { Administrator, type HubAccess } from './administrator.ts';
import type { LoadOrder } from './parties/order.ts';

const HALL = 'bench';
const ITEM = { itemCode: 'GA-0102', name: '居住证签注' };
const STAFF = { staffNo: 'S0001', name: '王丽' };

/** A hall full of windows with an enrolled evaluator each, and finished cases to rate. */
export class BenchHall {
  readonly #administrator: Administrator;
  readonly #terminals: BenchTerminal[] = [];
  readonly #ids = new V7Generator();
  #systemKey = '';
  #cases = 0;

  constructor(hub: HubAccess) {
    this.#administrator = new Administrator(hub);
  }

  /** Imports the directory, admits the business system, enrols `count` evaluators. */
  async open(count: number): Promise<void> {
    const admin = this.#administrator;
    await admin.logIn();
    const windows = Array.from({ length: count }, (_, index) => ({
      windowNo: windowNo(index),
      name: `${index + 1}号窗口`,
      staffNo: STAFF.staffNo,
    }));
    await admin.call('PUT', '/api/directory', {
      halls: [{ hallId: HALL, name: '基准测试大厅', notices: [], windows }],
      staff: [STAFF],
      items: [{ ...ITEM, certificate: false }],
    });
    const system = { systemId: 'bench', name: 'bench' };
    this.#systemKey = (await admin.call<{ key: string }>('POST', '/api/systems', system)).key;
    for (let index = 0; index < count; index += 25) {
      const some = Array.from({ length: Math.min(25, count - index) }, (_, i) => index + i);
      this.#terminals.push(...(await Promise.all(some.map((one) => this.#enrol(one)))));
    }
  }

  get terminals(): readonly { terminalId: string; secret: string }[] {
    return this.#terminals;
  }

  /**
   * Finishes `each` cases at each of the first `count` windows through the HTTP API and signs a
   * rating for every invitation, ready for the wire. Cases end in turn, as in a hall: those that
   * are rated in the same moment also ended in the same moment.
   */
  async ratings(count: number, each: number): Promise<LoadOrder['terminals']> {
    const terminals = this.#terminals.slice(0, count);
    const payloads = terminals.map((): string[] => []);
    const windows = Array.from({ length: count * each }, (_, index) => index % count);
    for (let done = 0; done < windows.length; done += LIMITS.recordsPerCall) {
      const some = windows.slice(done, done + LIMITS.recordsPerCall);
      for (const { window, ...invitation } of await this.#finishCases(some)) {
        const eventId = this.#ids.generate().toString();
        const rating = terminals[window]?.rating(eventId, invitation);
        if (rating !== undefined) payloads[window]?.push(rating);
      }
    }
    return terminals.map(({ terminalId, secret }, index) => {
      const topic = upTopic(terminalId, 'rating');
      return { terminalId, secret, topic, payloads: payloads[index] ?? [] };
    });
  }

  async #enrol(index: number): Promise<BenchTerminal> {
    const terminalId = `bench-${index}`;
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const jwk = PublicKeySchema.parse(publicKey.export({ format: 'jwk' }));
    const secret = await this.#administrator.enrol(
      { kind: 'evaluator', publicKey: jwk, appVersion: 'bench' },
      { terminalId, terminalNo: `B${index}`, hallId: HALL, windowNo: windowNo(index) },
    );
    return new BenchTerminal(terminalId, secret, privateKey);
  }

  /** One case at each of these windows. */
  async #finishCases(windows: readonly number[]): Promise<(Invitation & { window: number })[]> {
    const occurredAt = new Date().toISOString();
    const records = windows.map((window): ServiceRecord => {
      const number = ++this.#cases;
      return {
        recordId: `bench-${number}`,
        caseNo: `4403${String(number).padStart(12, '0')}`,
        event: 'granted',
        occurredAt,
        mode: 'window',
        item: ITEM,
        certificate: false,
        hallId: HALL,
        windowNo: windowNo(window),
        staff: STAFF,
      };
    });
    const { results } = await this.#administrator.call<{
      results: { status: string; invitation?: { invitationId: string } }[];
    }>('POST', '/api/service-records', records, this.#systemKey);
    return results.map(({ status, invitation }, index) => {
      if (invitation === undefined) throw new Error(`service record ${status}, not invited`);
      const { caseNo = '' } = records[index] ?? {};
      return { invitationId: invitation.invitationId, caseNo, window: windows[index] ?? 0 };
    });
  }
}

interface Invitation {
  invitationId: string;
  caseNo: string;
}

class BenchTerminal {
  readonly terminalId: string;
  readonly secret: string;
  readonly #privateKey: KeyObject;
  readonly #bootId = randomUUID();
  #seq = 0;

  constructor(terminalId: string, secret: string, privateKey: KeyObject) {
    this.terminalId = terminalId;
    this.secret = secret;
    this.#privateKey = privateKey;
  }

  rating(eventId: string, { invitationId, caseNo }: Invitation): string {
    const message: Omit<Rating, 'signature'> = {
      version: 1,
      terminalId: this.terminalId,
      bootId: this.#bootId,
      deviceTime: new Date().toISOString(),
      clockOffsetMs: 0,
      eventId,
      seq: ++this.#seq,
      body: {
        caseNo,
        stage: 'completion',
        invitationId,
        promptId: randomUUID(),
        level: ([5, 4, 3, 2, 1] as const)[this.#seq % 5] ?? 5,
        channel: 'evaluator',
        input: 'simulated',
        displayOrder: [5, 4, 3, 2, 1],
        language: 'zh-CN',
        revisions: 0,
      },
    };
    const signature = sign('sha256', encoder.encode(signedText(message)), {
      key: this.#privateKey,
      dsaEncoding: 'ieee-p1363',
    }).toString('base64url');
    return Buffer.from(encode({ ...message, signature })).toString();
  }
}

const encoder = new TextEncoder();

function windowNo(index: number): string {
  return `W${String(index).padStart(4, '0')}`;
}
