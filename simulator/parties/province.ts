import { Party, type PartyOptions, type ReceivedMessage, type Reply } from './party.ts';

const SAID = (code: string, msg: string): Reply => ({ status: 200, body: { code, msg } });

/**
 * A provincial platform with the rules that real ones have: the service record comes before the
 * rating, one rating a case and number, and a negative one needs tags or text. It says how it went
 * in the body of a 200.
 */
export function createProvince(options: PartyOptions): Party {
  return new Party(
    {
      accepted: () => SAID('200', 'ok'),
      duplicate: () => SAID('409', '重复数据'),
      refused: (reason) => SAID('400', reason),
      objection: (message, before) =>
        isRating(message) ? objectionToRating(message, before) : null,
    },
    options,
  );
}

function objectionToRating(
  { content }: ReceivedMessage,
  before: readonly ReceivedMessage[],
): Reply | null {
  const { projectNo, assessNumber, satisfaction, evalDetail, writingEvaluation } = content;
  const ofCase = before.filter((one) => one.content.projectNo === projectNo);
  if (!ofCase.some((one) => !isRating(one))) return SAID('401', '未上报办件服务数据');
  const same = (one: ReceivedMessage) => isRating(one) && one.content.assessNumber === assessNumber;
  if (ofCase.some(same)) return SAID('409', '重复数据');
  const silent = !evalDetail && !writingEvaluation;
  if (Number(satisfaction) < 3 && silent) return SAID('400', '差评须填写评价详情');
  return null;
}

function isRating({ content }: ReceivedMessage): boolean {
  return content.satisfaction !== undefined;
}
