import type { AppealView } from '../appeals/port.ts';
import type { WorkOrderRow, WorkOrderView } from '../workorders/port.ts';
import type { CliCommand } from './call.ts';
import { EXIT, table } from './io.ts';

/** Work orders and appeals, to look at. */
export const ORDER_COMMANDS: Record<string, CliCommand> = {
  orders: {
    usage: 'orders [--state STATE] [--hall HALL] [--due nearlyDue|overdue]',
    meaning: 'Work orders of negative ratings, newest first',
    words: 0,
    async run({ options: { state, hall, due }, hub, show }) {
      const asked = Object.entries({ state, hall, due }).filter(([, value]) => value !== undefined);
      const filter = new URLSearchParams(asked as [string, string][]);
      const rows = await hub.call<WorkOrderRow[]>('GET', `/api/work-orders?${filter}`);
      const shown = rows.map(({ dueAt, caseNos, ...row }) => ({
        ...row,
        due: instant(dueAt),
        cases: caseNos.join(','),
      }));
      show(rows, table(shown, ['orderNo', 'hallId', 'body', 'state', 'timing', 'due', 'cases']));
      return EXIT.ok;
    },
  },
  order: {
    usage: 'order NO',
    meaning: 'One work order: what it is about, its steps, what may be done now',
    words: 1,
    async run({ words: [number = ''], hub, show }) {
      const path = `/api/work-orders/${encodeURIComponent(number)}`;
      const order = await hub.call<WorkOrderView>('GET', path);
      show(order, inWords(order));
      return EXIT.ok;
    },
  },
  appeals: {
    usage: 'appeals',
    meaning: 'Appeals against ratings of persons, newest first',
    words: 0,
    async run({ hub, show }) {
      const rows = await hub.call<AppealView[]>('GET', '/api/appeals');
      const shown = rows.map((row) => ({ ...row, filed: instant(row.filedAt) }));
      const columns = ['appealNo', 'caseNo', 'staffNo', 'ground', 'state', 'upheld', 'filed'];
      show(rows, table(shown, columns));
      return EXIT.ok;
    },
  },
};

function inWords(order: WorkOrderView): string {
  const { orderNo, state, timing, body, dueAt, allowed } = order;
  const steps = order.steps.map(({ at, by, step }) => {
    const who = 'account' in by ? by.account : 'system' in by ? by.system : 'hub';
    const text = 'text' in step ? step.text : null;
    return { at: instant(at), step: step.step, by: who, text };
  });
  return [
    `${orderNo}  ${state}, ${timing}, due before ${instant(dueAt)}, body ${body || '-'}\n`,
    table(order.parts as unknown as Record<string, unknown>[], [
      'caseNo',
      'indicator',
      'level',
      'itemCode',
      'staffNo',
    ]),
    '\nSteps\n',
    table(steps, ['at', 'step', 'by', 'text']),
    `\nAllowed now: ${allowed.join(', ') || 'nothing'}\n`,
  ].join('');
}

function instant(epochMs: number): string {
  return Temporal.Instant.fromEpochMilliseconds(epochMs).toString({ smallestUnit: 'second' });
}
