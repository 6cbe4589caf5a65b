import type { RefusalReason } from '../../protocol/index.ts';

/** The rule behind a refusal; reasons that are the wire's own have none. */
export const RULE_OF_REFUSAL: Readonly<Partial<Record<RefusalReason, string>>> = {
  wrongLevel: 'SZ-10',
  tooLate: 'SZ-17a',
  alreadyRated: 'SZ-1R',
  notInvited: 'SZ-18',
  promptExpired: 'SZ-14a',
  badSignature: 'SZ-04',
};
