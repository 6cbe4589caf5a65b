import type { LedgerKind } from '../ledger/chain.ts';
import {
  appealDecided,
  appealFiled,
  orderStepped,
  redacted,
  reminded,
  wordsRedacted,
} from './follow-up-tellers.ts';
import { changed, defaulted, defaultWithdrawn, extended, opened } from './invitation-tellers.ts';
import { received, recorded, settled } from './rating-tellers.ts';
import type { Teller } from './told.ts';

/**
 * From the kind of a ledger entry to its sentence. A kind that is missing here says nothing of one
 * case; a new one is a teller and a line.
 */
export const TELLERS: Partial<Record<LedgerKind, Teller>> = {
  'service.recorded': recorded,
  'invitation.opened': opened,
  'invitation.changed': changed,
  'invitation.extended': extended,
  'default.made': defaulted,
  'default.withdrawn': defaultWithdrawn,
  'rating.received': received,
  'rating.settled': settled,
  'rating.redacted': redacted,
  'words.redacted': wordsRedacted,
  'workOrder.step': orderStepped,
  'appeal.filed': appealFiled,
  'appeal.decided': appealDecided,
  'invitation.reminded': reminded,
};
