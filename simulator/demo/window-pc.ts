import type { Clock, ServiceRecord } from '../../protocol/index.ts';
import type { Board } from './board.ts';
import { HALL, ITEMS, PLACES, type Place, STAFF } from './hall.ts';
import { callWithKey, HubAnswer } from './hub-client.ts';
import { Rounds } from './rounds.ts';
import type { FinishAnswer, FinishRequest } from './wire.ts';

const RESEND_EVERY_MS = 1_000;
const TIME_ZONE = 'Asia/Shanghai';

/** Roads by which a service record leaves the window PC. */
export interface Roads {
  hubUrl(): string;
  systemKey(): string;
  /** Of the device at that place. */
  agent(placeId: string): { url: string; localKey: string } | undefined;
  onResent(): Promise<void>;
}

/**
 * The business system behind the window, as far as a citizen's visit needs it: a case is done and
 * its service record goes to the hub. With the hub away the agent gets it, so that the citizen can
 * rate at once, and the record is kept and sent to the hub later.
 */
export class WindowPc {
  #board: Board;
  #clock: Clock;
  #roads: Roads;
  #held: ServiceRecord[] = [];
  #rounds: Rounds;
  #count = 0;

  constructor({ board, clock, roads }: { board: Board; clock: Clock; roads: Roads }) {
    this.#board = board;
    this.#clock = clock;
    this.#roads = roads;
    this.#rounds = new Rounds(clock, RESEND_EVERY_MS, () => this.#resend());
  }

  start(): void {
    this.#rounds.start();
  }

  stop(): Promise<void> {
    return this.#rounds.stop();
  }

  async finish(wish: FinishRequest): Promise<FinishAnswer> {
    const place = PLACES.find(({ placeId }) => placeId === wish.placeId);
    const item = ITEMS.find(({ itemCode }) => itemCode === wish.itemCode);
    if (place === undefined || item === undefined) {
      return { ok: false, zh: '没有这个窗口或事项', en: 'No such place or item' };
    }
    const record = this.#record(place, item, wish.staffNo);
    try {
      if (wish.road === 'hub' && (await this.#toHub(place, record))) {
        return { ok: true, caseNo: record.caseNo, road: 'hub' };
      }
      await this.#toAgent(place, record);
      return { ok: true, caseNo: record.caseNo, road: 'agent' };
    } catch (error) {
      return { ok: false, zh: '未能送出服务记录', en: (error as Error).message };
    }
  }

  /** False when nobody is there; a refusal is thrown. */
  async #toHub(place: Place, record: ServiceRecord): Promise<boolean> {
    try {
      await this.#send(record);
    } catch (error) {
      if (error instanceof HubAnswer) throw error;
      return false;
    }
    this.#say(place, `办结：${record.item.name}。服务记录已送总站`, 'done; sent to the hub');
    return true;
  }

  async #toAgent(place: Place, record: ServiceRecord): Promise<void> {
    const agent = this.#roads.agent(place.placeId);
    if (agent === undefined) throw new Error('The agent is not running');
    await callWithKey(`${agent.url}/local/cases`, agent.localKey, record);
    this.#held.push(record);
    this.#board.set({ heldRecords: this.#held.length });
    this.#say(
      place,
      `办结：${record.item.name}。服务记录交本机代理，稍后补送总站`,
      'done; handed to the agent',
    );
  }

  async #resend(): Promise<void> {
    const [first] = this.#held;
    if (first === undefined || this.#board.view.hub.state !== 'on') return;
    const refusal = await this.#send(first).then(() => null, refusalOrThrow);
    this.#held.shift();
    this.#board.set({ heldRecords: this.#held.length });
    const [zh, en] = refusal === null ? ['补送服务记录', 'sent'] : ['总站拒收', refusal];
    this.#board.say('windowPc', `${zh} ${first.caseNo}`, `Kept record ${first.caseNo}: ${en}`);
    await this.#roads.onResent();
  }

  #send(record: ServiceRecord): Promise<unknown> {
    const url = `${this.#roads.hubUrl()}/api/service-records`;
    return callWithKey(url, this.#roads.systemKey(), record);
  }

  #record(
    place: Place,
    { itemCode, name, certificate }: (typeof ITEMS)[number],
    staffNo: string | null,
  ): ServiceRecord {
    const now = this.#now();
    const day = now.slice(0, 10).replaceAll('-', '');
    const time = now.slice(11, 19).replaceAll(':', '');
    this.#count++;
    const caseNo = `DEMO${day}${time}${String(this.#count % 100).padStart(2, '0')}`;
    const common = { recordId: `r-${caseNo}`, caseNo, occurredAt: now, hallId: HALL.hallId };
    const item = { itemCode, name };
    if (place.kind === 'kiosk') {
      const own = this.#board.view.places.find(({ placeId }) => placeId === place.placeId);
      const at = own?.terminalId ? { terminalId: own.terminalId } : {};
      return { ...common, ...at, item, event: 'flowEnded', mode: 'kiosk', certificate: false };
    }
    const staff = STAFF.find((one) => one.staffNo === (staffNo ?? place.staffNo));
    // With a paper result the case is complete when it is collected, not when it is decided (SZ-18d).
    const event = certificate ? 'collected' : 'granted';
    const served = staff === undefined ? {} : { staff };
    return { ...common, ...served, item, event, mode: 'window', certificate, windowNo: place.no };
  }

  #now(): string {
    return Temporal.Instant.fromEpochMilliseconds(this.#clock.now()).toString({
      timeZone: TIME_ZONE,
      fractionalSecondDigits: 3,
    });
  }

  #say(place: Place, zh: string, en: string): void {
    this.#board.say('windowPc', `${place.no} ${zh}`, `${place.no}: case ${en}`);
  }
}

/** A refused record would be refused again; with nobody there the next round tries once more. */
function refusalOrThrow(error: unknown): string {
  if (error instanceof HubAnswer) return error.message;
  throw error;
}
