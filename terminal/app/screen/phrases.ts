import { isNegative, type Level, type Prompt } from '../../../protocol/index.ts';
import type { VoicePhrase } from '../voice/port.ts';
import { DISPLAY_ORDER } from './parts/levels.ts';
import type { Screen } from './state.ts';

const QUESTIONS = {
  receipt: 'askReceipt',
  completion: 'askCompletion',
  consultation: 'askConsultation',
} as const satisfies Record<Prompt['stage'], string>;

const LEVELS = {
  5: 'level5',
  4: 'level4',
  3: 'level3',
  2: 'level2',
  1: 'level1',
} as const satisfies Record<Level, VoicePhrase>;

/**
 * What a screen says aloud when it comes: fixed phrases, and the numbers of keys. Nothing personal
 * is among them, no name and no number of a case.
 */
export function phrasesOf(screen: Screen): VoicePhrase[] {
  switch (screen.kind) {
    case 'asking':
      return [
        screen.revising === null ? QUESTIONS[screen.asking.prompt.stage] : 'askAgain',
        ...extentOf(screen.asking.prompt),
        ...levelKeys(),
        'backDeclines',
      ];
    case 'linked':
      return ['item', { spell: `${screen.index + 1}` }, 'itemEnd', ...levelKeys()];
    case 'chosen':
      if (screen.releasing || !screen.held || screen.choice.level === null) return [];
      return chosenPhrases(screen.choice.level);
    case 'thanks':
      return ['thanks'];
    case 'notRated':
      return screen.asking.prompt.link === undefined ? [screen.ending] : [screen.ending, 'later'];
    case 'needsService':
    case 'paused':
      return ['needsService'];
    default:
      return [];
  }
}

function levelKeys(): VoicePhrase[] {
  return DISPLAY_ORDER.flatMap((level, index) => [
    'press',
    { spell: `${index + 1}` },
    LEVELS[level],
  ]);
}

function extentOf({ batch, linkedCases }: Prompt): VoicePhrase[] {
  if (linkedCases !== undefined) return ['theme'];
  return batch === undefined ? [] : ['batch'];
}

function chosenPhrases(level: Level): VoicePhrase[] {
  const next: VoicePhrase[] = isNegative(level) ? ['handling', 'privacy'] : ['privacy'];
  return ['youChose', LEVELS[level], ...next, 'details', 'enterConfirms', 'backRevises'];
}
