import type { Channel, Level, Stage, Tag } from '../../protocol/index.ts';
import type { Explanation } from '../rules/explanation.ts';
import type { OrderSubject } from './order-for.ts';
import type { OrderState } from './state.ts';
import type { FollowUpAnswer, HubStep, Step, StepName } from './step.ts';
import type { StepRefusal, StepTaker, TakenBy } from './take-step.ts';
import type { Timing } from './timing.ts';

/** A work order as it is opened; part of the ledger entry of its rating. */
export interface OrderDraft extends OrderSubject {
  orderNo: string;
  /** Exclusive: 24:00 of `lastDay` in the pack's time zone. */
  dueAt: number;
  lastDay: string;
  /** A working day was counted that no notice covers yet. */
  provisional: boolean;
  /** Version of the working calendar; null when none was needed or known. */
  calendar: number | null;
}

export interface WorkOrderCommands {
  /** A step of the hotline is idempotent by its own step id. */
  'workOrder.step': {
    command: { orderNo: string; step: Step; taker: StepTaker };
    outcome: StepOutcome;
  };
}

export type StepOutcome =
  | { status: 'taken' | 'duplicate'; state: OrderState['state']; allowed: readonly StepName[] }
  | { status: 'refused'; refusal: StepRefusal }
  | { status: 'unknownOrder' }
  /** The hotline used this step id before for something else. */
  | { status: 'contradiction' };

export interface WorkOrderQueries {
  /** Newest first. `before` is a ledger position. */
  workOrders: {
    query: WorkOrderFilter & { limit: number; before?: number; nearlyDueUntil: number };
    answer: WorkOrderRow[];
  };
  workOrder: {
    query: { orderNo: string; nearlyDueUntil: number };
    answer: WorkOrderView | null;
  };
  /** Orders of ratings of these days, both included, a body a row (GZ-3). */
  workOrderFigures: { query: { from: string; to: string }; answer: WorkOrderFigures[] };
}

export interface WorkOrderFilter {
  state?: OrderState['state'];
  hallId?: string;
  timing?: 'nearlyDue' | 'overdue';
}

export interface WorkOrderRow extends OrderSubject {
  orderNo: string;
  /** Ledger position of its rating; orders are listed by it. */
  rating: number;
  /** Day of the rating. */
  day: string;
  hallId: string;
  body: string;
  state: OrderState['state'];
  substantiated: boolean | null;
  answer: FollowUpAnswer | null;
  openedAt: number;
  dueAt: number;
  provisional: boolean;
  answeredAt: number | null;
  closedAt: number | null;
  timing: Timing;
}

export interface WorkOrderView extends WorkOrderRow {
  about: RatingOfOrder;
  steps: StepView[];
  allowed: readonly StepName[];
  explanation: Explanation;
}

/** What a rating said, without free text and without anybody's personal data. */
export interface RatingOfOrder {
  standing: string;
  stage: Stage;
  channel: Channel;
  /** null for a theme rated by its linked cases alone (SZ-20b). */
  level: Level | null;
  business: Level | null;
  service: Level | null;
  tags: Tag[];
  windowNo: string | null;
  itemCode: string | null;
  staffNo: string | null;
  tappedAt: number;
}

/** The order as it is shown beside its rating (SZ-22b). */
export type OrderBeside = Pick<WorkOrderRow, 'orderNo' | 'state' | 'substantiated' | 'answer'>;

export interface StepView {
  position: number;
  at: number;
  by: TakenBy;
  step: Step | HubStep;
}

/** `opened` = `onTime` + `overdue` + `running`; cancelled ones stand apart. */
export interface WorkOrderFigures {
  body: string;
  opened: number;
  cancelled: number;
  onTime: number;
  overdue: number;
  running: number;
  verified: number;
  substantiated: number;
  followedUp: number;
  satisfied: number;
}
