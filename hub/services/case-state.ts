import type { ServiceEvent, ServiceRecord, Stage } from '../../protocol/index.ts';
import { opening } from './completion.ts';

/** A stage of a case that may be rated, with the record that decided it. */
export interface CaseOpening {
  stage: Stage;
  rule: string;
  /** Epoch milliseconds; the invitation's days count from here (SZ-17a). */
  completedAt: number;
  record: ServiceRecord;
}

/** Two records that cannot both be true; an operator must ask the business system. */
export interface Contradiction {
  kind:
    | 'failedAfterReceipt'
    | 'notAcceptedAfterDecision'
    | 'decidedTwice'
    | 'collectedBeforeDecision'
    | 'certificateUnclear'
    | 'sameIdOtherContent';
  rule: string;
  recordIds: string[];
}

export interface CaseState {
  openings: CaseOpening[];
  contradictions: Contradiction[];
  /** Any record of it says that it is a test. */
  test: boolean;
}

/**
 * What the records of one case say together (SZ-18a–g, SZ-15/19). Pure, and blind to the order in
 * which they arrived: it goes by when each step occurred. Where records contradict each other the
 * last word on receipt and acceptance holds, the first completion holds, and the contradiction is
 * named for an operator.
 */
export function caseState(records: readonly ServiceRecord[]): CaseState {
  const steps = [...records].sort(byOccurrence);
  const found: Contradiction[] = [];
  const openings = [receipt(steps, found), completion(steps, found), consultation(steps)];
  return {
    openings: openings.filter((opening) => opening !== null),
    contradictions: found,
    test: steps.some((record) => record.test === true),
  };
}

/** When a step occurred, in epoch milliseconds. */
export function occurredAt(record: ServiceRecord): number {
  return Date.parse(record.occurredAt);
}

/** SZ-18e, SZ-18g: the last word on the receipt holds; a success counts from its first report. */
function receipt(steps: readonly ServiceRecord[], found: Contradiction[]): CaseOpening | null {
  const successes = steps.filter((step) => step.event === 'received');
  const failure = steps.findLast((step) => step.event === 'receiptFailed');
  if (failure === undefined) return first(successes);
  const [success] = successes;
  if (success !== undefined && byOccurrence(success, failure) < 0) {
    found.push(contradiction('failedAfterReceipt', 'SZ-18g', [success, failure]));
  }
  return first(successes.filter((step) => byOccurrence(step, failure) > 0));
}

/** SZ-18a–d, SZ-18f, SZ-18g. */
function completion(steps: readonly ServiceRecord[], found: Contradiction[]): CaseOpening | null {
  const isFinal = (step: ServiceRecord) => DECISIONS.has(step.event) || step.event === 'collected';
  const rejection = steps.findLast((step) => step.event === 'notAccepted');
  const before = steps.filter((step) => rejection && byOccurrence(step, rejection) < 0);
  const stands = steps.filter((step) => !rejection || byOccurrence(step, rejection) > 0);
  const overruled = before.filter(isFinal);
  if (rejection !== undefined && overruled.length > 0) {
    found.push(contradiction('notAcceptedAfterDecision', 'SZ-18g', [...overruled, rejection]));
  }
  const decisions = stands.filter((step) => DECISIONS.has(step.event));
  if (decisions.length > 1) found.push(contradiction('decidedTwice', 'SZ-18', decisions));
  const certificate = certificateOf(stands.filter(isFinal), found);
  const collected = stands.find((step) => step.event === 'collected');
  const [decision] = decisions;
  if (certificate && collected && decision && byOccurrence(collected, decision) < 0) {
    found.push(contradiction('collectedBeforeDecision', 'SZ-18d', [collected, decision]));
  }
  return first(
    stands.filter((step) => isFinal(step) || step.event === 'flowEnded'),
    certificate,
  );
}

/** One word on whether there is a paper result to collect: if any record says so, there is. */
function certificateOf(steps: readonly ServiceRecord[], found: Contradiction[]): boolean {
  const yes = steps.filter((step) => step.certificate);
  const no = steps.filter((step) => !step.certificate);
  if (yes.length > 0 && no.length > 0) {
    found.push(contradiction('certificateUnclear', 'SZ-18d', [...yes, ...no]));
  }
  return yes.length > 0;
}

/** SZ-15/19: the end of the call. */
function consultation(steps: readonly ServiceRecord[]): CaseOpening | null {
  return first(steps.filter((step) => step.event === 'consultationEnded'));
}

/** The first of these steps that opens a stage. */
function first(steps: readonly ServiceRecord[], certificate?: boolean): CaseOpening | null {
  for (const record of steps) {
    const said = certificate === undefined ? record : { ...record, certificate };
    const { stage, rule } = opening(said);
    if (stage !== null) return { stage, rule, completedAt: occurredAt(record), record };
  }
  return null;
}

const DECISIONS: ReadonlySet<ServiceEvent> = new Set(['granted', 'refused', 'returned']);

function byOccurrence(a: ServiceRecord, b: ServiceRecord): number {
  return occurredAt(a) - occurredAt(b) || compare(a.recordId, b.recordId);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function contradiction(
  kind: Contradiction['kind'],
  rule: string,
  records: readonly ServiceRecord[],
): Contradiction {
  return { kind, rule, recordIds: [...new Set(records.map((record) => record.recordId))] };
}
