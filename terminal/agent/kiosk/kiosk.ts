import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../../protocol/index.ts';
import type { Log } from '../log.ts';
import type { AgentWatch } from './agent-watch.ts';
import { kioskFlags } from './flags.ts';

export interface KioskOptions {
  /** The browser's program. */
  chromium: string;
  /** Further flags, after those of a kiosk. */
  flags?: readonly string[];
  dataFolder: string;
  agent: AgentWatch;
  clock: Clock;
  log: Log;
}

/** What the agent needs to hear three missed heartbeats, and a slow device to start. */
const FIRST_SIGN_MS = 120_000;
const LOOK_MS = 5_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
/** A browser that lasted so long forgives the failures before it. */
const STABLE_MS = 300_000;
const FAREWELL_MS = 5_000;

/** Keeps a browser on the agent's page: one that ended or that draws no more is started again. */
export class Kiosk {
  private readonly options: KioskOptions;
  private child: ChildProcess | null = null;
  private isStopped = true;
  private failures = 0;
  private startedAt = 0;
  private startedMs = 0;
  private cancelTimer: () => void = () => {};

  constructor(options: KioskOptions) {
    this.options = options;
  }

  start(): void {
    this.isStopped = false;
    void this.waitForAgent();
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    this.cancelTimer();
    await this.end();
  }

  /** Of the browser; `undefined` while there is none. */
  get pid(): number | undefined {
    return this.child?.pid;
  }

  private async waitForAgent(): Promise<void> {
    const { agent, log } = this.options;
    const screen = await agent.screen();
    if (this.isStopped) return;
    if (screen !== null) return this.open();
    log.info('the agent does not answer yet');
    this.later(LOOK_MS, () => void this.waitForAgent());
  }

  private open(): void {
    const { chromium, flags = [], dataFolder, agent, clock, log } = this.options;
    const profile = join(dataFolder, 'chromium');
    mkdirSync(profile, { recursive: true, mode: 0o700 });
    this.startedAt = clock.now();
    this.startedMs = clock.monotonic();
    const child = spawn(chromium, [...flags, ...kioskFlags(agent.url, profile)], {
      stdio: 'ignore',
    });
    this.child = child;
    log.info({ pid: child.pid }, 'browser started');
    const ended = (why: string) => {
      if (this.child !== child) return;
      this.child = null;
      if (!this.isStopped) this.again(why);
    };
    child.once('error', (error) => ended(error.message));
    child.once('exit', (code, signal) => ended(`the browser ended (${signal ?? code})`));
    this.later(LOOK_MS, () => void this.look());
  }

  /** A screen that the agent heard and hears no more is hung, as is one that never came. */
  private async look(): Promise<void> {
    const { agent, clock } = this.options;
    const screen = await agent.screen();
    if (this.isStopped || this.child === null) return;
    const wasHeard = (screen?.lastHeardAt ?? 0) >= this.startedAt;
    const isLate = clock.monotonic() - this.startedMs > FIRST_SIGN_MS;
    const isSilent = screen?.alive === false && (wasHeard || isLate);
    if (!isSilent) return this.later(LOOK_MS, () => void this.look());
    await this.end();
    if (!this.isStopped) this.again('the screen gave no sign of life');
  }

  private again(why: string): void {
    const { agent, clock, log } = this.options;
    if (clock.monotonic() - this.startedMs > STABLE_MS) this.failures = 0;
    const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.failures);
    this.failures++;
    log.warn({ why, pauseMs }, 'browser is started again');
    void agent.restarted(why);
    this.later(pauseMs, () => void this.waitForAgent());
  }

  /** Asked first; one that hangs does not answer. */
  private async end(): Promise<void> {
    const { child } = this;
    this.child = null;
    this.cancelTimer();
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    const cancel = this.options.clock.after(FAREWELL_MS, () => void child.kill('SIGKILL'));
    await gone;
    cancel();
  }

  private later(delayMs: number, run: () => void): void {
    this.cancelTimer();
    this.cancelTimer = this.options.clock.after(delayMs, run);
  }
}
