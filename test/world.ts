import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IClientOptions } from 'mqtt';
import {
  configOf,
  createHub,
  createLog,
  type Directory,
  type GivenParts,
  type HubAddresses,
  type HubConfig,
  runCli,
} from '../hub/index.ts';
import type { EnrolmentApproval, ServiceRecord, TerminalKind } from '../protocol/index.ts';
import { Device } from './device.ts';
import { TestClock } from './test-clock.ts';
import { until } from './until.ts';
import { Wire } from './wire.ts';

// biome-ignore lint/suspicious/noExplicitAny: stories look into answers freely
type Json = any;

export interface Answer {
  status: number;
  body: Json;
  headers: Headers;
}

/** The hall of the stories: two windows, a kiosk's place, two members of staff, two items. */
export const DIRECTORY: Directory = {
  halls: [
    {
      hallId: 'H01',
      name: '福田政务服务大厅',
      notices: [],
      windows: [
        { windowNo: 'A01', name: '户籍业务', staffNo: 'S01' },
        { windowNo: 'A02', name: '社保业务', staffNo: 'S02' },
      ],
    },
  ],
  staff: [
    { staffNo: 'S01', name: '王丽' },
    { staffNo: 'S02', name: '陈强' },
  ],
  items: [
    { itemCode: 'GA-01', name: '居住证签注', certificate: false },
    { itemCode: 'SB-07', name: '社会保障卡申领', certificate: true },
  ],
};

export interface WorldOptions extends GivenParts {
  config?: Partial<HubConfig>;
}

/** A hub on free ports with a folder of its own, an administrator logged in, a hall imported. */
export class World {
  readonly clock = new TestClock();
  readonly log: Record<string, unknown>[] = [];
  addresses!: HubAddresses;
  systemKey = '';
  /** What a command of the command line finds besides. */
  environment: Record<string, string> = {};
  private readonly options: WorldOptions;
  private readonly wires: Wire[] = [];
  /** Free ones at first; the hub keeps them over a restart, as it does in a hall. */
  private ports = { httpPort: 0, mqttPort: 0 };
  private folder = '';
  private token = '';
  private password = '';
  private hub: ReturnType<typeof createHub> | undefined;

  private constructor(options: WorldOptions) {
    this.options = options;
  }

  static async start(options: WorldOptions = {}): Promise<World> {
    const world = new World(options);
    world.folder = await mkdtemp(join(tmpdir(), 'haochaping-'));
    await world.startHub();
    await world.admin('PUT', '/api/directory', DIRECTORY);
    const system = { systemId: 'yitihua', name: '一体化平台' };
    world.systemKey = (await world.admin('POST', '/api/systems', system)).body.key;
    return world;
  }

  get dataFolder(): string {
    return join(this.folder, 'data');
  }

  /** Beside the data folder, as by default. */
  get keyFile(): string {
    return `${this.dataFolder}.keys`;
  }

  async startHub(): Promise<void> {
    const destination = { write: (line: string) => void this.log.push(JSON.parse(line)) };
    const { config, ...parts } = this.options;
    const settings = {
      dataFolder: this.dataFolder,
      ...this.ports,
      logMegabytes: 1,
      ...config,
    };
    const log = createLog('debug', destination);
    this.hub = createHub(configOf(settings), { clock: this.clock, log, ...parts });
    this.addresses = await this.hub.start();
    const { httpUrl, mqttTcpPort } = this.addresses;
    this.ports = { httpPort: Number(new URL(httpUrl).port), mqttPort: mqttTcpPort ?? 0 };
    this.password = this.addresses.firstAdministrator?.password ?? this.password;
    const login = { name: 'admin', password: this.password };
    this.token = (await this.call('POST', '/api/sessions', login)).body.token;
  }

  async stopHub(): Promise<void> {
    await this.hub?.stop();
  }

  async restartHub(): Promise<void> {
    await this.stopHub();
    await this.startHub();
  }

  /** Ends everything and removes the folder. */
  async stop(): Promise<void> {
    for (const wire of this.wires) await wire.close();
    await this.stopHub();
    await rm(this.folder, { recursive: true });
  }

