import type { InvitationDetail } from '../store/port.ts';
import { dayInChinese } from './print.ts';

/** The reminder as the citizen reads it (SZ-13): the service, the last day, the link; no person. */
export function smsText(
  { itemName, lastDay }: Pick<InvitationDetail, 'itemName' | 'lastDay'>,
  url: string,
): string {
  const until = dayInChinese(lastDay).replace(/^\d+年/, '');
  return `【好差评】您办理的“${itemName}”可在${until}前(含当日)评价,评价自愿:${url} 咨询投诉请拨12345。`;
}
