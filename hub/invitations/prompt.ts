import type { Prompt, ServiceRecord, ServiceWindow, Stage } from '../../protocol/index.ts';
import { instantText } from '../rules/calendar.ts';

/** All that a screen shows when it asks for one rating (SZ-14a, SZ-14b). */
export function promptFor(asking: {
  promptId: string;
  invitationId: string;
  record: ServiceRecord;
  stage: Stage;
  serviceWindow: ServiceWindow | null;
  issuedAt: number;
  showMs: number;
  lastDay: string;
}): Prompt {
  const { record } = asking;
  return {
    promptId: asking.promptId,
    invitationId: asking.invitationId,
    caseNo: record.caseNo,
    stage: asking.stage,
    item: record.item,
    serviceWindow: asking.serviceWindow,
    staff: record.mode === 'kiosk' ? null : (record.staff ?? null),
    issuedAt: instantText(asking.issuedAt),
    showUntil: instantText(asking.issuedAt + asking.showMs),
    lastDay: asking.lastDay,
  };
}
