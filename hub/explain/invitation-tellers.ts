import { LEVEL_NAMES, type Level } from '../../protocol/index.ts';
import type {
  ChangedBody,
  DefaultMadeBody,
  DefaultWithdrawnBody,
  ExtendedBody,
  FirstOpenedBody,
  InvitationBody,
  MemberBody,
  OpenedBody,
} from '../ledger/bodies.ts';
import type { LedgerEntry } from '../ledger/chain.ts';
import type { HeldInvitation, Telling, Told } from './told.ts';
import { STAGE_WORDS, type Words } from './words.ts';

const FIRST_PACK = 'shenzhen@1';
const FIRST_DEFAULT = 3;

export function opened(
  body: OpenedBody | FirstOpenedBody,
  telling: Telling,
  { position }: LedgerEntry,
): Told | null {
  if (!('joined' in body)) return firstOpened(body, telling, position);
  const member = body.joined.find(({ caseNo }) => caseNo === telling.caseNo);
  if (member === undefined) return null;
  telling.invitations.set(position, heldOf(body));
  return joinedAs(member, body, STAGE_WORDS[body.stage]);
}

export function changed(body: ChangedBody, telling: Telling): Told | null {
  const { invitations, caseNo } = telling;
  const before = invitations.get(body.invitation);
  const member = body.joined.find((one) => one.caseNo === caseNo);
  if (before === undefined && member === undefined) return null;
  if (body.left.includes(caseNo)) return leftIt(body, telling);
  invitations.set(body.invitation, heldOf(body));
  if (before === undefined && member !== undefined) {
    return joinedAs(member, body, STAGE_WORDS[body.stage]);
  }
  const { closesAt, lastDay, cases, pack, kind } = body;
  const facts = { closesAt, lastDay, cases, kind };
  if (before !== undefined && before.closesAt !== closesAt) {
    const moved = { closedBefore: before.closesAt, ...facts };
    const zh = `评价期限改为至 ${lastDay} 24:00。`;
    const en = `The deadline moved: it may be rated until the end of ${lastDay}.`;
    return { rule: 'SZ-17a', pack, facts: moved, zh, en };
  }
  const zh = `评价入口随新的记录更新，现含 ${cases} 件。`;
  const en = `The invitation changed with its records; it is for ${cases} case(s) now.`;
  return { rule: ruleOfKind(kind), pack, facts, zh, en };
}

/** SZ-17b */
export function defaulted(body: DefaultMadeBody, telling: Telling): Told | null {
  const invitation = body.invitations.find((one) => telling.invitations.has(one));
  const held = invitation === undefined ? undefined : telling.invitations.get(invitation);
  if (held === undefined) return null;
  const { defaultLevel, closesAt, pack } = held;
  const name = LEVEL_NAMES[defaultLevel as Level];
  return {
    rule: body.rule,
    pack,
    facts: { invitation, defaultLevel, closesAt },
    zh: `期限内无人评价，按规定计为“${name}”（默认评价）。`,
    en: `Nobody rated in time, so it counts as ${defaultLevel} (${name}) by rule: a default rating.`,
  };
}

/** SZ-20a: what was decided of a batch before holds for a case that joins it. */
export function extended(body: ExtendedBody, telling: Telling): Told | null {
  const held = telling.invitations.get(body.invitation);
  if (held === undefined || !body.caseNos.includes(telling.caseNo)) return null;
  const { rule, rating, orderNo, invitation } = body;
  const facts = { invitation, ...(rating === undefined ? {} : { rating }) };
  const order = orderNo === undefined ? {} : { workOrder: orderNo };
  const what =
    rating === undefined ? { zh: '默认评价', en: 'The default' } : { zh: '评价', en: 'The rating' };
  return {
    rule,
    pack: held.pack,
    facts: { ...facts, ...order },
    zh: `此前同一申报的${what.zh}也适用于本件。`,
    en: `${what.en} of its declaration, made before it joined, holds for this case too.`,
  };
}

/** SZ-17c */
export function defaultWithdrawn(body: DefaultWithdrawnBody, telling: Telling): Told | null {
  const held = telling.invitations.get(body.invitation);
  if (held === undefined) return null;
  const { rule, rating } = body;
  const why =
    rating === undefined
      ? { zh: '期限尚未届满或入口已撤回', en: 'it was not due after all' }
      : { zh: '期限内的真实评价取而代之', en: 'a genuine rating made in time takes its place' };
  const facts = { invitation: body.invitation, ...(rating === undefined ? {} : { rating }) };
  const zh = `撤销默认评价：${why.zh}。`;
  return { rule, pack: held.pack, facts, zh, en: `The default was taken back: ${why.en}.` };
}

function joinedAs(member: MemberBody, body: InvitationBody, stage: Words): Told {
  const { explanation, role } = member;
  const { lastDay, closesAt, cases, kind, caseNo: lead, pack } = body;
  const facts = { ...explanation.facts, kind, closesAt, lastDay, cases };
  const said = { rule: explanation.rule, pack, facts };
  if (role === 'linked') {
    const zh = `由主题服务 ${lead} 一并评价，至 ${lastDay} 24:00 止，不另行默认。`;
    const en = `It is covered by theme ${lead}, to be rated until the end of ${lastDay}.`;
    return { ...said, zh, en };
  }
  if (kind === 'batch') {
    const zh = `与同一申报的 ${cases} 件一次评价（${stage.zh}），至 ${lastDay} 24:00 止。`;
    const en = `It is rated (${stage.en}) together with its declaration, ${cases} cases at once, until the end of ${lastDay}.`;
    return { ...said, zh, en };
  }
  const zh = `可以评价（${stage.zh}），至 ${lastDay} 24:00 止。`;
  return { ...said, zh, en: `It may be rated (${stage.en}) until the end of ${lastDay}.` };
}

function leftIt({ invitation, cases, pack, kind }: ChangedBody, telling: Telling): Told {
  telling.invitations.delete(invitation);
  const facts = { invitation, kind, casesLeft: cases };
  const gone = cases === 0;
  const zh = `按新的记录，本件离开${gone ? '其原' : '共同的'}评价入口${gone ? '，该入口撤回' : ''}。`;
  const en = `By later records it left ${gone ? 'its former invitation, which is withdrawn' : 'the invitation it shared'}.`;
  return { rule: cases === 0 ? 'SZ-18' : ruleOfKind(kind), pack, facts, zh, en };
}

function firstOpened(body: FirstOpenedBody, telling: Telling, position: number): Told | null {
  const { closesAt, explanation, stage, caseNo } = body;
  if (caseNo !== telling.caseNo) return null;
  const held = { kind: 'plain', pack: FIRST_PACK, closesAt, defaultLevel: FIRST_DEFAULT } as const;
  telling.invitations.set(position, held);
  const { zh, en } = STAGE_WORDS[stage];
  const facts = { ...explanation.facts, closesAt };
  const { rule, pack } = explanation;
  return { rule, pack, facts, zh: `可以评价（${zh}）。`, en: `It may be rated (${en}).` };
}

function heldOf({ kind, pack, closesAt, defaultLevel }: InvitationBody): HeldInvitation {
  return { kind, pack, closesAt, defaultLevel };
}

function ruleOfKind(kind: HeldInvitation['kind']): string {
  return { plain: 'SZ-18', batch: 'SZ-20a', theme: 'SZ-20b' }[kind];
}
