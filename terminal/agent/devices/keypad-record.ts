import type { Clock } from '../../../protocol/index.ts';
import { type DriverProfile, type KeyMeaning, meaningOf } from '../../../protocol/serial/index.ts';
import type { Log } from '../log.ts';
import type { KeypadFact, KeypadListener } from './keypad.ts';

export interface KeypadRecordParts {
  profile: DriverProfile;
  clock: Clock;
  log: Log;
  listener: KeypadListener;
}

/** Keeps what is known of a keypad, and tells whoever asks for it. */
export class KeypadRecord {
  private readonly parts: KeypadRecordParts;
  private current: KeypadFact;

  constructor(parts: KeypadRecordParts) {
    this.parts = parts;
    this.current = {
      driver: parts.profile.driver,
      state: 'lost',
      why: 'not heard yet',
      since: parts.clock.now(),
      presses: 0,
      unknownKeys: { count: 0, lastCode: null },
      together: 0,
      noiseBytes: 0,
    };
  }

  get fact(): KeypadFact {
    return this.current;
  }

  alive(): void {
    if (this.current.state === 'alive') return;
    this.change({ state: 'alive', why: null, since: this.parts.clock.now() });
    this.parts.log.info({ driver: this.current.driver }, 'keypad alive');
  }

  lost(why: string): void {
    const wasAlive = this.current.state === 'alive';
    if (!wasAlive && this.current.why === why) return;
    this.change({ state: 'lost', why, ...(wasAlive ? { since: this.parts.clock.now() } : {}) });
    this.parts.log.warn({ driver: this.current.driver, why }, 'keypad lost');
  }

  /** A press of a key by the device's own name for it. */
  pressed(code: string): void {
    const meaning = meaningOf(this.parts.profile, code);
    this.current = { ...this.current, presses: this.current.presses + 1 };
    if (meaning === 'unknown') this.unknown(code);
    else this.told(meaning);
  }

  together(codes: readonly string[]): void {
    this.change({ together: this.current.together + 1 });
    this.parts.log.info({ codes }, 'keys pressed together: none of them counts');
  }

  noise(bytes: number): void {
    this.change({ noiseBytes: this.current.noiseBytes + bytes });
    this.parts.log.debug({ bytes }, 'noise from the keypad');
  }

  private told(meaning: Exclude<KeyMeaning, 'unknown'>): void {
    if (meaning === 'nothing') return;
    const isWord = meaning === 'confirm' || meaning === 'back';
    this.parts.listener.onKey(isWord ? { kind: meaning } : { kind: 'level', level: meaning });
  }

  private unknown(code: string): void {
    const count = this.current.unknownKeys.count + 1;
    this.change({ unknownKeys: { count, lastCode: code.slice(0, 40) } });
    const { driver } = this.current;
    this.parts.log.warn(
      { driver, code: code.slice(0, 40) },
      'a key that the profile does not name',
    );
  }

  private change(news: Partial<KeypadFact>): void {
    this.current = { ...this.current, ...news };
    this.parts.listener.onFact(this.current);
  }
}