  async call(method: string, path: string, body?: unknown, token?: string): Promise<Answer> {
    const response = await fetch(this.addresses.httpUrl + path, {
      method,
      headers: {
        connection: 'close',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return {
      status: response.status,
      body: isJson ? JSON.parse(text) : text,
      headers: response.headers,
    };
  }

  /** A call as the administrator. */
  admin(method: string, path: string, body?: unknown): Promise<Answer> {
    return this.call(method, path, body, this.token);
  }

  /** Runs a command of the hub's command line as the administrator. */
  async cli(...argv: string[]): Promise<{ exitCode: number; out: string; err: string }> {
    const said = { out: '', err: '' };
    const take = (stream: keyof typeof said) => (text: string) => {
      said[stream] += text;
    };
    const exitCode = await runCli(argv, {
      env: {
        HAOCHAPING_HUB: this.addresses.httpUrl,
        HAOCHAPING_PASSWORD: this.password,
        ...this.environment,
      },
      out: take('out'),
      err: take('err'),
      askSecret: () => Promise.resolve(''),
    });
    return { exitCode, ...said };
  }

  /** Makes an account with these roles, logs it in, and calls as it. */
  async as(name: string, ...roles: string[]) {
    const { password } = (await this.admin('POST', '/api/accounts', { name, roles })).body;
    const { token } = (await this.call('POST', '/api/sessions', { name, password })).body;
    return (method: string, path: string, body?: unknown) => this.call(method, path, body, token);
  }

  get administratorToken(): string {
    return this.token;
  }

  get administratorPassword(): string {
    return this.password;
  }

  /** Enrols a device by the real road: it asks, the administrator approves, it collects. */
  async enrol(approval: Partial<EnrolmentApproval> & { terminalId: string }): Promise<Device> {
    const device = await Device.make();
    const kind: TerminalKind = approval.windowNo === null ? 'kiosk' : 'evaluator';
    const request = { kind, publicKey: device.publicKey, appVersion: 'test' };
    const ticket = (await this.call('POST', '/api/enrolments', request)).body;
    const place = { terminalNo: approval.terminalId, hallId: 'H01', windowNo: 'A01', ...approval };
    await this.admin('POST', `/api/enrolments/${ticket.userCode}/approval`, place);
    const { enrolmentId, collectToken } = ticket;
    const path = `/api/enrolments/${enrolmentId}/collection`;
    const state = (await this.call('POST', path, { collectToken })).body;
    device.terminalId = state.terminalId;
    device.secret = state.secret;
    return device;
  }

  get mqttUrl(): string {
    return `mqtt://127.0.0.1:${this.addresses.mqttTcpPort}`;
  }

  get webSocketUrl(): string {
    return `${this.addresses.httpUrl.replace('http', 'ws')}/mqtt`;
  }

  /** Connects a device to the broker; `stop()` closes what is left. */
  async connect(
    device: Device,
    options: IClientOptions & { quiet?: boolean; url?: string } = {},
  ): Promise<Wire> {
    const { url, ...given } = options;
    const wire = await Wire.open(url ?? this.mqttUrl, device, given);
    this.wires.push(wire);
    return wire;
  }

  /** Reports one step of a case at window A01 as the business system. */
  report(changes: Partial<ServiceRecord> = {}): Promise<Answer> {
    return this.call('POST', '/api/service-records', this.record(changes), this.systemKey);
  }

  record(changes: Partial<ServiceRecord> = {}): ServiceRecord {
    return {
      recordId: randomUUID(),
      caseNo: `C-${randomUUID()}`,
      event: 'granted',
      occurredAt: new Date(this.clock.now()).toISOString(),
      mode: 'window',
      item: { itemCode: 'GA-01', name: '居住证签注' },
      certificate: false,
      hallId: 'H01',
      windowNo: 'A01',
      staff: { staffNo: 'S01', name: '王丽' },
      ...changes,
    };
  }

  /** The value of one metric with these labels; 0 when it was never counted. */
  async metric(name: string, labels: Record<string, string> = {}): Promise<number> {
    const { body } = await this.call('GET', '/metrics');
    const wanted = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
    const lines = (body as string)
      .split('\n')
      .filter((line) => line.startsWith(`haochaping_${name}`))
      .filter((line) => wanted.every((label) => line.includes(label)));
    return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
  }

  /** A line of the hub's log with these fields. */
  logged(fields: Record<string, unknown>): Promise<Record<string, unknown>> {
    return until(`a log line with ${JSON.stringify(fields)}`, () =>
      this.log.find((line) =>
        Object.entries(fields).every(([name, value]) => line[name] === value),
      ),
    );
  }
}
