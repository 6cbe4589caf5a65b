import type { DeliverySource, Destination, DueDelivery } from '../delivery.ts';
import type { Identities } from '../ports.ts';
import { platformVerdict } from '../province/answer.ts';
import type { Facts } from '../province/codes.ts';
import { type PlatformContext, ratingFacts, recordFacts } from '../province/facts.ts';
import { messageOf } from '../province/message.ts';
import type { Profile } from '../province/profile.ts';
import { SIGNATURES } from '../province/signatures.ts';
import type { HttpAnswer, Prepared, Receiver } from '../receiver.ts';
import { noDefaultNow, notNow } from '../standing.ts';
import { jsonRequest } from './json-request.ts';

export interface ProvinceOptions {
  profile: Profile;
  url: string;
  token: string;
  areaCode: string | null;
  identities: Pick<Identities, 'applicantOf'>;
  now(): number;
}

/** The provincial platform: service records first, then what citizens said of them. */
export class ProvinceReceiver implements Receiver {
  readonly destination: Destination;
  readonly takesDefaults: boolean;
  readonly #options: ProvinceOptions;

  constructor(options: ProvinceOptions) {
    this.destination = `province:${options.profile.name}`;
    this.takesDefaults = options.profile.codes.ratingChannel.default !== null;
    this.#options = options;
  }

  async prepare({ source, dedupeKey, subject }: DueDelivery): Promise<Prepared> {
    const { profile, areaCode, identities } = this.#options;
    if (source.kind !== 'record' && source.kind !== 'rating' && source.kind !== 'default') {
      return { step: 'refuse', reason: `no ${source.kind} goes here` };
    }
    const held = heldBack(source);
    if (held !== null) return held;
    const applicant = await identities.applicantOf(subject);
    const context: PlatformContext = { profile, areaCode, applicant };
    return source.kind === 'record'
      ? this.#send(profile.record, recordFacts(source, context), dedupeKey)
      : this.#send(profile.rating, ratingFacts(source, context), dedupeKey);
  }

  read(answer: HttpAnswer, now: number) {
    return platformVerdict(answer, now, this.#options.profile.answer);
  }

  #send(kind: Profile['record'], facts: Facts, dedupeKey: string): Prepared {
    const { profile, url, token, now } = this.#options;
    const message = messageOf(kind, facts, profile.envelope);
    if (!message.ok) {
      const missing = message.missing.join(', ');
      return { step: 'refuse', reason: `profile ${profile.name}: nothing to send as ${missing}` };
    }
    const address = url.replace(/\/$/, '') + kind.path;
    const request = jsonRequest(message.content as object, { url: address, token: '', dedupeKey });
    const sign = SIGNATURES[profile.signature];
    const signed = { body: request.body, dedupeKey, at: now(), secret: token };
    return {
      step: 'send',
      request: { ...request, headers: { ...request.headers, ...sign?.(signed) } },
    };
  }
}

function heldBack(source: Extract<DeliverySource, { kind: 'record' | 'rating' | 'default' }>) {
  if (source.kind === 'rating') return notNow(source);
  return source.kind === 'default' ? noDefaultNow(source) : null;
}
