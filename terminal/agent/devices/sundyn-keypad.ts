import type { Clock, Prompt } from '../../../protocol/index.ts';
import {
  type DriverProfile,
  readSundynAnswer,
  type Scene,
  type SundynFrame,
  sundynText,
} from '../../../protocol/serial/index.ts';
import type { Log } from '../log.ts';
import type { Keypad, KeypadFact } from './keypad.ts';
import type { KeypadRecord } from './keypad-record.ts';
import type { SundynRoad } from './sundyn-road.ts';

export interface SundynKeypadParts {
  profile: DriverProfile;
  road: SundynRoad;
  record: KeypadRecord;
  clock: Clock;
  log: Log;
}

const HEARTBEAT_MS = 5_000;
const SILENCE_MS = 3 * HEARTBEAT_MS;
const POLL_MS = 1_000;
const RATE = 'S02';
const LOGIN = 'S04';

/** An Android evaluator that asks on its own screen and tells which key was pressed. */
export class SundynKeypad implements Keypad {
  private readonly parts: SundynKeypadParts;
  private readonly by: 'tcp' | 'udp';
  /** An answer belongs to the asking in which it was asked for; `null` when none is. */
  private asking: { isOpen: boolean } | null = null;
  private staffNo: string | null = null;
  private last: { scene: Scene; prompt: Prompt | null } = { scene: 'idle', prompt: null };
  private lastHeardAt = Number.NEGATIVE_INFINITY;
  private isRunning = false;
  private cancelBeat: () => void = () => {};
  private cancelPoll: () => void = () => {};
  /** One command after the other, as the device takes them. */
  private sending: Promise<void> = Promise.resolve();

  constructor(parts: SundynKeypadParts) {
    this.parts = parts;
    this.by = parts.profile.line.kind === 'udp' ? 'udp' : 'tcp';
  }

  get fact(): KeypadFact {
    return this.parts.record.fact;
  }

  start(): void {
    this.isRunning = true;
    this.parts.road.start((frames) => {
      for (const frame of frames) this.take(frame);
    });
    void this.beat();
  }

  async stop(): Promise<void> {
    this.isRunning = false;
    this.asking = null;
    this.cancelBeat();
    this.cancelPoll();
    this.parts.road.stop();
  }

  show(scene: Scene, prompt: Prompt | null = null): void {
    this.last = { scene, prompt };
    this.cancelPoll();
    this.asking = null;
    if (scene === 'ask') void this.ask(prompt);
    else this.say(scene);
  }

  /** An answer that still lies in the device is an earlier citizen's: it is fetched and dropped. */
  private async ask(prompt: Prompt | null): Promise<void> {
    const mine = { isOpen: false };
    this.asking = mine;
    await this.send('SE');
    if (mine !== this.asking) return;
    if (prompt?.staff && prompt.staff.staffNo !== this.staffNo) await this.login(prompt);
    if (mine !== this.asking) return;
    mine.isOpen = true;
    this.say('ask');
    this.poll(mine);
  }

  private async login({ staff, serviceWindow }: Prompt): Promise<void> {
    if (staff === null) return;
    const { staffNo, name } = staff;
    const card = [
      staffNo,
      `name,姓名,${plain(name)}`,
      `jobNum,工号,${staffNo}`,
      `window,窗口,${serviceWindow?.windowNo ?? ''}`,
    ].join('|');
    this.staffNo = staffNo;
    await this.send(sundynText(LOGIN, [this.by === 'tcp' ? card : staffNo], this.by));
  }

  private poll(mine: { isOpen: boolean }): void {
    this.cancelPoll = this.parts.clock.after(POLL_MS, async () => {
      await this.send('SE');
      if (mine === this.asking) this.poll(mine);
    });
  }

  private say(scene: Scene): void {
    for (const command of this.parts.profile.commands[scene] ?? []) {
      void this.send(sundynText(command, [], this.by));
    }
  }

  private async beat(): Promise<void> {
    const { clock, record } = this.parts;
    await this.send(sundynText('S95', [], this.by));
    if (!this.isRunning) return;
    const isSilent = clock.monotonic() - this.lastHeardAt > SILENCE_MS;
    if (isSilent && record.fact.state === 'alive') record.lost('it does not answer');
    this.cancelBeat = clock.after(HEARTBEAT_MS, () => void this.beat());
  }

  private send(text: string): Promise<void> {
    this.sending = this.sending.then(async () => {
      if (!this.isRunning) return;
      try {
        await this.parts.road.send(text);
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        if (this.isRunning) this.parts.record.lost(why);
      }
    });
    return this.sending;
  }

  private take(frame: SundynFrame): void {
    const { clock, record } = this.parts;
    if (frame.kind === 'noise') {
      record.noise(frame.characters);
      return;
    }
    this.lastHeardAt = clock.monotonic();
    const wasLost = record.fact.state === 'lost';
    record.alive();
    if (frame.kind === 'frame' && frame.number === RATE) this.answered(frame.fields);
    else if (wasLost) this.showAgain();
  }

  /** It may have forgotten what it showed. An answer given meanwhile still counts: nothing is dropped. */
  private showAgain(): void {
    if (this.asking?.isOpen) this.say('ask');
    else if (this.asking === null) this.show(this.last.scene, this.last.prompt);
  }

  private answered(fields: readonly string[]): void {
    const answer = readSundynAnswer(fields);
    if (answer === null) return;
    if (!this.asking?.isOpen) {
      this.parts.log.warn({ driver: this.fact.driver }, 'an answer that nobody asked for: dropped');
      return;
    }
    this.cancelPoll();
    this.asking = null;
    this.parts.record.pressed(answer.key);
  }
}

/** Without the characters that the dialect cannot say. */
function plain(text: string): string {
  return text.replace(/[|,]/g, ' ');
}
