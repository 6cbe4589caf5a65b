import type { AppealParty, AppealRefusal, AppealState } from './appeal.ts';

export type AppealDecision =
  | {
      decided: true;
      next: Exclude<AppealState, { state: 'filed' }>;
      standing: 'counted' | 'notAdopted';
    }
  | { decided: false; refusal: AppealRefusal };

/**
 * Decides an appeal, or reverses an earlier decision on re-check. Pure (SZ-22a). The decision is
 * taken by another person than the one rated and the one who filed, a re-check also by another
 * than who decided first.
 */
export function decideAppeal(
  facts: { appeal: AppealState; staffNo: string; standing: string },
  uphold: boolean,
  by: AppealParty,
): AppealDecision {
  const { appeal, staffNo, standing } = facts;
  if (!by.roles.includes('appealDecider')) {
    return refuse('notYours', 'An appeal is decided by an account with that role.');
  }
  if (appeal.state === 'rechecked') {
    return refuse('final', 'It was decided and re-checked; that is final.');
  }
  const others = [staffNo, appeal.filedBy];
  if (appeal.state === 'decided') others.push(appeal.decidedBy);
  if (others.includes(by.account) || by.staffNo === staffNo) {
    return refuse('samePerson', 'Somebody else must decide: not who was rated, filed or decided.');
  }
  if (standing !== (stoodUpheld(appeal) ? 'notAdopted' : 'counted')) {
    return refuse('notCounted', `The rating is ${standing} meanwhile.`);
  }
  if (appeal.state === 'decided' && appeal.upheld === uphold) {
    return refuse('nothingToReverse', 'The first decision says the same.');
  }
  const state = appeal.state === 'filed' ? 'decided' : 'rechecked';
  const next = { state, filedBy: appeal.filedBy, upheld: uphold, decidedBy: by.account } as const;
  return { decided: true, next, standing: uphold ? 'notAdopted' : 'counted' };
}

function stoodUpheld(appeal: AppealState): boolean {
  return appeal.state !== 'filed' && appeal.upheld;
}

function refuse(reason: AppealRefusal['reason'], detail: string): AppealDecision {
  return { decided: false, refusal: { reason, rule: 'SZ-22a', detail } };
}
