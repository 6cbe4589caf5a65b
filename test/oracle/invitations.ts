import type { ServiceRecord } from '../../protocol/index.ts';
import { type Reached, reachedStages } from './cases.ts';
import { dayOf, deadlineOf } from './days.ts';
import type { HallFacts, Invitation, Place } from './facts.ts';

/** Which invitations there are, and who shares one (SZ-20a, SZ-20b). */
export function invitationsOf({ records, departments }: HallFacts): Invitation[] {
  const reached = reachedStages(records);
  const themes = reached.filter(isTheme).toSorted(firstCompleted);
  const linkedBy = new Map<string, Reached>();
  const isThemeItself = (caseNo: string) => themes.some((theme) => theme.caseNo === caseNo);
  for (const theme of themes) {
    for (const { caseNo } of theme.record.linkedCases ?? []) {
      if (!isThemeItself(caseNo) && !linkedBy.has(caseNo)) linkedBy.set(caseNo, theme);
    }
  }
  const groups = new Map<string, Reached[]>();
  for (const one of reached) {
    if (one.stage === 'completion' && linkedBy.has(one.caseNo)) continue;
    const key = keyOf(one);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups].map(([key, members]) => {
    const invitation = invite(key, members, departments);
    const [theme] = members;
    for (const [caseNo, by] of linkedBy) {
      if (by === theme) invitation.linked.set(caseNo, linkedPlace(by, caseNo, departments));
    }
    return invitation;
  });
}

function invite(
  key: string,
  members: Reached[],
  departments: HallFacts['departments'],
): Invitation {
  const inOrder = members.toSorted((a, b) => (a.caseNo < b.caseNo ? -1 : 1));
  const [first] = inOrder;
  if (first === undefined) throw new Error('an invitation for nobody');
  const latest = Math.max(...members.map(({ completedAt }) => completedAt));
  return {
    key,
    kind: isTheme(first) ? 'theme' : members.length > 1 ? 'batch' : 'plain',
    stage: first.stage,
    cases: inOrder.map(({ caseNo }) => caseNo),
    linked: new Map(),
    place: placeOf(first.record, departments),
    test: first.test,
    ...deadlineOf(latest),
    rules: new Map(members.map(({ caseNo, rule }) => [caseNo, rule])),
  };
}

/** Cases with the same key are rated at once. A test case shares with test cases only. */
function keyOf(reached: Reached): string {
  const { caseNo, stage, record, completedAt, test } = reached;
  const { declarationNo, mode, hallId, windowNo, item, visitNo } = record;
  if (isTheme(reached) || declarationNo === undefined || mode !== 'window') {
    return JSON.stringify([caseNo, stage]);
  }
  const visit = visitNo ?? dayOf(completedAt);
  return JSON.stringify([declarationNo, stage, hallId, windowNo, item.itemCode, visit, test]);
}

function isTheme({ stage, record }: Reached): boolean {
  return stage === 'completion' && record.linkedCases !== undefined;
}

function firstCompleted(a: Reached, b: Reached): number {
  return a.completedAt - b.completedAt || (a.caseNo < b.caseNo ? -1 : 1);
}

function placeOf(record: ServiceRecord, departments: HallFacts['departments']): Place {
  const { hallId, departmentCode, windowNo, item, staff, mode } = record;
  return {
    hall: hallId ?? '',
    department: departmentCode ?? departments[item.itemCode] ?? '',
    window: mode === 'window' ? (windowNo ?? '') : '',
    item: item.itemCode,
    staff: staff?.staffNo ?? '',
  };
}

/** Where the theme was, for its own item and the body responsible for that. */
function linkedPlace(
  { record }: Reached,
  caseNo: string,
  departments: HallFacts['departments'],
): Place {
  const named = record.linkedCases?.find((one) => one.caseNo === caseNo);
  const item = named?.item.itemCode ?? '';
  const department = named?.departmentCode ?? departments[item] ?? '';
  return { ...placeOf(record, departments), item, department };
}
