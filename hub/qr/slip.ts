import type { InvitationDetail } from '../store/port.ts';
import { dayInChinese, inFours } from './print.ts';

/** What a receipt printer prints, from top to bottom: lines, the QR code, lines. */
export interface Slip {
  above: string[];
  /** Text for the printer's own QR command, byte mode, with the level of error correction. */
  qr: { text: string; errorCorrection: 'M' };
  below: string[];
}

/** The complaints and advice line of every Chinese city. */
const HOTLINE = '12345';

/** The receipt with its dynamic QR code (SZ-14c): what was done, until when it can be rated. */
export function slipFor(invitation: InvitationDetail, url: string): Slip {
  const { kind, stage, caseNo, itemName, cases, lastDay } = invitation;
  const own = cases.filter(({ role }) => role === 'own').length;
  const more =
    kind === 'batch'
      ? [`本次共${own}件,一次评价适用于全部`]
      : kind === 'theme'
        ? [`主题服务,含关联事项${cases.length - own}项`]
        : [];
  return {
    above: [
      '政务服务“好差评”',
      `事项:${itemName}`,
      `办件流水号:${inFours(caseNo)}`,
      ...more,
      stage === 'receipt' ? '请对收件窗口的服务作出评价' : '请对本次服务作出评价',
    ],
    qr: { text: url, errorCorrection: 'M' },
    below: [
      '手机扫码评价,自愿、真实',
      `评价截止:${dayInChinese(lastDay)}(含当日)`,
      `咨询投诉热线:${HOTLINE}`,
    ],
  };
}
