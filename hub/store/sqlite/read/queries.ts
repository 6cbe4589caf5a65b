import type { DatabaseSync } from 'node:sqlite';
import type { Answer, Query, QueryKind } from '../../port.ts';
import { AccessReader } from './access.ts';
import { BulletinReader } from './bulletins.ts';
import { CaseReader } from './cases.ts';
import { ContradictionReader } from './contradictions.ts';
import { DeadlineReader } from './deadlines.ts';
import { FigureReader } from './figures.ts';
import { QuarantineReader } from './quarantine.ts';
import { RatingReader } from './ratings.ts';
import { StateReader } from './state.ts';
import { TerminalReader } from './terminals.ts';

type Handlers = { [K in QueryKind]: (query: Query<K>, now: number) => Answer<K> };

export interface StoreQueries {
  answer(query: Query, now: number): Answer<QueryKind>;
  /** Gets ready what the first question would otherwise wait for, bit by bit. */
  warmUp(): Iterable<void>;
}

/** Puts the parts together that answer queries. */
export function createQueries(
  db: DatabaseSync,
  { figureCacheDays }: { figureCacheDays: number },
): StoreQueries {
  const terminals = new TerminalReader(db);
  const ratings = new RatingReader(db);
  const cases = new CaseReader(db, ratings);
  const figures = new FigureReader(db, figureCacheDays);
  const quarantine = new QuarantineReader(db);
  const contradictions = new ContradictionReader(db);
  const deadlines = new DeadlineReader(db);
  const access = new AccessReader(db);
  const state = new StateReader(db);
  const bulletins = new BulletinReader(db, { figures, state });
  const handlers: Handlers = {
    terminal: ({ terminalId }) => terminals.one(terminalId),
    terminals: () => terminals.all(),
    enrolments: ({ at }) => terminals.enrolments(at),
    desiredState: ({ terminalId, at }) => terminals.desiredState(terminalId, at),
    case: ({ caseNo }, now) => cases.view(caseNo, now),
    ratings: (query) => ratings.newest(query),
    unmatched: (query) => ratings.unmatched(query),
    contradictions: (query) => contradictions.list(query),
    unknownCodes: () => contradictions.unknownCodes(),
    nextDeadline: () => deadlines.next(),
    quarantine: (query) => quarantine.newest(query),
    figures: (query) => figures.answer(query),
    bulletinSource: (query) => bulletins.source(query),
    bulletin: (query) => bulletins.one(query),
    bulletins: () => bulletins.newest(),
    unverified: ({ limit }) => ratings.unverified(limit),
    system: ({ keyHash }) => access.system(keyHash),
    systems: () => access.systems(),
    account: ({ name }) => access.account(name),
    directory: () => access.directory(),
    state: () => state.read(),
  };
  const answer = (query: Query, now: number) =>
    (handlers[query.kind] as (query: Query, now: number) => Answer<QueryKind>)(query, now);
  return { answer, warmUp: () => figures.warmUp() };
}
