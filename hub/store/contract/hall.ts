import { randomUUID } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import {
  type Clock,
  encode,
  type PublicKey,
  type Rating,
  type RatingBody,
  type ServiceRecord,
} from '../../../protocol/index.ts';
import { instantText } from '../../rules/calendar.ts';
import type { FigureDimension } from '../../statistics/dimension.ts';
import type { Directory, Outcome, SealedIdentity, ServiceOutcome, Store } from '../port.ts';
import type { StorePlace } from './place.ts';

export const NOON = Date.parse('2026-11-22T12:00:00.000+08:00');
export const MINUTE = 60_000;
export const DAY = 86_400_000;

export const KEY: PublicKey = { kty: 'EC', crv: 'P-256', x: 'x'.repeat(43), y: 'y'.repeat(43) };

export const DIRECTORY: Directory = {
  halls: [
    {
      hallId: 'north',
      name: '北区政务服务大厅',
      notices: ['请携带身份证原件'],
      windows: [
        { windowNo: 'A01', name: '综合窗口一', staffNo: 's1' },
        { windowNo: 'A02', name: '综合窗口二', staffNo: null },
        { windowNo: 'B01', name: '不动产窗口', staffNo: null },
      ],
    },
    {
      hallId: 'south',
      name: '南区政务服务大厅',
      notices: [],
      windows: [{ windowNo: 'A01', name: '综合窗口一', staffNo: null }],
    },
  ],
  staff: [{ staffNo: 's1', name: '王晓' }],
  items: [{ itemCode: 'i1', name: '居住证办理', certificate: false, departmentCode: 'd1' }],
};

/** A clock that moves only when told to. */
export class HandClock implements Clock {
  #now = NOON;

  now(): number {
    return this.#now;
  }

  monotonic(): number {
    return this.#now;
  }

  after(): () => void {
    return () => undefined;
  }

  set(now: number): void {
    this.#now = now;
  }

  advance(ms: number): void {
    this.#now += ms;
  }
}

/** A store with two halls and, unless told otherwise, an evaluator and a kiosk. */
export class Hall {
  readonly clock = new HandClock();
  readonly place: StorePlace;
  store: Store;
  readonly #seqs = new Map<string, number>();
  #records = 0;
  #enrolments = 0;

  constructor(place: StorePlace, store: Store) {
    this.place = place;
    this.store = store;
  }

  static async open(place: StorePlace): Promise<Hall> {
    const hall = new Hall(place, null as unknown as Store);
    hall.store = await place.open(hall.clock);
    return Hall.furnish(hall);
  }

  /** Halls, two evaluators and a kiosk. */
  static async furnish(hall: Hall): Promise<Hall> {
    const at = hall.clock.now();
    await hall.store.submit({ kind: 'directory.import', directory: DIRECTORY, by: 'test', at });
    await hall.enrol('eva-1', { hallId: 'north', windowNo: 'A01' });
    await hall.enrol('eva-2', { hallId: 'north', windowNo: 'A02' });
    await hall.enrol('kiosk-1', { hallId: 'north', windowNo: null });
    return hall;
  }

  async restart(): Promise<void> {
    await this.store.stop();
    this.store = await this.place.open(this.clock);
  }

  async enrol(terminalId: string, stands: { hallId: string; windowNo: string | null }) {
    const userCode = `HALL-${2222 + this.#enrolments++}`;
    const enrolmentId = randomUUID();
    const at = this.clock.now();
    const kind = stands.windowNo === null ? ('kiosk' as const) : ('evaluator' as const);
    await this.store.submit({
      kind: 'enrolment.request',
      request: { kind, publicKey: KEY, appVersion: '0.1.0' },
      enrolmentId,
      userCode,
      collectTokenHash: `token of ${terminalId}`,
      expiresAt: at + 10 * MINUTE,
      at,
    });
    const approval = { terminalId, terminalNo: terminalId.toUpperCase(), ...stands };
    const outcome = await this.store.submit({
      kind: 'enrolment.approve',
      userCode,
      approval,
      by: 'test',
      at,
    });
    return { enrolmentId, outcome };
  }

