import { randomUUID } from 'node:crypto';
import { join as joinPath } from 'node:path';
import type {
  Clock,
  Level,
  Prompt,
  PromptEnding,
  ReceiptEntry,
  TerminalKind,
} from '../../../protocol/index.ts';
import type { Scene } from '../../../protocol/serial/index.ts';
import type { KeypadKey } from '../../app/input/key-schemas.ts';
import { pressed } from '../../app/input/keypad.ts';
import type { Effect } from '../../app/screen/events.ts';
import { promptShown } from '../../app/screen/prompts.ts';
import { Runner } from '../../app/screen/runner.ts';
import type { Source, State } from '../../app/screen/state.ts';
import {
  createEventIds,
  createMqttTransport,
  createSigner,
  type Enrolment,
  type EnrolmentStatus,
  Link,
  type LinkStatus,
  Lookout,
  type ScreenFacts,
  type SessionPolicy,
} from '../../link/index.ts';
import { tapNow } from '../../link/tap.ts';
import type { Log } from '../log.ts';
import { SqliteOutbox } from '../outbox/index.ts';
import { IdentityFile, type KeptCredentials } from './identity-file.ts';
import { join } from './joining.ts';

export interface KeypadEvaluatorOptions {
  hubUrl: string;
  kind: TerminalKind;
  hint: string;
  dataFolder: string;
  appVersion: string;
  clock: Clock;
  log: Log;
  keypad: () => Pick<ScreenFacts, 'keypad' | 'unknownKeys'>;
  /** What the keypad is to say and light. */
  onScene: (scene: Scene, prompt: Prompt | null) => void;
  /** A prompt of the hub's or the agent's is over; the level once it is committed. */
  onEnded: (promptId: string, ending: PromptEnding, level: Level | null) => void;
  policy?: Partial<SessionPolicy>;
}

/** What a technician sees of it. */
export interface EvaluatorFact {
  terminalId: string | null;
  /** To be approved at the hub. */
  userCode: string | null;
  link: LinkStatus['state'] | EnrolmentStatus['state'];
  asking: State['screen']['kind'];
  pending: number;
  refused: number;
}

/**
 * An evaluator that has keys and no screen. It is a terminal like any other: the screen's own flow
 * and the same link, with an outbox and a key of the agent's.
 */
export class KeypadEvaluator {
  private readonly options: KeypadEvaluatorOptions;
  private readonly bootId = randomUUID();
  private readonly mint: () => string;
  private outbox: SqliteOutbox | null = null;
  private identity: IdentityFile | null = null;
  private runner: Runner | null = null;
  private link: Link | null = null;
  private enrolment: Enrolment | null = null;
  private joining: EnrolmentStatus = { state: 'idle' };
  private counts = { pending: 0, refused: 0 };
  private shown = '';
  /** What the agent asks on its own; asked again once this is a terminal. */
  private own: Prompt | null = null;
  private isStopped = false;

  constructor(options: KeypadEvaluatorOptions) {
    this.options = options;
    this.mint = createEventIds(options.clock);
  }

  /** Throws `AgentError` when its key cannot be had. */
  async start(): Promise<void> {
    const { clock, dataFolder, kind } = this.options;
    const identity = await IdentityFile.open(dataFolder);
    const outbox = new SqliteOutbox(joinPath(dataFolder, 'outbox.sqlite'));
    this.identity = identity;
    this.outbox = outbox;
    this.runner = new Runner({
      clock,
      outbox,
      tap: () => tapNow(clock, this.bootId, this.clockOffsetMs),
      channel: () => kind,
      report: (effect) => this.report(effect),
      onStored: () => void this.stored(),
      onChange: (state) => this.changed(state),
    });
    await this.runner.recover();
    await this.count();
    if (identity.credentials === null) await this.join(identity);
    else this.connect(identity.credentials);
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    this.enrolment?.stop();
    await this.runner?.stop();
    await this.link?.stop();
    this.outbox?.close();
  }

  get fact(): EvaluatorFact {
    const { joining } = this;
    return {
      terminalId: this.identity?.credentials?.terminalId ?? null,
      userCode: joining.state === 'waiting' ? joining.userCode : null,
      link: this.link?.status.state ?? joining.state,
      asking: this.runner?.state.screen.kind ?? 'starting',
      ...this.counts,
    };
  }

