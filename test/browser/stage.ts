import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { Store } from '../../hub/index.ts';
import type { RatingBody, Timings } from '../../protocol/index.ts';
import { agentConfigOf, createAgent } from '../../terminal/agent/index.ts';
import { until } from '../until.ts';
import { DIRECTORY, World } from '../world.ts';
import { type Spoil, spoiltStore } from './spoilt-store.ts';
import { areThanksNoted, forgetThanks, noteThanks, untilThanksNoted } from './thanks.ts';
import { timedStore } from './timed-store.ts';

const PATIENCE_MS = 60_000;
const SHORT_PATIENCE_MS = 3_000;

type AgentSettings = Omit<Partial<Parameters<typeof agentConfigOf>[0]>, 'port' | 'dataFolder'>;

interface StageOptions extends AgentSettings {
  /** How long 修改 and thanks stay; as configured by default when left out. */
  timings?: Timings;
  publicUrl?: string;
  /** What becomes of the hub's prompts on their way. */
  spoil?: Spoil;
  /** Allowed for stories of starting without an agent: filling its cache is much work. */
  serviceWorkers?: 'allow' | 'block';
  /** For stories by fingers. */
  hasTouch?: boolean;
}

/** A row of the terminal's outbox, as far as a story asks about it. */
export interface Row {
  eventId: string;
  state: string;
  body: RatingBody;
}

/**
 * A hub, the agent of the evaluator at window A01, and a page of a real Chromium on that agent's
 * address. The hub keeps its port over a restart, as it does in a hall.
 */
export class Stage {
  readonly world: World;
  page: Page;
  agentUrl = '';
  private readonly parts: { newPage: () => Promise<Page>; folder: string; settings: object };
  private agent: ReturnType<typeof createAgent>;
  private localKey = '';

  private constructor(world: World, page: Page, parts: Stage['parts']) {
    this.world = world;
    this.page = page;
    this.parts = parts;
    this.agent = this.newAgent(0);
  }

  /**
   * With the terminal enrolled and connected, in a profile of its own.
   *
   * @param place a browser, for a profile that lives in memory; or where else a page comes from
   */
  static async open(
    place: Browser | (() => Promise<Page>),
    options: StageOptions = {},
  ): Promise<Stage> {
    const { timings, publicUrl, spoil, serviceWorkers, hasTouch, ...settings } = options;
    const config = publicUrl === undefined ? {} : { publicUrl };
    const store = (own: Store) => {
      const timed = timings === undefined ? own : timedStore(own, timings);
      return spoil === undefined ? timed : spoiltStore(timed, spoil);
    };
    const world = await World.start({ config, store });
    const folder = await mkdtemp(join(tmpdir(), 'haochaping-agent-'));
    const newPage = async () => {
      const page = await (typeof place === 'function' ? place() : pageOf(place, options));
      await noteThanks(page);
      return page;
    };
    const stage = new Stage(world, await newPage(), { newPage, folder, settings });
    await stage.startAgent();
    await stage.page.goto(stage.agentUrl);
    await stage.approve();
    return stage;
  }

  async close(): Promise<void> {
    await this.page.context().close();
    await this.agent.stop();
    await this.world.stop();
    await rm(this.parts.folder, { recursive: true });
  }

  /** Again on its port, which is what makes the page's origin. */
  async startAgent(): Promise<void> {
    const port = this.agentUrl === '' ? 0 : Number(new URL(this.agentUrl).port);
    this.agent = this.newAgent(port);
    const { url, localKey } = await this.agent.start();
    this.agentUrl = url;
    this.localKey = localKey;
  }

  /** By the road of every device: it shows a code, the administrator approves that code. */
  async approve(terminalId = 'evaluator-a01'): Promise<void> {
    const code = /[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}/;
    await this.page.getByText(code).first().waitFor();
    const [userCode] = code.exec((await this.page.locator('body').textContent()) ?? '') ?? [];
    const { status } = await this.world.admin('POST', `/api/enrolments/${userCode}/approval`, {
      terminalId,
      terminalNo: 'A01',
      hallId: 'H01',
      windowNo: 'A01',
    });
    if (status !== 200) throw new Error(`The hub did not approve ${userCode}: ${status}`);
    await this.untilConnected();
  }

  /** All that the browser kept is gone, as after a reinstallation. */
  async wipeProfile(): Promise<void> {
    await this.page.context().close();
    await this.openPage();
  }

  /** Another page in place of the one before, which is gone. */
  async openPage(): Promise<void> {
    this.page = await this.parts.newPage();
    await this.page.goto(this.agentUrl);
  }

  stopAgent(): Promise<void> {
    return this.agent.stop();
  }

  /** What a window PC's program is given to prove itself. */
  get agentKey(): string {
    return this.localKey;
  }

  /** The window PC hands a finished case to the agent, because the hub is away. */
  async handToAgent(record: object): Promise<void> {
    await this.tellAgent('POST', '/local/cases', record);
  }

  /** The staff takes back what the window PC handed in. */
  async takeFromAgent(caseNo: string): Promise<void> {
    await this.tellAgent('DELETE', `/local/cases/${caseNo}`);
  }

  /** As the kiosk does, when it has to open the page again. */
  async noteRestart(why: string): Promise<void> {
    await this.tellAgent('POST', '/local/restarts', { why });
  }

  /** Taps one of the five, as soon as the screen asks. */
  async tap(level: string): Promise<void> {
    const button = this.page.getByRole('button', { name: level, exact: true });
    await button.waitFor();
    await forgetThanks(this.page);
    await button.click();
  }

