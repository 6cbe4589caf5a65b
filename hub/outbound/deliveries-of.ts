import type { Rating, ServiceRecord } from '../../protocol/index.ts';
import type { DeliveryDraft, Destination } from './delivery.ts';

/** Where deliveries go now; null or false for a destination that is switched off. */
export interface OutboundSettings {
  hotline: boolean;
  sms: boolean;
  province: Destination | null;
}

/** A ledger entry as the feed reads it. */
export interface FedEntry {
  position: number;
  kind: string;
  /** JSON. */
  body: string;
  /** The message that the entry is about; for `rating.settled` that of the rating it names. */
  payload: string;
}

type Rule = (entry: FedEntry, settings: OutboundSettings) => DeliveryDraft[];

/** One line for each kind of entry that another party must hear of. */
const RULES: Readonly<Record<string, Rule>> = {
  'service.recorded': recorded,
  'rating.received': judged,
  'rating.settled': judged,
  'invitation.reminded': reminded,
};

/** The kinds that the feed reads; all others cost nothing. */
export const FED_KINDS: readonly string[] = Object.keys(RULES);

/** What must go where because of one ledger entry. Pure, so any part of a ledger can be fed again. */
export function deliveriesOf(entry: FedEntry, settings: OutboundSettings): DeliveryDraft[] {
  return RULES[entry.kind]?.(entry, settings) ?? [];
}

/** Cause of a service record's delivery, whichever entry leads to it. */
export function recordKey(systemId: string, recordId: string): string {
  return `record:${systemId}/${encodeURIComponent(recordId.toWellFormed())}`;
}

/** Nothing can be rated after a failed receipt (SZ-18g), and a test case is nobody's case. */
export function concernsProvince(record: ServiceRecord): boolean {
  const unratable = record.event === 'receiptFailed' || record.event === 'notAccepted';
  return !unratable && record.test !== true;
}

function recorded({ body, payload }: FedEntry, { province }: OutboundSettings): DeliveryDraft[] {
  if (province === null) return [];
  const { systemId, recordId } = JSON.parse(body) as { systemId: string; recordId: string };
  const record = JSON.parse(payload) as ServiceRecord;
  if (!concernsProvince(record)) return [];
  const dedupeKey = recordKey(systemId, recordId);
  const subject = record.caseNo;
  return [{ destination: province, kind: 'record', subject, dedupeKey, afterRecordOf: null }];
}

/** A rating counts from now on; it may have opened a work order (SZ-21a). */
function judged({ body, payload }: FedEntry, settings: OutboundSettings): DeliveryDraft[] {
  const { standing, order } = JSON.parse(body) as {
    standing: string;
    order?: { orderNo: string } | null;
  };
  const drafts: DeliveryDraft[] = [];
  if (order && settings.hotline) {
    const { orderNo } = order;
    const dedupeKey = `order:${orderNo}`;
    const about = { subject: orderNo, dedupeKey, afterRecordOf: null };
    drafts.push({ destination: 'hotline', kind: 'order', ...about });
  }
  if (standing === 'counted' && settings.province !== null) {
    const { terminalId, eventId, body: rating } = JSON.parse(payload) as Rating;
    const { caseNo, level } = rating;
    // A theme rated by its linked cases alone has no level of its own (SZ-20b).
    if (level === null) return drafts;
    const dedupeKey = `rating:${terminalId}/${eventId}`;
    const about = { subject: caseNo, dedupeKey, afterRecordOf: caseNo };
    drafts.push({ destination: settings.province, kind: 'rating', ...about });
  }
  return drafts;
}

function reminded({ body }: FedEntry, { sms }: OutboundSettings): DeliveryDraft[] {
  if (!sms) return [];
  const { invitationId, caseNo } = JSON.parse(body) as { invitationId: string; caseNo: string };
  const dedupeKey = `reminder:${invitationId}`;
  const about = { subject: caseNo, dedupeKey, afterRecordOf: null };
  return [{ destination: 'sms', kind: 'reminder', ...about }];
}
