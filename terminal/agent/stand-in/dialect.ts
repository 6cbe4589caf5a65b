import type { Clock, Level } from '../../../protocol/index.ts';
import { type SundynFrame, sundynAnswer, sundynOk } from '../../../protocol/serial/index.ts';
import type { StandInDesk } from './stand-in-desk.ts';

/** Key 0 is 非常满意, as in the pictures of the devices that we stand in for. */
const KEY_OF: Record<Level, string> = { 5: '0', 4: '1', 3: '2', 2: '3', 1: '4' };

/** What the dialect says of a level, to whoever asked for it in whichever way. */
export const keyOfLevel = (level: Level) => KEY_OF[level];

/** Speaks as an Android evaluator: frames of an old window PC in, answers out. */
export class Dialect {
  private readonly desk: StandInDesk;
  private readonly clock: Clock;
  private answer: string | null = null;

  constructor(desk: StandInDesk, clock: Clock) {
    this.desk = desk;
    this.clock = clock;
  }

  /**
   * The replies to one frame, none when it was refused or is nothing.
   *
   * @param onAnswer called once when the citizen has rated; on a network that is not polled
   */
  take(frame: SundynFrame, by: 'tcp' | 'udp', onAnswer?: (answer: string) => void): string[] {
    if (frame.kind === 'poll') return this.polled();
    if (frame.kind !== 'frame') return [];
    const { number, fields } = frame;
    const isTaken = number === 'S02' ? this.rate(onAnswer) : this.obey(number, fields);
    return isTaken ? [sundynOk(number, by)] : [];
  }

  private polled(): string[] {
    const { answer } = this;
    this.answer = null;
    return answer === null ? [] : [answer];
  }

  private rate(onAnswer?: (answer: string) => void): boolean {
    this.answer = null;
    const asked = this.desk.ask((level, seconds) => {
      const card = this.desk.staffNo ?? '';
      const key = keyOfLevel(level);
      const answer = sundynAnswer({ card, key, seconds: String(seconds), time: this.time() });
      if (onAnswer === undefined) this.answer = answer;
      else onAnswer(answer);
    });
    return asked.ok;
  }

  /** False for a command that this terminal does not know: it is not said to be done. */
  private obey(number: string, fields: readonly string[]): boolean {
    switch (number) {
      case 'S01':
      case 'S14': // Its clock is the network's to set, not a window PC's.
      case 'S95':
      case 'S99':
        return true;
      case 'S03':
        this.desk.pause();
        return true;
      case 'S06':
      case 'S25':
        this.desk.resume();
        return true;
      case 'S04':
        return this.login(fields[0] ?? '');
      case 'S05':
        this.desk.logout();
        return true;
      case 'S96': {
        const [ticket = '', service = ''] = (fields[0] ?? '').split(',');
        this.desk.calls(ticket || null, service || null);
        return true;
      }
      default:
        return false;
    }
  }

  /** `111|name,姓名,王丽|jobNum,工号,S01`, or the card's number alone. */
  private login(card: string): boolean {
    const [staffNo = '', ...facts] = card.split('|');
    if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/.test(staffNo)) return false;
    const name = facts
      .find((fact) => fact.startsWith('name,'))
      ?.split(',')
      .at(-1);
    this.desk.login(staffNo, name || staffNo);
    return true;
  }

  private time(): string {
    const at = Temporal.Instant.fromEpochMilliseconds(Math.round(this.clock.now()));
    const local = at.toZonedDateTimeISO('Asia/Shanghai').toPlainDateTime();
    return local.toString({ smallestUnit: 'second' }).replace('T', ' ');
  }
}
