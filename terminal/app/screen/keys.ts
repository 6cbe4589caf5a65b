import type { Level, Prompt } from '../../../protocol/index.ts';
import { SENTENCES } from '../words/sentences.ts';
import { refinable, tagsOffered } from './details.ts';
import type { Event } from './events.ts';
import { linkedHere, linkedTagsOffered } from './linked.ts';
import { DISPLAY_ORDER } from './parts/levels.ts';
import type { ChosenScreen, Input, LinkedScreen, Panel, State } from './state.ts';

/** All that a keypad has: five numbers, Enter and Back. */
export type Key = '1' | '2' | '3' | '4' | '5' | 'enter' | 'back';

export interface Acts {
  act(event: Event): void;
  choose(level: Level, input: Input): void;
}
type Act = (event: Event) => void;

/** Tags or sentences shown at once while the keys 1–4 pick them; 5 turns the page. */
export const KEYED_TAGS = 4;
/** Rows of a list that the keys 1–5 can name. */
export const LIST_ROWS = 5;
export const LANGUAGES = [
  { language: 'zh-CN', simple: false },
  { language: 'zh-CN', simple: true },
  { language: 'zh-HK', simple: false },
  { language: 'en', simple: false },
] as const;

/** What makes the screen fit a person, by the keys 1–4. */
export const TOOLS = ['large', 'contrast', 'voice', 'language'] as const;

/** What a key does on each screen: every flow without a finger, by whatever keypad. */
export function pressKey(state: State, key: Key, input: Input, acts: Acts): void {
  // Taken out of its object, a method forgets whose it is.
  const act: Act = (event) => acts.act(event);
  const { screen, panel } = state;
  const number = Number(key);
  const level = DISPLAY_ORDER[number - 1];
  const chosen = screen.kind === 'chosen' ? screen : null;
  const why = screen.kind === 'linked' && screen.page === 'tags' ? screen : null;
  // Keys that bear the names of the levels mean those, however often they are pressed.
  const hasNumbers = input !== 'serial';
  if (panel !== null) inPanel(state, panel, key, act);
  else if (chosen?.page === 'writing' && number > 0) pickSentence(state, chosen, number, act);
  else if (chosen?.page === 'indicators' && number > 0) pickIndicator(chosen, level, act);
  else if (chosen?.keyed && number > 0) pickTag(chosen, number, act);
  else if (why?.keyed && number > 0) pickLinkedTag(why, number, act);
  else if (level !== undefined && level === levelSaid(chosen ?? why) && hasNumbers)
    act({ kind: 'keyed', keyed: true });
  else if (level !== undefined) acts.choose(level, input);
  else if (key === 'back') back(state, act);
  else if (hasNumbers && mayChooseTools(state)) act({ kind: 'panel', panel: { kind: 'tools' } });
  else enter(state, act);
}

/** Before anything is chosen: Enter has nothing to send yet, and leads to all that has no key. */
function mayChooseTools({ screen }: State): boolean {
  if (screen.kind === 'asking') return screen.revising === null;
  return screen.kind === 'idle' && screen.awakeUntil !== null;
}

function levelSaid(screen: ChosenScreen | LinkedScreen | null): Level | null {
  if (screen?.kind === 'linked') return linkedHere(screen)?.level ?? null;
  return screen?.choice.level ?? null;
}

function enter({ screen }: State, act: Act): void {
  const isReading = screen.kind === 'notRated' || screen.kind === 'thanks';
  const isWriting = screen.kind === 'chosen' && screen.page === 'writing' && !screen.keyed;
  // What is half written is not sent by a key that does not know of it.
  if (screen.kind === 'chosen') act({ kind: isWriting ? 'touched' : 'confirm' });
  else if (screen.kind === 'linked') act({ kind: 'linkedCase', index: screen.index + 1 });
  else if (screen.kind === 'asking' && screen.revising !== null) act({ kind: 'confirm' });
  else if (screen.kind === 'asking' && screen.asking.prompt.linkedCases !== undefined) {
    act({ kind: 'linkedCase', index: 0 });
  } else act({ kind: isReading ? 'close' : 'touched' });
}

function back({ screen }: State, act: Act): void {
  if (screen.kind === 'chosen' && screen.page !== 'details') {
    act({ kind: 'page', page: 'details' });
  } else if (screen.kind === 'chosen' && screen.keyed) act({ kind: 'keyed', keyed: false });
  else if (screen.kind === 'linked' && screen.keyed) act({ kind: 'keyed', keyed: false });
  else if (screen.kind === 'chosen') act({ kind: 'revise' });
  else if (screen.kind === 'linked' && screen.page === 'tags') act({ kind: 'revise' });
  else if (screen.kind === 'notRated' || screen.kind === 'thanks') act({ kind: 'close' });
  else act({ kind: 'decline' });
}

