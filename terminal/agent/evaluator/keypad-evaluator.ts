import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type {
  Clock,
  Configuration,
  Level,
  Prompt,
  PromptEnding,
  ReceiptEntry,
  TerminalKind,
} from '../../../protocol/index.ts';
import type { Scene } from '../../../protocol/serial/index.ts';
import { pressed } from '../../app/input/keypad.ts';
import type { KeypadKey } from '../../app/input/schemas.ts';
import type { Effect } from '../../app/screen/events.ts';
import { promptShown } from '../../app/screen/prompts.ts';
import { Runner } from '../../app/screen/runner.ts';
import type { Source, State } from '../../app/screen/state.ts';
import {
  createEventIds,
  type LinkListener,
  type ScreenFacts,
  type SessionPolicy,
} from '../../link/index.ts';
import { tapNow } from '../../link/tap.ts';
import { AgentError } from '../errors.ts';
import type { Log } from '../log.ts';
import { SqliteOutbox } from '../outbox/index.ts';
import { EvaluatorUpkeep } from './evaluator-upkeep.ts';
import { IdentityFile } from './identity-file.ts';
import { Membership } from './membership.ts';
import { reenrolIfMarked } from './reenrolment.ts';

export interface KeypadEvaluatorOptions {
  hubUrl: string;
  kind: TerminalKind;
  hint: string;
  dataFolder: string;
  agentVersion: string;
  clock: Clock;
  log: Log;
  keypad: () => Pick<ScreenFacts, 'keypad' | 'unknownKeys'>;
  /** What the keypad is to say and light. */
  onScene: (scene: Scene, prompt: Prompt | null) => void;
  /** A prompt of the hub's or the agent's is over; the level once it is committed. */
  onEnded: (promptId: string, ending: PromptEnding, level: Level | null) => void;
  onRestart: (instructionId: string) => void;
  policy?: Partial<SessionPolicy>;
}

/** What a technician sees of it. */
export interface EvaluatorFact {
  terminalId: string | null;
  /** To be approved at the hub. */
  userCode: string | null;
  link: Membership['state'];
  asking: State['screen']['kind'];
  pending: number;
  refused: number;
}

/** What exists while it runs. */
interface Running {
  runner: Runner;
  outbox: SqliteOutbox;
  membership: Membership;
  upkeep: EvaluatorUpkeep;
}

/**
 * An evaluator that has keys and no screen. It is a terminal like any other: the screen's own flow
 * and the same link, with an outbox and a key of the agent's.
 */
export class KeypadEvaluator {
  private readonly options: KeypadEvaluatorOptions;
  private readonly bootId = randomUUID();
  private readonly mint: () => string;
  private running: Running | null = null;
  private counts = { pending: 0, refused: 0 };
  private shown = '';
  /** What the agent asks on its own; asked again once this is a terminal. */
  private own: Prompt | null = null;

  constructor(options: KeypadEvaluatorOptions) {
    this.options = options;
    this.mint = createEventIds(options.clock);
  }

  /** Throws `AgentError` when its key cannot be had. */
  async start(): Promise<void> {
    const { dataFolder, clock, log } = this.options;
    if (await reenrolIfMarked(dataFolder, clock)) log.warn('another identity: it enrols anew');
    const identity = await IdentityFile.open(dataFolder);
    const outbox = openOutbox(dataFolder);
    const runner = this.createRunner(outbox);
    const upkeep = this.createUpkeep(identity, outbox);
    const membership = new Membership({
      ...this.options,
      ...{ identity, outbox, bootId: this.bootId },
      facts: () => this.facts,
      listener: this.listener(),
      onMember: () => {
        runner.dispatch({ kind: 'started' });
        this.ask(this.own);
      },
    });
    this.running = { runner, outbox, membership, upkeep };
    if (identity.configuration !== null) this.configure(identity.configuration);
    upkeep.start();
    await runner.recover();
    await this.count();
    await membership.start();
  }

  async stop(): Promise<void> {
    const { running } = this;
    this.running = null;
    if (running === null) return;
    running.upkeep.stop();
    await running.runner.stop();
    await running.membership.stop();
    running.outbox.close();
  }

  get fact(): EvaluatorFact {
    const membership = this.running?.membership;
    return {
      terminalId: membership?.terminalId ?? null,
      userCode: membership?.userCode ?? null,
      link: membership?.state ?? 'stopped',
      asking: this.running?.runner.state.screen.kind ?? 'starting',
      ...this.counts,
    };
  }

  /** What the agent asks on its own. */
  ask(prompt: Prompt | null): void {
    this.own = prompt;
    this.prompt('agent', prompt, this.options.clock.now());
  }

