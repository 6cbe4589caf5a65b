import { randomUUID } from 'node:crypto';
import type { Clock, Level } from '../../../protocol/index.ts';
import type { Log } from '../log.ts';
import type { Handed } from '../prompt-desk.ts';
import { caseOfTicket, type Ticket } from './ticket-case.ts';

export interface StandInDeskParts {
  windowNo: string;
  clock: Clock;
  log: Log;
  hand: (record: unknown) => Handed;
  withdraw: (caseNo: string) => void;
  /** Somebody is being asked already, by the hub perhaps: that rating is the one meant. */
  isAsking: () => boolean;
}

export type Asked = { ok: true } | { ok: false; why: string };

type Waiter = {
  /** `null` where another party's asking is waited for. */
  promptId: string | null;
  since: number;
  onRated: (level: Level, seconds: number) => void;
};

/**
 * What an old window PC may do here: say who serves, whom it calls, and ask for a rating. It hears
 * the level once it is committed, and nothing when nobody rated: no answer is made up.
 */
export class StandInDesk {
  private readonly parts: StandInDeskParts;
  private staff: Ticket['staff'] | null = null;
  private call: Pick<Ticket, 'number' | 'serviceName'> = { number: null, serviceName: null };
  private isPaused = false;
  private serial = 0;
  private caseNo: string | null = null;
  private waiter: Waiter | null = null;

  constructor(parts: StandInDeskParts) {
    this.parts = parts;
  }

  get staffNo(): string | null {
    return this.staff?.staffNo ?? null;
  }

  login(staffNo: string, name: string): void {
    this.staff = { staffNo, name };
  }

  logout(): void {
    this.staff = null;
  }

  calls(number: string | null, serviceName: string | null): void {
    this.call = { number, serviceName };
  }

  /** Takes back what nobody has touched, and asks nobody until it is resumed. */
  pause(): void {
    this.isPaused = true;
    this.waiter = null;
    if (this.caseNo !== null) this.parts.withdraw(this.caseNo);
  }

  resume(): void {
    this.isPaused = false;
  }

  ask(onRated: Waiter['onRated']): Asked {
    const { clock, hand, isAsking, log, windowNo } = this.parts;
    const since = clock.monotonic();
    if (this.isPaused) return this.refused('it is paused');
    if (isAsking()) {
      this.waiter = { promptId: null, since, onRated };
      return { ok: true };
    }
    if (this.staff === null) return this.refused('nobody is logged in (SZ-14a)');
    const ticket = { windowNo, staff: this.staff, ...this.call };
    const record = caseOfTicket(ticket, clock.now(), randomUUID(), ++this.serial);
    const handed = hand(record);
    if (!('promptId' in handed)) {
      return this.refused(
        handed.errors.map(({ path, message }) => `${path}: ${message}`).join('; '),
      );
    }
    this.caseNo = record.caseNo;
    this.waiter = { promptId: handed.promptId, since, onRated };
    log.info({ caseNo: record.caseNo }, 'an old window PC asks for a rating');
    return { ok: true };
  }

  /** A prompt has ended here; the level only when one was committed. */
  ended(promptId: string, level: Level | null): void {
    const { waiter } = this;
    if (waiter === null || (waiter.promptId !== null && waiter.promptId !== promptId)) return;
    this.waiter = null;
    this.call = { number: null, serviceName: null };
    if (level === null) return;
    const seconds = Math.round((this.parts.clock.monotonic() - waiter.since) / 1_000);
    waiter.onRated(level, seconds);
  }

  private refused(why: string): Asked {
    this.parts.log.warn({ why }, 'an old window PC asked for a rating that cannot be had');
    return { ok: false, why };
  }
}
