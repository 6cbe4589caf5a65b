import type { AddressInfo } from 'node:net';
import fastify, { type FastifyInstance } from 'fastify';
import packageJson from '../../package.json' with { type: 'json' };
import type { Clock, EditionFact } from '../../protocol/index.ts';
import { assertAppBuilt, serveApp } from './app-files.ts';
import { AppStream } from './app-stream.ts';
import type { AgentConfig } from './config.ts';
import { SecondCopies } from './copies/second-copies.ts';
import { createDeskFile } from './desk-file.ts';
import { DeviceDesk } from './device-desk.ts';
import { AgentError, listenError } from './errors.ts';
import { EvidenceFolder } from './evidence.ts';
import { exampleRoute } from './example/example-page.ts';
import { openGeneration } from './generation.ts';
import { localApi } from './local-api.ts';
import { openLocalKey } from './local-key.ts';
import type { Log } from './log.ts';
import { problemsInsteadOfErrors } from './problems.ts';
import { PromptDesk } from './prompt-desk.ts';
import { ScreenWatch } from './screen-watch.ts';
import { guard, pageHeaders } from './security.ts';
import { ServingSign } from './serving-sign.ts';
import { Upkeep } from './upkeep/upkeep.ts';
import { upkeepRoutes } from './upkeep/upkeep-api.ts';

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
  private readonly upkeep: Upkeep;
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
        this.upkeep.editions.silent();
      },
      onHeard: ({ screen, promptId, bundle }) => {
        this.devices.screenShows(screen, promptId);
        this.upkeep.editions.heard(bundle);
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
    const onEdition = (fact: EditionFact) => this.stream.edition(fact);
    this.upkeep = new Upkeep(config, { ...parts, onEdition });
    const { desk, stream, upkeep } = this;
    this.devices = new DeviceDesk({ ...parts, config, desk, stream, restart: upkeep.restart });
    this.copies = new SecondCopies({ ...parts, ...config });
  }

  /** Resolves when the app can be opened. Throws `AgentError`. */
  async start(): Promise<{ url: string; localKey: string }> {
    if (this.config.screen === 'app') assertAppBuilt(this.config);
    this.upkeep.forget();
    const localKey = openLocalKey(this.config.dataFolder);
    const generation = openGeneration(this.config.dataFolder);
    this.desk.start();
    this.copies.start();
    this.upkeep.start();
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
    this.upkeep.stop();
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
    const { config, clock, desk, sign, devices, stream, screen, copies, upkeep } = this;
    const app = fastify({ bodyLimit: BODY_BYTES, forceCloseConnections: true });
    const { allowedOrigins } = config;
    guard(app, { ownOrigins: () => this.ownOrigins(), allowedOrigins, localKey });
    problemsInsteadOfErrors(app);
    const agentVersion = packageJson.version;
    const evidence = new EvidenceFolder(config.dataFolder);
    const own = { config, agentVersion, generation, startedAt: clock.now() };
    localApi(app, { ...own, desk, sign, devices, stream, screen, evidence, copies, upkeep });
    upkeepRoutes(app, upkeep);
    exampleRoute(app);
    const { voiceFolder } = config;
    const folders = () => upkeep.editions.folders;
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
