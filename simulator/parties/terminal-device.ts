import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type {
  Clock,
  Prompt,
  RatingBody,
  ReceiptEntry,
  TerminalKind,
} from '../../protocol/index.ts';
import { SqliteOutbox } from '../../terminal/agent/outbox/index.ts';
import type { SessionPolicy } from '../../terminal/link/index.ts';
import { DriftingClock } from '../behaviours/drifting-clock.ts';
import { Disk } from '../behaviours/full-disk.ts';
import type { Answer, Citizen } from '../citizen.ts';
import { type Identity, openIdentity } from '../identity.ts';
import { FaultyLine } from '../line/faulty-line.ts';
import { VirtualTerminal } from './terminal.ts';

export interface TerminalDeviceOptions {
  hubUrl: string;
  kind: TerminalKind;
  /** Identity and outbox lie here. */
  folder: string;
  citizen: Citizen;
  clock: Clock;
  policy?: Partial<SessionPolicy>;
  /** Breaks an enrolment off. */
  signal?: AbortSignal;
  /** The code is there: approve it. */
  onCode: (userCode: string) => void;
  onGiven?: (eventId: string, body: RatingBody) => void;
  onSettled?: (entry: ReceiptEntry) => void;
}

/** A virtual terminal with what can go wrong around it: its cable, its power, its clock, its disk. */
export class TerminalDevice {
  readonly clock: DriftingClock;
  readonly disk = new Disk();
  private readonly options: TerminalDeviceOptions;
  private cable: FaultyLine | null = null;
  private identity: Identity | null = null;
  private running: { terminal: VirtualTerminal; outbox: SqliteOutbox } | null = null;

  constructor(options: TerminalDeviceOptions) {
    this.options = options;
    this.clock = new DriftingClock(options.clock);
  }

  /** Enrols, or goes on with the identity of its folder. Throws for a hub without MQTT over TCP. */
  async start(): Promise<void> {
    const { folder, hubUrl, kind, onCode, signal } = this.options;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const road = {
      hubUrl,
      kind,
      hint: '模拟终端',
      clock: this.clock,
      onCode,
      ...(signal && { signal }),
    };
    const identity = await openIdentity(folder, road);
    const url = new URL(identity.mqttUrl);
    if (url.protocol !== 'mqtt:') throw new Error('the hub must take MQTT over TCP (--mqtt-port)');
    const hub = { host: url.hostname, port: Number(url.port) };
    this.cable = new FaultyLine({ hub, clock: this.options.clock });
    this.identity = { ...identity, mqttUrl: await this.cable.start() };
    await this.powerUp();
  }

  async stop(): Promise<void> {
    await this.switchOff();
    await this.cable?.stop();
  }

  get line(): FaultyLine {
    if (this.cable === null) throw new Error('this terminal was not started');
    return this.cable;
  }

  get terminalId(): string {
    return this.identity?.credentials.terminalId ?? '';
  }

  get isConnected(): boolean {
    return this.running?.terminal.status.state === 'connected';
  }

  /** What it asks now. */
  get asked(): Prompt | null {
    return this.running?.terminal.asked ?? null;
  }

  /** Ratings without the hub's final word, and those that it refused. */
  async outbox(): Promise<{ pending: number; refused: number }> {
    if (this.running === null) throw new Error('it has no power');
    const { pending, refused } = await this.running.outbox.counts();
    return { pending, refused };
  }

  /** Resolves when the tap is durable, with its event id; null when it asks nothing. */
  async tap(answer: Exclude<Answer, { kind: 'waits' }>): Promise<string | null> {
    if (this.running === null) throw new Error('it has no power');
    return this.running.terminal.tap(answer);
  }

  /** Asks what no hub sent. */
  async ask(prompt: Prompt): Promise<void> {
    await this.running?.terminal.ask(prompt);
  }

  noise(): void {
    this.line.noise();
  }

  /** Nothing of what it would still say gets out. */
  async cutPower(): Promise<void> {
    this.line.mischief.stall++;
    this.line.cut();
    await this.switchOff();
    this.line.mischief.stall--;
    this.line.cut();
  }

  /** With what is on its disk, and as another boot. */
  async powerUp(): Promise<void> {
    const { kind, citizen, folder, policy, onGiven, onSettled } = this.options;
    if (this.running !== null || this.identity === null) return;
    const outbox = new SqliteOutbox(join(folder, 'outbox.sqlite'));
    const terminal = new VirtualTerminal({
      identity: this.identity,
      kind,
      outbox: this.disk.carry(outbox),
      citizen,
      clock: this.clock,
      ...(policy && { policy }),
      ...(onGiven && { onGiven }),
      ...(onSettled && { onSettled }),
    });
    this.running = { terminal, outbox };
    terminal.start();
  }

  private async switchOff(): Promise<void> {
    const { running } = this;
    this.running = null;
    if (running === null) return;
    await running.terminal.stop();
    running.outbox.close();
  }
}
