import { uuidv7 } from 'uuidv7';
import { canonicalText, type Stage } from '../../../../protocol/index.ts';
import { type Grouping, kindOf, kindOfKey } from '../../../invitations/group.ts';
import type {
  ChangedBody,
  InvitationBody,
  MemberBody,
  OpenedBody,
} from '../../../ledger/bodies.ts';
import type { WriteContext } from './context.ts';
import type { InvitationRow } from './invitation-table.ts';
import { memberBody } from './member-table.ts';
import { addCase, emptyScope, type Scope } from './scope.ts';
import type { Standings } from './standings.ts';
import type { Tables } from './tables.ts';

/** A case at a stage as the records say it should stand: in this group, or in none. */
export interface Wanted {
  caseNo: string;
  stage: Stage;
  to: { grouping: Grouping; member: MemberBody; pack: string; test: boolean } | null;
}

/** A group while it changes. */
interface Touched {
  grouping: Grouping;
  stage: Stage;
  pack: string;
  row: InvitationRow | null;
  joined: MemberBody[];
  left: string[];
  /** What the joining cases say; null when none joins. */
  test: boolean;
}

/** Keeps invitations and the cases that belong to them (SZ-20a, SZ-20b). */
export class GroupKeeper {
  readonly #context: WriteContext;
  readonly #tables: Tables;
  readonly #standings: Standings;

  constructor(context: WriteContext, tables: Tables, standings: Standings) {
    this.#context = context;
    this.#tables = tables;
    this.#standings = standings;
  }

  /** Brings cases where they should be; returns the invitations that hold them now. */
  bring(wanted: readonly Wanted[]): InvitationRow[] {
    const changes = wanted.filter((one) => !this.#isThere(one));
    const touched = new Map<string, Touched>();
    const scope = emptyScope();
    for (const change of changes) this.#touch(change, touched, scope);
    if (changes.length > 0) {
      this.#standings.settleAfter(scope, () => {
        for (const group of touched.values()) this.#move(group, scope);
      });
    }
    const held = wanted.map(({ caseNo, stage }) => this.#tables.invitations.find(caseNo, stage));
    return held.filter((row) => row !== null);
  }

  #isThere({ caseNo, stage, to }: Wanted): boolean {
    const member = this.#tables.members.find(caseNo, stage);
    if (member === null || to === null) return member === null && to === null;
    const row = this.#tables.invitations.byPosition(member.invitation);
    return (
      row?.groupKey === to.grouping.key &&
      (row.test === 1) === to.test &&
      canonicalText(memberBody(member)) === canonicalText(to.member)
    );
  }

  #touch({ caseNo, stage, to }: Wanted, touched: Map<string, Touched>, scope: Scope): void {
    addCase(scope, caseNo, stage);
    const present = this.#tables.members.find(caseNo, stage);
    const held = present && this.#tables.invitations.byPosition(present.invitation);
    if (held)
      this.#group({ grouping: groupingIn(held), stage }, held, touched, scope).left.push(caseNo);
    if (to === null) return;
    const row = this.#tables.invitations.byKey(to.grouping.key);
    const group = this.#group({ grouping: to.grouping, stage }, row, touched, scope);
    if (row === null) group.pack = to.pack;
    group.joined.push(to.member);
    group.test ||= to.test;
  }

  #group(
    { grouping, stage }: Pick<Touched, 'grouping' | 'stage'>,
    row: InvitationRow | null,
    touched: Map<string, Touched>,
    scope: Scope,
  ): Touched {
    const known = touched.get(grouping.key);
    if (known !== undefined) return known;
    const pack = row?.pack ?? '';
    const test = row?.test === 1;
    const group: Touched = { grouping, stage, pack, row, joined: [], left: [], test };
    touched.set(grouping.key, group);
    if (row !== null) {
      const whole = this.#standings.scopeOf(row.position);
      scope.invitations.add(row.position);
      for (const { caseNo, stage } of whole.cases.values()) addCase(scope, caseNo, stage);
    }
    return group;
  }

  #move(group: Touched, scope: Scope): void {
    const { stage } = group;
    const joining = new Set(group.joined.map(({ caseNo }) => caseNo));
    const left = group.left.filter((caseNo) => !joining.has(caseNo));
    for (const caseNo of left) {
      if (this.#tables.members.find(caseNo, stage)?.invitation === group.row?.position) {
        this.#tables.members.remove(caseNo, stage);
      }
    }
    const row = group.row ?? this.#open(group);
    scope.invitations.add(row.position);
    for (const member of group.joined) {
      this.#tables.members.put({ ...member, stage, invitation: row.position });
    }
    if (group.row !== null) this.#change(group, row, left);
  }

  #open(group: Touched): InvitationRow {
    const { grouping } = group;
    const joined = group.joined.toSorted((a, b) => (a.caseNo < b.caseNo ? -1 : 1));
    const body = this.#bodyOf(group, joined);
    const invitationId = uuidv7();
    const explanation = joined[0]?.explanation ?? { rule: 'SZ-18', pack: body.pack, facts: {} };
    const opened: OpenedBody = {
      invitationId,
      groupKey: grouping.key,
      ...body,
      joined,
      explanation,
    };
    const { now, ledger } = this.#context;
    const { position } = ledger.append('invitation.opened', now, opened);
    const row: InvitationRow = {
      position,
      invitationId,
      groupKey: grouping.key,
      openedAt: now,
      state: 'open',
      ratedAt: null,
      ratedBy: null,
      defaultedBy: null,
      declarationNo: grouping.declarationNo,
      ...rowOf(body, joined, position),
    };
    this.#tables.invitations.insert(row);
    return row;
  }

  #change(group: Touched, row: InvitationRow, left: string[]): void {
    const members = this.#tables.members.of(row.position);
    const body = this.#bodyOf(group, members);
    const changed: ChangedBody = { invitation: row.position, ...body, joined: group.joined, left };
    const { now, ledger } = this.#context;
    const { position } = ledger.append('invitation.changed', now, changed);
    this.#tables.stories.add(row.position, position);
    const state = members.length === 0 ? 'void' : row.state === 'void' ? 'open' : row.state;
    const rated = state === 'void' ? { ratedAt: null, ratedBy: null } : {};
    Object.assign(row, rowOf(body, members, position), { state, ...rated });
    this.#tables.invitations.save(row);
  }

  /** What the group is by its members; a group that nobody is left of keeps its last words. */
  #bodyOf(
    { grouping, stage, pack: label, row, test }: Touched,
    members: readonly MemberBody[],
  ): InvitationBody {
    const pack = this.#context.packOf(label);
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
}

function rowOf(body: InvitationBody, members: readonly MemberBody[], decision: number) {
  const { place, test, ...rest } = body;
  const lead = members.find(({ caseNo }) => caseNo === body.caseNo);
  const itemName = lead === undefined ? {} : { itemName: lead.itemName };
  return { ...rest, ...place, itemName: '', ...itemName, test: test ? 1 : 0, decision } as const;
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

/** The group of an invitation that is there. */
export function groupingIn({ groupKey, declarationNo }: InvitationRow): Grouping {
  return { key: groupKey, kind: kindOfKey(groupKey), declarationNo };
}