  /**
   * One of the five, and no more to say: thanked for without waiting for 修改 to end, unless that
   * was over before a busy machine pressed 提交.
   */
  async rate(level: string): Promise<void> {
    await this.tap(level);
    await this.submit(SHORT_PATIENCE_MS).catch(() => {});
    await this.untilThanked();
  }

  /** Ends the details without waiting. */
  async submit(timeout = PATIENCE_MS): Promise<void> {
    await this.page.getByRole('button', { name: '提交', exact: true }).click({ timeout });
  }

  /** The screen has thanked, and nobody waited for it yet. */
  hasThanked(): Promise<boolean> {
    return areThanksNoted(this.page);
  }

  /** Waits for thanks that nobody waited for yet: on the screen now, or gone already. */
  untilThanked(): Promise<void> {
    return untilThanksNoted(this.page);
  }

  /** From here on the page starts without its agent. */
  untilActive(): Promise<void> {
    return this.page.evaluate(async () => {
      const { active } = await navigator.serviceWorker.ready;
      if (active === null || active.state === 'activated') return;
      await new Promise((resolve) => {
        active.addEventListener('statechange', resolve, { once: true });
      });
    });
  }

  /** What the outbox on the device holds. */
  outbox(): Promise<Row[]> {
    return this.kept<Row>('outbox');
  }

  /** Everything in a store of the device's database. */
  kept<T>(store: string): Promise<T[]> {
    return this.page.evaluate(
      (name) =>
        new Promise<T[]>((resolve, reject) => {
          const opening = indexedDB.open('haochaping');
          opening.onerror = () => reject(opening.error);
          opening.onsuccess = () => {
            const rows = opening.result.transaction(name).objectStore(name).getAll();
            rows.onsuccess = () => {
              opening.result.close();
              resolve(rows.result as T[]);
            };
          };
        }),
      store,
    );
  }

  /** What the agent says of its device. */
  // biome-ignore lint/suspicious/noExplicitAny: stories look into the status freely
  async status(): Promise<any> {
    const headers = { connection: 'close' };
    return (await fetch(`${this.agentUrl}/local/status`, { headers })).json();
  }

  /** What a technician takes from the device. */
  async evidence(): Promise<Record<string, unknown>[]> {
    const headers = { connection: 'close', authorization: `Bearer ${this.localKey}` };
    const response = await fetch(`${this.agentUrl}/local/evidence`, { headers });
    return (await response.json()) as Record<string, unknown>[];
  }

  /** The hub's data is lost; a new one stands at the same address. */
  async beginHubAnew(): Promise<void> {
    const { world } = this;
    await world.stopHub();
    await rm(world.dataFolder, { recursive: true });
    await mkdir(world.dataFolder);
    await world.startHub();
    await world.admin('PUT', '/api/directory', DIRECTORY);
    const system = { systemId: 'yitihua', name: '一体化平台' };
    world.systemKey = (await world.admin('POST', '/api/systems', system)).body.key;
  }

  /** The agent's folder is lost; a new installation stands at the same address. */
  async beginAgentAnew(): Promise<void> {
    await this.stopAgent();
    await rm(this.parts.folder, { recursive: true });
    await this.startAgent();
  }

  /** Waits until every row of the outbox has its receipt. */
  async untilReceipted(): Promise<Row[]> {
    return this.patiently('an outbox with receipts only', async () => {
      const rows = await this.outbox();
      return rows.every(({ state }) => state === 'receipted') ? rows : undefined;
    });
  }

  /** Ratings at the hub, newest first. */
  async ratings(): Promise<Record<string, unknown>[]> {
    return (await this.world.admin('GET', '/api/ratings')).body;
  }

  async untilConnected(): Promise<void> {
    await this.patiently('the terminal connected', async () => {
      const { body } = await this.world.admin('GET', '/api/terminals');
      return body.some((terminal: { connected: boolean }) => terminal.connected);
    });
  }

  /** Reconnecting with back-off takes longer than what stories usually wait for. */
  async patiently<T>(what: string, look: Parameters<typeof until<T>>[1]): Promise<T> {
    const start = performance.now();
    for (;;) {
      try {
        return await until(what, look);
      } catch (error) {
        if (performance.now() - start > PATIENCE_MS) throw error;
      }
    }
  }

  /** With the key of what stands on the same device. */
  private async tellAgent(method: string, path: string, body?: object): Promise<void> {
    const json = body && { 'content-type': 'application/json' };
    const response = await fetch(this.agentUrl + path, {
      method,
      headers: { connection: 'close', authorization: `Bearer ${this.localKey}`, ...json },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`The agent answered ${await response.text()}`);
  }

  private newAgent(port: number) {
    return createAgent(
      agentConfigOf({
        port,
        hubUrl: this.world.addresses.httpUrl,
        hint: 'A01',
        dataFolder: this.parts.folder,
        logLevel: 'silent',
        ...this.parts.settings,
      }),
      // As whoever supervises the process does.
      { onRestart: () => void this.stopAgent().then(() => this.startAgent()) },
    );
  }
}

/** On a profile of its own. */
async function pageOf(
  browser: Browser,
  { serviceWorkers = 'block', hasTouch = false }: StageOptions,
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1024, height: 600 },
    // Drawing motion in software takes most of a small machine.
    reducedMotion: 'reduce',
    serviceWorkers,
    hasTouch,
  });
  context.setDefaultTimeout(PATIENCE_MS);
  return context.newPage();
}