function pickTag({ choice, asking, tagPage }: ChosenScreen, number: number, act: Act) {
  const tags = tagsOffered(asking.prompt, choice.level, choice.details);
  const tag = pageOfKeys(tags, tagPage)[number - 1];
  if (number > KEYED_TAGS) turnPage(tags.length, tagPage, 'indicators', act);
  else if (tag !== undefined) act({ kind: 'tag', code: tag.code });
}

/** The last page is followed by the first. */
function pickLinkedTag(screen: LinkedScreen, number: number, act: Act) {
  const { tagPage } = screen;
  const tags = linkedTagsOffered(screen);
  const tag = pageOfKeys(tags, tagPage)[number - 1];
  const pages = Math.max(1, Math.ceil(tags.length / KEYED_TAGS));
  if (number > KEYED_TAGS) act({ kind: 'tagPage', page: (tagPage + 1) % pages });
  else if (tag !== undefined) act({ kind: 'tag', code: tag.code });
}

/** After the indicators come sentences, and then the tags again. */
function pickSentence(
  { presentation }: State,
  { keyed, tagPage }: ChosenScreen,
  number: number,
  act: Act,
) {
  const sentences = SENTENCES[presentation.language];
  const text = pageOfKeys(sentences, tagPage)[number - 1];
  if (!keyed) act({ kind: 'touched' });
  else if (number > KEYED_TAGS) turnPage(sentences.length, tagPage, 'details', act);
  else if (text !== undefined) act({ kind: 'sentence', text });
}

/** What the keys 1–4 name at the moment. */
export function pageOfKeys<T>(all: readonly T[], page: number): readonly T[] {
  return all.slice(page * KEYED_TAGS, (page + 1) * KEYED_TAGS);
}

function turnPage(count: number, page: number, after: ChosenScreen['page'], act: Act) {
  const hasMore = (page + 1) * KEYED_TAGS < count;
  act(hasMore ? { kind: 'tagPage', page: page + 1 } : { kind: 'page', page: after });
}

/** After the tags come the indicators, one after the other. */
function pickIndicator({ asking, tagPage }: ChosenScreen, level: Level | undefined, act: Act) {
  const indicators = refinable(asking.prompt.stage);
  const indicator = indicators[tagPage];
  if (level === undefined || indicator === undefined) return;
  act({ kind: 'indicator', indicator, level });
  if (tagPage + 1 < indicators.length) act({ kind: 'tagPage', page: tagPage + 1 });
  else act({ kind: 'page', page: 'writing' });
}

function inPanel(state: State, panel: Panel, key: Key, act: Act): void {
  const { screen } = state;
  const wish = LANGUAGES[Number(key) - 1];
  const isClosing = key === 'back' || (key === 'enter' && panel.kind !== 'cases');
  if (isClosing) act({ kind: 'panel', panel: null });
  else if (panel.kind === 'tools') pickTool(state, Number(key), act);
  else if (panel.kind === 'languages' && wish !== undefined) act({ kind: 'present', change: wish });
  else if (panel.kind === 'cases' && 'asking' in screen) {
    inCases(screen.asking.prompt, panel.page, key, act);
  }
}

/** After the tools comes what a rating of more than one case has besides: its list, or its parts. */
function pickTool({ presentation, screen }: State, number: number, act: Act): void {
  const tool = TOOLS[number - 1];
  if (tool === 'language') act({ kind: 'panel', panel: { kind: 'languages' } });
  else if (tool !== undefined) {
    act({ kind: 'present', change: { [tool]: !presentation[tool] } });
  } else if (screen.kind === 'asking') {
    const { batch, linkedCases } = screen.asking.prompt;
    if (batch !== undefined) act({ kind: 'panel', panel: { kind: 'cases', page: 0 } });
    else if (linkedCases !== undefined) {
      act({ kind: 'panel', panel: null });
      act({ kind: 'linkedCase', index: 0 });
    }
  }
}

function inCases(prompt: Prompt, page: number, key: Key, act: Act): void {
  const pages = Math.ceil(casesOf(prompt).length / LIST_ROWS);
  const index = page * LIST_ROWS + Number(key) - 1;
  if (key === 'enter') act({ kind: 'panel', panel: { kind: 'cases', page: (page + 1) % pages } });
  else if (prompt.linkedCases?.[index] !== undefined) {
    act({ kind: 'panel', panel: null });
    act({ kind: 'linkedCase', index });
  }
}

/** The cases of a batch or a theme, as the list shows them. */
export function casesOf({ batch, linkedCases, item }: Prompt): { caseNo: string; name: string }[] {
  if (linkedCases)
    return linkedCases.map((each) => ({ caseNo: each.caseNo, name: each.item.name }));
  return batch?.caseNos.map((caseNo) => ({ caseNo, name: item.name })) ?? [];
}
