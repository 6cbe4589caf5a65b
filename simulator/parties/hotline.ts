import { Party, type PartyOptions } from './party.ts';

/** The 12345 hotline as the hub sees it: it takes work orders (SZ-21a). */
export function createHotline(options: PartyOptions): Party {
  return new Party(
    {
      accepted: () => ({ status: 202, body: { accepted: true } }),
      duplicate: () => ({ status: 409, body: { error: 'this order is known' } }),
      refused: (reason) => ({ status: 422, body: { error: reason } }),
      objection: ({ content }) =>
        typeof content?.orderNo === 'string' && typeof content?.dueAt === 'string'
          ? null
          : { status: 400, body: { error: 'orderNo and dueAt are needed' } },
    },
    options,
  );
}
