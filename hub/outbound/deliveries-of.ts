import type { Rating, ServiceRecord } from '../../protocol/index.ts';
import type { DeliveryDraft, Destination } from './delivery.ts';

/** Where deliveries go now; null or false for a destination that is switched off. */
export interface OutboundSettings {
  hotline: boolean;
  sms: boolean;
  province: Destination | null;
  /** Whether that province wants to hear of default ratings (SZ-17b). */
  defaults: boolean;
}

/** A ledger entry as the feed reads it. */
export interface FedEntry {
  position: number;
  kind: string;
  /** JSON. */
  body: string;
  /** The message that the entry is about; that of the rating which it names, if it names one. */
  payload: string;
}

/**
 * The cases that an entry is about without naming them. The feed may read it when more have joined:
 * those are left to the entry that says so, which comes after `asOf`.
 */
export interface CasesMeant {
  /** Of a batch, all that it holds; of any other invitation none. */
  ofBatch(invitation: number, asOf: number): string[];
  /** Of a theme the linked cases, but for tests; of any other invitation none (SZ-20b). */
  linkedTo(invitation: number): string[];
  /** Those for which the default made at a ledger position stands today, but for tests. */
  ofDefault(made: number, asOf: number): DefaultedCase[];
}

export interface DefaultedCase {
  invitationId: string;
  caseNo: string;
}

type Rule = (entry: FedEntry, settings: OutboundSettings, cases: CasesMeant) => DeliveryDraft[];

/** One line for each kind of entry that another party must hear of. */
const RULES: Readonly<Record<string, Rule>> = {
  'service.recorded': recorded,
  'rating.received': judged,
  'rating.settled': judged,
  'invitation.extended': extended,
  'default.made': defaulted,
  'invitation.reminded': reminded,
};

/** The kinds that the feed reads; all others cost nothing. */
export const FED_KINDS: readonly string[] = Object.keys(RULES);

/** What must go where because of one ledger entry. Pure, so any part of a ledger can be fed again. */
export function deliveriesOf(
  entry: FedEntry,
  settings: OutboundSettings,
  cases: CasesMeant,
): DeliveryDraft[] {
  return RULES[entry.kind]?.(entry, settings, cases) ?? [];
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
function judged(
  { position, body, payload }: FedEntry,
  settings: OutboundSettings,
  cases: CasesMeant,
): DeliveryDraft[] {
  const { standing, invitation, order } = JSON.parse(body) as {
    standing: string;
    invitation?: number;
    order?: { orderNo: string } | null;
  };
  const drafts: DeliveryDraft[] = [];
  if (order && settings.hotline) drafts.push(orderDraft(order.orderNo, []));
  const { province } = settings;
  if (standing !== 'counted' || province === null) return drafts;
  const rating = JSON.parse(payload) as Rating;
  const caseNos = new Set<string>();
  // A theme rated by its linked cases alone has no level of its own (SZ-20b).
  if (rating.body.level !== null) {
    const others = invitation === undefined ? [] : cases.ofBatch(invitation, position);
    for (const caseNo of [rating.body.caseNo, ...others]) caseNos.add(caseNo);
  }
  for (const caseNo of ratedOneByOne(rating, invitation, cases)) caseNos.add(caseNo);
  return [...drafts, ...[...caseNos].map((caseNo) => ratingDraft(rating, caseNo, province))];
}

/** SZ-20b: the linked cases that got a level of their own; the theme covers the others. */
function ratedOneByOne(
  { body: { linked = [] } }: Rating,
  invitation: number | undefined,
  cases: CasesMeant,
): string[] {
  if (linked.length === 0 || invitation === undefined) return [];
  const known = new Set(cases.linkedTo(invitation));
  return linked.map(({ caseNo }) => caseNo).filter((caseNo) => known.has(caseNo));
}

/** Cases joined a batch that was rated before: its order names them too, and each is told of. */
function extended(
  { position, body, payload }: FedEntry,
  settings: OutboundSettings,
  cases: CasesMeant,
): DeliveryDraft[] {
  const said = JSON.parse(body) as {
    caseNos: string[];
    rating?: number;
    default?: number;
    orderNo?: string;
  };
  const { rating, orderNo, caseNos } = said;
  const { hotline, province } = settings;
  const order = orderNo !== undefined && hotline ? [orderDraft(orderNo, caseNos)] : [];
  if (province === null) return order;
  if (rating === undefined) {
    const { default: made } = said;
    return defaultDrafts({ position, made }, settings, cases).filter(({ subject }) =>
      caseNos.includes(subject),
    );
  }
  const message = JSON.parse(payload) as Rating;
  return [...order, ...caseNos.map((caseNo) => ratingDraft(message, caseNo, province))];
}

/** Nobody rated in time: the province hears of a default, never of a rating (SZ-17b). */
function defaulted(
  { position }: FedEntry,
  settings: OutboundSettings,
  cases: CasesMeant,
): DeliveryDraft[] {
  return defaultDrafts({ position, made: position }, settings, cases);
}

function defaultDrafts(
  { position, made = 0 }: { position: number; made: number | undefined },
  { province, defaults }: OutboundSettings,
  cases: CasesMeant,
): DeliveryDraft[] {
  if (province === null || !defaults) return [];
  return cases.ofDefault(made, position).map(({ invitationId, caseNo }) => ({
    destination: province,
    kind: 'default',
    subject: caseNo,
    dedupeKey: `${DEFAULT_KEY}${invitationId}/${caseNo}`,
    afterRecordOf: caseNo,
  }));
}

const DEFAULT_KEY = 'default:';

/** The invitation whose default goes by this key. */
export function invitationOfDefault(dedupeKey: string): string {
  return dedupeKey.slice(DEFAULT_KEY.length, dedupeKey.indexOf('/'));
}

function orderDraft(orderNo: string, added: readonly string[]): DeliveryDraft {
  const dedupeKey = [orderKey(orderNo), ...added].join('+');
  const about = { subject: orderNo, dedupeKey, afterRecordOf: null };
  return { destination: 'hotline', kind: 'order', ...about };
}

/** Begins the keys of all that is told of an order: "+" and cases follow when it is told again. */
export function orderKey(orderNo: string): string {
  return `order:${orderNo}`;
}

/** Begins the keys of all that is told of a rating: "/" and the case follow for others of a batch. */
export function ratingKey(terminalId: string, eventId: string): string {
  return `rating:${terminalId}/${eventId}`;
}

/** One rating of a batch is told for each of its cases (SZ-20a), of a theme for each level in it. */
function ratingDraft(
  { terminalId, eventId, body }: Pick<Rating, 'terminalId' | 'eventId' | 'body'>,
  caseNo: string,
  province: Destination,
): DeliveryDraft {
  const rating = ratingKey(terminalId, eventId);
  const dedupeKey = caseNo === body.caseNo ? rating : `${rating}/${caseNo}`;
  return {
    destination: province,
    kind: 'rating',
    subject: caseNo,
    dedupeKey,
    afterRecordOf: caseNo,
  };
}

function reminded({ body }: FedEntry, { sms }: OutboundSettings): DeliveryDraft[] {
  if (!sms) return [];
  const { invitationId, caseNo } = JSON.parse(body) as { invitationId: string; caseNo: string };
  const dedupeKey = `reminder:${invitationId}`;
  const about = { subject: caseNo, dedupeKey, afterRecordOf: null };
  return [{ destination: 'sms', kind: 'reminder', ...about }];
}
