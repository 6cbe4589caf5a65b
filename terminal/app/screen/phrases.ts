import { isNegative, type Level, type Prompt } from '../../../protocol/index.ts';
import type { Clip, VoicePhrase } from '../voice/port.ts';
import { SENTENCES } from '../words/sentences.ts';
import { linesOf, refinable, tagsOffered } from './details.ts';
import { KEYED_TAGS, pageOfKeys, TOOLS } from './keys.ts';
import { linkedHere, linkedTagsOffered } from './linked.ts';
import { DISPLAY_ORDER } from './parts/levels.ts';
import type { Language } from './presentation.ts';
import type { ChosenScreen, LinkedScreen, Panel, Screen } from './state.ts';

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
} as const satisfies Record<Level, Clip>;

/** In the order of the panel. */
const LANGUAGE_NAMES = ['chinese', 'simpleChinese', 'cantonese', 'english'] as const;

/**
 * What a screen says aloud when it comes: fixed phrases, and the numbers of keys. Which case it is,
 * and the code of a receipt, are for headphones alone (SZ-16), and last: nobody waits for them.
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
        ...(screen.revising === null ? toolsOf(screen.asking.prompt) : []),
        privately('caseNo', screen.asking.prompt.caseNo),
      ];
    case 'linked':
      return linkedPhrases(screen);
    case 'chosen':
      return screen.releasing || !screen.held ? [] : chosenPhrases(screen, language);
    case 'thanks':
      return screen.receiptCode === null
        ? ['thanks']
        : ['thanks', privately('receipt', screen.receiptCode)];
    case 'notRated':
      return screen.asking.prompt.link === undefined ? [screen.ending] : [screen.ending, 'later'];
    case 'needsService':
    case 'paused':
      return ['needsService'];
    default:
      return [];
  }
}

/** What lies over a screen, with its keys; nothing where one sees it or leaves it. */
export function panelPhrases(panel: Panel, screen: Screen): VoicePhrase[] {
  if (panel.kind === 'languages') return [...keys(LANGUAGE_NAMES), 'enterCloses'];
  if (panel.kind !== 'tools') return [];
  const isTheme = screen.kind === 'asking' && screen.asking.prompt.linkedCases !== undefined;
  return [...keys([...TOOLS, ...(isTheme ? (['itemByItem'] as const) : [])]), 'enterCloses'];
}

/** Before a screen ends by itself; and how to keep it, where a key does (WCAG 2.2.1). */
export function warningOf(screen: Screen): VoicePhrase[] {
  const isPlain = screen.kind === 'asking' && screen.asking.prompt.linkedCases === undefined;
  return isPlain && screen.revising === null ? ['warning', 'extend'] : ['warning'];
}

/** What is picked by the keys 1–4 so far; null where nothing can be. */
export function picksOf(screen: Screen, language: Language): Clip[] | null {
  if (screen.kind === 'linked') return linkedHere(screen)?.tags.map(clipOfTag) ?? null;
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
  return keys(DISPLAY_ORDER.map((level) => LEVELS[level]));
}

/** What the keys mean, from the first on. */
function keys(clips: readonly Clip[]): VoicePhrase[] {
  return clips.flatMap((clip, index) => ['press', { spell: `${index + 1}` }, clip]);
}

function privately(lead: Clip, text: string): VoicePhrase {
  return { onlyHeadphones: [lead, { spell: text }] };
}

/** What Enter leads to. */
function toolsOf({ linkedCases }: Prompt): VoicePhrase[] {
  return linkedCases === undefined ? ['enterTools'] : ['enterTools', 'itemByItem'];
}

function extentOf({ batch, linkedCases }: Prompt): VoicePhrase[] {
  if (linkedCases !== undefined) return ['theme'];
  return batch === undefined ? [] : ['batch'];
}

function chosenPhrases(screen: ChosenScreen, language: Language): VoicePhrase[] {
  const { choice, asking, page, keyed, tagPage } = screen;
  const { prompt } = asking;
  if (choice.level === null) return [];
  if (!keyed) return page === 'details' ? levelPhrases(choice.level) : [];
  switch (page) {
    case 'details': {
      const tags = tagsOffered(prompt, choice.level, choice.details).map(({ code }) => code);
      return numbered(['tags'], pageOfKeys(tags, tagPage).map(clipOfTag));
    }
    case 'indicators': {
      const indicator = refinable(prompt.stage)[tagPage];
      return indicator === undefined ? [] : [indicator, ...levelKeys(), 'enterConfirms'];
    }
    case 'writing': {
      const clips = SENTENCES[language].map((_, index) => clipOfSentence(index));
      return numbered([], pageOfKeys(clips, tagPage));
    }
  }
}

function linkedPhrases(screen: LinkedScreen): VoicePhrase[] {
  const { index, page, keyed, tagPage } = screen;
  const here = linkedHere(screen);
  if (page === 'level' || here === null) {
    return ['item', { spell: `${index + 1}` }, 'itemEnd', ...levelKeys(), 'enterNext'];
  }
  if (!keyed) return ['youChose', LEVELS[here.level], 'enterNext', 'backRevises'];
  const tags = linkedTagsOffered(screen).map(({ code }) => clipOfTag(code));
  return numbered(['tags'], pageOfKeys(tags, tagPage), 'enterNext');
}

function levelPhrases(level: Level): VoicePhrase[] {
  const next: VoicePhrase[] = isNegative(level) ? ['handling', 'privacy'] : ['privacy'];
  return ['youChose', LEVELS[level], ...next, 'details', 'enterConfirms', 'backRevises'];
}

function numbered(
  lead: VoicePhrase[],
  clips: readonly Clip[],
  onEnter: Clip = 'enterConfirms',
): VoicePhrase[] {
  const more = ['press', { spell: `${KEYED_TAGS + 1}` }, 'next', onEnter] as const;
  return [...lead, ...keys(clips), ...more];
}

function clipOfTag(code: string): Clip {
  return `tag${Number(code)}`;
}

function clipOfSentence(index: number): Clip {
  return `sentence${index + 1}`;
}