  /** What the agent asks on its own. */
  ask(prompt: Prompt | null): void {
    this.own = prompt;
    this.prompt('agent', prompt, this.options.clock.now());
  }

  press(key: KeypadKey): void {
    const { runner } = this;
    if (runner === null) return;
    pressed(key, runner.state, {
      act: (event) => runner.dispatch(event),
      choose: (level, input) =>
        runner.dispatch({ kind: 'choose', level, input, eventId: this.mint() }),
    });
  }

  /** The keypad came or went, or was pressed where no key of the profile is. */
  keypadChanged(): void {
    this.link?.presence({ screen: 'none', ...this.options.keypad() });
  }

  private get clockOffsetMs(): number | null {
    return this.link?.clockOffsetMs ?? this.identity?.clockOffsetMs ?? null;
  }

  private async join(identity: IdentityFile): Promise<void> {
    const { hubUrl, kind, hint, appVersion, clock, log } = this.options;
    const onStatus = (status: EnrolmentStatus) => {
      this.joining = status;
      if (status.state === 'waiting') {
        log.info({ userCode: status.userCode }, 'to be approved at the hub');
      }
    };
    const onJoined = (credentials: KeptCredentials) => this.connect(credentials);
    const road = { identity, hubUrl, kind, hint, appVersion, clock, onStatus, onJoined };
    this.enrolment = await join(road);
  }

  private connect({ terminalId, secret, mqttUrl }: KeptCredentials): void {
    const { identity, outbox, runner } = this;
    if (identity === null || outbox === null || runner === null || this.isStopped) return;
    const { clock, hubUrl, appVersion, policy } = this.options;
    this.link = new Link({
      credentials: { terminalId, secret },
      transport: createMqttTransport(mqttUrl),
      outbox,
      signer: createSigner(identity.keys),
      clock,
      bootId: this.bootId,
      appVersion,
      lastKnownOffsetMs: identity.clockOffsetMs,
      lookout: new Lookout({ hubUrl, clock }),
      facts: { screen: 'none', ...this.options.keypad() },
      ...(policy === undefined ? {} : { policy }),
      listener: {
        onPrompt: (prompt) => this.prompt('hub', prompt, this.link?.hubNow() ?? clock.now()),
        onConfiguration: ({ timings, paused = false }) =>
          runner.dispatch({ kind: 'configured', timings, paused }),
        onStatus: (status) => this.linkChanged(status),
        onSettled: (entry) => void this.settled(entry),
      },
    });
    runner.dispatch({ kind: 'started' });
    this.ask(this.own);
    this.link.start();
  }

  private prompt(source: Source, prompt: Prompt | null, now: number): void {
    const showForMs = prompt === null ? 0 : Date.parse(prompt.showUntil) - now;
    this.runner?.prompt(source, prompt, showForMs);
  }

  private report({ source, promptId, ending }: Extract<Effect, { kind: 'report' }>): void {
    if (source === 'hub') this.link?.report(promptId, ending);
    const level = ending === 'rated' ? (this.runner?.lastLevel ?? null) : null;
    this.options.onEnded(promptId, ending, level);
  }

  private changed(state: State): void {
    this.link?.showing(promptShown(state));
    const { screen } = state;
    const scene = SCENE_OF[screen.kind] ?? 'unavailable';
    // A changed level is said again: nobody sees it.
    const shown = `${scene} ${screen.kind === 'chosen' ? screen.choice.revisions : ''}`;
    if (shown === this.shown) return;
    this.shown = shown;
    this.options.onScene(scene, 'asking' in screen ? screen.asking.prompt : null);
  }

  private linkChanged(status: LinkStatus): void {
    if (status.state === 'connected' && status.clockOffsetMs !== null) {
      this.identity?.keep({ clockOffsetMs: status.clockOffsetMs });
    }
    this.options.log.info({ link: status.state }, 'link');
    const refused = status.state === 'refused' ? status.why : null;
    if (status.state !== 'connecting') this.runner?.dispatch({ kind: 'link', refused });
  }

  private async settled(entry: ReceiptEntry): Promise<void> {
    const { eventId, outcome } = entry;
    this.options.log.info({ eventId, outcome }, 'receipt');
    await this.count();
  }

  private async stored(): Promise<void> {
    this.link?.wake();
    await this.count();
  }

  private async count(): Promise<void> {
    if (this.outbox === null || this.isStopped) return;
    const { pending, refused } = await this.outbox.counts();
    this.counts = { pending, refused };
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
