import {
  NATIONAL_TAG_LIST,
  NATIONAL_TAG_VERSION,
  NATIONAL_TAGS,
  type RatingBody,
} from '../../protocol/index.ts';
import { tagLabel } from './rating-scope.ts';

/** The tags that the hub can name, as `list@version:code`. */
export const KNOWN_TAGS: ReadonlySet<string> = new Set(
  NATIONAL_TAGS.map(({ code }) =>
    tagLabel({ list: NATIONAL_TAG_LIST, version: NATIONAL_TAG_VERSION, code }),
  ),
);

/**
 * Tags of a rating and of its linked cases that the hub cannot name, each once: of another
 * ministry's list, of a retired version, or simply not in the list (SZ-11). They cost the rater
 * nothing: they are kept as received and listed for an operator.
 */
export function unknownTags({
  tags = [],
  linked = [],
}: Pick<RatingBody, 'tags' | 'linked'>): string[] {
  const all = [...tags, ...linked.flatMap((one) => one.tags ?? [])].map(tagLabel);
  return [...new Set(all)].filter((label) => !KNOWN_TAGS.has(label));
}
