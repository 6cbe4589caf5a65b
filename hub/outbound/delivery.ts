import type { RatingBody, ServiceRecord, Stage } from '../../protocol/index.ts';

/** Another party that the hub reports to. A province is known by the name of its profile. */
export type Destination = 'hotline' | 'sms' | `province:${string}`;

/**
 * record, rating, default: to the provincial platform. order: a work order to the 12345 hotline
 * (SZ-21a). reminder: an SMS to the applicant (SZ-13).
 */
export const DELIVERY_KINDS = ['record', 'rating', 'default', 'order', 'reminder'] as const;
export type DeliveryKind = (typeof DELIVERY_KINDS)[number];

/**
 * pending: not yet accepted, however often it was tried. refused: the receiver said no to the
 * content; an operator can send it again after a fix. abandoned: its cause fell away before it was
 * sent, e.g. the rating turned out forged.
 */
export const DELIVERY_STATES = ['pending', 'delivered', 'refused', 'abandoned'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** What must go where because of one ledger entry. */
export interface DeliveryDraft {
  destination: Destination;
  kind: DeliveryKind;
  /** Whom it is about: a case number or an order number. */
  subject: string;
  /**
   * Names the cause for good, also over a restored backup; the receiver gets it as Idempotency-Key.
   * Printable ASCII.
   */
  dedupeKey: string;
  /** Waits until the newest service record of this case has been accepted there. */
  afterRecordOf: string | null;
}

/** A delivery as it is kept; what it says is built from the ledger when it is sent. */
export interface DeliveryRow {
  id: number;
  destination: Destination;
  kind: DeliveryKind;
  subject: string;
  dedupeKey: string;
  /** Ledger position of its cause. */
  position: number;
  /** Another delivery that must have been accepted first. */
  after: number | null;
  state: DeliveryState;
  /** Answers and failures so far. */
  attempts: number;
  /** Epoch milliseconds; null while it waits for `after`, or when it is settled. */
  nextAttemptAt: number | null;
  /** Why the last attempt failed, or what it waits for. */
  lastError: string | null;
  /** What the receiver said when it settled the delivery. */
  reason: string | null;
  createdAt: number;
  settledAt: number | null;
}

/** A delivery whose time has come, with what its content is built from. */
export interface DueDelivery {
  id: number;
  kind: DeliveryKind;
  subject: string;
  dedupeKey: string;
  attempts: number;
  createdAt: number;
  source: DeliverySource;
}

/** What the ledger and its projections say about the cause of a delivery. */
export type DeliverySource =
  | { kind: 'record'; record: ServiceRecord; history: ServiceRecord[] }
  | ({ kind: 'rating' } & Numbered & RatedCase)
  | ({ kind: 'default'; inForce: boolean } & Numbered & ToldRating)
  | ({ kind: 'order'; order: OrderFacts } & RatedCase)
  | { kind: 'reminder'; caseNo: string; invitationId: string; invitation: ReminderFacts | null }
  /** The ledger no longer says it, e.g. because it was redacted. */
  | { kind: 'unreadable'; problem: string };

/** The how-manieth of its case this is for the destination. */
export interface Numbered {
  /** Counting ratings of citizens only; for a default, the place that a rating would have. */
  assessNumber: number;
  /** Defaults of the case that it has accepted before. */
  defaultsTold: number;
}

/** A rating as it stands now, and its case. */
export interface RatedCase extends ToldRating {
  rating: RatingBody;
  standing: string;
  signature: 'unverified' | 'valid' | 'bad';
  receiptCode: string;
}

/** What a province is told, be it what a citizen said or what counts by rule. */
export interface ToldRating {
  rating: Pick<RatingBody, 'caseNo' | 'stage' | 'level' | 'tags' | 'text'>;
  /** The tap, corrected for the device's clock; of a default, when the invitation closed. */
  tappedAt: number;
  place: {
    hallId: string;
    departmentCode: string;
    windowNo: string;
    itemCode: string;
    staffNo: string;
  };
  itemName: string | null;
  /** The case's service records up to the cause, in the order in which they came. */
  history: ServiceRecord[];
}

export interface ReminderFacts {
  stage: Stage;
  itemName: string;
  /** Exclusive (SZ-17a). */
  closesAt: number;
  ratedAt: number | null;
}

/** A work order as the ledger entry of its rating names it; more fields are passed on as they are. */
export interface OrderFacts {
  orderNo: string;
  dueAt: number;
  [more: string]: unknown;
}

/** What became of one attempt. */
export type DeliveryResult = { id: number } & (
  | { state: 'delivered'; reason: string | null }
  | { state: 'refused' | 'abandoned'; reason: string }
  | {
      state: 'pending';
      error: string;
      nextAttemptAt: number;
      /** False when nothing was sent, because the content is not ready yet. */
      attempted: boolean;
    }
);

/** How one destination stands. */
export interface DestinationRow {
  destination: Destination;
  pending: number;
  /** When the oldest pending delivery was made. */
  oldestAt: number | null;
  refused: number;
  /** Ledger position up to which its deliveries are made; null while it is switched off. */
  position: number | null;
}