  /** A decision at window A01 of the north hall, unless told otherwise. */
  record(caseNo: string, other: Partial<ServiceRecord> = {}): ServiceRecord {
    return {
      recordId: `r${++this.#records}`,
      caseNo,
      event: 'granted',
      occurredAt: instantText(this.clock.now()),
      mode: 'window',
      item: { itemCode: 'i1', name: '居住证办理' },
      certificate: false,
      hallId: 'north',
      windowNo: 'A01',
      staff: { staffNo: 's1', name: '王晓' },
      ...other,
    };
  }

  /** Reports as the hub does: the applicant is taken out, and comes sealed or not at all. */
  report(
    { applicant: _, ...record }: ServiceRecord,
    identity: SealedIdentity | null = null,
  ): Promise<ServiceOutcome> {
    const receivedAt = this.clock.now();
    const from = { kind: 'service.record', systemId: 'sys' } as const;
    return this.store.submit({ ...from, record, identity, receivedAt });
  }

  /** A rating as a terminal would send it, with its next sequence number. */
  rating(body: Partial<RatingBody> & { caseNo: string }, other: Partial<Rating> = {}): Rating {
    const terminalId = other.terminalId ?? 'eva-1';
    const seq = other.seq ?? (this.#seqs.get(terminalId) ?? 0) + 1;
    this.#seqs.set(terminalId, Math.max(seq, this.#seqs.get(terminalId) ?? 0));
    return {
      version: 1,
      terminalId,
      bootId: '0e6ec1b2-7b6a-4b39-9d0f-0d7f3f1c8f11',
      deviceTime: instantText(this.clock.now()),
      clockOffsetMs: 0,
      eventId: uuidv7(),
      seq,
      signature: 'A'.repeat(86),
      ...other,
      body: {
        stage: 'completion',
        invitationId: null,
        promptId: randomUUID(),
        level: 5,
        channel: 'evaluator',
        input: 'simulated',
        displayOrder: [5, 4, 3, 2, 1],
        language: 'zh-CN',
        revisions: 0,
        ...body,
      },
    };
  }

  /** The answer of a terminal to a prompt. */
  answer(outcome: ServiceOutcome, other: Partial<Rating> = {}): Rating {
    if (outcome.status !== 'recorded' || !outcome.invitation?.prompt) throw new Error('no prompt');
    const { prompt, terminalId } = outcome.invitation;
    const { caseNo, stage, invitationId, promptId } = prompt;
    const by = terminalId === null ? {} : { terminalId };
    return this.rating({ caseNo, stage, invitationId, promptId }, { ...by, ...other });
  }

  send(rating: Rating): Promise<Outcome<'rating.receive'>> {
    return this.sendBytes(rating.terminalId, encode(rating));
  }

  sendBytes(terminalId: string, payload: Uint8Array): Promise<Outcome<'rating.receive'>> {
    const receivedAt = this.clock.now();
    return this.store.submit({ kind: 'rating.receive', terminalId, payload, receivedAt });
  }

  async contiguousSeq(terminalId = 'eva-1'): Promise<number | undefined> {
    const terminal = await this.store.query({ kind: 'terminal', terminalId });
    return terminal?.contiguousSeq;
  }

  async counts() {
    return (await this.store.query({ kind: 'state' })).counts;
  }

  /** How much each group of the figures holds, in the order of these dimensions. */
  async figures(...by: FigureDimension[]) {
    const { groups } = await this.store.query({ kind: 'figures', by, limit: 1_000 });
    const sum = (cells: number[]) => cells.reduce((all, one) => all + one, 0);
    return groups.map(({ key, counts }) => ({
      ...key,
      ratings: sum(counts.ratings),
      cases: sum(counts.cases),
    }));
  }

  async prompt(terminalId = 'eva-1') {
    const at = this.clock.now();
    return (await this.store.query({ kind: 'desiredState', terminalId, at }))?.prompt ?? null;
  }
}
