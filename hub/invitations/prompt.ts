import {
  LIMITS,
  type Prompt,
  type ServiceItem,
  type ServiceRecord,
  type ServiceWindow,
  type Stage,
} from '../../protocol/index.ts';
import { instantText } from '../rules/calendar.ts';
import type { Term } from '../rules/term.ts';

/** More than one case asked about at once. */
export type Bundle =
  | { kind: 'batch'; declarationNo: string; caseNos: string[] }
  | { kind: 'theme'; linkedCases: { caseNo: string; item: ServiceItem }[] };

/** All that a screen shows when it asks for one rating (SZ-14a, SZ-14b, SZ-20a, SZ-20b). */
export function promptFor(asking: {
  promptId: string;
  invitationId: string;
  record: ServiceRecord;
  stage: Stage;
  serviceWindow: ServiceWindow | null;
  bundle: Bundle | null;
  issuedAt: number;
  showMs: number;
  lastDay: string;
  /** To deal with a negative rating (SZ-21b). */
  handling: Term;
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
    ...bundled(asking.bundle),
    lastDay: asking.lastDay,
    ...promised(asking.handling),
  };
}

/** A screen promises working days and nothing else. */
function promised({ counting, days }: Term): Pick<Prompt, 'handlingWorkingDays'> {
  return counting === 'working' ? { handlingWorkingDays: days } : {};
}

function bundled(bundle: Bundle | null): Pick<Prompt, 'batch' | 'linkedCases'> {
  if (bundle === null) return {};
  if (bundle.kind === 'theme') {
    const { linkedCases } = bundle;
    return linkedCases.length === 0
      ? {}
      : { linkedCases: linkedCases.slice(0, LIMITS.linkedCases) };
  }
  const { declarationNo, caseNos } = bundle;
  const named = caseNos.slice(0, LIMITS.batchCases);
  return { batch: { declarationNo, caseNos: named, count: caseNos.length } };
}
