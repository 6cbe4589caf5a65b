import { DayCalendar } from '../../rules/calendar.ts';
import type { DueDelivery } from '../delivery.ts';
import type { Identities } from '../ports.ts';
import {
  type HttpAnswer,
  type Prepared,
  type Receiver,
  type Verdict,
  verdictOf,
} from '../receiver.ts';
import { jsonRequest } from './json-request.ts';

export interface SmsOptions {
  url: string;
  token: string;
  timeZone: string;
  identities: Pick<Identities, 'contactOf'>;
  now(): number;
  /** The link by which to rate; made at sending, kept nowhere. Null without a public address. */
  linkOf(invitationId: string): string | null;
}

/** The SMS gateway: reminds an applicant who has not rated (SZ-13). */
export class SmsReceiver implements Receiver {
  readonly destination = 'sms' as const;
  readonly #options: SmsOptions;
  readonly #calendar: DayCalendar;

  constructor(options: SmsOptions) {
    this.#options = options;
    this.#calendar = new DayCalendar(options.timeZone);
  }

  async prepare({ source, dedupeKey }: DueDelivery): Promise<Prepared> {
    if (source.kind !== 'reminder')
      return { step: 'refuse', reason: `no ${source.kind} goes here` };
    const { caseNo, invitationId, invitation } = source;
    if (invitation === null) return { step: 'abandon', reason: 'the invitation is not known' };
    if (invitation.ratedAt !== null) return { step: 'abandon', reason: 'rated meanwhile' };
    const { url, token, identities, now, linkOf } = this.#options;
    if (invitation.closesAt <= now()) return { step: 'abandon', reason: 'closed (SZ-17a)' };
    const phone = await identities.contactOf(caseNo);
    if (phone === null) return { step: 'abandon', reason: 'no contact is known' };
    const lastDay = this.#calendar.dayOf(invitation.closesAt - 1);
    const link = linkOf(invitationId);
    const parameters = { itemName: invitation.itemName, lastDay, link };
    const content = { phone, template: 'ratingReminder', parameters };
    return { step: 'send', request: jsonRequest(content, { url, token, dedupeKey }) };
  }

  /** Gateways like to name the number they speak of; it is kept nowhere. */
  read(answer: HttpAnswer, now: number): Verdict {
    return verdictOf({ ...answer, text: answer.text.replace(/\d(?:[\s-]?\d){6,}/g, '…') }, now);
  }
}
