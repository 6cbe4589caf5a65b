import packageJson from '../../package.json' with { type: 'json' };
import type { Clock, Level, Prompt, PromptEnding } from '../../protocol/index.ts';
import type { KeypadKey } from '../app/input/schemas.ts';
import type { AppStream } from './app-stream.ts';
import type { AgentConfig } from './config.ts';
import { openKeypad, ScreenEcho } from './devices/desk-keypad.ts';
import type { Keypad, KeypadFact } from './devices/keypad.ts';
import { type EvaluatorFact, KeypadEvaluator } from './evaluator/keypad-evaluator.ts';
import type { Log } from './log.ts';
import { openPrinter } from './printer/open-printer.ts';
import type { Printed, SlipPrinter } from './printer/printer.ts';
import type { Slip } from './printer/slip.ts';
import type { PromptDesk } from './prompt-desk.ts';
import { StandInDesk } from './stand-in/stand-in-desk.ts';
import { StandInServer } from './stand-in/stand-in-server.ts';
import type { Restart } from './upkeep/restart.ts';

export interface DeviceDeskParts {
  config: AgentConfig;
  clock: Clock;
  log: Log;
  desk: PromptDesk;
  stream: AppStream;
  restart: Restart;
}

/** Views of the app while somebody is asked. */
const ASKING = new Set(['asking', 'linked', 'chosen']);

/** A prompt is over; the level where one was committed and the screen told it. */
export interface EndedPrompt {
  promptId: string;
  ending: PromptEnding;
  level?: Level | null | undefined;
}

/** Each is `null` where there is none. */
export interface DeviceFacts {
  keypad: KeypadFact | null;
  evaluator: EvaluatorFact | null;
  standIn: StandInServer['ports'] | null;
}

/** What hangs on this device: who hears its keys, and what it says. */
export class DeviceDesk {
  private readonly parts: DeviceDeskParts;
  private keypad: Keypad | null = null;
  private echo: ScreenEcho | null = null;
  private evaluator: KeypadEvaluator | null = null;
  private standIn: { desk: StandInDesk; server: StandInServer } | null = null;
  private printer: SlipPrinter | null = null;
  private screen: string | null = null;

  constructor(parts: DeviceDeskParts) {
    this.parts = parts;
  }

  /** Throws `AgentError` when a setting names what cannot be. A device that is away is no error. */
  async start(): Promise<void> {
    const { config, clock, log, desk } = this.parts;
    const listener = {
      onKey: (key: KeypadKey) => this.pressed(key),
      onFact: (fact: KeypadFact) => this.keypadChanged(fact),
    };
    await this.startStandIn();
    this.printer = openPrinter(config, clock);
    this.keypad = openKeypad(config, { clock, log, listener });
    if (this.keypad === null) return;
    if (config.screen === 'none') {
      this.evaluator = this.createEvaluator(this.keypad);
      await this.evaluator.start();
      this.evaluator.ask(desk.current);
    } else {
      this.echo = new ScreenEcho(this.keypad);
    }
    this.keypad.start();
  }

  async stop(): Promise<void> {
    await this.standIn?.server.stop();
    await this.keypad?.stop();
    await this.evaluator?.stop();
    this.standIn = null;
    this.keypad = null;
    this.evaluator = null;
  }

  get facts(): DeviceFacts {
    return {
      keypad: this.keypad?.fact ?? null,
      evaluator: this.evaluator?.fact ?? null,
      standIn: this.standIn?.server.ports ?? null,
    };
  }

  /** `null` where there is no printer. */
  async print(slip: Slip): Promise<Printed | null> {
    return (await this.printer?.print(slip)) ?? null;
  }

  /** The agent asks this now. */
  asked(prompt: Prompt | null): void {
    this.evaluator?.ask(prompt);
  }

  /**
   * @param screen which view the app draws; `null` when it is silent
   * @param promptId what it asks, the hub's or the agent's
   */
  screenShows(screen: string | null, promptId: string | null = null): void {
    this.screen = screen;
    const { current } = this.parts.desk;
    this.echo?.show({ screen, promptId: promptId ?? current?.promptId ?? null, prompt: current });
  }

  ended({ promptId, ending, level }: EndedPrompt): void {
    this.parts.desk.ended(promptId);
    this.standIn?.desk.ended(promptId, ending === 'rated' ? (level ?? null) : null);
  }

  private async startStandIn(): Promise<void> {
    const { config, clock, log, desk: prompts } = this.parts;
    const { standInTcpPort: tcpPort, standInUdpPort: udpPort, standInHost: host } = config;
    if (tcpPort === 'off' && udpPort === 'off') return;
    const desk = new StandInDesk({
      windowNo: config.windowNo,
      clock,
      log,
      hand: (record) => prompts.hand(record),
      withdraw: (caseNo) => void prompts.withdraw(caseNo),
      isAsking: () => this.isAsking(),
    });
    const server = new StandInServer({ host, tcpPort, udpPort, desk, clock, log });
    this.standIn = { desk, server };
    await server.start();
  }

  private isAsking(): boolean {
    const shown = this.evaluator?.fact.asking ?? this.screen ?? '';
    return this.parts.desk.current !== null || ASKING.has(shown);
  }

  private createEvaluator(keypad: Keypad): KeypadEvaluator {
    const { config, clock, log, restart } = this.parts;
    const { hubUrl, kind, hint, dataFolder } = config;
    return new KeypadEvaluator({
      ...{ hubUrl, kind, hint, dataFolder, clock, log },
      agentVersion: packageJson.version,
      onRestart: (instructionId) => restart.ask(instructionId),
      keypad: () => ({ keypad: keypad.fact.state, unknownKeys: keypad.fact.unknownKeys }),
      onScene: (scene, prompt) => keypad.show(scene, prompt),
      onEnded: (promptId, ending, level) => this.ended({ promptId, ending, level }),
    });
  }

  private pressed(key: KeypadKey): void {
    if (this.evaluator !== null) this.evaluator.press(key);
    else if (!this.parts.stream.key(key)) {
      this.parts.log.warn('a key was pressed and no screen listens: it counts for nothing');
    }
  }

  private keypadChanged(fact: KeypadFact): void {
    this.parts.stream.keypad(fact);
    this.evaluator?.keypadChanged();
  }
}
