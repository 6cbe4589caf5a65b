import type {
  AppealDecidedBody,
  AppealFiledBody,
  OrderStepBody,
  RedactedBody,
  RemindedBody,
  WordsRedactedBody,
} from '../ledger/bodies.ts';
import type { Telling, Told } from './told.ts';
import { STEP_WORDS } from './words.ts';

/** SZ-21c: what was done about a negative rating, by whom. Free text stays in the order. */
export function orderStepped({ orderNo, step, by, rating }: OrderStepBody, telling: Telling) {
  if (!telling.ratings.has(rating)) return null;
  const { zh, en } = STEP_WORDS[step.step];
  const found = step.step === 'verify' ? { substantiated: step.substantiated } : {};
  return told(
    'SZ-21c',
    { orderNo, step: step.step, by, ...found },
    {
      zh: `差评工单 ${orderNo}：${zh}。`,
      en: `Work order ${orderNo}: ${en}.`,
    },
  );
}

/** SZ-22a. */
export function appealFiled({ appealNo, by, filing, explanation }: AppealFiledBody): Told {
  const facts = { ...explanation.facts, appealNo, by, ground: filing.ground };
  return {
    rule: explanation.rule,
    pack: explanation.pack,
    facts,
    zh: `对评价提出申诉 ${appealNo}。`,
    en: `Appeal ${appealNo} was filed against the rating.`,
  };
}

/** SZ-22a: by another person than was rated or filed. */
export function appealDecided(body: AppealDecidedBody, telling: Telling): Told | null {
  const { appealNo, by, decision, explanation, rating } = body;
  if (!telling.ratings.has(rating)) return null;
  const upheld = decision.uphold;
  return {
    rule: explanation.rule,
    pack: explanation.pack,
    facts: { ...explanation.facts, appealNo, by },
    zh: upheld
      ? `申诉 ${appealNo} 成立：该评价不计入个人，仍计入事项、窗口和大厅。`
      : `申诉 ${appealNo} 不成立：该评价照常计入。`,
    en: upheld
      ? `Appeal ${appealNo} was upheld: left out of the person's figures, kept in all others.`
      : `Appeal ${appealNo} was not upheld: the rating counts as before.`,
  };
}

/** SZ-13: once. */
export function reminded({ invitationId, caseNo }: RemindedBody): Told {
  return told(
    'SZ-13',
    { invitationId, caseNo },
    {
      zh: '已短信提醒评价一次。',
      en: 'The one reminder was handed to the SMS gateway.',
    },
  );
}

/** SZ-16: what a citizen wrote was taken out; level and event id stay. */
export function redacted({ eventId, by, reason }: RedactedBody): Told {
  return told(
    'SZ-16',
    { eventId, by, reason },
    {
      zh: '评价中的文字已按规定隐去，等级保留。',
      en: 'What was written in the rating was redacted; its level stays.',
    },
  );
}

/** SZ-16: what was written about a rating was taken out; what was done and decided stays. */
export function wordsRedacted({ orderNo, appealNo, by, reason }: WordsRedactedBody): Told {
  const about = orderNo === undefined ? { appealNo } : { orderNo };
  return told(
    'SZ-16',
    { ...about, by, reason },
    {
      zh: `${orderNo === undefined ? '申诉' : '工单'}中的文字已按规定隐去。`,
      en: `What was written in the ${orderNo === undefined ? 'appeal' : 'work order'} was redacted.`,
    },
  );
}

function told(
  rule: string,
  facts: Record<string, unknown>,
  said: { zh: string; en: string },
): Told {
  return { rule, pack: null, facts, ...said };
}
