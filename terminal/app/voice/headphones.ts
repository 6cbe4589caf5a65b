interface Device {
  kind: string;
  label: string;
}

/** What of the browser's devices is looked at. */
export interface Devices {
  enumerateDevices(): Promise<readonly Device[]>;
  addEventListener(kind: 'devicechange', listener: () => void): void;
  removeEventListener(kind: 'devicechange', listener: () => void): void;
}

const NAMES = /head ?(phone|set)|ear ?phone|耳机|耳機|ez-?key/i;

/** By the names of sound outputs; a nameless one is taken for a loudspeaker. Pure. */
export function namesHeadphones(devices: readonly Device[]): boolean {
  return devices.some(({ kind, label }) => kind === 'audiooutput' && NAMES.test(label));
}

/**
 * Are headphones in? The agent sees the plug and its word counts; without an agent that tells, the
 * names of the sound outputs, which a browser shows only where it was allowed to. In doubt: no.
 */
export class Headphones {
  private readonly devices: Devices | undefined;
  private readonly onChange: (areIn: boolean) => void;
  private told: boolean | null = null;
  private seen = false;
  private readonly look = () => void this.lookAgain();

  /** `devices`: `navigator.mediaDevices`, which a page has only in a secure context. */
  constructor(devices: Devices | undefined, onChange: (areIn: boolean) => void) {
    this.devices = devices;
    this.onChange = onChange;
  }

  start(): void {
    this.devices?.addEventListener('devicechange', this.look);
    this.look();
  }

  stop(): void {
    this.devices?.removeEventListener('devicechange', this.look);
  }

  get areIn(): boolean {
    return this.told ?? this.seen;
  }

  /** From the agent: the plug went in or out; null when the agent is away. */
  tell(areIn: boolean | null): void {
    this.change(() => {
      this.told = areIn;
    });
  }

  private async lookAgain(): Promise<void> {
    const found = await this.devices?.enumerateDevices().catch(() => []);
    this.change(() => {
      this.seen = namesHeadphones(found ?? []);
    });
  }

  private change(make: () => void): void {
    const before = this.areIn;
    make();
    if (this.areIn !== before) this.onChange(this.areIn);
  }
}
