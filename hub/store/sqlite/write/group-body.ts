import { type Grouping, kindOf, kindOfKey } from '../../../invitations/group.ts';
import type { InvitationBody, MemberBody } from '../../../ledger/bodies.ts';
import type { RulePack } from '../../../rules/pack.ts';
import type { InvitationRow } from './invitation-table.ts';

/** A group of which something changes. */
export interface ChangingGroup {
  grouping: Grouping;
  stage: InvitationBody['stage'];
  /** The label of its pack. */
  pack: string;
  row: InvitationRow | null;
  test: boolean;
}

/** What a group is by its members; one that nobody is left of keeps its last words. */
export function bodyOf(
  { grouping, stage, pack: label, row, test }: ChangingGroup,
  members: readonly MemberBody[],
  pack: RulePack,
): InvitationBody {
  const own = members.filter(({ role }) => role === 'own');
  const lead = own[0] ?? members[0];
  const last = members.reduce<MemberBody | null>(
    (latest, one) => (latest === null || one.closesAt > latest.closesAt ? one : latest),
    null,
  );
  return {
    kind: kindOf(grouping.kind, own.length, pack.batch.minCases),
    stage,
    pack: label,
    test,
    closesAt: last?.closesAt ?? row?.closesAt ?? 0,
    lastDay: last?.lastDay ?? row?.lastDay ?? '',
    defaultLevel: row?.defaultLevel ?? pack.defaultLevel,
    caseNo: lead?.caseNo ?? row?.caseNo ?? '',
    place: lead?.place ?? placeIn(row),
    cases: own.length,
  };
}

/** The columns of an invitation that follow from what it is. */
export function rowOf(body: InvitationBody, members: readonly MemberBody[], decision: number) {
  const { place, test, ...rest } = body;
  const lead = members.find(({ caseNo }) => caseNo === body.caseNo);
  const itemName = lead === undefined ? {} : { itemName: lead.itemName };
  return { ...rest, ...place, itemName: '', ...itemName, test: test ? 1 : 0, decision } as const;
}

/** The group of an invitation that is there. */
export function groupingIn({ groupKey, declarationNo }: InvitationRow): Grouping {
  return { key: groupKey, kind: kindOfKey(groupKey), declarationNo };
}

function placeIn(row: InvitationRow | null): InvitationBody['place'] {
  const {
    hallId = '',
    departmentCode = '',
    windowNo = '',
    itemCode = '',
    staffNo = '',
  } = row ?? {};
  return { hallId, departmentCode, windowNo, itemCode, staffNo };
}
