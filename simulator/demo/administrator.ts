import type { Clock } from '../../protocol/index.ts';
import type { Board } from './board.ts';
import { directory, HALL, PLACES, type Place } from './hall.ts';
import type { HubClient } from './hub-client.ts';
import { Rounds } from './rounds.ts';

const LOOK_EVERY_MS = 700;
/** So long the code stays to be read before it is approved, as a person would need. */
const READ_MS = 1_500;

interface Waiting {
  userCode: string;
  hint: string | null;
  kind: Place['kind'];
}

interface Terminal {
  terminalId: string;
  terminalNo: string;
  status: string;
  connected: boolean;
}

/**
 * The person at the hub, by the public API alone: imports the hall, admits the business system,
 * compares the codes of new devices and approves them. No back door.
 */
export class Administrator {
  #hub: HubClient;
  #board: Board;
  #clock: Clock;
  #rounds: Rounds;
  #seenAt = new Map<string, number>();

  constructor({ hub, board, clock }: { hub: HubClient; board: Board; clock: Clock }) {
    this.#hub = hub;
    this.#board = board;
    this.#clock = clock;
    this.#rounds = new Rounds(clock, LOOK_EVERY_MS, () => this.#round());
  }

  async importHall(): Promise<void> {
    await this.#hub.call('PUT', '/api/directory', directory());
  }

  async admitBusinessSystem(systemId: string): Promise<string> {
    const body = { systemId, name: '演示综合受理系统' };
    const { key } = await this.#hub.call<{ key: string }>('POST', '/api/systems', body);
    this.#board.say('administrator', '已登记业务系统，发放接口密钥', 'Business system admitted');
    return key;
  }

  start(): void {
    this.#rounds.start();
  }

  stop(): Promise<void> {
    return this.#rounds.stop();
  }

  async #round(): Promise<void> {
    const waiting = await this.#hub.call<Waiting[]>('GET', '/api/enrolments');
    for (const device of waiting) {
      const place = PLACES.find(({ hint }) => hint === device.hint);
      if (place !== undefined && this.#hasBeenRead(device, place)) {
        await this.#approve(device, place);
      }
    }
    const terminals = await this.#hub.call<Terminal[]>('GET', '/api/terminals');
    for (const place of PLACES) this.#show(place, terminals);
  }

  /** A code is first shown, and approved a moment later. */
  #hasBeenRead({ userCode }: Waiting, place: Place): boolean {
    const seenAt = this.#seenAt.get(userCode);
    if (seenAt !== undefined) return this.#clock.monotonic() - seenAt >= READ_MS;
    this.#seenAt.set(userCode, this.#clock.monotonic());
    this.#board.say(
      'terminal',
      `${place.no} 的设备申请入网，屏幕显示代码 ${userCode}`,
      `The device at ${place.no} asks to be enrolled and shows ${userCode}`,
    );
    return false;
  }

  async #approve({ userCode }: Waiting, place: Place): Promise<void> {
    const terminals = await this.#hub.call<Terminal[]>('GET', '/api/terminals');
    const earlier = terminals.filter(({ terminalNo }) => terminalNo === place.no);
    for (const { terminalId, status } of earlier.filter((one) => one.status !== 'revoked')) {
      await this.#hub.call('POST', `/api/terminals/${terminalId}/status`, { status: 'revoked' });
      this.#board.say(
        'administrator',
        `${place.no} 换了设备，注销旧的 ${terminalId}（原状态 ${status}）`,
        `A new device at ${place.no}: ${terminalId} revoked`,
      );
    }
    const name = `${place.kind}-${place.no.toLowerCase()}`;
    const approval = {
      terminalId: earlier.length === 0 ? name : `${name}-${earlier.length + 1}`,
      terminalNo: place.no,
      hallId: HALL.hallId,
      windowNo: place.kind === 'kiosk' ? null : place.no,
    };
    await this.#hub.call('POST', `/api/enrolments/${userCode}/approval`, approval);
    this.#board.say(
      'administrator',
      `核对代码 ${userCode} 无误，批准为 ${approval.terminalId}`,
      `Compared ${userCode} and approved it as ${approval.terminalId}`,
    );
  }

  #show({ placeId, no }: Place, terminals: Terminal[]): void {
    const own = terminals
      .filter((one) => one.terminalNo === no && one.status === 'enrolled')
      .at(-1);
    this.#board.setPlace(placeId, {
      terminalId: own?.terminalId ?? null,
      enrolment: own === undefined ? 'waiting' : 'enrolled',
      connected: own?.connected ?? false,
    });
  }
}
