import type {
  PromptEnding,
  RefusalReason,
  ServiceEvent,
  ServiceRecord,
  Stage,
} from '../../protocol/index.ts';
import type { Contradiction } from '../services/case-state.ts';
import type { Step } from '../workorders/step.ts';

/** One thing in both languages. */
export interface Words {
  zh: string;
  en: string;
}

const words = (zh: string, en: string): Words => ({ zh, en });

export const STEP_WORDS: Record<Step['step'], Words> = {
  dispatch: words('已转派责任单位', 'dispatched to the responsible body'),
  accept: words('责任单位已签收', 'accepted by the body'),
  return: words('责任单位退回', 'returned by the body'),
  verify: words('已与评价人核实', 'verified with the rater'),
  rectify: words('已整改', 'rectified'),
  followUp: words('已回访', 'followed up'),
  close: words('经审核办结', 'closed after review'),
  reopen: words('重新办理', 'reopened'),
};

export const EVENT_WORDS: Record<ServiceEvent, Words> = {
  received: words('收件成功', 'the papers were received'),
  receiptFailed: words('收件未成功', 'the receipt failed'),
  accepted: words('受理', 'the case was accepted'),
  notAccepted: words('不予受理', 'the case was not accepted'),
  granted: words('准予', 'it was granted'),
  refused: words('不予许可', 'it was refused'),
  returned: words('退件', 'it was returned'),
  collected: words('结果已签收领取', 'the result was collected and signed for'),
  flowEnded: words('自助办理流程正常结束', 'the kiosk flow ended normally'),
  consultationEnded: words('咨询或投诉结束', 'the consultation or complaint ended'),
};

export const MODE_WORDS: Record<ServiceRecord['mode'], Words> = {
  window: words('窗口', 'at a window'),
  online: words('网上', 'online'),
  kiosk: words('自助终端', 'at a kiosk'),
  hotline: words('热线', 'by the hotline'),
};

export const STAGE_WORDS: Record<Stage, Words> = {
  receipt: words('收件', 'receipt'),
  completion: words('办结', 'completion'),
  consultation: words('咨询', 'consultation'),
};

/** Only what a kept rating can be refused for; the rest never reaches the story of a case. */
export const REFUSAL_WORDS: Partial<Record<RefusalReason, Words>> = {
  tooLate: words('点击时评价期限已过', 'it was tapped after the deadline'),
  alreadyRated: words('同一评价入口已有更早的评价', 'an earlier tap counts for this invitation'),
  notInvited: words('所答并非本次邀请', 'it answers another prompt or invitation'),
  promptExpired: words('点击时该次询问早已结束', 'it was tapped long after its prompt had ended'),
  badSignature: words('签名不是该终端的', 'the signature is not that of the terminal'),
};

export const ENDING_WORDS: Record<PromptEnding, Words> = {
  rated: words('已评价', 'the citizen rated'),
  declined: words('选择暂不评价', 'the citizen chose not to rate now'),
  timedOut: words('无人操作，超时', 'nobody touched it in time'),
  replaced: words('被下一次询问取代', 'the next one took its place'),
  withdrawn: words('被撤回', 'it was withdrawn'),
  expired: words('到达时已过期', 'it arrived too late to be shown'),
  alreadyRated: words('该终端已有本件评价', 'the terminal had a rating of this case already'),
  refused: words('终端无法显示', 'the terminal could not show it'),
};

export const CONTRADICTION_WORDS: Record<Contradiction['kind'], Words> = {
  failedAfterReceipt: words('收件成功之后又报收件失败', 'a receipt that had succeeded failed'),
  notAcceptedAfterDecision: words('已有决定又报不予受理', 'not accepted after a decision'),
  decidedTwice: words('两次作出决定', 'two decisions'),
  collectedBeforeDecision: words('先领取后决定', 'collected before the decision'),
  certificateUnclear: words('有无纸质结果说法不一', 'unclear whether there is a paper result'),
  sameIdOtherContent: words('同一记录号内容不同', 'another content under a known record id'),
};
