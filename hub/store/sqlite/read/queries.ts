import type { DatabaseSync } from 'node:sqlite';
import type { Answer, Query, QueryKind } from '../../port.ts';
import { AccessReader } from './access.ts';
import { CaseReader } from './cases.ts';
import { ContradictionReader } from './contradictions.ts';
import { DeadlineReader } from './deadlines.ts';
import { FigureReader } from './figures.ts';
import { QuarantineReader } from './quarantine.ts';
import { RatingReader } from './ratings.ts';
import { StateReader } from './state.ts';
import { StoryReader } from './stories.ts';
import { TerminalReader } from './terminals.ts';

type Handlers = { [K in QueryKind]: (query: Query<K>, now: number) => Answer<K> };

/** Puts the parts together that answer queries. */
export function createQueries(db: DatabaseSync): (query: Query, now: number) => Answer<QueryKind> {
  const terminals = new TerminalReader(db);
  const ratings = new RatingReader(db);
  const cases = new CaseReader(db, ratings);
  const stories = new StoryReader(db);
  const figures = new FigureReader(db);
  const quarantine = new QuarantineReader(db);
  const contradictions = new ContradictionReader(db);
  const deadlines = new DeadlineReader(db);
  const access = new AccessReader(db);
  const state = new StateReader(db);
  const handlers: Handlers = {
    terminal: ({ terminalId }) => terminals.one(terminalId),
    terminals: () => terminals.all(),
    enrolments: ({ at }) => terminals.enrolments(at),
    desiredState: ({ terminalId, at }) => terminals.desiredState(terminalId, at),
    case: ({ caseNo }, now) => cases.view(caseNo, now),
    story: ({ caseNo }) => stories.of(caseNo),
    ratings: (query) => ratings.newest(query),
    unmatched: (query) => ratings.unmatched(query),
    contradictions: (query) => contradictions.list(query),
    nextDeadline: () => deadlines.next(),
    quarantine: (query) => quarantine.newest(query),
    figures: (query) => figures.groups(query),
    unverified: ({ limit }) => ratings.unverified(limit),
    system: ({ keyHash }) => access.system(keyHash),
    systems: () => access.systems(),
    account: ({ name }) => access.account(name),
    directory: () => access.directory(),
    state: () => state.read(),
  };
  return (query, now) =>
    (handlers[query.kind] as (query: Query, now: number) => Answer<QueryKind>)(query, now);
}
