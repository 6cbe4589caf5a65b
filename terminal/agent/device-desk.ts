import packageJson from '../../package.json' with { type: 'json' };
import type { Clock, Level, Prompt, PromptEnding } from '../../protocol/index.ts';
import type { KeypadKey } from '../app/input/keypad.ts';
import type { AppStream } from './app-stream.ts';
import type { AgentConfig } from './config.ts';
import { openKeypad, ScreenEcho } from './devices/desk-keypad.ts';
import type { Keypad, KeypadFact } from './devices/keypad.ts';
import { type EvaluatorFact, KeypadEvaluator } from './evaluator/keypad-evaluator.ts';
import type { Log } from './log.ts';
import type { PromptDesk } from './prompt-desk.ts';

export interface DeviceDeskParts {
  config: AgentConfig;
  clock: Clock;
  log: Log;
  desk: PromptDesk;
  stream: AppStream;
}

/** A prompt is over; the level where one was committed and the screen told it. */
export interface EndedPrompt {
  promptId: string;
  ending: PromptEnding;
  level?: Level | null | undefined;
}

/** What hangs on this device: who hears its keys, and what it says. */
export class DeviceDesk {
  private readonly parts: DeviceDeskParts;
  private keypad: Keypad | null = null;
  private echo: ScreenEcho | null = null;
  private evaluator: KeypadEvaluator | null = null;

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
    await this.keypad?.stop();
    await this.evaluator?.stop();
    this.keypad = null;
    this.evaluator = null;
  }

  /** Each is `null` where there is none. */
  get facts(): { keypad: KeypadFact | null; evaluator: EvaluatorFact | null } {
    return { keypad: this.keypad?.fact ?? null, evaluator: this.evaluator?.fact ?? null };
  }

  /** The agent asks this now. */
  asked(prompt: Prompt | null): void {
    this.evaluator?.ask(prompt);
  }

  /** Which view the app draws; `null` when it is silent. */
  screenShows(screen: string | null): void {
    this.echo?.show(screen, this.parts.desk.current);
  }

  ended({ promptId }: EndedPrompt): void {
    this.parts.desk.ended(promptId);
  }

  private createEvaluator(keypad: Keypad): KeypadEvaluator {
    const { config, clock, log } = this.parts;
    const { hubUrl, kind, hint, dataFolder } = config;
    return new KeypadEvaluator({
      ...{ hubUrl, kind, hint, dataFolder, clock, log },
      appVersion: `agent ${packageJson.version}`,
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
