import { uuidv7 } from 'uuidv7';
import { canonicalText, type Stage } from '../../../../protocol/index.ts';
import type { Grouping } from '../../../invitations/group.ts';
import type { ChangedBody, MemberBody, OpenedBody } from '../../../ledger/bodies.ts';
import type { WriteContext } from './context.ts';
import type { InvitationExtender } from './extend-invitations.ts';
import { bodyOf, type ChangingGroup, groupingIn, rowOf } from './group-body.ts';
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

/** A group while it changes; `test` is what the joining cases say. */
interface Touched extends ChangingGroup {
  joined: MemberBody[];
  left: string[];
  /** Its own cases before the change, and who had decided on them. */
  before: { caseNos: Set<string>; ratedBy: number | null; defaultedBy: number | null };
}

/** Keeps invitations and the cases that belong to them (SZ-20a, SZ-20b). */
export class GroupKeeper {
  readonly #context: WriteContext;
  readonly #tables: Tables;
  readonly #standings: Standings;
  readonly #extender: InvitationExtender;

  constructor(
    context: WriteContext,
    parts: { tables: Tables; standings: Standings; extender: InvitationExtender },
  ) {
    this.#context = context;
    this.#tables = parts.tables;
    this.#standings = parts.standings;
    this.#extender = parts.extender;
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
      for (const group of touched.values()) this.#tellJoined(group);
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
    const caseNos = new Set<string>();
    const { ratedBy = null, defaultedBy = null } = row ?? {};
    const before = { caseNos, ratedBy, defaultedBy };
    const group: Touched = { grouping, stage, pack, row, joined: [], left: [], test, before };
    touched.set(grouping.key, group);
    if (row !== null) {
      scope.invitations.add(row.position);
      for (const { caseNo, stage } of this.#tables.members.of(row.position)) {
        addCase(scope, caseNo, stage);
        caseNos.add(caseNo);
      }
    }
    return group;
  }

  #tellJoined({ row, joined, before }: Touched): void {
    if (row === null) return;
    const { caseNos, ...decided } = before;
    const others = joined.filter(({ caseNo, role }) => role === 'own' && !caseNos.has(caseNo));
    const joiners = others.map(({ caseNo }) => caseNo);
    this.#extender.extend({ position: row.position, ...decided }, joiners);
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
    const body = bodyOf(group, joined, this.#context.packOf(group.pack));
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
    const body = bodyOf(group, members, this.#context.packOf(group.pack));
    const changed: ChangedBody = { invitation: row.position, ...body, joined: group.joined, left };
    const { now, ledger } = this.#context;
    const { position } = ledger.append('invitation.changed', now, changed);
    this.#tables.stories.add(row.position, position);
    const state = members.length === 0 ? 'void' : row.state === 'void' ? 'open' : row.state;
    const rated = state === 'void' ? { ratedAt: null, ratedBy: null } : {};
    Object.assign(row, rowOf(body, members, position), { state, ...rated });
    this.#tables.invitations.save(row);
  }
}
