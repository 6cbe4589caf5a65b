import type { RefusalReason, Stage } from '../../protocol/index.ts';
import type { Decision, Filing } from '../appeals/appeal.ts';
import type { RatedPlace } from '../statistics/figure.ts';
import type { Explanation, RatingStanding } from '../store/port.ts';
import type { OrderDraft } from '../workorders/port.ts';
import type { Step } from '../workorders/step.ts';
import type { TakenBy } from '../workorders/take-step.ts';

/** `invitation.opened` */
export interface OpenedBody {
  invitationId: string;
  caseNo: string;
  stage: Stage;
  closesAt: number;
  place: RatedPlace;
  explanation: Explanation;
}

/** How a rating stands, and why. */
interface Judged {
  standing: RatingStanding;
  reason?: RefusalReason;
  /** Ledger position of the invitation it is about, whose place is then the rating's. */
  invitation?: number;
  explanation: Explanation;
  /** The work order it opens, or opens again (SZ-21a). */
  order?: OrderDraft;
}

/** `rating.received`; the payload is the rating itself. */
export interface ReceivedBody extends Judged {
  receivedAt: number;
  /** Corrected for the device's clock. */
  tappedAt: number;
  /** Day of the tap in the pack's time zone. */
  day: string;
  /** Where its terminal stands, when no invitation is known. */
  place?: RatedPlace;
}

/** `rating.settled`: a rating received before stands differently now. */
export interface SettledBody extends Judged {
  /** Ledger position of the rating. */
  rating: number;
  /** The work order that ends with it. */
  cancelsOrder?: string;
}

/** `workOrder.step` */
export interface OrderStepBody {
  /** Ledger position of the order's rating. */
  rating: number;
  orderNo: string;
  step: Step;
  by: TakenBy;
}

/** `workOrder.moved`: another working calendar has moved due dates. */
export interface OrdersMovedBody {
  calendar: number;
  /** By ledger position of each order's rating. */
  moved: { rating: number; dueAt: number; provisional: boolean }[];
}

/** `appeal.filed` */
export interface AppealFiledBody {
  appealNo: string;
  filing: Filing;
  by: string;
  explanation: Explanation;
}

/** `appeal.decided`: the first time, or on re-check; the rating stands so from now on. */
export interface AppealDecidedBody {
  /** Ledger position of the rating. */
  rating: number;
  appealNo: string;
  decision: Decision;
  by: string;
  standing: 'counted' | 'notAdopted';
  explanation: Explanation;
}

/** `rating.conflict`: readable, in quarantine. */
export interface ConflictBody {
  terminalId: string;
  eventId: string;
  seq: number;
  reason: RefusalReason;
}

/** `rating.unreadable`: its number counts as arrived; the message is in quarantine. */
export interface UnreadableBody {
  terminalId: string;
  seq: number;
  reason: RefusalReason;
  digest: string;
}
