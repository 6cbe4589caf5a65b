import {
  LEVEL_NAMES,
  NATIONAL_TAG_LIST,
  NATIONAL_TAG_VERSION,
  NATIONAL_TAGS,
  type Tag,
} from '../../../protocol/index.ts';
import { instantText } from '../../instant.ts';
import type { DueDelivery, RatedCase } from '../delivery.ts';
import { type HttpAnswer, type Prepared, type Receiver, verdictOf } from '../receiver.ts';
import { notNow } from '../standing.ts';
import { jsonRequest } from './json-request.ts';

/** The 12345 hotline: work orders of negative ratings are pushed to it (SZ-21a). */
export class HotlineReceiver implements Receiver {
  readonly destination = 'hotline' as const;
  readonly #url: string;
  readonly #token: string;

  constructor({ url, token }: { url: string; token: string }) {
    this.#url = url;
    this.#token = token;
  }

  async prepare({ source, dedupeKey }: DueDelivery): Promise<Prepared> {
    if (source.kind !== 'order') return { step: 'refuse', reason: `no ${source.kind} goes here` };
    const held = notNow(source);
    if (held !== null) return held;
    const { orderNo, dueAt, ...more } = source.order;
    const content = { orderNo, dueAt: instantText(dueAt), ...more, ...caseOf(source) };
    const request = jsonRequest(content, { url: this.#url, token: this.#token, dedupeKey });
    return { step: 'send', request };
  }

  read(answer: HttpAnswer, now: number) {
    return verdictOf(answer, now);
  }
}

/** What the responsible body needs in order to verify; the rater's identity is not among it. */
function caseOf({ rating, tappedAt, place, itemName, receiptCode }: RatedCase) {
  const { level, business, service, tags = [], text } = rating;
  return {
    caseNo: rating.caseNo,
    stage: rating.stage,
    item: { itemCode: place.itemCode, name: itemName },
    hallId: place.hallId,
    windowNo: place.windowNo || null,
    departmentCode: place.departmentCode || null,
    staffNo: place.staffNo || null,
    rating: {
      level,
      levelName: level === null ? null : LEVEL_NAMES[level],
      business: business ?? null,
      service: service ?? null,
      tags: tags.map(({ list, version, code }) => {
        return { list, version, code, name: tagName({ list, version, code }) };
      }),
      text: text ?? null,
      ratedAt: instantText(tappedAt),
      receiptCode,
    },
  };
}

function tagName({ list, version, code }: Tag): string | null {
  if (list !== NATIONAL_TAG_LIST || version !== NATIONAL_TAG_VERSION) return null;
  return NATIONAL_TAGS.find((tag) => tag.code === code)?.name ?? null;
}
