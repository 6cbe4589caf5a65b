import { ITEMS, staffMember, type WindowPlace } from './cases.ts';
import type { HubApi } from './hub-api.ts';

/** The part of the directory that a fleet needs to know. */
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

/**
 * A hall of its own for a fleet, with one window a terminal, in the hub's directory beside what is
 * there. Taken away again at the end.
 */
export class FleetHall {
  readonly hallId: string;
  readonly places: WindowPlace[];
  private readonly hub: HubApi;
  private readonly enrolled: string[] = [];
  private readonly systemId: string;

  constructor(hub: HubApi, runId: string, size: number) {
    this.hub = hub;
    this.hallId = `FLEET-${runId}`;
    this.systemId = `fleet-${runId}`;
    this.places = Array.from({ length: size }, (_, n) => ({
      hallId: this.hallId,
      windowNo: `W${String(n + 1).padStart(4, '0')}`,
      staff: staffMember(9_000 + n),
    }));
  }

  /** Imports the hall and admits the fleet's business system; returns its key. */
  async open(): Promise<string> {
    const directory = await this.hub.call<Directory>('GET', '/api/directory');
    await this.hub.call('PUT', '/api/directory', this.added(directory));
    const system = { systemId: this.systemId, name: `模拟业务系统 ${this.hallId}` };
    return (await this.hub.call<{ key: string }>('POST', '/api/systems', system)).key;
  }

  /** What an administrator does with a code that a device shows. */
  async approve(userCode: string, terminalId: string, n: number): Promise<void> {
    const windowNo = this.places[n]?.windowNo ?? null;
    await this.hub.call('POST', `/api/enrolments/${userCode}/approval`, {
      terminalId,
      terminalNo: `F${n + 1}`,
      hallId: this.hallId,
      windowNo,
    });
    this.enrolled.push(terminalId);
  }

  /** Revokes the fleet's terminals and its system, and takes its hall out of the directory. */
  async close(): Promise<void> {
    for (const terminalId of this.enrolled) {
      await this.hub.call('POST', `/api/terminals/${terminalId}/status`, { status: 'revoked' });
    }
    await this.hub.call('DELETE', `/api/systems/${this.systemId}`);
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
