import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../protocol/index.ts';
import { createHotline } from '../parties/hotline.ts';
import { freePort, HubProcess } from '../parties/hub-process.ts';
import type { Party } from '../parties/party.ts';
import { createProvince } from '../parties/province.ts';
import { createSmsGateway } from '../parties/sms.ts';
import type { RECEIVERS } from './steps.ts';

export type Receiver = (typeof RECEIVERS)[number];

const MAKERS = { hotline: createHotline, sms: createSmsGateway, province: createProvince };
const SLOW_MS = 1_500;

/** A hub for one scenario, in test mode on a folder of its own, with those whom it reports to. */
export class OwnHub {
  readonly process: HubProcess;
  readonly receivers: ReadonlyMap<Receiver, Party>;
  readonly folder: string;

  private constructor(parts: {
    process: HubProcess;
    receivers: ReadonlyMap<Receiver, Party>;
    folder: string;
  }) {
    this.process = parts.process;
    this.receivers = parts.receivers;
    this.folder = parts.folder;
  }

  static async start(wanted: readonly Receiver[], clock: Clock): Promise<OwnHub> {
    const folder = await mkdtemp(join(tmpdir(), 'haochaping-scenario-'));
    const made = wanted.map((name) => [name, MAKERS[name]({ clock, slowMs: SLOW_MS })] as const);
    const receivers = new Map<Receiver, Party>(made);
    const addresses: string[] = [];
    for (const [name, party] of made) addresses.push(`--${name}-url`, await party.start());
    const [httpPort, mqttPort] = [await freePort(), await freePort()];
    const process = new HubProcess({
      ...{ dataFolder: join(folder, 'hub'), httpPort, mqttPort, clock },
      more: () => [
        ...['--test-mode', '--log-megabytes', '1', '--enrolments-per-minute', '1000'],
        ...['--public-url', `http://127.0.0.1:${httpPort}`],
        ...addresses,
      ],
    });
    const own = new OwnHub({ process, receivers, folder });
    try {
      await process.start();
      return own;
    } catch (cause) {
      await own.close();
      throw cause;
    }
  }

  async close(): Promise<void> {
    await this.process.kill();
    for (const party of this.receivers.values()) await party.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}
