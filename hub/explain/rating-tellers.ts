import { LEVEL_NAMES, type Level, type Rating, type ServiceRecord } from '../../protocol/index.ts';
import type { ReceivedBody, RecordedBody, SettledBody } from '../ledger/bodies.ts';
import type { LedgerEntry } from '../ledger/chain.ts';
import { opening } from '../services/completion.ts';
import type { Telling, Told } from './told.ts';
import { EVENT_WORDS, MODE_WORDS, REFUSAL_WORDS, type Words } from './words.ts';

/** A step of the case, as its business system reported it. */
export function recorded(body: RecordedBody, _: Telling, { payload }: LedgerEntry): Told {
  const record = JSON.parse(payload) as ServiceRecord;
  const { event, mode, recordId, occurredAt, certificate, test } = record;
  const facts = { systemId: body.systemId, recordId, event, mode, certificate, occurredAt };
  const [what, where] = [EVENT_WORDS[event], MODE_WORDS[mode]];
  return {
    rule: opening(record).rule,
    pack: null,
    facts: test === undefined ? facts : { ...facts, test },
    zh: `业务系统报告：${where.zh}，${what.zh}。`,
    en: `The business system reported: ${what.en}, ${where.en}.`,
  };
}

/** A rating arrived, of this case or of another that is rated with it. */
export function received(
  body: ReceivedBody,
  telling: Telling,
  { payload, position }: LedgerEntry,
): Told | null {
  const { eventId, body: said, terminalId } = JSON.parse(payload) as Rating;
  const { caseNo, level, linked, channel } = said;
  const isAbout = caseNo === telling.caseNo || telling.invitations.has(body.invitation ?? 0);
  if (!isAbout) return null;
  telling.ratings.set(position, { eventId, caseNo, level });
  const { rule, pack } = body.explanation;
  const { tappedAt, supersedesDefault } = body;
  const facts = {
    ...body.explanation.facts,
    ...{ eventId, terminalId, caseNo, level, channel, tappedAt },
    ...(linked === undefined ? {} : { linked }),
    ...(supersedesDefault ? { supersedesDefault } : {}),
    ...(body.order === undefined ? {} : { workOrder: body.order.orderNo }),
  };
  const stands = supersedesDefault ? SUPERSEDES : standingWords(body);
  const tapped = levelWords(level);
  const order = orderWords(body.order?.orderNo);
  const zh = `收到评价${tapped.zh}：${stands.zh}${order.zh}。`;
  const en = `A rating${tapped.en} arrived: ${stands.en}${order.en}.`;
  return { rule: supersedesDefault ? 'SZ-17c' : rule, pack, facts, zh, en };
}

/** SZ-21a: the order is opened with the rating. */
function orderWords(orderNo: string | undefined): Words {
  if (orderNo === undefined) return { zh: '', en: '' };
  return { zh: `，并生成差评工单 ${orderNo}`, en: `, and opened work order ${orderNo}` };
}

/** A rating told of before stands differently now. */
export function settled(body: SettledBody, telling: Telling): Told | null {
  const rating = telling.ratings.get(body.rating);
  if (rating === undefined) return null;
  const { rule, pack } = body.explanation;
  const stands = standingWords(body);
  const tapped = levelWords(rating.level);
  return {
    rule,
    pack,
    facts: { ...body.explanation.facts, eventId: rating.eventId, caseNo: rating.caseNo },
    zh: `评价${tapped.zh}现在：${stands.zh}。`,
    en: `The rating${tapped.en} stands differently now: ${stands.en}.`,
  };
}

const SUPERSEDES: Words = {
  zh: '期限内作出，计入，并取代默认评价',
  en: 'it was made in time, counts, and takes the place of the default',
};

function standingWords({ standing, reason }: Pick<SettledBody, 'standing' | 'reason'>): Words {
  switch (standing) {
    case 'counted':
      return { zh: '计入', en: 'it counts' };
    case 'unmatched':
      return { zh: '留存，等待本件的服务记录', en: 'it is kept until its service record comes' };
    case 'notAdopted':
      return { zh: '经核实不予采纳', en: 'it was not adopted' };
    case 'forged':
    case 'refused': {
      const why = reason && REFUSAL_WORDS[reason];
      return { zh: `不计入，${why?.zh ?? ''}`, en: `it does not count, ${why?.en ?? ''}` };
    }
  }
}

function levelWords(level: number | null): Words {
  if (level === null) return { zh: '（仅评关联业务）', en: ' of linked cases alone' };
  const name = LEVEL_NAMES[level as Level];
  return { zh: `“${name}”`, en: ` of ${level} (${name})` };
}
