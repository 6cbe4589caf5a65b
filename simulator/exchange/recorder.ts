import { appendFileSync, closeSync, openSync } from 'node:fs';
import type { Clock } from '../../protocol/index.ts';
import { FaultyLine } from '../line/faulty-line.ts';
import type { Packet } from '../line/packets.ts';
import { HttpDoor } from './http-door.ts';
import { Masker } from './masker.ts';
import { type Recorded, recordedOf } from './recorded.ts';

export interface RecorderOptions {
  hubUrl: string;
  /** Where the hub takes MQTT over TCP; null for WebSocket alone. */
  mqtt: { host: string; port: number } | null;
  /** 0 takes free ones. */
  httpPort: number;
  mqttPort: number;
  file: string;
  /** Personal data is kept. */
  personal: boolean;
  clock: Clock;
  onLine?: (line: Recorded) => void;
}

/**
 * Stands between terminals and their hub and writes down what crosses. Devices take it for the hub:
 * everything goes on to the real one unchanged, but for the port of MQTT in what a new terminal is
 * told, so that it comes by here as well.
 */
export class Recorder {
  private readonly options: RecorderOptions;
  private readonly masker: Masker | null;
  private readonly line: FaultyLine | null;
  private readonly door: HttpDoor;
  private file: number | null = null;
  private mqttPort: number | null = null;

  constructor(options: RecorderOptions) {
    this.options = options;
    const { hubUrl, mqtt, clock, personal } = options;
    this.masker = personal ? null : new Masker();
    const take = (way: 'tcp' | 'ws') => (packet: Packet, direction: 'up' | 'down', n: number) =>
      this.take(packet, { direction, connection: way === 'tcp' ? 2 * n : 2 * n - 1 });
    this.line = mqtt && new FaultyLine({ hub: mqtt, clock, onPacket: take('tcp') });
    this.door = new HttpDoor({ hubUrl, mqttPort: () => this.mqttPort, onPacket: take('ws') });
  }

  /** Throws when the file cannot be written, or a port is taken. */
  async start(): Promise<{ url: string; mqttUrl: string | null }> {
    const { file, httpPort, mqttPort } = this.options;
    this.file = openSync(file, 'a', 0o600);
    const mqttUrl = (await this.line?.start(mqttPort)) ?? null;
    this.mqttPort = mqttUrl === null ? null : Number(new URL(mqttUrl).port);
    return { url: await this.door.start(httpPort), mqttUrl };
  }

  async stop(): Promise<void> {
    await this.door.stop();
    await this.line?.stop();
    if (this.file !== null) closeSync(this.file);
    this.file = null;
  }

  private take(packet: Packet, way: { direction: 'up' | 'down'; connection: number }): void {
    if (this.file === null) return;
    const line = recordedOf(packet, { at: this.options.clock.now(), ...way }, this.masker);
    appendFileSync(this.file, `${JSON.stringify(line)}\n`);
    this.options.onLine?.(line);
  }
}
