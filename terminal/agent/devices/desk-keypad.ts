import type { Clock, Prompt } from '../../../protocol/index.ts';
import { missingLevels, type Scene } from '../../../protocol/serial/index.ts';
import type { AgentConfig } from '../config.ts';
import { AgentError } from '../errors.ts';
import type { Log } from '../log.ts';
import { createKeypad } from './create-keypad.ts';
import type { Keypad, KeypadListener } from './keypad.ts';
import { openProfile } from './profile-file.ts';

/** The keypad of the settings, or `null` when there is none. Throws `AgentError`. */
export function openKeypad(
  config: Pick<AgentConfig, 'keypadProfile' | 'keypadPort' | 'screen'>,
  parts: { clock: Clock; log: Log; listener: KeypadListener },
): Keypad | null {
  if (config.keypadProfile === '') return null;
  const profile = openProfile(config.keypadProfile);
  const missing = missingLevels(profile);
  if (config.screen === 'none' && missing.length > 0) {
    const words =
      `--keypad-profile ${config.keypadProfile}: it has no key for level ${missing.join(', ')}, ` +
      'and without a screen nobody could give it (SZ-10)';
    throw new AgentError('keypadProfile', words);
  }
  return createKeypad({ profile, place: config.keypadPort, ...parts });
}

/** What of the app's screens a keypad beside it can say or light. */
const SCENE_OF: Record<string, Scene> = {
  idle: 'idle',
  asking: 'ask',
  linked: 'ask',
  chosen: 'chosen',
  thanks: 'thanks',
  notRated: 'idle',
};

/** Lets a keypad beside a screen say what the screen shows. */
export class ScreenEcho {
  private readonly keypad: Pick<Keypad, 'show'>;
  private last = '';

  constructor(keypad: Pick<Keypad, 'show'>) {
    this.keypad = keypad;
  }

  /** `screen` is null when none is heard of; `prompt` is what is known of the one that is asked. */
  show(shown: { screen: string | null; promptId: string | null; prompt: Prompt | null }): void {
    const { screen, promptId, prompt } = shown;
    const scene = (screen !== null && SCENE_OF[screen]) || 'unavailable';
    // The next citizen is another asking, also when nothing else was shown between the two.
    const asked = `${scene} ${scene === 'ask' ? (promptId ?? '') : ''}`;
    if (asked === this.last) return;
    this.last = asked;
    this.keypad.show(scene, prompt);
  }
}
