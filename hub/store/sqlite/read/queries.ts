import type { DatabaseSync } from 'node:sqlite';
import type { RuleSource } from '../../../rules/rule-book.ts';
import type { Answer, Query, QueryKind } from '../../port.ts';
import { AccessReader } from './access.ts';
import { AppealReader } from './appeals.ts';
import { BulletinReader } from './bulletins.ts';
import { CaseReader } from './cases.ts';
import { ContradictionReader } from './contradictions.ts';
import { DeadlineReader } from './deadlines.ts';
import { DeliveryReader } from './deliveries.ts';
import { EditionReader } from './editions.ts';
import { FigureReader } from './figures.ts';
import { IdentityReader } from './identities.ts';
import { InvitationReader } from './invitations.ts';
import { QuarantineReader } from './quarantine.ts';
import { RatingReader } from './ratings.ts';
import { RuleReader } from './rules.ts';
import { StateReader } from './state.ts';
import { StoryReader } from './stories.ts';
import { TerminalReader } from './terminals.ts';
import { WorkOrderFigureReader } from './work-order-figures.ts';
import { WorkOrderReader } from './work-orders.ts';

type Handlers = { [K in QueryKind]: (query: Query<K>, now: number) => Answer<K> };

export interface StoreQueries {
  answer(query: Query, now: number): Answer<QueryKind>;
  /** Gets ready what the first question would otherwise wait for, bit by bit. */
  warmUp(): Iterable<void>;
}

/** Puts the parts together that answer queries. */
export function createQueries(
  db: DatabaseSync,
  { rules: source, figureCacheDays }: { rules: RuleSource; figureCacheDays: number },
): StoreQueries {
  const terminals = new TerminalReader(db);
  const editions = new EditionReader(db);
  const ratings = new RatingReader(db);
  const cases = new CaseReader(db, ratings);
  const invitations = new InvitationReader(db);
  const stories = new StoryReader(db);
  const figures = new FigureReader(db, figureCacheDays);
  const quarantine = new QuarantineReader(db);
  const contradictions = new ContradictionReader(db);
  const deadlines = new DeadlineReader(db);
  const access = new AccessReader(db);
  const rules = new RuleReader(db, source);
  const identities = new IdentityReader(db);
  const state = new StateReader(db);
  const orders = new WorkOrderReader(db);
  const orderFigures = new WorkOrderFigureReader(db);
  const appeals = new AppealReader(db);
  const deliveries = new DeliveryReader(db);
  const bulletins = new BulletinReader(db, { figures, state });
  const handlers: Handlers = {
    terminal: ({ terminalId }) => terminals.one(terminalId),
    terminals: () => terminals.all(),
    terminalSettings: () => terminals.settings(),
    edition: ({ edition }) => editions.one(edition),
    editions: () => editions.all(),
    enrolments: ({ at }) => terminals.enrolments(at),
    desiredState: ({ terminalId, at }) => terminals.desiredState(terminalId, at),
    case: ({ caseNo }, now) => cases.view(caseNo, now),
    invitation: ({ invitationId }, now) => invitations.one(invitationId, now),
    story: ({ caseNo }) => stories.of(caseNo),
    ratings: (query) => ratings.newest(query),
    unmatched: (query) => ratings.unmatched(query),
    contradictions: (query) => contradictions.list(query),
    unknownCodes: () => contradictions.unknownCodes(),
    nextDeadline: () => deadlines.next(),
    quarantine: (query) => quarantine.newest(query),
    figures: (query) => figures.answer(query),
    workOrders: (query, now) => orders.list(query, now),
    workOrder: (query, now) => orders.one(query, now),
    workOrderFigures: (query, now) => orderFigures.ofBodies(query, now),
    appeals: (query) => appeals.list(query),
    bulletinSource: (query) => bulletins.source(query),
    bulletin: (query) => bulletins.one(query),
    bulletins: () => bulletins.newest(),
    unverified: ({ limit }) => ratings.unverified(limit),
    system: ({ keyHash }) => access.system(keyHash),
    systems: () => access.systems(),
    account: ({ name }) => access.account(name),
    accounts: () => access.accounts(),
    identity: ({ caseNo }) => identities.ofCase(caseNo),
    identitiesByIndex: (query) => identities.byIndex(query),
    identitiesSealedWith: (query) => identities.sealedWith(query),
    identityKeys: () => identities.keys(),
    accessLog: (query) => identities.accesses(query),
    directory: () => access.directory(),
    packs: (_query, now) => rules.packs(now),
    calendar: () => rules.calendar(),
    packAdmission: ({ pack }) => rules.admitPack(pack),
    calendarAdmission: ({ calendar }) => rules.admitCalendar(calendar),
    state: () => state.read(),
    deliveries: (query) => deliveries.newest(query),
    delivery: ({ id }) => deliveries.one(id),
    dueDeliveries: (query) => deliveries.due(query),
    destinations: () => deliveries.destinations(),
  };
  const answer = (query: Query, now: number) =>
    (handlers[query.kind] as (query: Query, now: number) => Answer<QueryKind>)(query, now);
  return { answer, warmUp: () => figures.warmUp() };
}
