import {
  type Indicator,
  indicatorsOf,
  type Level,
  LIMITS,
  NATIONAL_TAG_LIST,
  NATIONAL_TAG_VERSION,
  NATIONAL_TAGS,
  type Prompt,
  type RatingBody,
  type Stage,
  type TagIndicator,
  type TagMeaning,
} from '../../../protocol/index.ts';
import { type LinkedDetail, linkedBody, nationalTag } from '../../linked-rating.ts';

/** What refines a level (SZ-11). Pure; the same on the terminal and on a phone. */
export interface Details {
  business: Level | null;
  service: Level | null;
  /** Codes of the active national list. */
  tags: readonly string[];
  text: string;
  /** Linked cases of a theme that were rated one by one (SZ-20b). */
  linked: readonly LinkedDetail[];
}

export const NO_DETAILS: Details = {
  business: null,
  service: null,
  tags: [],
  text: '',
  linked: [],
};

/** The indicators that may be refined at this stage, business before service (SZ-18e). */
export function refinable(stage: Stage): readonly TagIndicator[] {
  return indicatorsOf(stage).filter(
    (each): each is TagIndicator => each !== ('overall' as Indicator),
  );
}

/** What of a prompt says which tags may be picked. */
export type Refined = Pick<Prompt, 'stage' | 'tagList'>;

/** No words are known of another list, or of another version of this one: none of it is offered. */
export function isTagListKnown({ tagList }: Pick<Prompt, 'tagList'>): boolean {
  if (tagList === undefined) return true;
  return tagList.list === NATIONAL_TAG_LIST && tagList.version === NATIONAL_TAG_VERSION;
}

/** Those of the indicator's own level, or of the overall one while it has none. */
export function tagsOffered(prompt: Refined, level: Level | null, details: Details): TagMeaning[] {
  const { stage } = prompt;
  if (!isTagListKnown(prompt)) return [];
  return refinable(stage).flatMap((indicator) => {
    const shown = details[indicator] ?? level;
    return NATIONAL_TAGS.filter((tag) => tag.indicator === indicator && tag.level === shown);
  });
}

/** Choosing a tag sets its indicator's level, if that is unset (SZ-11). */
export function withTag(details: Details, tag: TagMeaning): Details {
  if (details.tags.includes(tag.code)) {
    return { ...details, tags: details.tags.filter((code) => code !== tag.code) };
  }
  if (details.tags.length >= LIMITS.ratingTags) return details;
  const level = details[tag.indicator] ?? tag.level;
  return { ...details, [tag.indicator]: level, tags: [...details.tags, tag.code] };
}

/** Another level of an indicator takes back the tags of the one before. */
export function withIndicator(details: Details, indicator: TagIndicator, level: Level): Details {
  const tags = details.tags.filter((code) => {
    const tag = NATIONAL_TAGS.find((each) => each.code === code);
    return tag?.indicator !== indicator || tag.level === level;
  });
  return { ...details, [indicator]: level, tags };
}

/** The words of a rating, line by line. */
export function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}

/** A ready sentence on a line of its own, while there is room (SZ-11); said twice, it is taken back. */
export function withSentence(details: Details, sentence: string): Details {
  const lines = linesOf(details.text);
  const others = lines.filter((line) => line !== sentence);
  const text = (others.length < lines.length ? others : [...lines, sentence]).join('\n');
  return [...text].length > LIMITS.ratingText ? details : { ...details, text };
}

/** What was said about another overall level was about that one; words and linked cases stay. */
export function ofAnotherLevel(details: Details): Details {
  return { ...NO_DETAILS, text: details.text, linked: details.linked };
}

/** One linked case rated; another level than before takes back what was said about that one. */
export function withLinked(details: Details, caseNo: string, level: Level): Details {
  const before = details.linked.find((each) => each.caseNo === caseNo);
  if (before?.level === level) return details;
  const others = details.linked.filter((each) => each !== before);
  return { ...details, linked: [...others, { caseNo, level, tags: [] }] };
}

/** The parts of a rating's body that say it; nothing of what was left open. */
export function bodyOfDetails(
  details: Details,
): Pick<RatingBody, 'business' | 'service' | 'tags' | 'text' | 'linked'> {
  const { business, service, tags, text, linked } = details;
  return {
    ...(business === null ? {} : { business }),
    ...(service === null ? {} : { service }),
    ...(tags.length === 0 ? {} : { tags: tags.map(nationalTag) }),
    ...(text === '' ? {} : { text }),
    ...(linked.length === 0 ? {} : { linked: linkedBody(linked) }),
  };
}
