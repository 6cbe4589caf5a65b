import { isNegative, type Level, type Prompt } from '../../../protocol/index.ts';
import type { Clip, VoicePhrase } from '../voice/port.ts';
import { SENTENCES } from '../words/sentences.ts';
import { linesOf, refinable, tagsOffered } from './details.ts';
import { KEYED_TAGS, pageOfKeys } from './keys.ts';
import { DISPLAY_ORDER } from './parts/levels.ts';
import type { Language } from './presentation.ts';
import type { ChosenScreen, Screen } from './state.ts';

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
export function phrasesOf(screen: Screen, language: Language): VoicePhrase[] {
  switch (screen.kind) {
    case 'idle':
      return screen.awakeUntil === null ? [] : ['welcome', 'help'];
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
      return screen.releasing || !screen.held ? [] : chosenPhrases(screen, language);
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

/** Before a screen ends by itself; and how to keep it, where a key does (WCAG 2.2.1). */
export function warningOf(screen: Screen): VoicePhrase[] {
  const isPlain = screen.kind === 'asking' && screen.asking.prompt.linkedCases === undefined;
  return isPlain && screen.revising === null ? ['warning', 'extend'] : ['warning'];
}

/** What is picked by the keys 1–4 so far; null where nothing can be. */
export function picksOf(screen: Screen, language: Language): Clip[] | null {
  if (screen.kind !== 'chosen') return null;
  const { tags, text } = screen.choice.details;
  const said = linesOf(text).map((line) => SENTENCES[language].indexOf(line));
  return [...tags.map(clipOfTag), ...said.filter((index) => index >= 0).map(clipOfSentence)];
}

/** The one that was picked or taken back just now, said before everything else. */
export function pickedJustNow(before: Clip[] | null, after: Clip[] | null): VoicePhrase[] {
  if (before === null || after === null) return [];
  const added = after.filter((clip) => !before.includes(clip));
  const gone = before.filter((clip) => !after.includes(clip));
  if (added.length + gone.length !== 1) return [];
  return [...added, ...gone, added.length === 1 ? 'chosen' : 'cleared'];
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

function chosenPhrases(screen: ChosenScreen, language: Language): VoicePhrase[] {
  const { choice, asking, page, keyed, tagPage } = screen;
  const { stage } = asking.prompt;
  if (choice.level === null) return [];
  if (!keyed) return page === 'details' ? levelPhrases(choice.level) : [];
  switch (page) {
    case 'details': {
      const tags = tagsOffered(stage, choice.level, choice.details).map(({ code }) => code);
      return numbered(['tags'], pageOfKeys(tags, tagPage).map(clipOfTag));
    }
    case 'indicators': {
      const indicator = refinable(stage)[tagPage];
      return indicator === undefined ? [] : [indicator, ...levelKeys(), 'enterConfirms'];
    }
    case 'writing': {
      const clips = SENTENCES[language].map((_, index) => clipOfSentence(index));
      return numbered([], pageOfKeys(clips, tagPage));
    }
  }
}

function levelPhrases(level: Level): VoicePhrase[] {
  const next: VoicePhrase[] = isNegative(level) ? ['handling', 'privacy'] : ['privacy'];
  return ['youChose', LEVELS[level], ...next, 'details', 'enterConfirms', 'backRevises'];
}

function numbered(lead: VoicePhrase[], clips: readonly Clip[]): VoicePhrase[] {
  const each = clips.flatMap((clip, index): VoicePhrase[] => [
    'press',
    { spell: `${index + 1}` },
    clip,
  ]);
  return [...lead, ...each, 'press', { spell: `${KEYED_TAGS + 1}` }, 'next', 'enterConfirms'];
}

function clipOfTag(code: string): Clip {
  return `tag${Number(code)}`;
}

function clipOfSentence(index: number): Clip {
  return `sentence${index + 1}`;
}
