import type { Level } from '../../protocol/index.ts';
import type { RatedPart } from '../workorders/order-for.ts';
import {
  APPEAL_SUBJECTS,
  type AppealParty,
  type AppealRefusal,
  type AppealState,
  type AppealSubject,
} from './appeal.ts';

/** What is known when an appeal is filed. */
export interface FilingFacts {
  rating: { standing: string; staffNo: string; parts: readonly RatedPart[] };
  /** An appeal against this rating exists already. */
  appealed: boolean;
  /** Exclusive, epoch milliseconds; null where the pack sets no limit. */
  closesAt: number | null;
  now: number;
  negativeUpTo: Level;
}

export type FilingDecision =
  | { filed: true; state: AppealState }
  | { filed: false; refusal: AppealRefusal };

/**
 * Whether an appeal may be filed. Pure. Only a false or malicious rating of a person can be
 * appealed against (SZ-22a), by an operator account for the person whom the rating names; never
 * item management, process, efficiency, convenience or platform (SZ-22b).
 */
export function fileAppeal(
  facts: FilingFacts,
  filing: { subject: AppealSubject; staffNo: string },
  by: AppealParty,
): FilingDecision {
  const { rating, closesAt, now } = facts;
  if (!by.roles.includes('operator')) {
    return refuse('notYours', 'SZ-22a', 'Appeals are filed by an operator account of the body.');
  }
  if (filing.subject !== 'staffConduct') {
    const name = APPEAL_SUBJECTS[filing.subject];
    return refuse('notAppealable', 'SZ-22b', `${name} cannot be appealed against.`);
  }
  if (rating.standing !== 'counted') {
    return refuse('notCounted', 'SZ-22a', `The rating is ${rating.standing}, not counted.`);
  }
  if (rating.staffNo === '' || rating.staffNo !== filing.staffNo) {
    return refuse('notConcerned', 'SZ-22a', 'The rating names another person, or nobody.');
  }
  const judged = judgesStaff(rating.parts, facts.negativeUpTo);
  if (judged !== 'negatively') return judged === 'notNegative' ? POSITIVE : NOT_THE_STAFF;
  if (facts.appealed) {
    return refuse('alreadyAppealed', 'SZ-22a', 'This rating has been appealed against before.');
  }
  if (closesAt !== null && now >= closesAt) {
    return refuse('tooLate', 'SZ-22a', 'The time to appeal is over.');
  }
  return { filed: true, state: { state: 'filed', filedBy: by.account } };
}

/**
 * Does the rating judge the person negatively? Where the service indicator was given, it alone
 * tells; otherwise the overall one does. Business stands for item, process, efficiency and the
 * like.
 */
function judgesStaff(
  parts: readonly RatedPart[],
  negativeUpTo: Level,
): 'negatively' | 'otherwise' | 'notNegative' {
  if (!parts.some(({ level }) => level <= negativeUpTo)) return 'notNegative';
  const levelOf = (indicator: RatedPart['indicator']) =>
    parts.find((part) => part.indicator === indicator)?.level;
  const level = levelOf('service') ?? levelOf('overall');
  return level !== undefined && level <= negativeUpTo ? 'negatively' : 'otherwise';
}

function refuse(
  reason: AppealRefusal['reason'],
  rule: AppealRefusal['rule'],
  detail: string,
): { filed: false; refusal: AppealRefusal } {
  return { filed: false, refusal: { reason, rule, detail } };
}

const POSITIVE = refuse('notNegative', 'SZ-22a', 'The rating is not negative.');
const NOT_THE_STAFF = refuse(
  'notAppealable',
  'SZ-22b',
  'Nothing negative in this rating is about the person who served.',
);
