import { indicatorsOf, LIMITS, type PhoneView } from '../../protocol/index.ts';
import { instantText } from '../rules/calendar.ts';
import type { InvitationDetail } from '../store/port.ts';
import { dayInChinese } from './print.ts';

type Why = Pick<PhoneView, 'rule' | 'message'>;

const SUPERSEDED: Why = {
  rule: 'SZ-18',
  message: '这笔业务的办理情况有变化，此评价入口已失效。如有疑问请拨打12345。',
};

/**
 * What the page behind a link shows of its invitation (SZ-14c). Once the invitation is over it says
 * so and no more: a slip that somebody finds tells them nothing.
 */
export function phoneViewOf(
  invitation: InvitationDetail | null,
  handlingWorkingDays: number,
): PhoneView {
  if (invitation === null) return UNKNOWN;
  const { status, lastDay } = invitation;
  const until = dayInChinese(lastDay);
  switch (status) {
    case 'open':
      return openView(invitation, handlingWorkingDays);
    case 'rated':
      return {
        state: 'rated',
        rule: 'SZ-1R',
        message: '这笔业务已经评价过了，感谢您的评价。每笔业务评价一次。',
      };
    case 'defaulted':
      return {
        state: 'defaulted',
        rule: 'SZ-17b',
        message: `评价时间已于${until}结束，未评价的业务按规定默认为“基本满意”。如有意见请拨打12345。`,
      };
    case 'closed':
      return {
        state: 'closed',
        rule: 'SZ-17a',
        message: `评价时间已于${until}结束。如有意见请拨打12345。`,
      };
    case 'void':
      return { state: 'closed', ...SUPERSEDED };
  }
}

/** A link that this hub did not make, or that names nothing here. */
export const UNKNOWN: PhoneView = {
  state: 'unknown',
  rule: 'SZ-14c',
  message: '未找到对应的业务，请核对二维码或链接是否完整。如有疑问请拨打12345。',
};

function openView(invitation: InvitationDetail, handlingWorkingDays: number): PhoneView {
  const { stage, caseNo, itemCode, itemName, lastDay, closesAt } = invitation;
  return {
    state: 'open',
    rule: 'SZ-17a',
    message: `您可在${dayInChinese(lastDay)}前（含当日）评价一次，评价自愿。`,
    stage,
    caseNo,
    item: { itemCode, name: itemName },
    ...bundled(invitation),
    indicators: [...indicatorsOf(stage)],
    lastDay,
    closesAt: instantText(closesAt),
    handlingWorkingDays,
  };
}

function bundled({ kind, cases }: InvitationDetail): object {
  if (kind === 'batch') {
    const caseNos = cases.map(({ caseNo }) => caseNo);
    return { batch: { caseNos: caseNos.slice(0, LIMITS.batchCases), count: caseNos.length } };
  }
  const linked = cases.filter(({ role }) => role === 'linked').slice(0, LIMITS.linkedCases);
  if (kind !== 'theme' || linked.length === 0) return {};
  return {
    linkedCases: linked.map(({ caseNo, itemCode, itemName }) => ({
      caseNo,
      item: { itemCode, name: itemName },
    })),
  };
}
