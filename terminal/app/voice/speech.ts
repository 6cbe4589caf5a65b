import { ClipVoice } from './clip-voice.ts';
import { type Devices, Headphones } from './headphones.ts';
import type { Language } from './phrases.ts';
import type { Voice } from './port.ts';

export interface SpeechOptions {
  /** `navigator.mediaDevices`, which a page has only in a secure context. */
  devices: Devices | undefined;
  language: () => Language;
  onHeadphones: (areIn: boolean) => void;
}

/** What this device says, and whether one listens to it alone. */
export class Speech {
  readonly voice: Voice;
  private readonly headphones: Headphones;

  constructor({ devices, language, onHeadphones }: SpeechOptions) {
    this.headphones = new Headphones(devices, (areIn) => {
      voice.headphonesChanged(areIn);
      onHeadphones(areIn);
    });
    const voice = new ClipVoice(this.headphones, language);
    this.voice = voice;
  }

  start(): void {
    this.headphones.start();
  }

  /** The keypad's own word. */
  tell(areIn: boolean): void {
    this.headphones.tell(areIn);
  }
}
