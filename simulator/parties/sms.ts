import { Party, type PartyOptions } from './party.ts';

/** An SMS gateway: it sends a template to a phone number (SZ-13). */
export function createSmsGateway(options: PartyOptions): Party {
  return new Party(
    {
      accepted: () => ({ status: 200, body: { messageId: 'sent' } }),
      duplicate: () => ({ status: 409, body: { error: 'sent before' } }),
      refused: (reason) => ({ status: 400, body: { error: reason } }),
      objection: ({ content }) =>
        /^1\d{10}$/.test(String(content?.phone))
          ? null
          : { status: 400, body: { error: `${content?.phone} is no phone number` } },
    },
    options,
  );
}
