import type { Headphones } from './headphones.ts';
import { clipsOf, isPersonal } from './order.ts';
import type { Language } from './phrases.ts';
import type { Clip, Voice, VoicePhrase } from './port.ts';

/** Between two recordings, as one breathes between words; signs follow more closely. */
const PAUSE_S = 0.12;
const SIGN_PAUSE_S = 0.03;

/** Where a recording lies; a hall's own lie at the same address and come first (see README.md). */
export function addressOf(clip: Clip, language: Language): string {
  return `/voice/${language}/${clip}.opus`;
}

interface Recording {
  address: string;
  /** After it. */
  pauseS: number;
}

/** Speaks with recordings. One that is missing is left out; silence never stops a rating. */
export class ClipVoice implements Voice {
  private readonly headset: Pick<Headphones, 'areIn'>;
  private readonly language: () => Language;
  private readonly loaded = new Map<string, Promise<AudioBuffer | null>>();
  private context: AudioContext | null = null;
  private playing: AudioBufferSourceNode[] = [];
  /** What is being said, when the last of it ends, and the saying of it. */
  private said: readonly Recording[] = [];
  private endsAt = 0;
  private saying: Promise<void> = Promise.resolve();
  private isPersonal = false;
  /** Counts what was said, so that what comes late from the network is not heard any more. */
  private turn = 0;

  constructor(headset: Pick<Headphones, 'areIn'>, language: () => Language) {
    this.headset = headset;
    this.language = language;
  }

  get headphones(): boolean {
    return this.headset.areIn;
  }

  say(phrases: readonly VoicePhrase[]): void {
    const language = this.language();
    const recordings = clipsOf(phrases, this.headphones).map((clip) => ({
      address: addressOf(clip, language),
      pauseS: clip.startsWith('sign') ? SIGN_PAUSE_S : PAUSE_S,
    }));
    if (!this.goesOn(recordings)) this.stop();
    const { turn, said } = this;
    this.isPersonal = isPersonal(phrases);
    this.said = recordings;
    this.saying = this.saying.then(() => this.play(recordings.slice(said.length), turn));
  }

  stop(): void {
    this.turn++;
    this.said = [];
    this.endsAt = 0;
    this.saying = Promise.resolve();
    for (const source of this.playing) source.stop();
    this.playing = [];
  }

  /** The plug went out: what was for one ear alone ends at once (SZ-16). */
  headphonesChanged(areIn: boolean): void {
    if (!areIn && this.isPersonal) this.stop();
  }

  /** It begins with all that is being said, in the same language. */
  private goesOn(recordings: readonly Recording[]): boolean {
    return this.said.every(({ address }, i) => address === recordings[i]?.address);
  }

  private async play(recordings: readonly Recording[], turn: number): Promise<void> {
    if (recordings.length === 0 || turn !== this.turn) return;
    this.context ??= new AudioContext();
    const { context } = this;
    const coming = recordings.map(({ address, pauseS }) => ({
      loading: this.load(context, address),
      pauseS,
    }));
    await context.resume();
    for (const { loading, pauseS } of coming) {
      const buffer = await loading;
      if (turn !== this.turn) return;
      if (buffer === null) continue;
      const source = new AudioBufferSourceNode(context, { buffer });
      source.connect(context.destination);
      const at = Math.max(this.endsAt, context.currentTime);
      source.start(at);
      this.playing.push(source);
      this.endsAt = at + buffer.duration + pauseS;
    }
  }

  private load(context: AudioContext, address: string): Promise<AudioBuffer | null> {
    const loading = this.loaded.get(address) ?? fetched(context, address);
    this.loaded.set(address, loading);
    // A network that was away for a moment is asked again the next time.
    loading.then((buffer) => buffer === null && this.loaded.delete(address));
    return loading;
  }
}

async function fetched(context: AudioContext, address: string): Promise<AudioBuffer | null> {
  try {
    const response = await fetch(address);
    return response.ok ? await context.decodeAudioData(await response.arrayBuffer()) : null;
  } catch {
    return null;
  }
}
