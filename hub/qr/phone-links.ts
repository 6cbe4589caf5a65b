import type { InvitationDetail } from '../store/port.ts';
import type { LinkKeys } from './link-keys.ts';
import { smsText } from './sms-text.ts';
import { type ReadToken, type Road, readToken, signToken } from './token.ts';

/** Where the page for phones stands below the public address. */
const PAGE = 'r/';

/** Makes and reads the links by which a citizen rates on a phone (SZ-14c, SZ-13). */
export class PhoneLinks {
  readonly #keys: LinkKeys;
  readonly #publicUrl: string | null;

  /** `publicUrl`: where citizens reach the hub; null when they cannot. */
  constructor(keys: LinkKeys, publicUrl: string | null) {
    this.#keys = keys;
    this.#publicUrl = publicUrl;
  }

  /** Null when the hub was not told where citizens reach it. */
  linkTo(invitationId: string, road: Road): { url: string; token: string } | null {
    if (this.#publicUrl === null) return null;
    const token = signToken({ invitationId, road }, this.#keys.signing);
    const base = this.#publicUrl.endsWith('/') ? this.#publicUrl : `${this.#publicUrl}/`;
    return { url: `${base}${PAGE}${token}`, token };
  }

  read(token: string): ReadToken {
    return readToken(token, (keyId) => this.#keys.secretOf(keyId));
  }

  /** The text of a reminder with its link (SZ-13); null when there can be no link. */
  smsTextFor(
    invitation: Pick<InvitationDetail, 'invitationId' | 'itemName' | 'lastDay'>,
  ): string | null {
    const link = this.linkTo(invitation.invitationId, 'sms');
    return link && smsText(invitation, link.url);
  }
}
