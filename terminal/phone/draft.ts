import type { Level, PhoneRatingBody, PhoneView } from '../../protocol/index.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { NATIONAL_TAGS, type TagIndicator, type TagMeaning } from '../../protocol/tags.ts';
import { DISPLAY_ORDER } from '../app/screen/parts/levels.ts';
import {
  fitsRating,
  type LinkedDetail,
  linkedBody,
  nationalTag,
  withLinkedTag,
} from '../linked-rating.ts';
import type { Language } from './words/words.ts';

export type OpenView = Extract<PhoneView, { state: 'open' }>;

/** What the citizen has said so far. It lives in the page and dies with it, unless submitted. */
export interface Draft {
  /** Overall; null until one is chosen, and where a theme is rated by its cases alone (SZ-20b). */
  level: Level | null;
  /** Chosen by hand; what tags imply is not in here. */
  business: Level | null;
  service: Level | null;
  /** Codes of the national list. */
  tags: readonly string[];
  text: string;
  /** Cases of a theme rated one by one (SZ-20b). */
  linked: readonly LinkedDetail[];
  revisions: number;
}

export const EMPTY_DRAFT: Draft = {
  level: null,
  business: null,
  service: null,
  tags: [],
  text: '',
  linked: [],
  revisions: 0,
};

/** The overall level; another one than before counts as a revision. */
export function withLevel(draft: Draft, level: Level): Draft {
  const revised = draft.level !== null && draft.level !== level;
  return pruned({ ...draft, level, revisions: draft.revisions + (revised ? 1 : 0) });
}

/** An indicator's own level; the same again takes it back, because it is optional (SZ-11). */
export function withIndicator(draft: Draft, indicator: TagIndicator, level: Level): Draft {
  const own = draft[indicator] === level ? null : level;
  return pruned({ ...draft, [indicator]: own });
}

export function withTag(draft: Draft, code: string): Draft {
  const tags = draft.tags.includes(code)
    ? draft.tags.filter((one) => one !== code)
    : [...draft.tags, code];
  return pruned({ ...draft, tags });
}

/** Counts code points, as the hub does (SZ-11); what does not fit is not taken. */
export function withText(draft: Draft, text: string): Draft {
  return { ...draft, text: [...text].slice(0, LIMITS.ratingText).join('') };
}

/** One linked case; the same level again takes it back. No more than one rating may carry. */
export function withLinked(draft: Draft, caseNo: string, level: Level): Draft {
  const before = draft.linked.find((one) => one.caseNo === caseNo);
  const others = draft.linked.filter((one) => one !== before);
  if (before?.level === level) return { ...draft, linked: others };
  const linked = [...others, { caseNo, level, tags: [] }];
  return fitsRating(linked) ? { ...draft, linked } : draft;
}

/** A tag of a linked case: one of its level. */
export function withTagOfLinked(draft: Draft, caseNo: string, code: string): Draft {
  return { ...draft, linked: withLinkedTag(draft.linked, caseNo, code) };
}

/** The tags that stand to choose for a linked case that was rated so. */
export function tagsForLinked(level: Level): TagMeaning[] {
  return NATIONAL_TAGS.filter((tag) => tag.level === level);
}

/** The tags that stand to choose for an indicator: those of its level, else of the overall one. */
export function tagsFor(draft: Draft, indicator: TagIndicator): TagMeaning[] {
  const level = draft[indicator] ?? draft.level;
  return NATIONAL_TAGS.filter((tag) => tag.indicator === indicator && tag.level === level);
}

/** An indicator's level as it will be sent: by hand, or set by a tag of it (SZ-11). */
export function indicatorLevel(draft: Draft, indicator: TagIndicator): Level | null {
  const isTagged = tagsFor(draft, indicator).some(({ code }) => draft.tags.includes(code));
  return draft[indicator] ?? (isTagged ? draft.level : null);
}

export function isSayingSomething(draft: Draft): boolean {
  return draft.level !== null || draft.linked.length > 0;
}

/** Is anything negative in it, so that it will be dealt with (SZ-21a)? */
export function isNegativeDraft(draft: Draft): boolean {
  const levels = [
    draft.level,
    draft.business,
    draft.service,
    ...draft.linked.map((one) => one.level),
  ];
  return levels.some((level) => level !== null && level <= 2);
}

/** What is sent, frozen from here on: only what this stage asks for (SZ-18e). */
export function bodyOf(draft: Draft, view: OpenView, language: Language): PhoneRatingBody {
  const asked = (['business', 'service'] as const).filter((one) => view.indicators.includes(one));
  const levels = asked.flatMap((indicator) => {
    const level = indicatorLevel(draft, indicator);
    return level === null ? [] : [[indicator, level] as const];
  });
  const offered = asked.flatMap((indicator) => tagsFor(draft, indicator));
  const tags = offered.filter(({ code }) => draft.tags.includes(code));
  const text = draft.text.replace(/(?!\n)\p{Cc}/gu, ' ').trim();
  return {
    level: draft.level,
    ...Object.fromEntries(levels),
    ...(tags.length > 0 ? { tags: tags.map(({ code }) => nationalTag(code)) } : {}),
    ...(text === '' ? {} : { text }),
    ...(draft.linked.length > 0 ? { linked: linkedBody(draft.linked) } : {}),
    displayOrder: [...DISPLAY_ORDER],
    language,
    revisions: Math.min(draft.revisions, 1_000),
  };
}

/** Without the tags that no longer belong to the level they were chosen for. */
function pruned(draft: Draft): Draft {
  const standing = new Set(
    (['business', 'service'] as const).flatMap((indicator) =>
      tagsFor(draft, indicator).map(({ code }) => code),
    ),
  );
  return { ...draft, tags: draft.tags.filter((code) => standing.has(code)) };
}