  press(key: KeypadKey): void {
    const runner = this.running?.runner;
    if (runner === undefined) return;
    pressed(key, runner.state, {
      act: (event) => runner.dispatch(event),
      choose: (level, input) =>
        runner.dispatch({ kind: 'choose', level, input, eventId: this.mint() }),
    });
  }

  /** The keypad came or went, or was pressed where no key of the profile is. */
  keypadChanged(): void {
    this.tellFacts();
  }

  private get facts(): ScreenFacts {
    const runs = this.running?.upkeep.runs;
    return { screen: 'none', ...this.options.keypad(), ...(runs && { runs }) };
  }

  private tellFacts(): void {
    this.running?.membership.link?.presence(this.facts);
  }

  private configure(configuration: Configuration): void {
    const { timings, paused = false } = configuration;
    this.running?.runner.dispatch({ kind: 'configured', timings, paused });
    this.running?.upkeep.configure(configuration);
  }

  private createUpkeep(identity: IdentityFile, outbox: SqliteOutbox): EvaluatorUpkeep {
    const { clock } = this.options;
    return new EvaluatorUpkeep({
      ...this.options,
      ...{ identity, outbox, bootId: this.bootId },
      hubNow: () => this.running?.membership.link?.hubNow() ?? clock.now(),
      shows: () => this.running?.runner.state.screen.kind,
      link: () => this.running?.membership.state,
      onRuns: () => this.tellFacts(),
    });
  }

  private createRunner(outbox: SqliteOutbox): Runner {
    const { clock, kind } = this.options;
    return new Runner({
      clock,
      outbox,
      tap: () => tapNow(clock, this.bootId, this.running?.membership.clockOffsetMs ?? null),
      channel: () => kind,
      report: (effect) => this.report(effect),
      onStored: () => void this.stored(),
      onChange: (state) => this.changed(state),
    });
  }

  private listener(): LinkListener {
    const { clock } = this.options;
    return {
      onPrompt: (prompt) =>
        this.prompt('hub', prompt, this.running?.membership.link?.hubNow() ?? clock.now()),
      onConfiguration: (configuration) => this.configure(configuration),
      onStatus: (status) => {
        const refused = status.state === 'refused' ? status.why : null;
        if (status.state === 'connecting') return;
        this.running?.runner.dispatch({ kind: 'link', refused });
      },
      onSettled: (entry) => void this.settled(entry),
    };
  }

  private prompt(source: Source, prompt: Prompt | null, now: number): void {
    const showForMs = prompt === null ? 0 : Date.parse(prompt.showUntil) - now;
    this.running?.runner.prompt(source, prompt, showForMs);
  }

  private report({ source, promptId, ending }: Extract<Effect, { kind: 'report' }>): void {
    if (source === 'hub') this.running?.membership.link?.report(promptId, ending);
    const level = ending === 'rated' ? (this.running?.runner.lastLevel ?? null) : null;
    this.options.onEnded(promptId, ending, level);
  }

  private changed(state: State): void {
    this.running?.membership.link?.showing(promptShown(state));
    this.running?.upkeep.news();
    const { screen } = state;
    const scene = SCENE_OF[screen.kind] ?? 'unavailable';
    // A changed level is said again: nobody sees it.
    const shown = `${scene} ${screen.kind === 'chosen' ? screen.choice.revisions : ''}`;
    if (shown === this.shown) return;
    this.shown = shown;
    this.options.onScene(scene, 'asking' in screen ? screen.asking.prompt : null);
  }

  private async settled({ eventId, outcome }: ReceiptEntry): Promise<void> {
    this.options.log.info({ eventId, outcome }, 'receipt');
    await this.count();
  }

  private async stored(): Promise<void> {
    this.running?.membership.link?.wake();
    await this.count();
  }

  private async count(): Promise<void> {
    if (this.running === null) return;
    const { pending, refused } = await this.running.outbox.counts();
    this.counts = { pending, refused };
  }
}

function openOutbox(folder: string): SqliteOutbox {
  const path = join(folder, 'outbox.sqlite');
  try {
    return new SqliteOutbox(path);
  } catch (error) {
    const words = `${path}: ${error instanceof Error ? error.message : String(error)}`;
    throw new AgentError('dataFolder', words, error);
  }
}

/** What of the flow can be heard and seen on a device without a screen. */
const SCENE_OF: Partial<Record<State['screen']['kind'], Scene>> = {
  idle: 'idle',
  asking: 'ask',
  chosen: 'chosen',
  thanks: 'thanks',
  notRated: 'idle',
};
