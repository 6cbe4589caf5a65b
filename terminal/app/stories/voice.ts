import { ClipVoice } from '../voice/clip-voice.ts';
import { Headphones } from '../voice/headphones.ts';
import type { Language } from '../voice/phrases.ts';
import type { VoicePhrase } from '../voice/port.ts';

/** Buttons that make the page speak; `?language=zh-HK`. Not part of the product. */
let language = (new URLSearchParams(location.search).get('language') ?? 'zh-CN') as Language;
const headphones: Headphones = new Headphones(navigator.mediaDevices, (areIn) =>
  voice.headphonesChanged(areIn),
);
const voice = new ClipVoice(headphones, () => language);
headphones.start();

const QUESTION: VoicePhrase[] = [
  'askCompletion',
  { onlyHeadphones: ['caseNo', { spell: '44-A' }] },
  ...([1, 2] as const).flatMap((key): VoicePhrase[] => [
    'press',
    { spell: `${key}` },
    key === 1 ? 'level5' : 'level4',
  ]),
];

const ACTS: Record<string, () => void> = {
  ask: () => voice.say(QUESTION),
  thank: () => voice.say(['thanks']),
  'in English': () => {
    language = 'en';
  },
  'thank more': () => voice.say(['thanks', { spell: 'K7' }]),
  stop: () => voice.stop(),
  'plug in': () => headphones.tell(true),
  'pull out': () => headphones.tell(false),
};
for (const [name, act] of Object.entries(ACTS)) {
  const button = document.createElement('button');
  button.textContent = name;
  button.addEventListener('click', act);
  document.body.append(button);
}
