import type { ServiceRecord } from '../../../protocol/index.ts';

/** What an old window PC knows of whoever stands there: no case, a ticket at best. */
export interface Ticket {
  windowNo: string;
  staff: { staffNo: string; name: string };
  number: string | null;
  serviceName: string | null;
}

const TIME_ZONE = 'Asia/Shanghai';
const UNNAMED_SERVICE = '窗口服务';

/**
 * The case of a ticket. The old programs name none, so the day, the window and the ticket do; the
 * rating waits at the hub as unmatched until a record of this case comes. Pure.
 *
 * @param serial tells askings apart that have no ticket
 */
export function caseOfTicket(ticket: Ticket, now: number, recordId: string, serial: number) {
  const at = Temporal.Instant.fromEpochMilliseconds(Math.round(now)).toZonedDateTimeISO(TIME_ZONE);
  const day = at.toPlainDate().toString().replaceAll('-', '');
  const time = at.toPlainTime().toString({ smallestUnit: 'second' }).replaceAll(':', '');
  const number = ticket.number === null ? `${time}.${serial}` : codeOf(ticket.number);
  const record: ServiceRecord = {
    recordId,
    caseNo: `PJ-${day}-${ticket.windowNo}-${number}`,
    event: 'granted',
    occurredAt: new Date(Math.round(now)).toISOString(),
    mode: 'window',
    item: { itemCode: 'TICKET', name: ticket.serviceName ?? UNNAMED_SERVICE },
    certificate: false,
    windowNo: ticket.windowNo,
    staff: ticket.staff,
  };
  return record;
}

/** Letters and digits of a ticket such as "A 017号". */
function codeOf(number: string): string {
  return number.replace(/[^A-Za-z0-9]/g, '') || '0';
}
