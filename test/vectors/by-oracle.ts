import { uuidv7 } from 'uuidv7';
import type { Rating } from '../../protocol/index.ts';
import type { Invitation, PromptFact, RatingFact, Ruling } from '../oracle/facts.ts';
import { rule } from '../oracle/oracle.ts';
import { inChina } from './played-vector.ts';
import {
  type Expected,
  type ExpectedInvitation,
  inOrder,
  VECTOR_HALL,
  type Vector,
  type VectorRating,
} from './vector.ts';

const PROMPT_MS = 5 * 60_000;

/** What the oracle says of a vector. */
export function toldByOracle(vector: Vector): Expected {
  const sent = new Map<string, RatingFact>();
  for (const { at, rating } of vector.steps) {
    if (rating) sent.set(rating.key, factOf(rating, Date.parse(at), vector));
  }
  const ruling = rule({
    records: vector.steps.flatMap(({ record }) => record ?? []),
    ratings: [...sent.values()],
    terminals: VECTOR_HALL.terminals,
    departments: {},
    moment: Math.max(...[vector.moment, ...vector.steps.map(({ at }) => at)].map(Date.parse)),
  });
  const ratings = [...sent].map(([key, { rating }]) => {
    const { standing, rule } = ruling.verdicts.get(rating.eventId) ?? { standing: '', rule: '' };
    return [key, { standing, rule }] as const;
  });
  return inOrder({
    cases: vector.expected.cases.map(({ caseNo }) => ({
      caseNo,
      invitations: invitationsOf(caseNo, ruling),
    })),
    ratings: Object.fromEntries(ratings),
    figures: figuresOf(ruling),
  });
}

function invitationsOf(caseNo: string, { invitations }: Ruling): ExpectedInvitation[] {
  return invitations
    .filter((one) => one.cases.includes(caseNo) || one.linked.has(caseNo))
    .map(({ stage, kind, closesAt, status, cases, linked, rules }) => ({
      stage,
      kind,
      rule: rules.get(caseNo) ?? 'SZ-20b',
      closesAt: inChina(closesAt),
      status,
      cases,
      linked: [...linked.keys()].sort(),
    }));
}

function figuresOf({ figures }: Ruling): Expected['figures'] {
  const groups = new Map<string, Expected['figures'][number]>();
  for (const { kind, item, level, ratings, cases } of figures) {
    const name = JSON.stringify([kind, item, level]);
    const group = groups.get(name) ?? { kind, item, level: Number(level), ratings: 0, cases: 0 };
    group.ratings += ratings;
    group.cases += cases;
    groups.set(name, group);
  }
  return [...groups.values()];
}

function factOf(said: VectorRating, receivedAt: number, vector: Vector): RatingFact {
  const { terminalId, caseNo, stage, level, linked, channel, tappedAt, forged } = said;
  const { clockOffsetMs = 0, answersPrompt, answersPromptOf } = said;
  const deviceTime = new Date(Date.parse(tappedAt) - clockOffsetMs).toISOString();
  const body = { caseNo, stage, level, channel, ...(linked ? { linked } : {}) };
  const message = { terminalId, eventId: uuidv7(), deviceTime, clockOffsetMs, body };
  const asked = answersPrompt ? caseNo : answersPromptOf;
  return {
    // Nothing else of a message has a say in what it is worth.
    rating: message as unknown as Rating,
    receivedAt,
    prompt: asked === undefined ? null : promptOf(asked, vector),
    namesAnother: false,
    forged: forged === true,
  };
}

/** The prompt that follows from the last record of a case, at the place of the step. */
function promptOf(caseNo: string, { steps }: Vector): PromptFact {
  const step = steps.findLast(({ record }) => record?.caseNo === caseNo);
  const { record } = step ?? {};
  if (step === undefined || record === undefined) throw new Error(`no record of ${caseNo}`);
  const at = VECTOR_HALL.terminals.find(({ windowNo }) => windowNo === (record.windowNo ?? null));
  const issuedAt = Date.parse(step.at);
  const stage: Invitation['stage'] = record.event === 'received' ? 'receipt' : 'completion';
  const showUntil = issuedAt + PROMPT_MS;
  return { terminalId: at?.terminalId ?? '', caseNo, stage, issuedAt, showUntil };
}
