import { join } from 'node:path';
import { configOf, createHub, type HubAddresses } from '../../hub/index.ts';
import type { Clock } from '../../protocol/index.ts';
import { Administrator } from './administrator.ts';
import { Board } from './board.ts';
import { Devices } from './devices.ts';
import { HubClient } from './hub-client.ts';
import { keep, recall } from './keepsake.ts';
import type { DemoOptions } from './options.ts';
import { RatingFeed } from './rating-feed.ts';
import { PageServer } from './server.ts';
import { WindowPc } from './window-pc.ts';

export interface DemoAddresses {
  pageUrl: string;
  hubUrl: string;
  mqttPort: number | null;
  agentUrls: string[];
  /** Told once, at the very first start with this data folder. */
  firstAdministrator: HubAddresses['firstAdministrator'];
}

/** The hub, three agents, a window PC and an administrator in one process, and the page around them. */
export class Demonstration {
  #options: DemoOptions;
  #board: Board;
  #hub: ReturnType<typeof createHub> | null = null;
  #addresses: HubAddresses | null = null;
  #administrator: Administrator;
  #feed: RatingFeed;
  #devices: Devices;
  #windowPc: WindowPc;
  #page: PageServer;

  constructor(options: DemoOptions, clock: Clock) {
    this.#options = options;
    const board = new Board(clock);
    const hub = new HubClient(
      () => this.#hubUrl(),
      () => recall(options.dataFolder).administrator ?? { name: '', password: '' },
    );
    this.#board = board;
    this.#administrator = new Administrator({ hub, board, clock });
    this.#feed = new RatingFeed({ hub, board, clock });
    this.#devices = new Devices({ board, clock });
    const roads = {
      hubUrl: () => this.#hubUrl(),
      systemKey: () => recall(options.dataFolder).systemKey ?? '',
      agent: (placeId: string) => this.#devices.find(placeId),
      onResent: () => this.#feed.refresh(),
    };
    this.#windowPc = new WindowPc({ board, clock, roads });
    this.#page = new PageServer(board, {
      finish: (wish) => this.#windowPc.finish(wish),
      switchHub: (on) => this.#switchHub(on),
    });
  }

  async start(): Promise<DemoAddresses> {
    const { dataFolder, agentPort, port } = this.#options;
    const { firstAdministrator, mqttTcpPort } = await this.#startHub();
    if (firstAdministrator) keep(dataFolder, { administrator: firstAdministrator });
    await this.#administrator.importHall();
    if (recall(dataFolder).systemKey === null) {
      keep(dataFolder, { systemKey: await this.#administrator.admitBusinessSystem('demo-window') });
    }
    const pageUrl = await this.#page.start(port);
    await this.#devices.start({
      firstPort: agentPort,
      hubUrl: this.#hubUrl(),
      dataFolder: join(dataFolder, 'agents'),
      frameAncestors: [pageUrl, pageUrl.replace('localhost', '127.0.0.1')],
    });
    this.#administrator.start();
    this.#feed.start();
    this.#windowPc.start();
    return {
      pageUrl,
      hubUrl: this.#hubUrl(),
      mqttPort: mqttTcpPort,
      agentUrls: this.#board.view.places.map(({ agentUrl }) => agentUrl),
      firstAdministrator,
    };
  }

  async stop(): Promise<void> {
    await this.#page.stop();
    await Promise.all([this.#administrator.stop(), this.#feed.stop(), this.#windowPc.stop()]);
    await this.#devices.stop();
    await this.#hub?.stop();
  }

  /** The hub is stopped and started for real; data and addresses stay. */
  async #switchHub(on: boolean): Promise<void> {
    if (this.#board.view.hub.state !== (on ? 'off' : 'on')) return;
    this.#showHub('changing');
    if (on) {
      await this.#startHub();
      this.#board.say('hub', '总站已恢复，终端将自动补送', 'The hub is back');
    } else {
      await this.#hub?.stop();
      this.#hub = null;
      this.#showHub('off');
      for (const { placeId } of this.#board.view.places) {
        this.#board.setPlace(placeId, { connected: false });
      }
      this.#board.say('hub', '总站已停止，评价照常进行', 'The hub is stopped; rating goes on');
    }
  }

  async #startHub(): Promise<HubAddresses> {
    const { dataFolder, hubPort, mqttPort } = this.#options;
    const before = this.#addresses;
    const config = configOf({
      dataFolder: join(dataFolder, 'hub'),
      httpPort: before === null ? hubPort : Number(new URL(before.httpUrl).port),
      mqttPort: before === null ? mqttPort : before.mqttTcpPort,
      logLevel: 'warn',
    });
    this.#hub = createHub(config);
    this.#addresses = await this.#hub.start();
    this.#showHub('on');
    return this.#addresses;
  }

  #showHub(state: 'on' | 'off' | 'changing'): void {
    this.#board.set({ hub: { state, url: this.#hubUrl() } });
  }

  #hubUrl(): string {
    if (this.#addresses === null) throw new Error('The hub has not been started yet');
    return this.#addresses.httpUrl;
  }
}
