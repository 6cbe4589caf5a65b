import type { AddressInfo } from 'node:net';
import fastify, { type FastifyInstance } from 'fastify';
import packageJson from '../../package.json' with { type: 'json' };
import type { Clock } from '../../protocol/index.ts';
import { assertAppBuilt, serveApp } from './app-files.ts';
import { AppStream } from './app-stream.ts';
import type { AgentConfig } from './config.ts';
import { SecondCopies } from './copies/second-copies.ts';
import { createDeskFile } from './desk-file.ts';
import { DeviceDesk } from './device-desk.ts';
import { EditionFolder } from './edition/edition-folder.ts';
import { EditionKeeper } from './edition/edition-keeper.ts';
import { AgentError, listenError } from './errors.ts';
import { EvidenceFolder } from './evidence.ts';
import { exampleRoute } from './example/example-page.ts';
import { openGeneration } from './generation.ts';
import { localApi } from './local-api.ts';
import { openLocalKey } from './local-key.ts';
import type { Log } from './log.ts';
import { problemsInsteadOfErrors } from './problems.ts';
import { PromptDesk } from './prompt-desk.ts';
import { Restart } from './restart.ts';
import { ScreenWatch } from './screen-watch.ts';
import { guard, pageHeaders } from './security.ts';
import { ServingSign } from './serving-sign.ts';
import { wipeIfMarked } from './wipe.ts';

const BODY_BYTES = 64 * 1024;

/** What this installation was given at its first start. */
interface Identity {
  localKey: string;
  generation: string;
}

/** The agent of one device. Nothing happens before `start()`. */
export class Agent {
  private readonly config: AgentConfig;
  private readonly clock: Clock;
  private readonly log: Log;
  private readonly stream: AppStream;
  private readonly screen: ScreenWatch;
  private readonly desk: PromptDesk;
  private readonly sign: ServingSign;
  private readonly devices: DeviceDesk;
  private readonly copies: SecondCopies;
  private readonly restart: Restart;
  private readonly editions: EditionKeeper;
  private app: FastifyInstance | null = null;

  constructor(config: AgentConfig, parts: { clock: Clock; log: Log; onRestart: () => void }) {
    this.config = config;
    this.clock = parts.clock;
    this.log = parts.log;
    this.stream = new AppStream(parts.clock);
    this.screen = new ScreenWatch(parts.clock, {
      onChange: (alive) => {
        this.log[alive ? 'info' : 'warn']({ screen: alive ? 'alive' : 'silent' }, 'screen');
        if (alive) return;
        this.devices.screenShows(null);
        this.editions.silent();
      },
      onHeard: ({ screen, promptId, bundle }) => {
        this.devices.screenShows(screen, promptId);
        this.editions.heard(bundle);
      },
    });
    this.desk = new PromptDesk({
      kind: config.kind,
      showMs: config.promptShowSeconds * 1_000,
      clock: parts.clock,
      memory: createDeskFile(config.dataFolder),
      onChange: (prompt) => {
        this.stream.prompt(prompt);
        this.devices.asked(prompt);
      },
    });
    this.sign = new ServingSign(parts.clock, (serving) => this.stream.serving(serving));
    const { dataFolder, hubUrl, appFolder } = config;
    this.editions = new EditionKeeper({
      ...parts,
      folder: new EditionFolder(dataFolder, appFolder),
      hubUrl,
      onChange: (fact) => this.stream.edition(fact),
    });
    this.restart = new Restart(dataFolder, parts);
    const { desk, stream, restart } = this;
    this.devices = new DeviceDesk({ ...parts, config, desk, stream, restart });
    this.copies = new SecondCopies({ ...parts, dataFolder, hubUrl });
  }

  /** Resolves when the app can be opened. Throws `AgentError`. */
  async start(): Promise<{ url: string; localKey: string }> {
    if (this.config.screen === 'app') assertAppBuilt(this.config);
    if (wipeIfMarked(this.config.dataFolder)) this.log.warn('decommissioned: all is forgotten');
    const localKey = openLocalKey(this.config.dataFolder);
    const generation = openGeneration(this.config.dataFolder);
    this.desk.start();
    this.copies.start();
    this.editions.start();
    this.app = this.build({ localKey, generation });
    try {
      await this.devices.start();
      await this.app.listen({ host: '127.0.0.1', port: this.config.port });
    } catch (error) {
      await this.stop();
      throw error instanceof AgentError ? error : listenError(error, this.config.port);
    }
    const url = `http://localhost:${this.port}`;
    this.log.info({ url, hubUrl: this.config.hubUrl, kind: this.config.kind }, 'agent started');
    return { url, localKey };
  }

  async stop(): Promise<void> {
    this.stream.stop();
    this.screen.stop();
    this.desk.stop();
    this.sign.stop();
    this.editions.stop();
    await this.devices.stop();
    const { app } = this;
    this.app = null;
    if (app === null) return this.copies.stop();
    const closed = app.close();
    app.server.closeIdleConnections();
    await closed;
    await this.copies.stop();
    this.log.info('agent stopped');
  }

  private build({ localKey, generation }: Identity): FastifyInstance {
    const { config, clock, desk, sign, devices, stream, screen, copies, restart, editions } = this;
    const app = fastify({ bodyLimit: BODY_BYTES, forceCloseConnections: true });
    const { allowedOrigins } = config;
    guard(app, { ownOrigins: () => this.ownOrigins(), allowedOrigins, localKey });
    problemsInsteadOfErrors(app);
    const agentVersion = packageJson.version;
    const evidence = new EvidenceFolder(config.dataFolder);
    const own = { config, agentVersion, generation, startedAt: clock.now() };
    const parts = { desk, sign, devices, stream, screen, evidence, copies, restart, editions };
    localApi(app, { ...own, ...parts });
    exampleRoute(app);
    const { voiceFolder } = config;
    const folders = () => editions.folders;
    if (config.screen === 'app') serveApp(app, { folders, voiceFolder }, pageHeaders(config));
    return app;
  }

  private get port(): number {
    return (this.app?.server.address() as AddressInfo | null)?.port ?? this.config.port;
  }

  private ownOrigins(): string[] {
    return ['localhost', '127.0.0.1', '[::1]'].map((host) => `http://${host}:${this.port}`);
  }
}
