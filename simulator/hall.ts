import { ITEMS, type WindowPlace } from './cases.ts';
import type { HubApi } from './hub-api.ts';

/** The part of the directory that a simulated hall needs to know. */
interface Directory {
  halls: {
    hallId: string;
    name: string;
    notices: string[];
    windows: { windowNo: string; name: string; staffNo: string | null }[];
  }[];
  staff: { staffNo: string; name: string }[];
  items: { itemCode: string; name: string; certificate: boolean; departmentCode?: string }[];
}

const REVOKED_AT_ONCE = 16;

export interface SimulatedHallOptions {
  hub: HubApi;
  hallId: string;
  /** Also the beginning of the names of its business systems. */
  systemId: string;
  places: readonly WindowPlace[];
}

/** A hall of the simulator's own in the hub's directory, beside what is there; taken away again. */
export class SimulatedHall {
  readonly hallId: string;
  readonly places: readonly WindowPlace[];
  private readonly hub: HubApi;
  private readonly systemId: string;
  private readonly enrolled: string[] = [];
  private readonly systems: string[] = [];

  constructor(options: SimulatedHallOptions) {
    const { hub, hallId, systemId, places } = options;
    this.hub = hub;
    this.hallId = hallId;
    this.systemId = systemId;
    this.places = places;
  }

  /** Imports the hall and admits its business system; returns its key. */
  async open(): Promise<string> {
    const directory = await this.hub.call<Directory>('GET', '/api/directory');
    await this.hub.call('PUT', '/api/directory', this.added(directory));
    return this.admit({ systemId: this.systemId, name: `模拟业务系统 ${this.hallId}` });
  }

  /** Another system, as the hotline is; returns its key. */
  async admit(system: { systemId: string; name: string; kind?: string }): Promise<string> {
    const { key } = await this.hub.call<{ key: string }>('POST', '/api/systems', system);
    this.systems.push(system.systemId);
    return key;
  }

  /** What an administrator does with a code that a device shows. */
  async approve(
    userCode: string,
    place: { terminalId: string; terminalNo: string; windowNo: string | null },
  ): Promise<void> {
    const approval = { ...place, hallId: this.hallId };
    await this.hub.call('POST', `/api/enrolments/${userCode}/approval`, approval);
    this.enrolled.push(place.terminalId);
  }

  /** Revokes its terminals and systems, and takes the hall out of the directory. */
  async close(): Promise<void> {
    const left = [...this.enrolled];
    const revoker = async () => {
      for (let terminalId = left.pop(); terminalId !== undefined; terminalId = left.pop()) {
        await this.hub.call('POST', `/api/terminals/${terminalId}/status`, { status: 'revoked' });
      }
    };
    await Promise.all(Array.from({ length: REVOKED_AT_ONCE }, revoker));
    for (const systemId of this.systems) await this.hub.call('DELETE', `/api/systems/${systemId}`);
    const directory = await this.hub.call<Directory>('GET', '/api/directory');
    await this.hub.call('PUT', '/api/directory', this.removed(directory));
  }

  private added({ halls, staff, items }: Directory): Directory {
    const windows = this.places.map(({ windowNo, staff: { staffNo } }, n) => ({
      windowNo,
      name: `模拟窗口 ${n + 1}`,
      staffNo,
    }));
    const own = new Map(this.places.map((place) => [place.staff.staffNo, place.staff]));
    const known = new Set(items.map(({ itemCode }) => itemCode));
    return {
      halls: [...halls, { hallId: this.hallId, name: '模拟大厅', notices: [], windows }],
      staff: [...staff.filter(({ staffNo }) => !own.has(staffNo)), ...own.values()],
      items: [...items, ...ITEMS.filter(({ itemCode }) => !known.has(itemCode))],
    };
  }

  private removed({ halls, staff, items }: Directory): Directory {
    const own = new Set(this.places.map((place) => place.staff.staffNo));
    return {
      halls: halls.filter(({ hallId }) => hallId !== this.hallId),
      staff: staff.filter(({ staffNo }) => !own.has(staffNo)),
      items,
    };
  }
}
