import type { Prompt } from '../../../protocol/index.ts';
import type { Scene } from '../../../protocol/serial/index.ts';
import type { KeypadKey } from '../../app/input/key-schemas.ts';

/** What is known of a keypad now; what a technician sees. */
export interface KeypadFact {
  driver: string;
  /** `lost` from the start until it was first heard. */
  state: 'alive' | 'lost';
  /** Why it is lost, in words. */
  why: string | null;
  /** Epoch milliseconds at which the state began. */
  since: number;
  /** Keys pressed, whatever they meant. */
  presses: number;
  /** Keys that the profile does not name: counted, never a level. */
  unknownKeys: { count: number; lastCode: string | null };
  /** Times that several keys were pressed at once. */
  together: number;
  /** Bytes that made no frame. */
  noiseBytes: number;
}

export interface KeypadListener {
  onKey(key: KeypadKey): void;
  onFact(fact: KeypadFact): void;
}

/** A device with keys, perhaps with a voice and lamps. */
export interface Keypad {
  readonly fact: KeypadFact;
  start(): void;
  stop(): Promise<void>;
  /** What the device is to say and light now. It is said again when the device comes back. */
  show(scene: Scene, prompt?: Prompt | null): void;
}
