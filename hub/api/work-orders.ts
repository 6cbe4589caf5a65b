import { z } from 'zod';
import { CodeSchema } from '../../protocol/index.ts';
import { WorkingCalendar } from '../rules/working-calendar.ts';
import type { Role } from '../store/port.ts';
import { StepSchema } from '../workorders/step.ts';
import { nearlyDueUntil } from '../workorders/timing.ts';
import { StepTakenSchema, takeStepFor } from './order-steps.ts';
import type { Api, ApiParts } from './parts.ts';
import { PROBLEM_RESPONSES, Problem } from './problems.ts';
import { PageSchema, pageOf } from './views.ts';
import {
  OrderNoSchema,
  OrderStateSchema,
  WorkOrderFiguresSchema,
  WorkOrderRowSchema,
  WorkOrderViewSchema,
} from './work-order-views.ts';

/** Who may see work orders and appeals. */
export const READERS = [
  'administrator',
  'operator',
  'handler',
  'reviewer',
  'appealDecider',
  'auditor',
] as const satisfies Role[];

const FilterSchema = PageSchema.extend({
  state: OrderStateSchema.optional(),
  hall: CodeSchema.optional(),
  due: z.enum(['nearlyDue', 'overdue']).optional().describe('At this moment; never stored'),
});

const MonthSchema = z.object({
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'expected YYYY-MM')
    .describe('Month of the ratings, in the time zone of the rule pack'),
});

export function workOrderRoutes(api: Api, parts: ApiParts): void {
  listRoutes(api, parts);
  api.route({
    method: 'GET',
    url: '/api/work-orders/:orderNo',
    config: { access: { roles: READERS } },
    schema: {
      tags: ['work orders'],
      summary: 'One work order with all its steps, its rating, and why it was opened',
      params: z.object({ orderNo: OrderNoSchema }),
      response: { 200: WorkOrderViewSchema, ...PROBLEM_RESPONSES },
    },
    handler: async (request) => {
      const { orderNo } = request.params;
      const query = { kind: 'workOrder', orderNo, nearlyDueUntil: await untilOf(parts) } as const;
      const order = await parts.store.query(query);
      if (order === null) throw new Problem(404, 'unknownOrder', 'No such work order.');
      return order;
    },
  });
  api.route({
    method: 'POST',
    url: '/api/work-orders/:orderNo/steps',
    config: { access: { roles: ['administrator', 'operator', 'handler', 'reviewer'] } },
    schema: {
      tags: ['work orders'],
      summary: 'Take a step of a work order',
      description:
        'A step that is not possible now is refused with 409 and the steps that are; one that ' +
        'is not yours with 403.',
      params: z.object({ orderNo: OrderNoSchema }),
      body: StepSchema.meta({ examples: [{ step: 'dispatch', body: '114403000000000001' }] }),
      response: { 200: StepTakenSchema, ...PROBLEM_RESPONSES },
    },
    handler: (request) => {
      const offices = request.callerRoles;
      const taker = { kind: 'account', name: request.caller, offices } as const;
      return takeStepFor(parts, { ...request.params, step: request.body, taker });
    },
  });
}

function listRoutes(api: Api, parts: ApiParts): void {
  api.route({
    method: 'GET',
    url: '/api/work-orders',
    config: { access: { roles: READERS } },
    schema: {
      tags: ['work orders'],
      summary: 'Work orders, newest rating first',
      querystring: FilterSchema,
      response: { 200: z.array(WorkOrderRowSchema), ...PROBLEM_RESPONSES },
    },
    handler: async (request) => {
      const { state, hall, due, ...page } = request.query;
      return parts.store.query({
        kind: 'workOrders',
        nearlyDueUntil: await untilOf(parts),
        ...pageOf(page),
        ...(state === undefined ? {} : { state }),
        ...(hall === undefined ? {} : { hallId: hall }),
        ...(due === undefined ? {} : { timing: due }),
      });
    },
  });
  api.route({
    method: 'GET',
    url: '/api/work-orders/figures',
    config: { access: { roles: READERS } },
    schema: {
      tags: ['work orders'],
      summary: 'What became of the orders of a month, for each responsible body (GZ-3)',
      querystring: MonthSchema,
      response: { 200: z.array(WorkOrderFiguresSchema), ...PROBLEM_RESPONSES },
    },
    // Days are compared as texts, so that no month needs its length.
    handler: ({ query: { month } }) => {
      const days = { from: `${month}-01`, to: `${month}-31` };
      return parts.store.query({ kind: 'workOrderFigures', ...days });
    },
  });
}

/** Until when an order counts as nearly due: by the pack and the calendar of today (SZ-21b). */
async function untilOf({ clock, store }: ApiParts): Promise<number> {
  const [{ inForce, packs }, { calendar }] = await Promise.all([
    store.query({ kind: 'packs' }),
    store.query({ kind: 'calendar' }),
  ]);
  const pack = inForce ?? packs[0]?.pack;
  if (pack === undefined) return clock.now();
  const { timeZone, workOrder } = pack;
  const regime = { timeZone, calendar: new WorkingCalendar(calendar) };
  return nearlyDueUntil(clock.now(), workOrder, regime);
}
